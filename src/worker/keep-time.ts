import { theSystem } from '../kernel/actor.ts'
import type { Log } from '../kernel/log.ts'
import { inWork, type Resources, type Work } from '../kernel/work.ts'
import { tidyAccess } from '../domains/access/index.ts'
import { sealEvents } from '../domains/audit/index.ts'
import { finishErasures, handleWaiting, runImports } from '../domains/intake/index.ts'
import { sweepUploads } from '../domains/files/index.ts'
import { listTenants } from '../domains/organisation/index.ts'
import { remindOfExpiry } from '../domains/products/index.ts'
import { tellMorningDigest } from '../domains/reports/index.ts'
import { continueReckoning, keepSearch, recordBreaches, sendReminders, watchSeats, workOffBulk } from '../domains/tickets/index.ts'
import { repeatRounds } from './repeat-rounds.ts'

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
/** Letters of assignment end at midnight, and posts become empty now and then: no need to look every two seconds. */
const watchMs = 30_000

/** Starts the rounds that time itself asks for: breaches, reminders, seals, and hourly housekeeping. Several processes may do so: each row is taken by one. Gives how to stop. */
export function startTimekeeper(options: TimekeeperOptions): { stop(): Promise<void> } {
  let lastCleaning = 0
  let lastWatch = 0
  return repeatRounds(options.every ?? 2000, async (stopped) => {
    const cleaning = performance.now() - lastCleaning > housekeepingMs || lastCleaning === 0
    if (cleaning) lastCleaning = performance.now()
    const watching = performance.now() - lastWatch > watchMs || lastWatch === 0
    if (watching) lastWatch = performance.now()
    await keepRound(options, { cleaning, watching }, stopped).catch((error: unknown) => bringBack(options, error))
  })
}

async function bringBack({ log, onAway }: TimekeeperOptions, error: unknown): Promise<void> {
  log.error({ err: error }, 'the round of the timekeeper failed; it is tried again')
  await onAway?.().catch((failed: unknown) => log.error({ err: failed }, 'the database could not be brought back; it is tried again'))
}

async function keepRound(options: TimekeeperOptions, { cleaning, watching }: { cleaning: boolean; watching: boolean }, stopped: () => boolean): Promise<void> {
  for (const { id } of await listTenants(options.resources.db)) {
    if (stopped()) return
    await keepTenant(options, id)
    if (watching) await tryChore(options, { tenant: id, name: 'seats' }, () => inWork(options.resources, { tenant: id, actor: theSystem, now: options.now() }, (work) => watchSeats(work)))
    if (!cleaning) continue
    await tryChore(options, { tenant: id, name: 'cleaning' }, () => cleanTenant(options, id))
    await tryChore(options, { tenant: id, name: 'expiry reminders' }, () => remindAll(options, id))
  }
  await tryChore(options, { tenant: '*', name: 'imports' }, () => runImports(options.resources, options.now, { most: 100, stopped }))
}

// What fails in one regency, or in one chore, keeps no other from being done; each is tried again in the next round.
async function tryChore({ log }: TimekeeperOptions, chore: { tenant: string; name: string }, task: () => Promise<unknown>): Promise<void> {
  await task().catch((error: unknown) => log.error({ err: error, ...chore }, 'a chore of the timekeeper failed; it is tried again'))
}

async function keepTenant(options: TimekeeperOptions, tenant: string): Promise<void> {
  const { resources, now } = options
  const order = { tenant, actor: theSystem, now: now() }
  const untilDone = (task: (work: Work) => Promise<number>) => async () => {
    while ((await inWork(resources, order, task)) > 0);
  }
  await tryChore(options, { tenant, name: 'breaches' }, untilDone((work) => recordBreaches(work)))
  await tryChore(options, { tenant, name: 'reminders' }, untilDone((work) => sendReminders(work)))
  await tryChore(options, { tenant, name: 'promises after a change of the calendar' }, untilDone((work) => continueReckoning(work)))
  await tryChore(options, { tenant, name: 'seals' }, untilDone((work) => sealEvents(work)))
  await tryChore(options, { tenant, name: 'incoming messages' }, () => handleAgain(options, tenant))
  await tryChore(options, { tenant, name: 'bulk acts' }, () => workOffAll(options, tenant))
  await tryChore(options, { tenant, name: 'search' }, untilDone((work) => keepSearch(work)))
  await tryChore(options, { tenant, name: 'morning digest' }, () => inWork(resources, order, (work) => tellMorningDigest(work)))
}

// What came in and could not be handled at once; what fails again is logged, one by one.
async function handleAgain({ resources, log, now }: TimekeeperOptions, tenant: string): Promise<void> {
  for (const fault of await handleWaiting(resources, { tenant, now: now() })) log.error({ err: fault, tenant }, 'an incoming message could not be handled; it is tried again')
}

// What several tickets were ordered to be done with, one by one; an order of any length holds up the other rounds for no longer than fifty.
async function workOffAll({ resources, log, now }: TimekeeperOptions, tenant: string): Promise<void> {
  const { failed } = await workOffBulk(resources, { tenant, now })
  for (const fault of failed) log.error({ err: fault, tenant }, 'an act on several tickets failed on one of them; its officer was told')
}

async function remindAll({ resources, now }: TimekeeperOptions, tenant: string): Promise<void> {
  while ((await inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => remindOfExpiry(work))) > 0);
}

async function cleanTenant({ resources, dataFolder, now }: TimekeeperOptions, tenant: string): Promise<void> {
  await sweepUploads(resources, { tenant, actor: theSystem, now: now(), dataFolder })
  await inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => tidyAccess(work))
  await inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => finishErasures(work))
}
