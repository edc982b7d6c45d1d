import type { Work } from '../kernel/work.ts'
import { type Explanation, explainReckoning, writeDuration } from '../domains/calendar/index.ts'
import { type Clock, isPaused, reckonClock } from '../domains/deadlines/index.ts'
import { type Tenant, workCalendar } from '../domains/organisation/index.ts'
import type { Step } from '../domains/sop/index.ts'
import { type SopSpan, stepOfClock } from '../domains/tickets/index.ts'

/** A clock with all that its page says of it: where it stands and why its date is that one. */
export interface ExplainedClock {
  clock: Clock
  paused: boolean
  promise: string
  /** The step that it is for; absent for the whole ticket. */
  step?: Step
  explanation: Explanation
  extension?: { reason: string; promise: string; explanation: Explanation }
}

/** Explains each clock by reckoning it anew from its facts; `spans` are the SOPs that the ticket has been under. */
export async function explainClocks(work: Work, tenant: Tenant, { clocks, spans }: { clocks: Clock[]; spans: readonly SopSpan[] }): Promise<ExplainedClock[]> {
  return await Promise.all(clocks.map(async (clock) => {
    const { base, extended } = reckonClock(clock, await workCalendar(work, clock.unit))
    const step = stepOfClock(spans, clock)
    return {
      clock, ...(step && { step }), paused: isPaused(clock) && !clock.stoppedAt, promise: writeDuration(clock.duration), explanation: explainReckoning(base, tenant.zone),
      ...(clock.extension && extended && {
        extension: { reason: clock.extension.reason, promise: writeDuration(clock.extension.by), explanation: explainReckoning(extended, tenant.zone) },
      }),
    }
  }))
}
