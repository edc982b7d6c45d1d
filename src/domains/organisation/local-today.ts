import type { Work } from '../../kernel/work.ts'
import { type LocalDate, localDate } from '../calendar/index.ts'
import { findTenant } from './find-tenant.ts'

/** The day that it is at the tenant. */
export async function localToday(work: Work): Promise<LocalDate> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  return localDate(work.now, tenant.zone)
}
