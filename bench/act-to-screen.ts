import http from 'node:http'
import { randomUUID } from 'node:crypto'
import { inventedCitizens } from '../demo/people.ts'
import { saveContact } from '../src/domains/messages/index.ts'
import { inWork } from '../src/kernel/work.ts'
import { startDispatcher } from '../src/worker/dispatch-letters.ts'
import { ask, type BenchSite, officerCookie, openBenchSite, quantile, readReportForm } from './bench-site.ts'

const pages = 500
const reports = 100

/** From the HTTP answer that confirms a report to every open page of the officers, and to the gateway. Prints p50 and p95 in milliseconds. */
async function main(): Promise<void> {
  const site = await openBenchSite('rembang')
  const handed = new Map<string, number>()
  const carrier = { channel: 'sms' as const, name: 'bench', async send(letter: { text: string }) { handed.set(/\d{3}-\d{3}-\d{3}/.exec(letter.text)?.[0] ?? randomUUID(), performance.now()); return { state: 'sent' as const } } }
  const dispatcher = startDispatcher({ resources: site.resources, url: site.url, log: site.log, now: () => new Date(), siteOf: () => 'https://rembang.contoh', carriersOf: () => ({ sms: carrier }) })
  const heard = { count: 0, times: [] as number[], since: 0 }
  const streams = await openPages(site, await officerCookie(site, 'rembang', 'admin-portal.dinkominfo'), () => { heard.count++; heard.times.push(performance.now() - heard.since) })
  const cookie = await citizenCookie(site)
  const screen: number[] = []
  const gateway: number[] = []
  for (let n = 0; n < reports; n++) {
    const form = await readReportForm(site, 'sms-wadul-bupati', { cookie })
    heard.times = []
    const before = performance.now()
    heard.since = before
    const answer = await ask(site, { path: '/lapor/sms-wadul-bupati', cookie: form.cookie, form: { _csrf: form.csrf, kunci: form.key, judul: `Uji ${n}`, uraian: 'Talud ambrol dekat TPI.' } })
    const committed = performance.now()
    const number = /tiket\/([\d-]+)/.exec(answer.location)?.[1]
    if (!number) throw new Error(`report ${n} was not accepted: ${answer.status}`)
    await until(() => heard.times.length >= pages && handed.has(number))
    screen.push(...heard.times.map((time) => Math.max(0, before + time - committed)))
    gateway.push(Math.max(0, handed.get(number)! - committed))
  }
  const line = (name: string, numbers: number[]) => console.log(`${name}: p50 ${quantile(numbers, 0.5).toFixed(0)} ms, p95 ${quantile(numbers, 0.95).toFixed(0)} ms, worst ${Math.max(...numbers).toFixed(0)} ms (${numbers.length} measured)`)
  console.log(`From the answer that confirms a report, with ${pages} open officers' pages, ${reports} reports:`)
  line('  to the open page', screen)
  line('  to the gateway', gateway)
  for (const stream of streams) stream.destroy()
  await dispatcher.stop()
  await site.close()
}

async function openPages(site: BenchSite, cookie: string, hear: () => void): Promise<http.ClientRequest[]> {
  const agent = new http.Agent({ maxSockets: pages + 10 })
  const opened: Promise<http.ClientRequest>[] = []
  for (let n = 0; n < pages; n++) {
    opened.push(new Promise((done, fail) => {
      const request = http.get({ agent, port: site.port, host: '127.0.0.1', path: '/kotak-masuk/langsung', headers: { host: site.host, cookie } }, (answer) => {
        if (answer.statusCode !== 200) return fail(new Error(`stream refused: ${answer.statusCode}`))
        answer.on('data', (part: Buffer) => { if (part.includes('event: tiket')) hear() })
        answer.on('error', () => {})
        done(request)
      })
      request.once('error', fail)
    }))
  }
  const requests = await Promise.all(opened)
  for (const request of requests) request.on('error', () => {})
  return requests
}

async function citizenCookie(site: BenchSite): Promise<string> {
  const [citizen] = inventedCitizens('rembang', 1)
  const { personId, cookies } = await site.access.registerCitizen('rembang', { ...citizen!, password: 'sandi-bench-2026' }, new Date())
  await inWork(site.resources, { tenant: 'rembang', actor: { kind: 'system' } }, (work) => saveContact(work, { kind: 'person', id: personId }, { channel: 'sms', address: citizen!.phone }))
  return cookies.map((one) => one.split(';')[0]).join('; ')
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > end) throw new Error('not everyone was told within ten seconds')
    await new Promise((done) => setTimeout(done, 2))
  }
}

await main()
