import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { formatMoment } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import { asides } from './append-aside.ts'
import { findMergeTarget } from './merged-tickets.ts'
import type { Ticket } from './ticket.ts'

/** What happened to a ticket that is not open any more, and where it went, for an officer who would still act on it. */
export async function endedText(work: Work, ticket: Ticket): Promise<string> {
  const zone = (await findTenant(work.db, work.tenant))?.zone ?? 'WIB'
  const when = ticket.closedAt ? ` pada ${formatMoment(ticket.closedAt, zone)}` : ''
  const { result } = ticket.state
  if (result === 'dicabut') return `Pelapor mencabut tiket ${ticket.number}${when}. Tidak ada yang perlu dikerjakan lagi.`
  // Whoever's act closed it, though the system carried it on.
  const ended = (await eventsOf(work, ticket.id)).findLast((event) => event.actor.kind !== 'system' && !asides.has(event.act))
  const by = ended?.actor.role ? ` oleh ${ended.actor.role}` : ''
  const target = await findMergeTarget(work, ticket.id)
  if (target) return `Tiket ${ticket.number} sudah digabungkan ke tiket ${target.ticket.number}${by}${when}. Tindak lanjutnya ada di tiket itu.`
  return `Tiket ${ticket.number} sudah ditutup${by}${when}, dengan hasil “${result ?? 'selesai'}”. Tindakan Anda tidak disimpan.`
}

/** The same for its reporter. */
export async function endedForReporter(work: Work, ticket: Ticket): Promise<string> {
  const target = await findMergeTarget(work, ticket.id)
  return target ? `Laporan ini sudah digabungkan dengan tiket ${target.ticket.number}. Kabar dan jawabannya tetap Anda terima di halaman ini.` : 'Laporan ini sudah selesai.'
}
