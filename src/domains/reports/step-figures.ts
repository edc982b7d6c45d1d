import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** How one step of an SOP went. */
export interface StepFigures {
  step: string
  /** How many times a ticket went through and left it. */
  passes: number
  /** Of these, half took less, in milliseconds of the clock on the wall without what waited for the reporter. */
  medianMs: number
  /** How many of the passes had a promise of time that somebody owed, and how many kept it. */
  promised: number
  kept: number
}

/** Fewer passes than this say nothing about a step. */
export const leastPasses = 5

interface FigureRow {
  step: string
  passes: number
  median_ms: number
  promised: number
  kept: number
}

/**
 * How the steps of an SOP went, in whichever version, for tickets that left them at `since` or later: by step name. Counted from the events, so a ticket
 * that was sent back counts each time; one that was withdrawn at a step does not. A step that nobody left is absent.
 */
export async function stepFigures(work: Work, { sop, since }: { sop: string; since: Date }): Promise<Map<string, StepFigures>> {
  const { rows } = await sql<FigureRow>`
    with told as (
      select ticket_id, seq, at, body ->> 'langkah' as step, body ->> 'ke' as target, body ->> 'sop' as sop,
        count(body ->> 'sop') over (partition by ticket_id order by seq) as service
      from event
      where tenant_id = ${work.tenant} and body ? 'ke' and (body ->> 'langkah') is distinct from (body ->> 'ke')
        and ticket_id in (select ticket_id from event where tenant_id = ${work.tenant} and at >= ${since} and body ? 'langkah')
    ), pass as (
      select ticket_id, step, at, first_value(sop) over (partition by ticket_id, service order by seq) as sop,
        lag(at) over (partition by ticket_id order by seq) as entered
      from told
    ), measured as (
      select pass.step, case when clock.roles <> '{}' then clock.id end as clock, clock.breached_at, extract(epoch from pass.at - pass.entered) * 1000 - coalesce((
        select sum(extract(epoch from (pause ->> 'to')::timestamptz - (pause ->> 'from')::timestamptz)) * 1000
        from jsonb_array_elements(clock.pauses) as pause where pause ? 'to' and (pause ->> 'from')::timestamptz >= pass.entered), 0) as took
      from pass left join clock on clock.tenant_id = ${work.tenant} and clock.subject_id = pass.ticket_id and clock.scope = 'step' and clock.step = pass.step
        and clock.stopped_at = pass.at
      where pass.sop = ${sop} and pass.at >= ${since} and pass.step is not null and pass.entered is not null
    )
    select step, count(*)::int as passes, (percentile_cont(0.5) within group (order by took))::float8 as median_ms,
      count(clock)::int as promised, (count(clock) filter (where breached_at is null))::int as kept
    from measured group by step`.execute(work.db)
  return new Map(rows.map((row) => [row.step, { step: row.step, passes: row.passes, medianMs: row.median_ms, promised: row.promised, kept: row.kept }]))
}
