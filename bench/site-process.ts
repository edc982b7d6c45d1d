import { inventedCitizens } from '../demo/people.ts'
import { openBenchSite } from './bench-site.ts'

/** What a program that measures needs to know of a site in another process. */
export interface ReadySite {
  port: number
  ownerUrl: string
  /** Each of a signed-in citizen of their own. */
  cookies: string[]
}

/** The product with one regency in a process of its own, until it is told to stop: what it costs is not mixed with what the client costs. */
async function main(tenant: string): Promise<void> {
  const site = await openBenchSite(tenant)
  const signedIn = await Promise.all(inventedCitizens(tenant as 'rembang', 16).map((citizen) => site.access.registerCitizen(tenant, { ...citizen, password: 'sandi-bench-2026' }, new Date())))
  const ready: ReadySite = { port: site.port, ownerUrl: site.ownerUrl, cookies: signedIn.map(({ cookies }) => cookies.map((one) => one.split(';')[0]).join('; ')) }
  process.send!(ready)
  process.once('SIGTERM', () => void site.close().then(() => process.exit(0)))
}

await main(process.argv[2]!)
