import { theSystem } from '../kernel/actor.ts'
import type { Log } from '../kernel/log.ts'
import { inWork, type Resources } from '../kernel/work.ts'
import { tidyAccess } from '../domains/access/index.ts'
import { sealEvents } from '../domains/audit/index.ts'
import { sweepUploads } from '../domains/files/index.ts'
import { listTenants } from '../domains/organisation/index.ts'
import { tellMorningDigest } from '../domains/reports/index.ts'
import { recordBreaches, sendReminders } from '../domains/tickets/index.ts'

export interface TimekeeperOptions {
  resources: Resources
  dataFolder: string
  log: Log
  now(): Date
  /** Milliseconds between two rounds. */
  every?: number
  /** Called when the database could not be reached. */
  onAway?(): Promise<void>
}

const housekeepingMs = 3_600_000

/** Starts the rounds that time itself asks for: breaches, reminders, seals, and hourly housekeeping. Several processes may do so: each row is taken by one. Gives how to stop. */
export function startTimekeeper(options: TimekeeperOptions): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let lastCleaning = 0
  let round: Promise<void> = Promise.resolve()
  const again = () => {
    if (stopped) return
    timer = setTimeout(() => {
      const cleaning = performance.now() - lastCleaning > housekeepingMs || lastCleaning === 0
      if (cleaning) lastCleaning = performance.now()
      round = keepRound(options, cleaning, () => stopped).catch(async (error) => {
        options.log.error({ err: error }, 'the round of the timekeeper failed; it is tried again')
        await options.onAway?.()
      }).finally(again)
    }, options.every ?? 2000)
  }
  again()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}

async function keepRound(options: TimekeeperOptions, cleaning: boolean, stopped: () => boolean): Promise<void> {
  for (const { id } of await listTenants(options.resources.db)) {
    if (stopped()) return
    await keepTenant(options, id)
    if (cleaning) await cleanTenant(options, id)
  }
}

async function keepTenant({ resources, now }: TimekeeperOptions, tenant: string): Promise<void> {
  const order = { tenant, actor: theSystem, now: now() }
  while ((await inWork(resources, order, (work) => recordBreaches(work))) > 0);
  while ((await inWork(resources, order, (work) => sendReminders(work))) > 0);
  while ((await inWork(resources, order, (work) => sealEvents(work))) > 0);
  await inWork(resources, order, (work) => tellMorningDigest(work))
}

async function cleanTenant({ resources, dataFolder, now }: TimekeeperOptions, tenant: string): Promise<void> {
  await sweepUploads(resources, { tenant, actor: theSystem, now: now(), dataFolder })
  await inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => tidyAccess(work))
}
