import type { Work } from '../../kernel/work.ts'
import { readNik, readPhone } from '../access/index.ts'
import { localDate, type Zone } from '../calendar/index.ts'
import { findTenant, listCategories, listClasses, listUnits, officersWithPosts, villageName } from '../organisation/index.ts'
import { classifyText } from '../routing/index.ts'
import type { Facts, FillContext, Sop, Surroundings, UnitKinds } from '../sop/index.ts'
import { passphraseFault } from '../signing/index.ts'
import type { Names } from './fill-braces.ts'
import { type ProductQuestion, readProducts } from './read-products.ts'

/** What the tenant's lists know, read once for an act: for checking what was typed, and for classifying. */
export interface TenantLists {
  /** Today, where the tenant is. */
  today: string
  zone: Zone
  /** The government's name, as it stands on its letters. */
  government: string
  units: UnitKinds
  names: Names
  fill(facts: Facts, asked?: ProductQuestion): Promise<FillContext>
  /** For texts of this ticket: its title and story. */
  around(facts: Facts): Surroundings
}

const offsets = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' } as const satisfies Record<Zone, string>

/** Reads the tenant's lists for one act of an SOP. */
export async function readTenantLists(work: Work, sop: Sop): Promise<TenantLists> {
  const [units, categories, classes] = [await listUnits(work), await listCategories(work), await listClasses(work)]
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const officers = sop.fields.some((field) => field.type === 'officer') ? await officersWithPosts(work) : new Map<string, unknown>()
  const offset = offsets[tenant.zone]
  const groupOf = (code: string) => categories.find((c) => c.code === code)?.units ?? []
  return {
    today: localDate(work.now, tenant.zone), zone: tenant.zone, government: tenant.government,
    units: new Map(units.map((unit) => [unit.code, unit.kind])),
    names: {
      unit: (code) => units.find((u) => u.code === code)?.name ?? code,
      category: (code) => categories.find((c) => c.code === code)?.name ?? code,
      class: (code) => classes.find((c) => c.code === code)?.name ?? code,
      village: (code) => villageName(code) ?? code,
    },
    fill: async (facts, asked) => ({
      ...(await readProducts(work, sop, asked)), passphraseFault, facts, now: work.now, offset,
      knowsUnit: (code) => units.some((u) => u.code === code && u.active),
      knowsVillage: (code) => code.startsWith(`${tenant.regionCode}.`) && villageName(code) !== undefined,
      knowsCategory: (code) => categories.some((c) => c.code === code),
      knowsOfficer: (id) => officers.has(id),
      readNik: (text) => readNik(text, work.now),
      readPhone: (text) => readPhone(text),
    }),
    around: (facts) => ({
      groupOf,
      classify() {
        const found = classifyText(`${facts.judul ?? ''}\n${facts.uraian ?? ''}`, { classes, categories })
        // What no keyword knows goes to the tenant's catch-all, so that it waits on somebody.
        const category = found.category?.code ?? categories.find((c) => c.code === 'lainnya')?.code ?? categories.at(-1)?.code ?? ''
        return {
          class: found.class.code, category, group: groupOf(category),
          matched: { class: found.class.matched.map((m) => m.found), category: (found.category?.matched ?? []).map((m) => m.found) },
        }
      },
    }),
  }
}
