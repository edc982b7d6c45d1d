import type pg from 'pg'
import { openPool } from '../kernel/open-pool.ts'
import { theSystem } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import { inWork, type Resources } from '../kernel/work.ts'
import { receiveIncoming } from '../domains/intake/index.ts'
import { type DeliveryReport, recordReport } from '../domains/messages/index.ts'
import { type GammuPart, joinParts } from './join-gammu-parts.ts'
import { repeatRounds } from './repeat-rounds.ts'

export interface GammuPollerOptions {
  resources: Resources
  /** Whose messages these are: a modem belongs to one tenant. */
  tenant: string
  /** gammu-smsd's own PostgreSQL database. */
  url: string
  log: Log
  now(): Date
  /** Milliseconds between two looks; half a second unless told. */
  every?: number
}

/**
 * Looks into the tables of gammu-smsd: what came in becomes ours and is marked `Processed`, what became of our letters is kept. Gives how to stop.
 */
export function startGammuPoller(options: GammuPollerOptions): { stop(): Promise<void> } {
  const pool = openPool(options.url, { max: 2, connectionTimeoutMillis: 5000, statement_timeout: 10_000 })
  const reports = new ReportReader(options, pool)
  let rounds = 0
  const look = async () => {
    await takeInbox(options, pool)
    // Nobody waits for reports, and gammu's table has no index for them.
    if (rounds++ % 10 === 0) await reports.take()
  }
  const fail = (error: unknown) => options.log.error({ err: error, tenant: options.tenant }, 'gammu-smsd’s tables could not be read; tried again')
  const looking = repeatRounds(options.every ?? 500, () => look().catch(fail))
  return {
    async stop() {
      await looking.stop()
      await pool.end()
    },
  }
}

/** Kept by us first, marked in gammu's table after: a stop between the two brings it again, and it is known. */
async function takeInbox(options: GammuPollerOptions, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<GammuPart & { fresh: boolean }>(`
    select "ID" as id, "SenderNumber" as "from", "TextDecoded" as text, "UDH" as header, to_char("ReceivingDateTime", 'YYYYMMDDHH24MISS') as stamp,
      extract(epoch from localtimestamp - "ReceivingDateTime")::float8 as age
    from inbox where not "Processed" order by "ID" limit 200`)
  for (const { ids, from, text, providerId, age } of joinParts(rows)) {
    const now = options.now()
    const receivedAt = new Date(now.getTime() - Math.max(0, age) * 1000)
    const { id, fault } = await receiveIncoming(options.resources, { tenant: options.tenant, now }, { channel: 'sms', providerId, from, text, receivedAt })
    if (fault !== undefined) options.log.error({ err: fault, tenant: options.tenant, incoming: id }, 'a message was kept but could not be handled; tried again')
    await pool.query('update inbox set "Processed" = true where "ID" = any($1)', [ids])
  }
}

const gammuReports: Record<string, DeliveryReport | undefined> = {
  SendingOK: { state: 'sent' }, SendingOKNoReport: { state: 'sent' }, DeliveryPending: { state: 'sent' }, DeliveryUnknown: { state: 'sent' },
  DeliveryOK: { state: 'delivered' }, DeliveryFailed: { state: 'failed', reason: 'operator: tidak sampai ke ponsel' },
  SendingError: { state: 'failed', reason: 'modem: tidak terkirim' }, Error: { state: 'failed', reason: 'modem: galat' },
}

/** Reads `sentitems` from where it was left. At the start it looks two days back: reports that are known change nothing. */
class ReportReader {
  readonly #options: GammuPollerOptions
  readonly #pool: pg.Pool
  #since: string | undefined
  constructor(options: GammuPollerOptions, pool: pg.Pool) {
    this.#options = options
    this.#pool = pool
  }

  async take(): Promise<void> {
    const { rows } = await this.#pool.query<{ letter: string; statuses: string[]; at: string }>(`
      select "CreatorID" as letter, array_agg("Status"::text) as statuses, max("UpdatedInDB")::text as at from sentitems
      where "CreatorID" in (select "CreatorID" from sentitems where "UpdatedInDB" >= coalesce($1::timestamp, localtimestamp - interval '2 days'))
      group by "CreatorID" order by max("UpdatedInDB") limit 500`, [this.#since ?? null])
    for (const { letter, statuses } of rows) {
      const report = worst(statuses)
      if (report && isId(letter)) await this.#keep(letter, report)
    }
    this.#since = rows.at(-1)?.at ?? this.#since
  }

  async #keep(letter: string, report: DeliveryReport): Promise<void> {
    const { resources, tenant, now } = this.#options
    await inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => recordReport(work, letter, report))
  }
}

/** What became of a letter in several parts: failed if one is, delivered if all are. */
function worst(statuses: string[]): DeliveryReport | undefined {
  const reports = statuses.map((status) => gammuReports[status])
  return reports.find((report) => report?.state === 'failed') ?? reports.find((report) => report?.state === 'sent') ?? reports[0]
}
