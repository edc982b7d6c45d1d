import { type RawBuilder, sql } from 'kysely'

/** The unit of a ticket `t`: its own; where an SOP leaves it to a group, the one whose officer answered, or the only one of the group. Empty where it has none, or several. */
export const unitOf: RawBuilder<string> = sql<string>`coalesce(t.unit,
  (select e.actor ->> 'unit' from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and cardinality(t.unit_group) > 0 and e.actor ->> 'kind' = 'officer' and e.body -> 'isi' ? 'jawaban' order by e.seq desc limit 1),
  case when cardinality(t.unit_group) = 1 then t.unit_group[1] end, '')`
