import { randomBytes } from 'node:crypto'
import { Tokens } from '@fastify/csrf'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, theSystem } from '../kernel/actor.ts'
import { makeProcessCache } from '../kernel/process-cache.ts'
import { Refusal } from '../kernel/refusal.ts'
import { inWork } from '../kernel/work.ts'
import type { AccessSession } from '../domains/access/index.ts'
import { ianaZones, localDate } from '../domains/calendar/index.ts'
import { findOfficer, findTenant, heldPosts, type Tenant } from '../domains/organisation/index.ts'
import { keepsRegister } from '../domains/products/index.ts'
import { type Sop, sopsInForce } from '../domains/sop/index.ts'
import { type Language, makeTranslate, type View } from '../ui/index.ts'
import { type OfficerDuties, officerLinks, worksAtDesk } from './officer-links.ts'
import { ExpiredForm, typedTexts } from './expired-form.ts'
import type { Visit } from './web-context.ts'

const tokens = new Tokens({ userInfo: true })
const csrfCookie = 'tanggap_csrf'
const languageCookie = 'tanggap_bahasa'

/** Hook of every request: whose site, who asks, in which language. A host that is no tenant's is left without one; pages answer 404. */
export async function findVisit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { web } = request.server
  if (request.url.startsWith('/aset/')) return
  const language = chooseLanguage(request, reply)
  const base: Visit = { actor: { kind: 'guest' }, language, view: makeView(request, reply, { language }) }
  // So that an error on the way still has a page to be drawn on.
  request.visit = base
  const tenant = await findHostTenant(request)
  if (!tenant) return
  request.visit = { ...base, tenant, view: makeView(request, reply, { language, tenant }) }
  const session = hasSessionCookie(request) ? await web.access.findSession(tenant.id, requestHeaders(request)) : undefined
  const who = session && (await findActor(request, tenant, session))
  if (!who) return
  if (session?.kind === 'officer' && session.initialPassword && !mayStillOpen(request)) {
    reply.redirect('/petugas/saya/sandi', 303)
    return
  }
  const { actor } = who
  const officer = actor.kind === 'officer' && officerPath(request) ? await dutiesOf(request, { actor, keeper: 'keeper' in who && who.keeper }) : undefined
  request.visit = { ...base, tenant, ...who, view: makeView(request, reply, { language, tenant, person: who.person, ...(officer && { officer }) }) }
}

/** What the menu of an officer's own page goes by; the SOPs are asked for only where the answer is not clear already. */
async function dutiesOf(request: FastifyRequest, { actor, keeper }: { actor: Extract<Actor, { kind: 'officer' }>; keeper: boolean }): Promise<OfficerDuties> {
  return { admin: actor.admin, keeper, desk: actor.admin || worksAtDesk(actor, await sopsOfVisit(request)) }
}

function officerPath(request: FastifyRequest): boolean {
  return /^\/(kotak-masuk|tiket|kata-kunci|petugas|pesan|saluran|meja|impor|ekspor)/.test(request.url)
}

/** With a password that an administrator gave, only the page where it is changed is open. */
function mayStillOpen(request: FastifyRequest): boolean {
  return /^\/(petugas\/saya\/sandi|keluar|tema\.css)(\?|$)/.test(request.url)
}

/** Our better-auth cookies; without one there is nothing to look up. */
function hasSessionCookie(request: FastifyRequest): boolean {
  return (request.headers.cookie ?? '').includes('tanggap.')
}

/** The parts of a request's headers that sign-in needs. */
export function requestHeaders(request: FastifyRequest): Headers {
  return new Headers({ cookie: request.headers.cookie ?? '', 'user-agent': request.headers['user-agent'] ?? '' })
}

async function findActor(request: FastifyRequest, tenant: Tenant, session: AccessSession) {
  const { web } = request.server
  if (session.kind === 'citizen') {
    const actor: Actor = { kind: 'citizen', id: session.personId }
    return { session, actor, person: { kind: 'citizen' as const, name: session.name } }
  }
  return await inWork(web.resources, { tenant: tenant.id, actor: theSystem, now: web.now() }, async (work) => {
    const officer = await findOfficer(work, session.officerId)
    if (!officer?.active) return undefined
    const posts = await heldPosts(work, officer.id, localDate(work.now, tenant.zone))
    const admin = posts.some((held) => tenant.adminPosts.includes(held.post))
    const actor: Actor = { kind: 'officer', id: officer.id, posts, admin }
    const keeper = !admin && officerPath(request) && (await keepsRegister(work, posts))
    return { session, actor, keeper, officerName: officer.name, person: { kind: 'officer' as const, name: officer.name } }
  })
}

const known = makeProcessCache<string, { tenant: Tenant | undefined; until: number }>()
const knownForMs = 5000

/** The tenant of the host that was asked; remembered for five seconds, so that even without a database the page knows whose it is. */
async function findHostTenant(request: FastifyRequest): Promise<Tenant | undefined> {
  const { web } = request.server
  const host = request.hostname.toLowerCase().split(':')[0] ?? ''
  if (!host.endsWith(`.${web.baseHost}`)) return undefined
  // Links are made with the host as it was asked for: what stands after the name is a port, or nothing.
  const port = /^[^:@/]+(?::(\d{1,5}))?$/.exec(request.host)
  if (!port || Number(port[1] ?? 0) > 65_535) throw noSuchSite()
  const id = host.slice(0, -web.baseHost.length - 1)
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(id)) throw noSuchSite()
  const clock = performance.now()
  const before = known.get(id)
  let tenant = before?.tenant
  if (!before || before.until < clock) {
    try {
      tenant = await findTenant(web.resources.db, id)
    } catch (cause) {
      if (!before?.tenant) throw cause
    }
    known.set(id, { tenant, until: clock + knownForMs })
  }
  if (!tenant) throw noSuchSite()
  return tenant
}

function noSuchSite(): Refusal {
  return new Refusal('not-found', 'Tidak ada kabupaten dengan alamat ini.')
}

const knownSops = makeProcessCache<string, { sops: Sop[]; until: number }>()

/** The SOPs in force at the tenant of this visit; remembered for five seconds, so that taking in a form asks for them in one transaction less. */
export async function sopsOfVisit(request: FastifyRequest): Promise<Sop[]> {
  const { web } = request.server
  const tenant = getTenant(request)
  const today = localDate(web.now(), tenant.zone)
  const key = `${tenant.id} ${today}`
  const before = knownSops.get(key)
  if (before && before.until > performance.now()) return before.sops
  const sops = await inWork(web.resources, { tenant: tenant.id, actor: theSystem, now: web.now() }, (work) => sopsInForce(work, today))
  if (knownSops.size > 1000) knownSops.clear()
  knownSops.set(key, { sops, until: performance.now() + knownForMs })
  return sops
}

function chooseLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.bahasa
  if (asked === 'en' || asked === 'id') {
    reply.setCookie(languageCookie, asked, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.server.web.https, maxAge: 31_536_000 })
    return asked
  }
  return request.cookies[languageCookie] === 'en' ? 'en' : 'id'
}

interface ViewParts {
  language: Language
  tenant?: Tenant
  person?: { kind: 'citizen' | 'officer'; name: string }
  /** For the officers' own pages: by what they look after, they have more in the navigation. */
  officer?: OfficerDuties
}

function makeView(request: FastifyRequest, reply: FastifyReply, parts: ViewParts): View {
  const { web } = request.server
  const { tenant } = parts
  const t = makeTranslate(parts.language)
  let csrf: string | undefined
  return {
    language: parts.language,
    t,
    // Made only when a page has a form: other pages set no cookie and stay cacheable.
    get csrf() {
      csrf ??= tokens.create(csrfSecret(request, reply), tenant?.id ?? '')
      return csrf
    },
    path: request.url,
    assets: (name) => web.assets.url(name),
    ...(tenant && {
      tenant: { id: tenant.id, name: tenant.name, government: tenant.government, motto: tenant.motto, zone: ianaZones[tenant.zone], contact: [tenant.contact.address, tenant.contact.phone, tenant.contact.email].filter(Boolean).join(' · ') },
      theme: `/tema.css?v=${themeVersion(tenant)}`,
    }),
    ...(parts.person && { person: parts.person }),
    ...(parts.officer && { nav: officerLinks(t, parts.officer) }),
  }
}

function themeVersion(tenant: Tenant): string {
  return `${tenant.colours.main}${tenant.colours.accent}`.replaceAll('#', '')
}

function csrfSecret(request: FastifyRequest, reply: FastifyReply): string {
  const kept = request.cookies[csrfCookie]
  if (kept && /^[\w-]{24,64}$/.test(kept)) return kept
  const secret = randomBytes(24).toString('base64url')
  request.cookies[csrfCookie] = secret
  reply.setCookie(csrfCookie, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.server.web.https })
  return secret
}

/** Refuses a form that did not come from one of our pages, or too late; what was typed into it is shown again. */
export function checkCsrf(request: FastifyRequest, token: unknown, typed: Record<string, string | string[] | undefined> = {}): void {
  const secret = request.cookies[csrfCookie]
  if (secret && typeof token === 'string' && tokens.verify(secret, token, request.visit.tenant?.id ?? '')) return
  throw new ExpiredForm(typedTexts(request, typed))
}

/** The tenant of this visit; refuses `not-found` on the root host. */
export function getTenant(request: FastifyRequest): Tenant {
  const { tenant } = request.visit
  if (!tenant) throw new Refusal('not-found', 'Halaman ini ada di situs kabupaten. Pilih kabupaten Anda lebih dahulu.')
  return tenant
}
