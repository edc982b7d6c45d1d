import { chance, oneOf } from '../demo/chance.ts'
import { verifyTickets } from '../src/domains/tickets/index.ts'
import { bendForm, bendRoute } from './fuzz-attack.ts'
import { checkAnswer, checkLog, type FuzzFault } from './fuzz-checks.ts'
import { bendGateway } from './fuzz-gateway.ts'
import { attacked, bystander, bystanderDigest, type FuzzSite } from './fuzz-site.ts'
import { FuzzVisitor, isDoor, kindOf, type VisitorOrder } from './fuzz-visitor.ts'
import type { Chance } from './fuzz-values.ts'
import { type ListedRoute, listRoutes } from './list-routes.ts'
import { askRaw, type RawAnswer } from './raw-http.ts'

export interface FuzzOrder {
  seed: string
  /** Hostile inputs. */
  inputs: number
  onProgress?(done: number, faults: number): void
}

export interface FuzzReport {
  inputs: number
  /** Pages that were opened in between, and again at the end. */
  pages: number
  routes: number
  /** Routes that were reached with hostile input. */
  routesReached: number
  forms: number
  answers: Map<number, number>
  slowest: number
  /** Sessions that the input had ended, so that somebody new signed in. */
  newcomers: number
  tickets: number
  faults: FuzzFault[]
}

/** An answer after more than this is a hang, if it is as slow when asked again. */
const mostMs = 5000

/** Sends hostile inputs to every route and form as a guest, a citizen, officers and an administrator, one after the other, and looks for what must not be. The same seed makes the same choices. */
export async function fuzz(site: FuzzSite, order: FuzzOrder): Promise<FuzzReport> {
  const before = await bystanderDigest(site.owner)
  const run = new FuzzRun(site, chance(`fuzz/${order.seed}`))
  const broken: string[] = []
  const crash = (error: unknown) => void broken.push(`crash: ${error instanceof Error ? error.stack : String(error)}`)
  process.on('uncaughtException', crash).on('unhandledRejection', crash)
  try {
    await run.begin(Math.min(60, order.inputs / 100))
    for (let told = 500; run.report.inputs < order.inputs; await run.attack()) {
      if (run.report.inputs < told) continue
      order.onProgress?.(run.report.inputs, run.report.faults.length)
      told += 500
    }
    await run.visitAgain(Math.min(150, order.inputs / 40))
  } finally {
    process.off('uncaughtException', crash).off('unhandledRejection', crash)
  }
  const proof = await verifyTickets(site.owner, attacked, site.resources.secrets)
  const faults = [
    ...run.report.faults, ...broken.map((what) => ({ what, input: '' })),
    ...((await bystanderDigest(site.owner)) === before ? [] : [{ what: `a row of ${bystander} was touched`, input: '' }]),
    ...proof.faults.map((fault) => ({ what: `proof: ${fault.text}`, input: fault.number ?? '' })),
  ]
  return { ...run.report, tickets: proof.tickets, faults }
}

class FuzzRun {
  readonly report: FuzzReport = { inputs: 0, pages: 0, routes: 0, routesReached: 0, forms: 0, answers: new Map(), slowest: 0, newcomers: 0, tickets: 0, faults: [] }
  readonly #site: FuzzSite
  readonly #next: Chance
  readonly #visitors: FuzzVisitor[]
  readonly #routes: ListedRoute[]
  readonly #reached = new Set<string>()
  /** How often each kind of form was struck. */
  readonly #forms = new Map<string, number>()
  readonly #names = new Set<string>(['nomor', 'kode', 'setelah', 'unit', 'tampil', 'tujuan', 'bahasa', 'tersimpan', 'selesai', 'kecil', 'v', 'q', 'cari', 'dari', 'sampai', 'halaman', 'kabupaten', 'kunci', 'from', 'text', 'id', 'hub.mode', 'hub.verify_token', 'hub.challenge'])
  #logRead = 0

  constructor(site: FuzzSite, next: Chance) {
    this.#site = site
    this.#next = next
    this.#routes = listRoutes(site.app)
    this.report.routes = this.#routes.length
    // At the unit that most complaints go to, where a post is at several.
    const seat = (post: string) => site.staff.find((officer) => officer.post === post && officer.unit === 'dpupr') ?? site.staff.find((officer) => officer.post === post)!
    this.#visitors = [new FuzzVisitor(site, 'guest'), new FuzzVisitor(site, 'citizen'), ...['admin-diskominfotik', 'admin-skpd', 'kepala', 'verifikator-sertifikat', 'back-office-ppid'].map((post) => new FuzzVisitor(site, seat(post)))]
  }

  /** Everybody signs in and looks around, so that there are pages and forms to begin with: all lists, and some links of each. */
  async begin(links: number): Promise<void> {
    for (const [at, visitor] of this.#visitors.entries()) {
      await visitor.keepSignedIn()
      // The administrator and the guest see all pages between them; others are led by what they see.
      const lists = at === 0 || at === 2 ? this.#routes.filter((route) => route.method === 'GET' && !/[:*]/.test(route.path)).map((route) => route.path) : ['/', '/lapor', '/layanan', '/kotak-masuk', '/petugas/saya', '/laporan-saya']
      for (const path of lists) await this.#open(visitor, path)
      for (const path of [...visitor.seen].slice(0, links)) await this.#open(visitor, path)
    }
  }

  /** One page, and some hostile inputs to it; or one hostile address. */
  async attack(): Promise<void> {
    const visitor = this.#visitor()
    if (this.report.inputs % 40 === 0 && (await visitor.keepSignedIn())) this.report.newcomers++
    if (this.#next() < 0.04) return await this.#strike(this.#visitors[0]!, bendGateway(this.#next))
    if (this.#next() < 0.4) return await this.#attackRoute(visitor)
    const kind = this.#rareKind(visitor)
    const page = kind ? oneOf(this.#next, visitor.formPages.get(kind)!) : oneOf(this.#next, [...visitor.seen])
    await this.#open(visitor, page)
    const forms = visitor.forms.filter((form) => (isDoor(form) ? this.#next() < 0.06 : kind === undefined || kindOf(form) === kind || this.#next() < 0.1))
    for (let times = 0; times < 2 && forms.length > 0; times++) {
      const form = oneOf(this.#next, forms)
      for (const control of form.controls) this.#names.add(control.name)
      this.#forms.set(kindOf(form), (this.#forms.get(kindOf(form)) ?? 0) + 1)
      await this.#strike(visitor, bendForm(this.#next, form, this.#site))
    }
    this.report.forms = this.#forms.size
  }

  /** Opens pages that anybody has seen once more, `most` of each: what was kept must come out as tame as what is answered at once. */
  async visitAgain(most: number): Promise<void> {
    for (const visitor of this.#visitors) {
      if (await visitor.keepSignedIn()) this.report.newcomers++
      const all = [...visitor.seen]
      const every = Math.max(1, Math.floor(all.length / most))
      for (const path of all.filter((one, at) => at % every === 0 && one !== '/keluar')) await this.#open(visitor, path)
    }
  }

  /** Of three kinds of forms the one that was struck least; now and then none, so that pages without forms have their turn. */
  #rareKind(visitor: FuzzVisitor): string | undefined {
    const kinds = [...visitor.formPages.keys()]
    if (kinds.length === 0 || this.#next() < 0.15) return undefined
    const drawn = Array.from({ length: 3 }, () => oneOf(this.#next, kinds))
    return drawn.sort((a, b) => (this.#forms.get(a) ?? 0) - (this.#forms.get(b) ?? 0))[0]
  }

  #visitor(): FuzzVisitor {
    // The administrator has the most forms.
    return this.#next() < 0.25 ? this.#visitors[2]! : oneOf(this.#next, this.#visitors)
  }

  async #attackRoute(visitor: FuzzVisitor): Promise<void> {
    const unmet = this.#routes.filter((route) => !this.#reached.has(`${route.method} ${route.path}`))
    const route = oneOf(this.#next, unmet.length > 0 && this.#next() < 0.7 ? unmet : this.#routes)
    this.#reached.add(`${route.method} ${route.path}`)
    this.report.routesReached = this.#reached.size
    const known = [...visitor.seen].flatMap((path) => path.split(/[/?]/)).filter((piece) => /\d/.test(piece) && piece.length < 60).slice(-200)
    const bent = bendRoute(this.#next, route, { known: known.length > 0 ? known : ['1'], foreign: this.#site.foreign, visitor, names: [...this.#names] })
    const host = this.#next() < 0.06 ? oneOf(this.#next, ['localhost', `${bystander}.localhost`, 'tidak-ada.localhost', '<x-fuzz-123>.localhost', '..localhost', `${attacked}.localhost:99999`, '', 'a'.repeat(3000), `${attacked}.localhost@jahat.example`, `${attacked}.localhost:80@jahat.example`]) : undefined
    await this.#strike(visitor, { ...bent, ...(host !== undefined && { host }) })
  }

  async #strike(visitor: FuzzVisitor, order: VisitorOrder): Promise<void> {
    this.report.inputs++
    const answer = await visitor.ask(order)
    this.#count(answer)
    const input = `${this.report.inputs} ${visitor.name} ${order.method} ${order.host ?? ''}${order.path.slice(0, 300)} ${JSON.stringify(order.headers ?? []).slice(0, 300)} ${order.body?.toString('utf8').slice(0, 1500) ?? ''}`
    for (const what of checkAnswer(answer)) this.#fault(what, input)
    if (answer.status === 0 && !(await this.#isAlive())) this.#fault('no answer, and none after it', input)
    if (answer.milliseconds > mostMs && (await this.#isSlow(visitor, order))) this.#fault(`took ${(answer.milliseconds / 1000).toFixed(1)} s`, input)
    this.#readLog(input)
  }

  async #open(visitor: FuzzVisitor, path: string): Promise<void> {
    if (path.startsWith('/keluar')) return
    this.report.pages++
    const answer = await visitor.ask({ method: 'GET', path: encodeURI(path).replaceAll('%25', '%') })
    this.#count(answer)
    for (const what of checkAnswer(answer)) this.#fault(what, `${visitor.name} opens ${path}`)
    this.#readLog(`${visitor.name} opens ${path}`)
  }

  #count({ status, milliseconds }: RawAnswer): void {
    this.report.answers.set(status, (this.report.answers.get(status) ?? 0) + 1)
    this.report.slowest = Math.max(this.report.slowest, milliseconds)
  }

  #readLog(input: string): void {
    const cookies = this.#visitors.flatMap((visitor) => [...visitor.cookies].flatMap(([name, value]) => (/session/.test(name) ? [value] : [])))
    for (const what of checkLog(this.#site.logged.slice(this.#logRead), { secrets: this.#site.resources.secrets, cookies })) this.#fault(what, input)
    this.#logRead = this.#site.logged.length
  }

  async #isAlive(): Promise<boolean> {
    return (await askRaw(this.#site.port, { method: 'GET', path: '/kesehatan', headers: [['host', 'localhost']] })).status === 200
  }

  // A machine that had something else to do is not a hang.
  async #isSlow(visitor: FuzzVisitor, order: VisitorOrder): Promise<boolean> {
    const again = [await visitor.ask(order), await visitor.ask(order)]
    return again.every((answer) => answer.milliseconds > mostMs)
  }

  #fault(what: string, input: string): void {
    if (this.report.faults.length < 500) this.report.faults.push({ what, input })
  }
}
