import type { Work } from '../kernel/work.ts'
import type { Upload } from '../domains/files/index.ts'
import { listCategories, listUnits, officersWithPosts, type Tenant, villagesOf } from '../domains/organisation/index.ts'
import type { FieldUse, Sop } from '../domains/sop/index.ts'
import type { FieldChoices } from './pages/sop-field.tsx'

/** The choices that some fields of an SOP need, read only where one of them asks for them. */
export async function readChoices(work: Work, tenant: Tenant, order: { sop: Sop; uses: FieldUse[]; uploads: Upload[] }): Promise<FieldChoices> {
  const types = new Set(order.uses.map((use) => order.sop.fields.find((f) => f.name === use.field)?.type))
  const units = types.has('unit') ? await listUnits(work) : []
  const categories = types.has('category') ? await listCategories(work) : []
  const officers = types.has('officer') ? await officersWithPosts(work) : new Map<string, { name: string }>()
  return {
    units: units.filter((u) => u.active).map((u) => ({ value: u.code, text: u.name })),
    categories: categories.map((c) => ({ value: c.code, text: c.name })),
    officers: [...officers].map(([id, officer]) => ({ value: id, text: officer.name })),
    districts: types.has('village') ? villagesOf(tenant.regionCode) : [],
    uploads: order.uploads,
  }
}
