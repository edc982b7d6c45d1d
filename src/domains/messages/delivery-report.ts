import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { markSent } from './letter-store.ts'

/** What a gateway says later of a letter that it took. */
export type DeliveryReport = { state: 'sent' | 'delivered' } | { state: 'failed'; reason: string }

/**
 * Keeps a gateway's report. Reports may come twice, out of order, and before the gateway's own answer: what was delivered stays delivered, what
 * failed is dead with its reason.
 */
export async function recordReport(work: Work, letterId: string, report: DeliveryReport): Promise<void> {
  if (report.state !== 'failed') return await markSent(work, letterId, report)
  await sql`
    update letter set state = 'dead', lease_until = null, sealed = null, last_error = ${report.reason.slice(0, 500)}
    where tenant_id = ${work.tenant} and id = ${letterId} and state in ('sending', 'sent')`.execute(work.db)
}
