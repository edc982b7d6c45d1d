import { type Pause, reckon, type WorkCalendar } from '../calendar/index.ts'
import type { Clock, Stage } from './clock.ts'

/** The stages with their moments after `due`, which pauses move as they move the due date. What was told stays as it was. Pure. */
export function reckonStages(stages: Stage[], due: Date, on: { calendar: WorkCalendar; pauses: Pause[] }): Stage[] {
  return stages.map((stage) => {
    if (stage.toldAt) return stage
    const at = stage.after ? reckon(due, stage.after, on.calendar, on.pauses).due : due
    const { at: _, ...rest } = stage
    return { ...rest, ...(at && { at: at.toISOString() }) }
  })
}

/** The first moment of a stage that was not told yet; none where the clock is stopped or paused. */
export function nextStageAt(clock: Clock): Date | undefined {
  if (clock.stoppedAt || clock.pauses.some((pause) => !pause.to)) return undefined
  const moments = (clock.stages ?? []).flatMap((stage) => (stage.at && !stage.toldAt ? [Date.parse(stage.at)] : []))
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}

/** Those who are told at one moment of an escalation: the `number`-th of `of` such moments. */
export interface DueStage {
  to: string[]
  at: Date
  number: number
  of: number
}

/** The stages whose moment has passed and that were not told, in their order; and the clock with them marked as told now. */
export function takeStages(clock: Clock, now: Date): { clock: Clock; due: DueStage[] } {
  const first = nextStageAt(clock)
  if (!first || first >= now) return { clock, due: [] }
  const isDue = (stage: Stage) => !stage.toldAt && stage.at !== undefined && Date.parse(stage.at) < now.getTime()
  const stages = clock.stages!
  const moments = [...new Set(stages.flatMap((stage) => (stage.at ? [Date.parse(stage.at)] : [])))].sort((a, b) => a - b)
  const due = moments.flatMap((at, i) => {
    const to = stages.filter((stage) => isDue(stage) && Date.parse(stage.at!) === at).map((stage) => stage.to)
    return to.length > 0 ? [{ to, at: new Date(at), number: i + 1, of: moments.length }] : []
  })
  return { clock: { ...clock, stages: stages.map((stage) => (isDue(stage) ? { ...stage, toldAt: now.toISOString() } : stage)) }, due }
}
