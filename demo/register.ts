import { loadRegister, readNik } from '../src/domains/access/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork, type Resources } from '../src/kernel/work.ts'
import type { DemoTenant } from './complaints.ts'
import { inventedCitizens } from './people.ts'

/**
 * An invented population register as CSV: the first `count` invented citizens of a regency, of whom every seventh is missing and every fifth has another name, so that a
 * validator meets every answer.
 */
export function inventedRegister(tenant: DemoTenant, order: { count: number; now: Date }): string {
  const lines = inventedCitizens(tenant, order.count).flatMap(({ nik, name }, index) => {
    if (index % 7 === 6) return []
    const read = readNik(nik, order.now)
    if ('fault' in read) throw new Error(`the invented NIK of citizen ${index} is none: ${read.fault}`)
    return [`${nik};${index % 5 === 4 ? 'Nama Lain Rekaan' : name.toUpperCase()};${read.birthDate}`]
  })
  return ['NIK;nama;tanggal lahir', ...lines].join('\n')
}

/** Loads the invented register of a regency, in the place of the one before; gives how many people are in it. */
export async function loadInventedRegister(resources: Resources, tenant: DemoTenant, order: { count: number; now: Date }): Promise<number> {
  const { people, faults } = await inWork(resources, { tenant, actor: theSystem, now: order.now }, (work) => loadRegister(work, inventedRegister(tenant, order)))
  if (faults.length > 0) throw new Error(`the invented register of ${tenant} has faults: ${JSON.stringify(faults.slice(0, 3))}`)
  return people
}
