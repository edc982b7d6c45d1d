import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { addInformation, answerQuestion, findTicket, type Ticket, withdrawTicket } from '../tickets/index.ts'
import { attempt } from './attempt.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Incoming, Outcome } from './incoming.ts'
import { asReporter, findOwnTicket } from './known-sender.ts'
import type { SmsOrder } from './sms-grammar.ts'
import { answerText, outcomes, type TextScene } from './text-scene.ts'

type NumberedOrder = Extract<SmsOrder, { text: string; kind: 'check' | 'withdraw' | 'answer' }>

const nothingYet = 'Belum ada laporan dari nomor ini. Tulis apa yang terjadi dan di mana, lalu kirim ke nomor ini.'
const howToReport = 'Untuk laporan baru, awali pesan dengan LAPOR.'

/** CEK: where the sender's own ticket stands; without a number the newest one. */
export async function checkFromText(scene: TextScene, order: NumberedOrder): Promise<Outcome> {
  if (order.typed) return await answerText(scene, outcomes.refused, { text: wrongNumber(order.typed, 'CEK') })
  const ticket = order.number ? await ownTicket(scene, order.number) : (scene.sender.tickets.find((one) => one.state.open) ?? scene.sender.tickets[0])
  if (!ticket) return await answerText(scene, outcomes.refused, { text: order.number ? strangersNumber(order.number) : nothingYet })
  const others = order.number ? [] : scene.sender.tickets.filter((one) => one.state.open && one.id !== ticket.id)
  const more = others.length > 0 ? ` Laporan lain: ${others.slice(0, 3).map((one) => one.number).join(', ')}${others.length > 3 ? ', ...' : ''}.` : ''
  const text = `${await describeTicket(scene.work, ticket, scene.tenant.zone)}${more}`
  return await answerText(scene, outcomes.checked, { text, ticketId: ticket.id })
}

/** BATAL: the sender takes their own ticket back. Without its number nothing is taken back. */
export async function withdrawFromText(scene: TextScene, order: NumberedOrder): Promise<Outcome> {
  if (!order.number) {
    const open = scene.sender.tickets.find((one) => one.state.open)
    const how = open ? `Untuk mencabut laporan ${open.number}, kirim: BATAL ${open.number}` : 'Tidak ada laporan terbuka dari nomor ini.'
    return await answerText(scene, outcomes.refused, { text: order.typed ? wrongNumber(order.typed, 'BATAL') : how })
  }
  const ticket = await ownTicket(scene, order.number)
  if (!ticket) return await answerText(scene, outcomes.refused, { text: strangersNumber(order.number) })
  const { work, sender } = scene
  const tried = await attempt(work, () => withdrawTicket(asReporter(work, sender), { ticketId: ticket.id, text: order.text, holdsCode: true }))
  if ('refusal' in tried) return await answerText(scene, outcomes.refused, { text: `Laporan ${ticket.number}: ${tried.refusal.message}`, ticketId: ticket.id })
  return await answerText(scene, outcomes.withdrawn, { text: `Laporan ${ticket.number} sudah dicabut. Terima kasih.`, ticketId: ticket.id })
}

/**
 * JAWAB, or a number with a text behind it: to the question that is open on that ticket, or as something to add. Without a number, to the newest
 * question.
 */
export async function answerFromText(scene: TextScene, order: NumberedOrder): Promise<Outcome> {
  if (order.typed) return await answerText(scene, outcomes.refused, { text: wrongNumber(order.typed, 'JAWAB') })
  const ticket = order.number ? await ownTicket(scene, order.number) : (findQuestion(scene) ?? (await findAsked(scene.work, scene.message)))
  const nobodyAsks = `Tidak ada pertanyaan yang menunggu jawaban Anda. ${howToReport}`
  if (!ticket) return await answerText(scene, outcomes.refused, { text: order.number ? strangersNumber(order.number) : nobodyAsks })
  const how = `Tulis jawaban Anda sesudah nomornya: JAWAB ${ticket.number} lalu jawabannya.`
  if (order.text === '') return await answerText(scene, outcomes.refused, { text: how, ticketId: ticket.id })
  return await passOn(scene, ticket, order.text)
}

/** The newest of the sender's tickets on which an officer waits for their answer. */
export function findQuestion({ sender }: TextScene): Ticket | undefined {
  const asked = sender.tickets.filter((ticket) => ticket.state.open && ticket.state.waiting)
  return asked.sort((a, b) => (b.waitingSince?.getTime() ?? 0) - (a.waitingSince?.getTime() ?? 0))[0]
}

/** Passes the reporter's words on to whoever holds their ticket: as the answer to a question, or as more information. */
export async function passOn(scene: TextScene, ticket: Ticket, text: string): Promise<Outcome> {
  const { work, sender } = scene
  const order = { ticketId: ticket.id, text: text.slice(0, 8000), holdsCode: true }
  const asked = ticket.state.waiting && ticket.state.open
  const tried = await attempt(work, () => (asked ? answerQuestion(asReporter(work, sender), order) : addInformation(asReporter(work, sender), order)))
  const refused = (message: string) => answerText(scene, outcomes.refused, { text: `Laporan ${ticket.number}: ${message} ${howToReport}`, ticketId: ticket.id })
  if ('refusal' in tried) return await refused(tried.refusal.message)
  const done = asked ? `Jawaban Anda untuk laporan ${ticket.number} sudah diteruskan.` : `Keterangan Anda ditambahkan pada laporan ${ticket.number}.`
  return await answerText(scene, asked ? outcomes.answered : outcomes.added, { text: `Terima kasih. ${done} ${howToReport}`, ticketId: ticket.id })
}

const askedMs = 24 * 3_600_000
const mostWords = 25

/**
 * The ticket of which we asked back, within a day, what was missing, and were not told yet; nothing for a text so long that it tells of something
 * else.
 */
export async function findAsked(work: Work, message: Incoming): Promise<Ticket | undefined> {
  if (message.text.trim().split(/\s+/).length > mostWords) return undefined
  const { rows } = await sql<{ id: string }>`
    select asked.ticket_id as id from incoming asked
    where asked.tenant_id = ${work.tenant} and asked.address_hash = ${message.addressHash} and asked.channel = ${message.channel} and asked.outcome = ${outcomes.asked}
      and asked.received_at > ${new Date(message.receivedAt.getTime() - askedMs)} and asked.received_at <= ${message.receivedAt}
      and not exists (select from incoming told
        where told.tenant_id = asked.tenant_id and told.address_hash = asked.address_hash and told.ticket_id = asked.ticket_id and told.outcome = ${outcomes.added})
    order by asked.received_at desc limit 1`.execute(work.db)
  const ticket = rows[0] && (await findTicket(work, { id: rows[0].id }))
  return ticket?.state.open ? ticket : undefined
}

async function ownTicket({ work, sender, message }: TextScene, number: string): Promise<Ticket | undefined> {
  return await findOwnTicket(work, sender, { number, channel: message.channel, address: message.from })
}

function wrongNumber(typed: string, command: string): string {
  return `“${typed.slice(0, 20)}” bukan nomor laporan. Nomornya sembilan angka, tertera di pesan tanda terima. Periksa lagi, lalu kirim ${command} dan nomornya.`
}

function strangersNumber(number: string): string {
  return `Tidak ada laporan ${number} yang dikirim dari nomor ini. Demi kerahasiaan, laporan hanya dapat dibuka pengirimnya. Dengan nomor dan kodenya: {situs}/lacak`
}
