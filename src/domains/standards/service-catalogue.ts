import type { Work } from '../../kernel/work.ts'
import type { Sop } from '../sop/index.ts'
import { searchCatalogue } from './search-catalogue.ts'
import { searchTextsOfSop } from './search-texts.ts'
import type { ServiceStandard } from './standard.ts'
import { listStandards } from './standard-store.ts'

/** What a regency offers: a service with its published standard and those of its procedures that are in force, or a procedure that has no standard yet. */
export interface Service {
  standard?: ServiceStandard
  sops: { sop: Sop; label: string }[]
}

/** All services of the tenant, those with a standard first. `sops` are the procedures in force. */
export async function listServices(work: Work, sops: readonly Sop[]): Promise<Service[]> {
  const standards = await listStandards(work)
  return [...standards.map((standard) => toService(standard, sops)), ...withoutStandard(standards, sops).map(bareService)]
}

/** The services that a text finds, best first; slips of the pen are forgiven. */
export async function searchServices(work: Work, sops: readonly Sop[], text: string): Promise<Service[]> {
  const standards = await listStandards(work)
  const bare = withoutStandard(standards, sops)
  const hits = await searchCatalogue(work, text, bare.map((sop) => ({ code: sop.code, ...searchTextsOfSop(sop) })))
  return hits.flatMap(({ kind, code }) => {
    const standard = kind === 'standard' ? standards.find((one) => one.code === code) : undefined
    const sop = kind === 'more' ? bare.find((one) => one.code === code) : undefined
    return standard ? [toService(standard, sops)] : sop ? [bareService(sop)] : []
  })
}

/** The standards that a text finds, best first. */
export async function searchStandards(work: Work, text: string): Promise<ServiceStandard[]> {
  return (await searchServices(work, [], text)).flatMap(({ standard }) => (standard ? [standard] : []))
}

/** One service by its standard, with its procedures among `sops`. */
export function toService(standard: ServiceStandard, sops: readonly Sop[]): Service & { standard: ServiceStandard } {
  const running = standard.sops.flatMap(({ code, label }) => sops.filter((sop) => sop.code === code).map((sop) => ({ sop, label })))
  return { standard, sops: running }
}

function bareService(sop: Sop): Service {
  return { sops: [{ sop, label: sop.shortTitle }] }
}

function withoutStandard(standards: readonly ServiceStandard[], sops: readonly Sop[]): Sop[] {
  const taken = new Set(standards.flatMap((standard) => standard.sops.map((one) => one.code)))
  return sops.filter((sop) => !taken.has(sop.code))
}
