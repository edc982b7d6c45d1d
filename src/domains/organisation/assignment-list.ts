import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { LocalDate } from '../calendar/index.ts'

/** How a post is held: one's own; acting while it is vacant (Plt.); from day to day while its holder is away (Plh.). */
export type AssignmentKind = 'tetap' | 'plt' | 'plh'

/** An assignment with everything around it. Both days belong to it. */
export interface Assignment {
  id: string
  officerId: string
  officerName: string
  post: string
  unit: string
  kind: AssignmentKind
  letterNumber: string
  validFrom: LocalDate
  validUntil: LocalDate | null
  /** What the letter said, where it was ended before. */
  letterUntil: LocalDate | null
  endedAt: Date | null
  endReason: string | null
  endedBy: string | null
  /** Whose place is held, for a Plh. */
  standsFor: string | null
  absenceId: string | null
}

/** Where an assignment stands on a day. */
export type AssignmentState = 'valid' | 'to-come' | 'expired' | 'ended'

/** Where an assignment stands on a day: ended before its letter said, expired, valid, or still to come. */
export function stateOf(assignment: Pick<Assignment, 'validFrom' | 'validUntil' | 'endedAt'>, day: LocalDate): AssignmentState {
  if (assignment.validUntil !== null && assignment.validUntil < day) return assignment.endedAt ? 'ended' : 'expired'
  return assignment.validFrom > day ? 'to-come' : 'valid'
}

const columns = sql`
  select a.id, a.officer_id as "officerId", o.name as "officerName", a.post, a.unit, a.kind, a.letter_number as "letterNumber", a.valid_from::text as "validFrom",
    a.valid_until::text as "validUntil", a.letter_until::text as "letterUntil", a.ended_at as "endedAt", a.end_reason as "endReason", e.name as "endedBy",
    h.name as "standsFor", a.absence_id as "absenceId"
  from assignment a join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id
  left join officer e on e.tenant_id = a.tenant_id and e.id::text = a.ended_by
  left join assignment s on s.tenant_id = a.tenant_id and s.id = a.stands_for
  left join officer h on h.tenant_id = s.tenant_id and h.id = s.officer_id`

/** All assignments of an officer, those that end last first. */
export async function assignmentsOf(work: Work, officerId: string): Promise<Assignment[]> {
  const { rows } = await sql<Assignment>`
    ${columns} where a.tenant_id = ${work.tenant} and a.officer_id = ${officerId}
    order by a.valid_until desc nulls first, a.valid_from desc, a.id desc`.execute(work.db)
  return rows
}

/** The assignments by which anybody holds anything on a day; of officers that are active. */
export async function assignmentsOn(work: Work, day: LocalDate): Promise<Assignment[]> {
  const { rows } = await sql<Assignment>`
    ${columns} where a.tenant_id = ${work.tenant} and o.active and a.valid_from <= ${day}::date and (a.valid_until is null or a.valid_until >= ${day}::date)
    order by a.kind desc, o.name, a.id`.execute(work.db)
  return rows
}

/** One assignment; refuses `not-found`. */
export async function getAssignment(work: Work, id: string): Promise<Assignment> {
  const { rows } = await sql<Assignment>`${columns} where a.tenant_id = ${work.tenant} and a.id = ${isId(id) ? id : null}`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', 'Surat Tugas itu tidak ada.')
  return rows[0]
}
