import type { Work } from '../../kernel/work.ts'
import { localDate } from '../calendar/index.ts'
import { queueForNewContact, saveContact } from '../messages/index.ts'
import { type Sop, sopsInForce, type Typed } from '../sop/index.ts'
import { openTicket, type Ticket } from '../tickets/index.ts'
import { attempt } from './attempt.ts'
import type { Outcome } from './incoming.ts'
import { isAnswerable } from './keep-incoming.ts'
import { asReporter } from './known-sender.ts'
import { replyTo } from './reply.ts'
import { findGaps, type ReportGaps } from './report-gaps.ts'
import { answerText, outcomes, type TextScene } from './text-scene.ts'

/**
 * The SOP under which a short text from a telephone becomes a ticket: a complaint whose form needs no more than a title and a story. One that names
 * SMS goes first.
 */
export async function findTextSop(work: Work, scene: { today: string; registered: boolean }): Promise<Sop | undefined> {
  const mayReport = (sop: Sop) => sop.kind === 'complaint' && (sop.intake.account === 'optional' || scene.registered)
  const fit = (await sopsInForce(work, scene.today)).filter((sop) => mayReport(sop) && fromText(sop, 'x') !== undefined)
  return fit.find((sop) => /\bsms\b/i.test(`${sop.code} ${sop.title}`)) ?? fit[0]
}

/** The form filled from a text, or nothing where it asks for more than a text can tell. */
function fromText(sop: Sop, text: string, village?: string): Typed | undefined {
  const typed: Typed = {}
  for (const use of sop.form) {
    const field = sop.fields.find((one) => one.name === use.field)
    if (field?.type === 'village' && village && !Object.values(typed).includes(village)) typed[field.name] = village
    if (use.required !== true) continue
    if (field?.type === 'long-text') typed[field.name] = text.slice(0, field.maxLength ?? 8000)
    else if (field?.type === 'text') typed[field.name] = firstWords(text, Math.min(80, field.maxLength ?? 80))
    else return undefined
  }
  return typed
}

/** The beginning of a text, as a title: its first line or sentence, cut after a word. */
export function firstWords(text: string, most: number): string {
  const first = (/^[^\n]*?[.!?](?=\s|$)|^[^\n]*/.exec(text)?.[0] ?? text).trim()
  const line = first.replace(/[.!\s]+$/, '').length >= 8 ? first.replace(/[.!\s]+$/, '') : text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1).toWellFormed().replace('\ufffd', '')
  return `${cut.replace(/\s+\S*$/, '') || cut}…`
}

/** Opens a ticket from a text; the receipt goes back at once, and what is missing is asked. */
export async function openFromText(scene: TextScene, text: string): Promise<Outcome> {
  const { work, tenant, message, sender } = scene
  const sop = await findTextSop(work, { today: localDate(work.now, tenant.zone), registered: sender.personId !== undefined })
  const elsewhere = (why: string) => answerText(scene, outcomes.refused, { text: `${why} Silakan lapor di {situs}` })
  if (!sop) return await elsewhere(`${tenant.government} belum menerima laporan lewat pesan ini.`)
  const gaps = findGaps(text, tenant)
  const opened = await attempt(work, () => openTicket(asReporter(work, sender), {
    sop, formKey: message.id, typed: fromText(sop, text, gaps.village)!, channel: message.channel, receivedAt: message.receivedAt,
    ...(sender.personId && { reporterId: sender.personId }),
  }))
  if ('refusal' in opened) return await elsewhere(opened.refusal.message)
  const ticket = opened.done
  if (isAnswerable(message.channel, message.from)) {
    await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: message.channel, address: message.from })
    await queueForNewContact(work, ticket.id)
  }
  const question = questionFor(sop, gaps)
  if (question) await replyTo(work, message, { text: askBack(question, ticket), ticketId: ticket.id })
  return { text: question ? outcomes.asked : outcomes.opened, ticketId: ticket.id }
}

/** Only a SOP that has a place in its form wants to know it. */
function questionFor(sop: Sop, gaps: ReportGaps): string | undefined {
  const place = gaps.place && sop.form.some((use) => sop.fields.some((field) => field.name === use.field && (field.type === 'village' || field.name === 'tempat')))
  if (gaps.matter) return place ? 'Apa yang terjadi, dan di mana?' : 'Apa yang terjadi di sana?'
  return place ? 'Di mana kejadiannya? Sebutkan desa, jalan, atau patokan terdekat.' : undefined
}

function askBack(question: string, ticket: Ticket): string {
  return `${question} Balas pesan ini; jawaban Anda kami gabung ke laporan ${ticket.number}.`
}
