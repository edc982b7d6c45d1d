import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appUrl, openDatabase } from '../src/kernel/database.ts'
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts'
import { makeAuthority } from '../src/kernel/make-authority.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { Secrets } from '../src/kernel/secrets.ts'
import { type FuzzReport, fuzz } from './fuzz-run.ts'
import { openFuzzSite } from './fuzz-site.ts'

/** The word after an option of the command line. */
function optionOf(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise)
}

/** Sends 10,000 hostile inputs (`--inputs`) to the product, made from `--seed`; prints what was sent and every fault that came out. Ends with status 1 if there was one. */
async function main(): Promise<void> {
  const seed = optionOf('seed', String(Date.now()))
  const inputs = Number(optionOf('inputs', '10000'))
  console.log(`Seed ${seed}, ${inputs} inputs. Repeat with: npx node --import tsx bench/fuzz.ts --seed ${seed} --inputs ${inputs}`)
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-fuzz-db-'))
  const server = await startEmbeddedPostgres({ folder, durable: false })
  const secrets = new Secrets(Buffer.alloc(32, 9), async (_secrets, at) => makeAuthority(at))
  await migrate(server.url, secrets)
  const owner = openDatabase(server.url, 2)
  const app = openDatabase(appUrl(server.url, secrets), 12)
  const site = await openFuzzSite({ resources: { db: app.db, secrets }, owner: owner.db })
  const began = performance.now()
  try {
    print(await fuzz(site, { seed, inputs, onProgress: (done, faults) => console.log(`${done} inputs, ${faults} faults, ${((performance.now() - began) / 1000).toFixed(0)} s`) }))
  } finally {
    await site.close()
    await Promise.all([owner.db.destroy(), app.db.destroy()])
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function print({ answers, faults, ...report }: FuzzReport): void {
  console.log(`${report.inputs} hostile inputs to ${report.routesReached} of ${report.routes} routes and ${report.forms} forms; ${report.pages} pages opened in between and at the end; ${report.newcomers} sessions had to be made anew.`)
  console.log(`Answers by status: ${[...answers].sort(([a], [b]) => a - b).map(([status, n]) => `${status || 'none'}: ${n}`).join(', ')}. Slowest: ${(report.slowest / 1000).toFixed(2)} s. Tickets in the end: ${report.tickets}.`)
  console.log(`Faults: ${faults.length}.`)
  for (const [what, same] of Map.groupBy(faults, (fault) => fault.what.slice(0, 400))) console.log(`\n${same.length} times: ${what}\n  ${same[0]!.input}`)
  if (faults.length > 0) process.exitCode = 1
}

await main()
