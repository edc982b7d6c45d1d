import type { Work } from '../../kernel/work.ts'
import { formatDate, localDate, type Zone } from '../calendar/index.ts'
import { listUnits } from '../organisation/index.ts'
import { actingLanes, getSop, getStep, seatsOf } from '../sop/index.ts'
import { secretCode, standsAt, type Ticket } from '../tickets/index.ts'

const mostTitle = 40

/** Where a ticket stands, for its reporter, in one or two SMS: what is going on, in whose hands, until when. */
export async function describeTicket(work: Work, ticket: Ticket, zone: Zone): Promise<string> {
  const title = ticket.title.length > mostTitle ? `${ticket.title.slice(0, mostTitle - 3).trimEnd()}...` : ticket.title
  const head = `Laporan ${ticket.number} (${title}):`
  if (ticket.state.result === 'dicabut') return `${head} sudah Anda cabut.`
  if (ticket.answer !== undefined) return `${head} sudah dijawab. ${ticket.answer} ${linkTo(work, ticket)}`
  if (ticket.state.waiting && ticket.question) return `${head} kami menunggu jawaban Anda. ${ticket.question} Balas pesan ini.`
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const stands = standsAt(sop, ticket.state.step)
  if (!ticket.state.open) return `${head} ${stands} Hasil: ${ticket.state.result ?? 'selesai'}. ${linkTo(work, ticket)}`
  const due = ticket.dueAt ? ` Batas waktu: ${formatDate(localDate(ticket.dueAt, zone))}.` : ''
  const holders = await describeHolders(work, ticket)
  return `${head} ${stands}${holders ? ` Ditangani: ${holders}.` : ''}${due}`
}

/** The short link by which who has it reads the ticket without an account; only ever sent to where the ticket came from. */
function linkTo(work: Work, ticket: Ticket): string {
  return `{situs}/t/${ticket.number.replaceAll('-', '')}/${secretCode(work.secrets, work.tenant, ticket.id).replaceAll('-', '')}`
}

/** Whose turn it is, by role and unit: `Pejabat Penghubung DPUTARU`. Empty where it is nobody's. */
export async function describeHolders(work: Work, ticket: Ticket): Promise<string> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const units = await listUnits(work)
  const kinds = new Map(units.map((unit) => [unit.code, unit.kind]))
  const lanes = actingLanes(sop, getStep(sop, ticket.state.step)).filter((lane) => lane.kind === 'post' && !(lane.name in ticket.state.acted))
  const names = lanes.map((lane) => {
    const at = seatsOf(lane, ticket.state, kinds).map((seat) => units.find((unit) => unit.code === seat.unit)?.shortName ?? seat.unit)
    return `${lane.title} ${[...new Set(at)].slice(0, 3).join('/')}`.trim()
  })
  return names.join(' atau ')
}
