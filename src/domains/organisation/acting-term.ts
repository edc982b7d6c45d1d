import { sql } from 'kysely'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { LocalDate } from '../calendar/index.ts'
import type { AssignmentKind } from './assignment-list.ts'

interface TermOrder {
  officerId: string
  post: string
  unit: string
  kind: AssignmentKind
  validFrom: LocalDate
  validUntil?: LocalDate
  standsFor?: string
}

interface Holder {
  id: string
  officerId: string
  name: string
  kind: AssignmentKind
  until: LocalDate | null
}

/**
 * Until when a post is given, and in whose place. A Plt. needs a post that nobody holds; a Plh. needs one that somebody else holds, and ends with them at the latest.
 * Refuses with faults on `jenis` and `menggantikan`.
 */
export async function findTerm(work: Work, order: TermOrder): Promise<{ until?: LocalDate; standsFor?: string }> {
  const until = order.validUntil
  if (order.kind === 'tetap') return until === undefined ? {} : { until }
  const holders = await holdersDuring(work, order)
  if (order.kind === 'plt') {
    const own = holders.find((holder) => holder.kind === 'tetap')
    if (own) refuse('jenis', `Jabatan itu dipegang ${own.name}. Plt. hanya untuk jabatan yang kosong; selama pejabatnya berhalangan pakailah Plh.`)
    return until === undefined ? {} : { until }
  }
  const others = holders.filter((holder) => holder.officerId !== order.officerId)
  const chosen = order.standsFor ? others.find((holder) => holder.id === order.standsFor) : others.length === 1 ? others[0] : undefined
  if (others.length === 0) refuse('jenis', 'Jabatan itu kosong, jadi tidak ada pejabat yang berhalangan. Pakailah Plt.')
  if (!chosen) refuse('menggantikan', `Jabatan itu dipegang ${others.map((holder) => holder.name).join(' dan ')}. Pilih siapa yang berhalangan.`)
  const last = chosen.until !== null && (until === undefined || chosen.until < until) ? chosen.until : until
  return { standsFor: chosen.id, ...(last !== undefined && { until: last }) }
}

/** Who holds a post on any day of a term in their own name or as Plt. */
async function holdersDuring(work: Work, { post, unit, validFrom, validUntil }: TermOrder): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select a.id, a.officer_id as "officerId", o.name, a.kind, a.valid_until::text as until from assignment a
    join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
    where a.tenant_id = ${work.tenant} and a.post = ${post} and a.unit = ${unit} and a.kind <> 'plh'
      and a.valid_from <= ${validUntil ?? 'infinity'}::date and (a.valid_until is null or a.valid_until >= ${validFrom}::date)
    order by a.kind desc, o.name, a.id`.execute(work.db)
  return rows
}

function refuse(field: string, text: string): never {
  const faults: Fault[] = [{ field, text }]
  refuseInput(faults)
}
