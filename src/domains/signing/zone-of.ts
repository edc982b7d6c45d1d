import type { Work } from '../../kernel/work.ts'
import type { Zone } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'

/** The time zone in which the running tenant reads its clocks. */
export async function zoneOf(work: Work): Promise<Zone> {
  return (await findTenant(work.db, work.tenant))?.zone ?? 'WIB'
}
