import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Duration } from '../calendar/index.ts'
import type { Clock, Extension, Pause, Stage } from './clock.ts'
import { nextStageAt } from './stage.ts'

interface ClockRow {
  id: string
  subject_id: string
  scope: Clock['scope']
  step: string | null
  roles: string[]
  unit: string | null
  duration: Duration
  started_at: Date
  due_at: Date | null
  remind_at: Date | null
  pauses: Pause[]
  extension: Extension | null
  stopped_at: Date | null
  breached_at: Date | null
  stages: Stage[]
}

function toClock(row: ClockRow): Clock {
  return {
    id: row.id, subjectId: row.subject_id, scope: row.scope, roles: row.roles, duration: row.duration, startedAt: row.started_at, pauses: row.pauses,
    ...(row.step && { step: row.step }), ...(row.unit && { unit: row.unit }), ...(row.due_at && { dueAt: row.due_at }), ...(row.remind_at && { remindAt: row.remind_at }),
    ...(row.extension && { extension: row.extension }), ...(row.stopped_at && { stoppedAt: row.stopped_at }), ...(row.breached_at && { breachedAt: row.breached_at }),
    ...(row.stages.length > 0 && { stages: row.stages }),
  }
}

/** Writes new clocks and changed ones alike, in one statement. A clock whose reminder moved to a later moment is reminded of anew. */
export async function saveClocks(work: Work, clocks: Clock[]): Promise<void> {
  if (clocks.length === 0) return
  const rows = clocks.map((c) => ({
    id: c.id, subject_id: c.subjectId, scope: c.scope, step: c.step, roles: c.roles, unit: c.unit, duration: c.duration, started_at: c.startedAt,
    due_at: c.dueAt, remind_at: c.remindAt, pauses: c.pauses, extension: c.extension, stopped_at: c.stoppedAt, breached_at: c.breachedAt,
    stages: c.stages ?? [], escalate_at: nextStageAt(c),
  }))
  await sql`
    insert into clock (tenant_id, id, subject_id, scope, step, roles, unit, duration, started_at, due_at, remind_at, pauses, extension, stopped_at, breached_at, stages,
      escalate_at)
    select ${work.tenant}, id, subject_id, scope, step, roles, unit, duration, started_at, due_at, remind_at, pauses, extension, stopped_at, breached_at, stages,
      escalate_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, subject_id uuid, scope text, step text, roles text[], unit text, duration jsonb,
      started_at timestamptz, due_at timestamptz, remind_at timestamptz, pauses jsonb, extension jsonb, stopped_at timestamptz, breached_at timestamptz, stages jsonb, escalate_at timestamptz)
    on conflict (tenant_id, id) do update set duration = excluded.duration, due_at = excluded.due_at, remind_at = excluded.remind_at, pauses = excluded.pauses,
      reminded_at = case when excluded.remind_at > clock.remind_at then null else clock.reminded_at end,
      extension = excluded.extension, stopped_at = excluded.stopped_at, breached_at = excluded.breached_at,
      stages = excluded.stages, escalate_at = excluded.escalate_at`.execute(work.db)
}

/** All clocks of a subject, oldest first. */
export async function clocksOf(work: Work, subjectId: string): Promise<Clock[]> {
  const { rows } = await sql<ClockRow>`
    select * from clock where tenant_id = ${work.tenant} and subject_id = ${subjectId} order by started_at, scope desc, id`.execute(work.db)
  return rows.map(toClock)
}

/** Subjects with a running clock whose time is over and whose breach is not recorded yet, or a stage of whose escalation is due; in the order of their ids. Nothing is locked. */
export async function overdueSubjects(work: Work, most: number): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    select distinct subject_id from (
      (select subject_id from clock where tenant_id = ${work.tenant} and stopped_at is null and breached_at is null and roles <> '{}' and due_at < ${work.now} order by due_at limit ${most})
      union all
      (select subject_id from clock where tenant_id = ${work.tenant} and stopped_at is null and escalate_at < ${work.now} order by escalate_at limit ${most})) due
    order by subject_id`.execute(work.db)
  return rows.map((row) => row.subject_id)
}

/** Subjects with a running clock (not a paused one) that wants a reminder now, in the order of their ids. Nothing is locked. */
export async function subjectsToRemind(work: Work, most: number): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    select distinct subject_id from (
      select subject_id from clock where tenant_id = ${work.tenant} and stopped_at is null and reminded_at is null and due_at is not null and remind_at < ${work.now} order by remind_at limit ${most}) due
    order by subject_id`.execute(work.db)
  return rows.map((row) => row.subject_id)
}

/** Marks the reminders of a subject that are due as given, and gives their clocks. The caller holds the subject. */
export async function takeReminders(work: Work, subjectId: string): Promise<Clock[]> {
  const { rows } = await sql<ClockRow>`
    update clock set reminded_at = ${work.now}
    where tenant_id = ${work.tenant} and subject_id = ${subjectId} and stopped_at is null and reminded_at is null and due_at is not null and remind_at < ${work.now} returning *`.execute(work.db)
  return rows.map(toClock)
}

/** Subjects with a running clock, in batches after a given id: for reckoning anew when the calendar changed. */
export async function subjectsWithRunningClocks(work: Work, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    select distinct subject_id from clock where tenant_id = ${work.tenant} and stopped_at is null and subject_id > ${after}
    order by subject_id limit ${most}`.execute(work.db)
  return rows.map((row) => row.subject_id)
}
