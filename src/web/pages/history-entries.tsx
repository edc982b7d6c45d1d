import { getStep } from '../../domains/sop/index.ts'
import type { TimelineEntry, Translate } from '../../ui/index.ts'
import type { OfficerTicket } from '../officer-ticket.ts'
import { holderText } from './holder-text.ts'

/** A ticket's history for officers: its acts, who of a seat opened it first, and where it stands now. */
export function historyEntries({ timeline, seen, ticket, sop, units, posts }: OfficerTicket, t: Translate): TimelineEntry[] {
  const acts = timeline.map((entry) => ({
    at: entry.at, who: entry.officer ? `${entry.role} · ${entry.officer}` : entry.role, what: entry.text, state: 'past' as const,
    ...(entry.details.length > 0 && { note: <dl class="filled">{entry.details.map((d) => <div key={d.label}><dt>{d.label}</dt><dd>{d.text}</dd></div>)}</dl> }),
  }))
  const openings = seen.map((one) => ({
    at: one.at, what: <span class="quiet">{t('Dibaca oleh {nama}', { nama: one.officer ?? t('petugas') })}</span>, who: `${posts.get(one.post) ?? one.post} · ${units.get(one.unit) ?? one.unit}`, state: 'past' as const,
  }))
  const past = [...acts, ...openings].sort((a, b) => a.at.getTime() - b.at.getTime())
  return ticket.state.open ? [...past, { what: getStep(sop, ticket.state.step).activity, who: holderText(sop, ticket, units), state: 'now' }] : past
}
