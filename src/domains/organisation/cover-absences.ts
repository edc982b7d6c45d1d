import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { newId } from '../../kernel/ids.ts'
import { localToday } from './local-today.ts'

interface Gap {
  absenceId: string
  standsFor: string
  standIn: string
  post: string
  unit: string
  from: string
  until: string
  letterNumber: string
}

/**
 * Gives whoever stands in for an officer the posts that the officer holds while away, as Plh., for those days only. Posts that the stand-in holds in their own name, and
 * those covered before, are left. Gives how many posts were covered.
 */
export async function coverAbsences(work: Work, officerId: string): Promise<number> {
  const today = await localToday(work)
  const { rows } = await sql<Gap>`
    select b.id as "absenceId", a.id as "standsFor", b.stand_in_id as "standIn", a.post, a.unit, coalesce(b.letter_number, '') as "letterNumber",
      greatest(b.absent_from, a.valid_from)::text as "from", least(b.absent_until, a.valid_until)::text as until
    from absence b join assignment a on a.tenant_id = b.tenant_id and a.officer_id = b.officer_id and a.kind <> 'plh'
      and a.valid_from <= b.absent_until and (a.valid_until is null or a.valid_until >= b.absent_from)
    where b.tenant_id = ${work.tenant} and b.officer_id = ${officerId} and b.ended_at is null and b.absent_until >= ${today}::date
      and not exists (select from assignment c where c.tenant_id = b.tenant_id and c.absence_id = b.id and c.stands_for = a.id)
      and not exists (select from assignment o where o.tenant_id = b.tenant_id and o.officer_id = b.stand_in_id and o.post = a.post and o.unit = a.unit and o.kind <> 'plh'
        and o.valid_from <= greatest(b.absent_from, a.valid_from) and (o.valid_until is null or o.valid_until >= least(b.absent_until, a.valid_until)))`.execute(work.db)
  for (const gap of rows) {
    await sql`
      insert into assignment (tenant_id, id, officer_id, post, unit, kind, letter_number, valid_from, valid_until, stands_for, absence_id)
      values (${work.tenant}, ${newId(work.now)}, ${gap.standIn}, ${gap.post}, ${gap.unit}, 'plh', ${gap.letterNumber}, ${gap.from}, ${gap.until}, ${gap.standsFor},
        ${gap.absenceId})`.execute(work.db)
  }
  return rows.length
}
