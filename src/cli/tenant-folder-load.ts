import type { SourceFault } from '../kernel/source-fault.ts'
import type { Db } from '../kernel/work.ts'
import { saveNaskahTemplates } from '../domains/naskah/index.ts'
import { saveNationalCalendar, saveTenant, type Tenant } from '../domains/organisation/index.ts'
import { saveRegisters } from '../domains/products/index.ts'
import { saveSop } from '../domains/sop/index.ts'
import { saveStandards } from '../domains/standards/index.ts'
import { checkTenantFolder, type TenantFolder } from './tenant-folder.ts'

/** What was loaded; with faults nothing was. */
export interface LoadedFolder {
  tenant?: Tenant
  /** Codes and versions, `sipendekar 2021-07-07`. */
  sops: string[]
  faults: SourceFault[]
}

/**
 * Loads a tenant's folder and the national calendar as the owner, all in one transaction: nothing is half loaded. The same folder again changes
 * nothing. Throws a `conflict` where a stored SOP version has another content.
 */
export async function loadTenantFolder(ownerDb: Db, folder: string, now: Date): Promise<LoadedFolder> {
  return await saveTenantFolder(ownerDb, await checkTenantFolder(folder), now)
}

/** Keeps a folder that was read and checked; with faults nothing of it. */
export async function saveTenantFolder(ownerDb: Db, folder: TenantFolder, now: Date): Promise<LoadedFolder> {
  const { tenant, sops, registers, letters, standards, national, faults } = folder
  if (!tenant || faults.length > 0) return { sops: [], faults }
  await ownerDb.transaction().execute(async (db) => {
    await saveNationalCalendar(db, national, now)
    await saveTenant(db, tenant, now)
    await saveRegisters(db, tenant.id, registers, now)
    await saveNaskahTemplates(db, { tenant: tenant.id, templates: letters.map((one) => one.template), now })
    for (const { sop, source } of sops) await saveSop(db, tenant.id, sop, source, now)
    await saveStandards(db, tenant.id, standards, now)
  })
  return { tenant, sops: sops.map(({ sop }) => `${sop.code} ${sop.version}`), faults: [] }
}
