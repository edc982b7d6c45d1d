import type { Actor } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../calendar/index.ts'
import { heldPosts } from '../organisation/index.ts'
import { type AvailableAct, getSop, getStep } from '../sop/index.ts'
import { actsFor, findTicket, standingOf, takeStep, type Ticket } from '../tickets/index.ts'
import { attempt } from './attempt.ts'
import { describeHolders } from './describe-ticket.ts'
import type { Outcome } from './incoming.ts'
import { answerText, outcomes, type TextScene } from './text-scene.ts'

/** JAWAB from an officer's registered number: drafts the answer by the act that the SOP offers them now, or says why it does not. */
export async function draftFromText(scene: TextScene, order: { number: string; text: string }): Promise<Outcome> {
  const officer = await officerWork(scene)
  const ticket = await findTicket(officer, { number: order.number })
  if (!ticket || (await standingOf(officer, ticket)) !== 'officer') {
    return await answerText(scene, outcomes.refused, { text: `Tiket ${order.number} tidak ada, atau bukan untuk unit Anda.` })
  }
  if (order.text === '') return await explain(scene, ticket, `Tulis jawabannya sesudah nomor: JAWAB ${ticket.number} lalu jawabannya.`)
  const offered = (await actsFor(officer, ticket)).flatMap(draftField)[0]
  if (!offered) return await explain(scene, ticket, await whyNot(officer, ticket))
  const step = { ticketId: ticket.id, act: offered.act, typed: { [offered.field]: order.text }, seenVersion: ticket.version }
  const tried = await attempt(officer, () => takeStep(officer, step))
  if ('refusal' in tried) {
    return await explain(scene, ticket, `Konsep jawaban tiket ${ticket.number} belum disimpan. ${tried.refusal.message} {situs}/kotak-masuk/${ticket.number}`)
  }
  const next = await describeHolders(officer, tried.done)
  const text = `Konsep jawaban tiket ${ticket.number} disimpan.${next ? ` Giliran berikutnya: ${next}.` : ''}`
  return await answerText(scene, outcomes.drafted, { text, ticketId: ticket.id })
}

async function explain(scene: TextScene, ticket: Ticket, text: string): Promise<Outcome> {
  return await answerText(scene, outcomes.refused, { text, ticketId: ticket.id })
}

function draftField({ act }: AvailableAct): { act: string; field: string }[] {
  return act.effects.flatMap((effect) => (effect.do === 'draft-answer' ? [{ act: act.name, field: effect.field }] : []))
}

async function whyNot(officer: Work, ticket: Ticket): Promise<string> {
  if (!ticket.state.open) return `Tiket ${ticket.number} sudah selesai; jawaban Anda tidak disimpan.`
  const step = getStep(await getSop(officer, ticket.sop, ticket.sopVersion), ticket.state.step)
  const holders = await describeHolders(officer, ticket)
  const stands = `Tiket ${ticket.number} sedang pada langkah "${step.activity}"${holders ? `, giliran ${holders}` : ''}.`
  return `Jawaban Anda belum disimpan. ${stands} JAWAB dipakai saat giliran Anda menyusun tanggapan.`
}

/** The officer as they would be on the web: with the posts that they hold today under valid letters. */
async function officerWork({ work, tenant, sender }: TextScene): Promise<Work> {
  const id = sender.officerId!
  const posts = await heldPosts(work, id, localDate(work.now, tenant.zone))
  const actor: Actor = { kind: 'officer', id, posts, admin: posts.some((held) => tenant.adminPosts.includes(held.post)) }
  return { ...work, actor }
}
