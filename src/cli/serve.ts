import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoCitizenPassword, fillDemo, prepareDemo } from '../../demo/fill-demo.ts'
import { demoPassphrase, demoSigners } from '../../demo/certificates.ts'
import { demoCode, demoPassword, type DemoOfficer } from '../../demo/staff.ts'
import { type DemoTenant, readDemoComplaints } from '../../demo/complaints.ts'
import { inventedCitizens } from '../../demo/people.ts'
import { type Config, ConfigError } from '../kernel/config.ts'
import { makeLog } from '../kernel/log.ts'
import { writeSourceFault } from '../kernel/source-fault.ts'
import { makeAccess } from '../domains/access/index.ts'
import { listTenants } from '../domains/organisation/index.ts'
import { makeServer } from '../web/server.ts'
import { LiveHub } from '../web/live-hub.ts'
import { makeGateways } from './run-gateways.ts'
import { readOidc } from './oidc-settings.ts'
import { type Installation, openInstallation } from './open-installation.ts'
import { siteAddress } from './site-address.ts'
import { startWorkers } from './start-workers.ts'
import { untilTold } from './until-told.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'

const tenantsFolder = join(dirname(fileURLToPath(import.meta.url)), '../../tenants')
const now = () => new Date()
const demoTickets = 200

/**
 * Runs the product until it is told to stop (Ctrl-C, SIGTERM): then requests in flight end, and the embedded server stops. Without `workers` it only answers requests, and
 * `work` does the rest in other processes.
 */
export async function serve(config: Config, environment: Record<string, string | undefined>, { workers = true } = {}): Promise<void> {
  const { oidc, faults } = readOidc(environment)
  if (faults.length > 0) throw new ConfigError(faults)
  const log = makeLog(config.logLevel)
  const began = performance.now()
  const installation = await openInstallation(config)
  if (!config.production) await loadTenants(installation)
  const staff = config.demo ? await prepareDemo({ resources: installation.resources, access: cheapAccess(config, installation), now: now() }) : undefined
  const siteOf = (tenant: string) => siteAddress(config, `${tenant}.`)
  const gateways = makeGateways(environment, { config, log, now, siteOf })
  const live = new LiveHub(installation.appUrl, log)
  const app = await makeServer({
    live, gateways: gateways.doors, pushKey: gateways.pushKey, registers: gateways.registerOf, signerOf: gateways.signerOf,
    resources: installation.resources, dataFolder: config.dataFolder, baseHost: config.baseHost, https: config.https, trustProxy: config.trustProxy, requestsPerMinute: 600, log, now,
    access: makeAccess(installation.resources, { secureCookies: config.https, baseUrl: `${config.https ? 'https' : 'http'}://${config.baseHost}`, ...(oidc && { oidc }) }),
    ...(staff && { demo: { password: demoPassword, code: (at: Date) => demoCode(config.secrets, at), staff: async (tenant: string) => staff.get(tenant as DemoTenant) ?? [] } }),
  })
  await app.listen({ port: config.port, host: config.listen })
  await greet(config, installation, { staff, seconds: (performance.now() - began) / 1000 })
  const stopping = new AbortController()
  const filling = staff ? fill(config, installation, { staff, stopped: () => stopping.signal.aborted }) : Promise.resolve()
  // Demonstration tickets live through their past in a moment; a timekeeper of today would find each of them late meanwhile.
  const working = workers ? startWorkers(installation, { config, gateways, log, now, mayKeepTime: filling }) : undefined
  await untilTold()
  process.stdout.write('\nTanggap berhenti: menyelesaikan permintaan yang sedang berjalan…\n')
  stopping.abort()
  await live.stop()
  await app.close()
  await working?.stop()
  await gateways.stop()
  await installation.close(true)
}

async function loadTenants(installation: Installation): Promise<void> {
  for (const name of readdirSync(tenantsFolder).filter((one) => existsSync(join(tenantsFolder, one, 'tenant.yaml'))).sort()) {
    const { faults } = await loadTenantFolder(installation.owner, join(tenantsFolder, name), now())
    if (faults.length > 0) throw new Error(`tenants/${name} tidak dimuat:\n${faults.map(writeSourceFault).join('\n')}`)
  }
}

/** For invented people only: hashing their passwords at full cost would take most of the start. */
function cheapAccess(config: Config, installation: Installation) {
  return makeAccess(installation.resources, { secureCookies: config.https, baseUrl: 'http://localhost', passwordCost: { memoryCost: 256, timeCost: 1 } })
}

interface Greeting {
  staff: Map<DemoTenant, DemoOfficer[]> | undefined
  seconds: number
}

async function greet(config: Config, installation: Installation, { staff, seconds }: Greeting): Promise<void> {
  const address = (sub: string) => siteAddress(config, sub)
  const tenants = await listTenants(installation.resources.db)
  const lines = ['', `Tanggap siap dalam ${seconds.toFixed(1).replace('.', ',')} detik.`, '', `  ${address('')}`, ...tenants.map((tenant) => `  ${address(`${tenant.id}.`).padEnd(36)} ${tenant.name}`)]
  if (tenants.length === 0) lines.push('  Belum ada kabupaten. Muat dengan:  tanggap tenant load tenants/<kabupaten>')
  if (staff) lines.push('', ...demoLines(staff, address))
  process.stdout.write(`${[...lines, '', 'Hentikan dengan Ctrl-C.', ''].join('\n')}\n`)
}

function demoLines(staff: Map<DemoTenant, DemoOfficer[]>, address: (sub: string) => string): string[] {
  const lines = ['Orang peraga (semuanya rekaan):']
  const complaints = readDemoComplaints()
  for (const [tenant, officers] of staff) {
    // One officer for each post, at the unit that gets the most demonstration tickets where there is a choice.
    const busy = mostFrequent(complaints.filter((one) => one.tenant === tenant).map((one) => one.unit))
    const posts = [...Map.groupBy(officers, (officer) => officer.post).values()].map((same) => (same.find((officer) => officer.unit === busy) ?? same[0]!).username)
    lines.push(`  ${tenant}`, `    warga    ${inventedCitizens(tenant, 1)[0]!.nik}`, ...posts.map((username) => `    petugas  ${username}`))
  }
  const signers = demoSigners.filter((one) => staff.has(one.tenant)).map((one) => one.username)
  if (signers.length > 0) lines.push(`  Frasa sandi sertifikat (${signers.join(', ')}): ${demoPassphrase}`)
  lines.push(`  Sandi warga: ${demoCitizenPassword}    Sandi petugas: ${demoPassword}`, `  Petugas masuk di ${address('<kabupaten>.')}/petugas/masuk; kode enam angkanya tampil di halaman itu.`)
  return lines
}

function mostFrequent(words: string[]): string | undefined {
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, all]) => ({ word, count: all.length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.word
}

interface Filling {
  staff: Map<DemoTenant, DemoOfficer[]>
  stopped(): boolean
}

async function fill(config: Config, installation: Installation, { staff, stopped }: Filling): Promise<void> {
  const every = process.stdout.isTTY ? 1 : 100
  try {
    await fillDemo({
      resources: installation.resources, access: cheapAccess(config, installation), dataFolder: config.dataFolder, now: now(), tickets: demoTickets, stopped, siteOf: (tenant) => siteAddress(config, `${tenant}.`),
      onProgress(done, of) {
        if (done % every === 0 || done === of) process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}Mengisi laporan peraga: ${done} dari ${of}${done === of ? ', selesai.\n' : process.stdout.isTTY ? '' : '\n'}`)
      },
    }, staff)
  } catch (error) {
    process.stderr.write(`\nLaporan peraga tidak terisi seluruhnya: ${error instanceof Error ? error.message : String(error)}. Mulai ulang untuk melanjutkan.\n`)
  }
}
