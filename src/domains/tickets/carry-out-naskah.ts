import { theSystem } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { findPersonName } from '../access/index.ts'
import { localDate } from '../calendar/index.ts'
import { draftNaskah, type DraftScene, initialNaskah, keepSigned, naskahOfTicket, sendNaskah, voidNaskah } from '../naskah/index.ts'
import { type Doing, type Effect, getLane, type Sop } from '../sop/index.ts'
import { tellReporter } from './course-messages.ts'
import { type Names, writeFact } from './fill-braces.ts'
import type { Ticket } from './ticket.ts'
import { type Course, eventActor, findFacts } from './ticket-course.ts'

type NaskahEffect = Extract<Effect, { do: 'draft-naskah' | 'initial-naskah' | 'sign-naskah' | 'send-naskah' }>

/** What an act does to the ticket's official letter: drafts it, puts initials on it, keeps it signed, sends it. */
export async function carryOutNaskah(course: Course, effect: NaskahEffect, { doing }: { doing: Doing }): Promise<void> {
  const { work, ticket, sop } = course
  const role = getLane(sop, doing.lane).title
  switch (effect.do) {
    case 'draft-naskah': {
      const scene = await naskahScene(work, ticket, course)
      await draftNaskah(work, { ticketId: ticket.id, template: effect.template, body: String(ticket.state.facts[effect.field] ?? ''), field: effect.field, role, ...scene })
      return
    }
    case 'initial-naskah': {
      const { post, unit } = eventActor(course, doing.lane, false)
      if (!post || !unit) throw new Error(`ticket ${ticket.number}: initials of nobody's post`)
      await initialNaskah(work, { ticketId: ticket.id, post, unit, role })
      return
    }
    case 'sign-naskah': {
      if (!course.signed) throw new Error(`ticket ${ticket.number}: a letter is to be signed, and was not signed before; see sign-step.ts`)
      const signed = await keepSigned(work, { ticketId: ticket.id, ...course.signed })
      course.yields = { ...course.yields, surat: { nomor: signed.number, sidik: signed.sha256 } }
      return
    }
    case 'send-naskah': {
      const sent = await sendNaskah(work, { ticketId: ticket.id })
      course.yields = { ...course.yields, surat: { nomor: sent.number, sidik: sent.sha256 } }
      findFacts(course, { ...(sent.number && { 'nomor-surat': sent.number }), 'tanggal-surat': course.today })
      tellReporter(course, { kind: 'kabar', step: doing.step, text: `Surat nomor ${sent.number} tentang ${sent.subject} sudah ditandatangani dan dikirim kepada Anda. Suratnya dapat diunduh di halaman tiket.` })
    }
  }
}

/** What a letter of this ticket is written from: its facts, those that every ticket gives, and how codes are named. */
export async function naskahScene(work: Work, ticket: Ticket, { sop, names, zone }: { sop: Sop; names: Names; zone: Course['zone'] }): Promise<DraftScene> {
  // Whoever writes may do so for somebody else: a firm, or a neighbour at the desk.
  const written = ticket.state.facts['nama-pemohon']
  const applicant = ticket.applicant ? names.unit(ticket.applicant.unit) : String(written ?? (ticket.reporterId && (await findPersonName(work, ticket.reporterId))) ?? '')
  const given = { 'nomor-tiket': ticket.number, 'tanggal-permohonan': localDate(ticket.openedAt, zone), layanan: sop.shortTitle, pemohon: applicant }
  return {
    facts: { ...given, ...ticket.state.facts },
    // A letter to the applicant may hold what is theirs; only codes are turned into names.
    names: (name, fact) => {
      const field = sop.fields.find((one) => one.name === name)
      return field && writeFact(fact, name, { sop: { ...sop, fields: [{ ...field, personal: false }] }, names })
    },
  }
}

/** When a ticket is closed, letters that were never sent are given up: they stay in the book, with the reason. */
export async function voidDrafts({ work, ticket }: Course): Promise<void> {
  const unsent = (await naskahOfTicket(work, ticket.id)).filter((naskah) => naskah.state !== 'sent' && naskah.state !== 'void')
  for (const { id } of unsent) await voidNaskah({ ...work, actor: theSystem }, { naskahId: id, reason: `Tiket ${ticket.number} ditutup (${ticket.state.result ?? 'selesai'}) sebelum surat ini dikirim.` })
}
