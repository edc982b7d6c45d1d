import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { launchChromium } from '../e2e/chromium.ts'
import { inventedCitizens } from '../demo/people.ts'
import { makeBenchFolder } from './bench-folder.ts'
import { ask, hiddenIn, readReportForm, type SiteLine } from './bench-site.ts'
import { KeptProcess, pause } from './kept-process.ts'
import { freePort } from './kill-site.ts'

const host = 'rembang.localhost'
const lineTo = (port: number): SiteLine => ({ port, host })
const atOnce = 16
const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const pages = ['/', '/layanan', '/lapor/sms-wadul-bupati', '/laporan', '/lacak', '/masuk', '/daftar', '/sop', '/sop/sms-wadul-bupati', '/survei']

/** Memory of all processes of the product as `npm start` runs it (without demonstration data), at rest and under load; and how much each citizen page weighs. */
async function main(): Promise<void> {
  const folder = makeBenchFolder()
  const port = await freePort()
  const environment = { PORT: String(port), TANGGAP_LISTEN: '127.0.0.1', TANGGAP_DATA: join(folder, 'data'), TANGGAP_PROXY: 'ya', TANGGAP_DEMO: 'tidak', TANGGAP_LOG: 'error' }
  const product = new KeptProcess({ words: ['serve'], environment, logFile: join(folder, 'log'), readyWhen: /Tanggap siap dalam/ })
  try {
    await product.ready()
    await weighPages(port)
    await pause(10_000)
    tellMemory('at rest', weigh(folder))
    tellMemory(`most under load (${atOnce} citizens who read and report, ${seconds} s)`, await weighUnderLoad(port, folder))
  } catch (cause) {
    console.log(`The product's log ends:\n${readFileSync(join(folder, 'log'), 'utf8').slice(-4000)}`)
    throw cause
  } finally {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What goes over the line to a browser that comes for the first time, and to the same one when it comes to the page again: headers too, and all that its service worker keeps. */
async function weighPages(port: number): Promise<void> {
  let bytes = 0
  const line = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    far.on('data', (part) => { bytes += part.length })
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on('error', () => [near, far].forEach((one) => one.destroy()))
  })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const address = `http://${host}:${(line.address() as AddressInfo).port}`
  const browser = await launchChromium()
  try {
    for (const path of pages) {
      const context = await browser.newContext({ locale: 'id-ID' })
      const visit = async () => {
        const before = bytes
        const page = await context.newPage()
        const answer = await page.goto(address + path)
        if (answer?.status() !== 200) throw new Error(`${path}: ${answer?.status()}`)
        await page.waitForLoadState('networkidle')
        await pause(1500)
        await page.close()
        return (bytes - before) / 1000
      }
      const [first, second] = [await visit(), await visit()]
      await context.close()
      console.log(`${path.padEnd(26)} first visit ${first.toFixed(1).padStart(5)} kB (limit 60), second ${second.toFixed(1).padStart(5)} kB (limit 15)`)
    }
  } finally {
    await browser.close()
    line.close()
  }
}

type Memory = Map<'node' | 'postgres', number>

function tellMemory(when: string, memory: Memory): void {
  console.log(`Memory ${when}: node ${memory.get('node')!.toFixed(0)} MB, postgres ${memory.get('postgres')!.toFixed(0)} MB, together ${[...memory.values()].reduce((sum, one) => sum + one, 0).toFixed(0)} MB`)
}

/** Proportional set size of the product's processes, in megabytes: what several share is counted once. Linux only. */
function weigh(folder: string): Memory {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const [command, environment] = [readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8')]
      const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
      return [{ pid: Number(pid), parent, server: command.includes(folder) && command.includes('postgres'), own: environment.includes(`TANGGAP_DATA=${join(folder, 'data')}`) && command.includes('main.ts') }]
    } catch {
      return []
    }
  })
  const server = processes.find((one) => one.server)
  if (!server) throw new Error('the embedded server was not found')
  const size = (pid: number) => {
    try {
      return Number(/^Pss:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
    } catch {
      return 0
    }
  }
  const sum = (some: typeof processes) => some.reduce((all, one) => all + size(one.pid), 0)
  return new Map([['node', sum(processes.filter((one) => one.own))], ['postgres', sum(processes.filter((one) => one === server || one.parent === server.pid))]])
}

async function weighUnderLoad(port: number, folder: string): Promise<Memory> {
  const citizens = await Promise.all(inventedCitizens('rembang', atOnce).map(async (citizen, n) => await register(port, citizen, `10.1.0.${n}`)))
  let going = true
  const working = Promise.all(citizens.map(async (citizen) => {
    while (going) await visit(port, citizen)
  }))
  // What went wrong is told at the end, after the last look at the memory.
  working.catch(() => {})
  const most: Memory = new Map()
  for (let second = 0; second < seconds; second++) {
    await pause(1000)
    for (const [name, now] of weigh(folder)) most.set(name, Math.max(most.get(name) ?? 0, now))
  }
  going = false
  await working
  return most
}

async function register(port: number, citizen: ReturnType<typeof inventedCitizens>[number], from: string): Promise<string> {
  const site = lineTo(port)
  const page = await ask(site, { path: '/daftar', from })
  const answer = await ask(site, { path: '/daftar', from, cookie: page.cookies, form: { _csrf: hiddenIn(page, '_csrf'), nama: citizen.name, nik: citizen.nik, telepon: citizen.phone, sandi: 'sandi-bench-2026', setuju: 'ya' } })
  if (answer.status !== 303) throw new Error(`registration was not accepted: ${answer.status}\n${answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 600)}`)
  return [page.cookies, answer.cookies].filter(Boolean).join('; ')
}

// Each round comes from a new address, as the proxy in front would say it: a citizen of this load does in a second what a person does in an hour, and the limit for one address is not what is measured.
async function visit(port: number, signedIn: string): Promise<void> {
  const site = lineTo(port)
  const from = `10.${100 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`
  const { csrf, key, cookie } = await readReportForm(site, 'sms-wadul-bupati', { cookie: signedIn, from })
  const sent = await ask(site, { path: '/lapor/sms-wadul-bupati', from, cookie, form: { _csrf: csrf, kunci: key, mirip: 'sudah', judul: 'Talud ambrol dekat TPI', uraian: 'Talud di sebelah timur TPI ambrol sejak hujan Senin malam.' } })
  if (sent.status !== 303) throw new Error(`a complaint was not accepted: ${sent.status}`)
  for (const path of ['/laporan', '/laporan-saya', '/layanan']) await ask(site, { path, from, cookie })
}

await main()
