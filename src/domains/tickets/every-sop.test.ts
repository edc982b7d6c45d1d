import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTenantFolder } from '../../cli/tenant-folder.ts'
import type { Actor } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import type { Work } from '../../kernel/work.ts'
import { clocksOf, isPaused } from '../deadlines/index.ts'
import { getRegister, issueProduct } from '../products/index.ts'
import { findCertificate, issueCertificate, p12Signer } from '../signing/index.ts'
import { factsBeside, type Field, isRequired, type Sop, type Step, type Typed, type WalkEdge, type WalkPath, walkSop } from '../sop/index.ts'
import { answerQuestion } from './answer-question.ts'
import { recordRegisterAnswer } from './answer-register.ts'
import { examplePassphrase, type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, tenantFolders, type Traces, validTyped } from './fixture-tenant.ts'
import { openTicket } from './open-ticket.ts'
import { takeSigningStep } from './sign-step.ts'
import { takeLinkedStep } from './take-linked-step.ts'
import { takeStep } from './take-step.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { verifyTickets } from './verify-tickets.ts'

let database: TestDatabase
beforeAll(async () => { database = await makeTestDatabase() })
afterAll(() => database.close())

const checked = await Promise.all(tenantFolders.map(async (folder) => ({ folder, ...(await checkTenantFolder(folder)) })))

describe.each(checked.map(({ folder, tenant, sops }) => ({ id: tenant!.id, folder, sops: sops.map((one) => one.sop) })))('$id', ({ folder, sops }) => {
  let place: FixtureTenant
  beforeAll(async () => { place = await loadFixtureTenant(database, folder) })

  describe.each(sops)('$code', (sop) => {
    const { edges, paths } = walkSop(sop)
    const feasible = paths.filter((path) => path.feasible)

    test('every act lies on a way that can be walked', () => {
      const walked = new Set(feasible.flatMap((path) => path.edges).map((edge) => `${edge.step}.${edge.act}`))
      expect(edges.map((edge) => `${edge.step}.${edge.act}`).filter((edge) => !walked.has(edge))).toEqual([])
    })

    test.each(feasible.map((path) => ({ path, way: path.edges.map((edge) => edge.act).join(' → ') })))('$way', async ({ path }) => {
      await walk(place, sop, path)
    })
  })

  test('the proof of all these tickets has no fault, before it is sealed and after', async () => {
    expect((await verifyTickets(database.owner.db, place.id, database.secrets)).faults).toEqual([])
    expect(await place.sealAll()).toBeGreaterThan(0)
    const proof = await verifyTickets(database.owner.db, place.id, database.secrets)
    expect(proof.faults).toEqual([])
    expect(proof.seals).toBeGreaterThan(0)
  })
})

/** The key in the newest letter with a link of this ticket, as its reader would find it. */
async function linkKeyOf(work: Work, ticket: Ticket): Promise<string> {
  const { rows } = await sql<{ text: string }>`select text from letter where tenant_id = ${work.tenant} and subject_id = ${ticket.id} and slot = 'tautan' order by queued_at desc, id desc limit 1`.execute(work.db)
  return /\/tautan\/([\w-]+)/.exec(rows[0]!.text)![1]!
}

async function answerAsRegister(place: FixtureTenant, { ticket, now, act }: { ticket: Ticket; now: Date; act: string }): Promise<Ticket> {
  return await place.as({ kind: 'system' }, now, async (work) => {
    await recordRegisterAnswer(work, ticket.id, act as 'cocok')
    return (await findTicket(work, { id: ticket.id }))!
  })
}

/** The officer who signs has an official address with a certificate. */
async function giveCertificate(place: FixtureTenant, actor: Actor): Promise<void> {
  if (actor.kind !== 'officer') throw new Error('only officers sign')
  const email = `petugas-${actor.id}@contoh.example`
  await place.as(actor, mondayMorning, async (work) => {
    if (await findCertificate(work, { email })) return
    await sql`update officer set email = ${email} where tenant_id = ${work.tenant} and id = ${actor.id}`.execute(work.db)
    await issueCertificate(work, { email, commonName: 'Petugas Contoh', organisation: 'Pemerintah Contoh', passphrase: examplePassphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now, officerId: actor.id })
  })
}

/** The key of a product in force that belongs to whoever applies; with a certificate where the register is one of certificates. */
async function ownProduct(place: FixtureTenant, field: Field, owner: ReturnType<typeof senderOf>['owner']): Promise<string> {
  const seed = await place.open((place.sops.find((one) => one.kind === 'complaint') ?? place.sops[0]!).code)
  const key = `contoh-${randomUUID().slice(0, 8)}@bengkaliskab.go.id`
  return await place.as({ kind: 'system' }, mondayMorning, async (work) => {
    const register = await getRegister(work, field.register!)
    const facts = Object.fromEntries(register.columns.map((column) => [column.name, column.name === register.key ? key : 'Contoh']))
    const holder = { name: 'Pemilik Contoh', ...('reporterId' in owner ? { personId: owner.reporterId } : { unit: owner.applicant.unit }) }
    const product = await issueProduct(work, { register: register.code, ticketId: seed.id, holder, facts })
    await issueCertificate(work, { email: key, commonName: 'Pemilik Contoh', organisation: 'Pemerintah Contoh', passphrase: examplePassphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now })
    return product.key ?? product.id
  })
}

interface Walker {
  place: FixtureTenant
  sop: Sop
  path: WalkPath
  reporter: { kind: 'citizen'; id: string }
  ticket: Ticket
  now: Date
}

async function walk(place: FixtureTenant, sop: Sop, path: WalkPath): Promise<void> {
  const reporter = { kind: 'citizen' as const, id: randomUUID() }
  const walker: Walker = { place, sop, path, reporter, now: mondayMorning, ticket: await send(place, sop, { path, reporter }) }
  let at = await expectEdgesTaken(walker, 0, 0)
  while (at < path.edges.length) {
    walker.now = later(walker.now, 7)
    const before = (await place.traces(walker.ticket.id)).events.length
    await takeEdge(walker, path.edges[at]!)
    const after = await expectEdgesTaken(walker, at, before)
    if (walker.ticket.state.waiting) await answer(walker)
    at = after
  }
  await expectEnd(walker)
}

/** Who sends: the citizen, or where only units may apply an officer for theirs. */
function senderOf(place: FixtureTenant, sop: Sop, reporter: Walker['reporter']) {
  if (sop.intake.applicants.includes('person')) return { actor: reporter, owner: { reporterId: reporter.id } }
  const actor = place.officer(`kepala.${place.tenant.units[2]!.code}`)
  return { actor, owner: { applicant: actor.posts[0]! } }
}

/** Sends the form; each required field left out, and all together, is refused by name with nothing kept. */
async function send(place: FixtureTenant, sop: Sop, { path, reporter }: Pick<Walker, 'path' | 'reporter'>): Promise<Ticket> {
  const formKey = randomUUID()
  const { actor, owner } = senderOf(place, sop, reporter)
  const parent = sop.intake.linkedOnly ? { parentId: (await place.open(place.sops.find((one) => one.objection?.sop === sop.code)!.code, { reporterId: reporter.id })).id } : {}
  const order = { sop, formKey, channel: 'web' as const, ...owner, ...parent }
  const typed: Typed = {}
  for (const use of sop.form) typed[use.field] = await choose(place, { sop, path, formKey, owner }, use.field)
  const attempt = (some: Typed) => refusalOf(place.as(actor, mondayMorning, (work) => openTicket(work, { ...order, typed: some })))
  const always = sop.form.filter((use) => use.required === true).map((use) => use.field)
  expect((await attempt({})).faults.map((fault) => fault.field)).toEqual(always)
  for (const field of always) expect((await attempt({ ...typed, [field]: '' })).faults.map((fault) => fault.field)).toContain(field)
  const ticket = await place.as(actor, mondayMorning, (work) => openTicket(work, { ...order, typed }))
  expect(ticket).toMatchObject({ sop: sop.code, sopVersion: sop.version, version: 1 })
  return ticket
}

type Choosing = { sop: Sop; path: WalkPath; formKey: string; owner: ReturnType<typeof senderOf>['owner'] }

async function choose(place: FixtureTenant, { sop, path, formKey, owner }: Choosing, name: string): Promise<string | string[]> {
  const field = sop.fields.find((f) => f.name === name)!
  if (field.type === 'product') return await ownProduct(place, field, owner)
  const given = path.given[name]
  if (!given) return await validTyped(place, field, formKey)
  const values = given.among ?? field.options!.map((option) => option.value)
  return values.find((value) => !given.not.includes(value))!
}

/** Takes the act as each lane that must; in a step that needs all lanes the first one alone does not leave it. */
async function takeEdge(walker: Walker, edge: WalkEdge): Promise<void> {
  const step = walker.sop.steps.find((s) => s.name === edge.step)!
  const act = step.acts.find((a) => a.name === edge.act)!
  const posts = step.lanes.filter((lane) => walker.sop.lanes.find((l) => l.name === lane)!.kind === 'post')
  const lanes = posts.length === 0 ? step.lanes : (act.lanes ?? posts)
  const acting = step.needs === 'all' && !act.alone && act.to !== 'stay' ? lanes : lanes.slice(0, 1)
  for (const [index, lane] of acting.entries()) {
    const formKey = randomUUID()
    const typed: Typed = {}
    for (const use of act.fill) typed[use.field] = await choose(walker.place, { ...walker, formKey, owner: senderOf(walker.place, walker.sop, walker.reporter).owner }, use.field)
    for (const field of walker.sop.fields.filter((one) => one.isNew)) typed[`${field.name}-ulang`] = typed[field.name]
    await refuseMissing(walker, { step, edge, lane, typed, formKey })
    walker.ticket = await takeAs(walker, { edge, lane, typed, formKey })
    if (index === acting.length - 1) return
    expect(walker.ticket.state).toMatchObject({ step: edge.step, acted: { [lane]: edge.act } })
    expect((await walker.place.traces(walker.ticket.id)).turns.map((turn) => turn.lane)).not.toContain(lane)
  }
}

interface Attempt {
  edge: WalkEdge
  lane: string
  typed: Typed
  formKey: string
}

async function takeAs(walker: Walker, { edge, lane, typed, formKey }: Attempt): Promise<Ticket> {
  const { place, sop, ticket, now, reporter } = walker
  const seat = seatsByHand(walker, lane)[0]
  const kind = sop.lanes.find((l) => l.name === lane)!.kind
  const step = sop.steps.find((s) => s.name === edge.step)!
  const order = { ticketId: ticket.id, act: edge.act, typed, seenVersion: ticket.version, formKey }
  if (kind === 'system') return await answerAsRegister(place, { ticket, now, act: edge.act })
  if (step.link) return await place.as({ kind: 'guest' }, now, async (work) => takeLinkedStep(work, { ...order, key: await linkKeyOf(work, ticket) }))
  const actor = kind === 'reporter' ? senderOf(place, sop, reporter).actor : place.officer(seat!)
  if (!step.acts.find((a) => a.name === edge.act)!.effects.some((effect) => effect.do === 'sign-naskah')) return await place.as(actor, now, (work) => takeStep(work, order))
  await giveCertificate(place, actor)
  return await takeSigningStep(place.database, { tenant: place.id, actor, now }, { ...order, signer: p12Signer(place.database.secrets), base: 'https://contoh.example' })
}

async function refuseMissing(walker: Walker, attempt: Attempt & { step: Step }): Promise<void> {
  const act = attempt.step.acts.find((a) => a.name === attempt.edge.act)!
  const required = act.fill.filter((use) => isRequired(use, factsBeside(act.fill, walker.ticket.state.facts))).map((use) => use.field)
  if (required.length === 0) return
  const before = await walker.place.traces(walker.ticket.id)
  const all = await refusalOf(takeAs(walker, { ...attempt, typed: {} }))
  expect(all).toMatchObject({ code: 'bad-input', faults: required.map((field) => ({ field })) })
  for (const field of required.length > 1 ? required : []) {
    const one = await refusalOf(takeAs(walker, { ...attempt, typed: { ...attempt.typed, [field]: '  ' } }))
    expect(one.faults.map((fault) => fault.field)).toEqual([field])
  }
  expect(await walker.place.traces(walker.ticket.id)).toEqual(before)
}

/** The seats of a lane, written out from the SOP and the ticket. */
function seatsByHand({ place, sop, ticket }: Walker, name: string): string[] {
  const lane = sop.lanes.find((l) => l.name === name)!
  if (lane.kind === 'reporter' && ticket.applicant) return [`${ticket.applicant.post}.${ticket.applicant.unit}`]
  if (lane.kind !== 'post') return []
  if (typeof lane.at === 'object') return [`${lane.post}.${lane.at.unit}`]
  if (lane.at === 'assigned') return [`${lane.post}.${ticket.state.unit}`]
  const group = place.tenant.categories.find((category) => category.code === ticket.state.facts.kategori)!.units
  return group.filter((unit) => !lane.unitKind || place.units.get(unit) === lane.unitKind).map((unit) => `${lane.post}.${unit}`)
}

/** The edge and the automatic ones after it: their events, where the ticket stands, whose turn it is, which promise runs. Gives the next edge for a person. */
async function expectEdgesTaken(walker: Walker, from: number, eventsBefore: number): Promise<number> {
  const { place, sop, path, ticket } = walker
  let next = from + 1
  while (next < path.edges.length && sop.steps.find((s) => s.name === path.edges[next]!.step)!.automatic) next++
  const taken = path.edges.slice(from, next)
  const kept = await place.traces(ticket.id)
  const acts = kept.events.slice(eventsBefore).filter((event) => event.act !== 'tenggat-terlewati' && event.act !== 'pindah-layanan')
  expect(acts.slice(-taken.length).map((event) => [event.body.langkah ?? sop.steps[0]!.name, event.act, event.body.ke])).toEqual(taken.map((edge) => [edge.step, edge.act, edge.to]))
  if (path.moved && next === path.edges.length) return next
  expect(ticket.state.step).toBe(taken.at(-1)!.to)
  expect(kept.row).toMatchObject({ step: taken.at(-1)!.to, version: ticket.version, last_seq: kept.events.length })
  const step = sop.steps.find((s) => s.name === ticket.state.step)!
  const hasPosts = step.lanes.some((name) => sop.lanes.find((l) => l.name === name)!.kind === 'post')
  // Beside a post the reporter takes part without acting, unless the step waits for them.
  const acting = step.lanes.filter((name) => !hasPosts || step.pauses || sop.lanes.find((l) => l.name === name)!.kind === 'post')
  const seats = step.acts.length === 0 ? [] : acting.flatMap((lane) => seatsByHand(walker, lane).map((seat) => `${lane}: ${seat}`))
  expect(kept.turns.map((turn) => `${turn.lane}: ${turn.post}.${turn.unit}`).sort()).toEqual(seats.sort())
  expectClock(walker, step, kept)
  return next
}

function expectClock(walker: Walker, step: Step, kept: Traces): void {
  const running = kept.clocks.filter((clock) => clock.scope === 'step' && !clock.stoppedAt)
  const promised = step.time && step.acts.length > 0
  expect(running.map((clock) => [clock.step, clock.duration])).toEqual(promised ? [[step.name, step.time!.duration]] : [])
  const [clock] = running
  if (!clock) return
  expect(Boolean(clock.dueAt)).toBe(!walker.ticket.state.waiting)
  expect(isPaused(clock)).toBe(walker.ticket.state.waiting)
  if (step.time!.from === 'submission') expect(clock.startedAt).toEqual(mondayMorning)
  expect(clock.roles).toEqual(step.waits ? [] : step.lanes.map((name) => walker.sop.lanes.find((l) => l.name === name)!).filter((lane) => lane.kind === 'post').map((lane) => lane.title))
}

async function answer(walker: Walker): Promise<void> {
  const { place, ticket, reporter } = walker
  expect((await place.traces(ticket.id)).turns.every((turn) => turn.paused)).toBe(true)
  walker.now = later(walker.now, 3)
  const { actor } = senderOf(place, walker.sop, reporter)
  walker.ticket = await place.as(actor, walker.now, (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di seberang pasar.' }))
  const clocks = await place.as(actor, walker.now, (work) => clocksOf(work, ticket.id))
  expect(clocks.filter(isPaused)).toEqual([])
  expect((await place.traces(ticket.id)).turns.some((turn) => turn.paused)).toBe(false)
}

/** A ticket that has moved stands at a step of the other SOP, under the same number, with clocks of that SOP only. */
async function expectMoved({ place, sop, path, ticket }: Walker): Promise<void> {
  const last = path.edges.at(-1)!
  const move = sop.steps.find((s) => s.name === last.step)!.acts.find((a) => a.name === last.act)!.effects.find((e) => e.do === 'move-ticket')!
  const kept = await place.traces(ticket.id)
  expect(kept.row).toMatchObject({ sop: move.sop, step: move.step, number: ticket.number, open: true })
  expect(kept.events.at(-1)).toMatchObject({ act: 'pindah-layanan', body: { dari: sop.code, sop: move.sop, ke: move.step } })
  const target = place.sop(move.sop)
  const promises = kept.clocks.filter((clock) => !clock.stoppedAt)
  expect(promises.filter((clock) => clock.scope === 'ticket').length).toBe(target.deadline ? 1 : 0)
}

async function expectEnd(walker: Walker): Promise<void> {
  const { place, sop, path, ticket } = walker
  if (path.moved) return await expectMoved(walker)
  const last = path.edges.at(-1)!
  const closing = sop.steps.find((s) => s.name === last.step)!.acts.find((a) => a.name === last.act)!.effects.find((e) => e.do === 'close')!
  expect(ticket.state).toMatchObject({ open: false, result: closing.result })
  const kept = await place.traces(ticket.id)
  expect(kept.row).toMatchObject({ open: false, result: closing.result, due_at: null })
  expect(kept.row.closed_at).toBeInstanceOf(Date)
  expect(kept.turns).toEqual([])
  expect(kept.clocks.filter((clock) => !clock.stoppedAt)).toEqual([])
  expect(kept.events.at(-1)!.body.hasil).toBe(closing.result)
}
