import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { readDemoComplaints } from '../demo/complaints.ts'
import { liveDemoLife } from '../demo/lives.ts'
import { inventedCitizens } from '../demo/people.ts'
import { localDate } from '../src/domains/calendar/index.ts'
import { listUnits } from '../src/domains/organisation/index.ts'
import { type Sop, sopsInForce } from '../src/domains/sop/index.ts'
import { findTicket, openTicket, recordAnswerRead, takeStep } from '../src/domains/tickets/index.ts'
import { type Actor, theSystem } from '../src/kernel/actor.ts'
import { inWork, type Work } from '../src/kernel/work.ts'
import { ask, type BenchSite, officerCookie, openBenchSite, quantile } from './bench-site.ts'
import { multiplyTickets } from './multiply-tickets.ts'

const tenant = 'bengkalis'
const sizes = (process.env.BENCH_SIZES ?? '10000,1000000').split(',').map(Number)
const lived = 200
const pageRounds = 150
const lifeSeconds = Number(process.env.BENCH_SECONDS ?? 15)

/** Whole lives a second, and the inbox, search and a ticket's page over HTTP, at each size; prints how the largest compares with the smallest. */
async function main(): Promise<void> {
  const site = await openBenchSite(tenant)
  try {
    await measure(site)
  } finally {
    await site.close()
  }
}

async function measure(site: BenchSite): Promise<void> {
  const citizens = await registerSome(site)
  const sop = await liveSome(site, citizens)
  const admin = await officerCookie(site, tenant, 'admin-diskominfotik.diskominfotik')
  const unit = await officerCookie(site, tenant, 'admin-skpd.dpupr')
  const found: { size: number; lives: number; pages: Map<string, number> }[] = []
  for (const size of sizes) {
    const began = performance.now()
    await multiplyTickets(site.owner, { tenant, upTo: size, onProgress: tellProgress() })
    console.log(`${size.toLocaleString('en')} tickets, made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    const pages = await measurePages(site, { admin, unit })
    const lives = await measureLives(site, { sop, citizens })
    console.log(`  whole lives (submit, forward, answer, release, read), 16 at once: ${lives.toFixed(0)} a second`)
    for (const [name, p95] of pages) console.log(`  ${name}: p95 ${p95.toFixed(1)} ms`)
    found.push({ size, lives, pages })
  }
  const [small, large] = [found[0]!, found.at(-1)!]
  if (small !== large) for (const [name, p95] of large.pages) console.log(`${name}: p95 at ${large.size.toLocaleString('en')} is ${(p95 / small.pages.get(name)!).toFixed(2)} × that at ${small.size.toLocaleString('en')}`)
}

/** Tells of each hundred thousand. */
function tellProgress(): (done: number) => void {
  let told = 0
  return (done) => {
    if (done < told + 100_000) return
    told = done
    console.log(`  ${done.toLocaleString('en')} tickets`)
  }
}

async function registerSome(site: BenchSite): Promise<string[]> {
  for (const citizen of inventedCitizens(tenant, 40)) await site.access.registerCitizen(tenant, { ...citizen, password: 'sandi-bench-2026' }, new Date())
  const { rows } = await sql<{ id: string }>`select id from person where tenant_id = ${tenant}`.execute(site.owner)
  return rows.map((row) => row.id)
}

async function liveSome(site: BenchSite, citizens: string[]): Promise<Sop> {
  const at = { tenant, actor: theSystem }
  const { units, sop } = await inWork(site.resources, at, async (work) => ({
    units: new Map((await listUnits(work)).map((one) => [one.code, one.kind])), sop: (await sopsInForce(work, localDate(work.now, 'WIB'))).find((one) => one.code === 'sipendekar')!,
  }))
  // Those without a picture: what is measured is the database.
  const complaints = readDemoComplaints().filter((one) => one.tenant === tenant && one.photo === 'none')
  const now = Date.now()
  for (let n = 0; n < lived; n++) {
    await liveDemoLife({ resources: site.resources, dataFolder: '/tmp', officers: site.staff, units, until: new Date(now) }, {
      tenant, sop, complaint: complaints[n % complaints.length]!, reporterId: citizens[n % citizens.length]!, seed: `bench/${n}`, begins: new Date(now - (n % 60) * 86_400_000 - 3_600_000),
    })
  }
  return sop
}

async function measurePages(site: BenchSite, cookies: { admin: string; unit: string }): Promise<Map<string, number>> {
  const { rows } = await sql<{ number: string }>`select number from ticket where tenant_id = ${tenant} and unit = 'dpupr' and not secret order by opened_at desc limit ${pageRounds}`.execute(site.owner)
  const words = ['jalan rusak', 'lampu', 'banjir', 'sampah menumpuk', 'jembatan', 'air']
  const pages: [string, (n: number) => { path: string; cookie: string }][] = [
    ['inbox of a unit', () => ({ path: '/kotak-masuk', cookie: cookies.unit })],
    ['inbox of the administrator', () => ({ path: '/kotak-masuk?tampil=semua', cookie: cookies.admin })],
    ['search of a unit', (n) => ({ path: `/petugas/cari?q=${encodeURIComponent(words[n % words.length]!)}`, cookie: cookies.unit })],
    ['search of the administrator', (n) => ({ path: `/petugas/cari?q=${encodeURIComponent(words[n % words.length]!)}`, cookie: cookies.admin })],
    ['page of a ticket', (n) => ({ path: `/kotak-masuk/${rows[n % rows.length]!.number}`, cookie: cookies.admin })],
  ]
  const found = new Map<string, number>()
  for (const [name, order] of pages) {
    const times: number[] = []
    for (let n = -10; n < pageRounds; n++) {
      const began = performance.now()
      const answer = await ask(site, order(Math.abs(n)))
      if (answer.status !== 200 && answer.status !== 303) throw new Error(`${name}, ${order(Math.abs(n)).path}: ${answer.status}`)
      if (n >= 0) times.push(performance.now() - began)
    }
    found.set(name, quantile(times, 0.95))
  }
  return found
}

async function measureLives(site: BenchSite, { sop, citizens }: { sop: Sop; citizens: string[] }): Promise<number> {
  const officer = (username: string): Actor => {
    const one = site.staff.find((member) => member.username === username)!
    return { kind: 'officer', id: one.id, posts: [{ post: one.post, unit: one.unit }], admin: false }
  }
  const as = <T>(actor: Actor, task: (work: Work) => Promise<T>) => inWork(site.resources, { tenant, actor }, task)
  const [admin, skpd] = [officer('admin-diskominfotik.diskominfotik'), officer('admin-skpd.dpupr')]
  const live = async () => {
    const reporterId = citizens[Math.floor(Math.random() * citizens.length)]!
    const citizen: Actor = { kind: 'citizen', id: reporterId }
    const typed = { judul: 'Jalan rusak', uraian: 'Jalan berlubang di depan pasar.', 'jenis-laporan': 'saran', tempat: 'Depan pasar' }
    let ticket = await as(citizen, (work) => openTicket(work, { sop, typed, channel: 'web', formKey: randomUUID(), reporterId }))
    const act = async (actor: Actor, name: string, filled: Record<string, string>) => { ticket = await as(actor, (work) => takeStep(work, { ticketId: ticket.id, act: name, typed: filled, seenVersion: ticket.version })) }
    await act(admin, 'teruskan', { unit: 'dpupr' })
    await act(skpd, 'jawab', { jawaban: 'Jalan itu diperbaiki minggu depan.' })
    await act(admin, 'lepas', { jawaban: 'Jalan itu diperbaiki minggu depan.' })
    await as(citizen, async (work) => recordAnswerRead(work, (await findTicket(work, { id: ticket.id }))!))
  }
  await live()
  const end = performance.now() + lifeSeconds * 1000
  let done = 0
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (performance.now() < end) {
      await live()
      done++
    }
  }))
  return done / lifeSeconds
}

await main()
