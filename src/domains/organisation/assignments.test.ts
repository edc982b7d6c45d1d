import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { absencesOf, endAbsence, recordAbsence } from './absence.ts'
import { addOfficer } from './add-officer.ts'
import { assignPost } from './assign-post.ts'
import { assignmentsOf, stateOf } from './assignment-list.ts'
import { changeOfficer, setOfficerActive } from './change-officer.ts'
import { endAssignmentEarly } from './end-assignment.ts'
import { exampleTenantText } from './example-tenant.ts'
import { officerHistory } from './officer-history.ts'
import { heldPosts } from './organisation-store.ts'
import { readTenant } from './read-tenant.ts'
import { saveTenant } from './save-tenant.ts'
import { searchOfficers } from './search-officers.ts'

const now = new Date('2026-01-05T01:00:00Z')
const today = '2026-01-05'
let database: TestDatabase
beforeAll(async () => {
  database = await makeTestDatabase()
  await saveTenant(database.owner.db, readTenant(exampleTenantText, 'tenant.yaml').tenant!, now)
})
afterAll(() => database.close())

const as = <T>(actor: Actor, task: (work: Work) => Promise<T>, at = now) => inWork(database, { tenant: 'sukamaju', actor, now: at }, task)
const asSystem = <T>(task: (work: Work) => Promise<T>, at = now) => as(theSystem, task, at)
const plain = (id: string): Actor => ({ kind: 'officer', id, posts: [], admin: false })
const admin = (id: string): Actor => ({ kind: 'officer', id, posts: [], admin: true })

let count = 0
const person = async () => (await asSystem((work) => addOfficer(work, { name: `Petugas Umpama ${++count}`, username: `umpama.${count}` }))).id
const give = (officerId: string, seat: { post: string; unit: string }, more: object = {}) =>
  asSystem((work) => assignPost(work, { officerId, ...seat, letterNumber: 'ST/9/2026', validFrom: '2026-01-01', ...more }))
const held = (officerId: string, day: string) => asSystem((work) => heldPosts(work, officerId, day))
const head = { post: 'kepala', unit: 'rsud' }
const liaison = { post: 'pic', unit: 'polres' }

test('a Plt. is refused while the post has its holder, and ends the day before a new holder comes', async () => {
  const [holder, acting] = [await person(), await person()]
  const letter = await give(holder, head)
  const term = { kind: 'plt', validUntil: '2026-03-31' }
  await expect(give(acting, head, term)).rejects.toMatchObject({ faults: [{ field: 'jenis', text: expect.stringContaining('pakailah Plh.') }] })
  await expect(give(acting, head, { kind: 'plt' })).rejects.toMatchObject({ faults: [{ field: 'berlaku-sampai' }] })
  await asSystem((work) => endAssignmentEarly(work, { id: letter, lastDay: '2026-01-09', reason: 'Pensiun' }))
  await give(acting, head, { ...term, validFrom: '2026-01-10' })
  expect(await held(acting, '2026-01-10')).toEqual([{ ...head, acting: 'Plt.' }])
  await give(await person(), head, { validFrom: '2026-02-01' })
  expect(await held(acting, '2026-01-31')).toEqual([{ ...head, acting: 'Plt.' }])
  expect(await held(acting, '2026-02-01')).toEqual([])
  const [kept] = await asSystem((work) => assignmentsOf(work, acting))
  expect(kept).toMatchObject({ letterUntil: '2026-03-31', validUntil: '2026-01-31', endReason: 'Jabatan itu sudah ada pejabatnya.' })
})

test('a Plh. stands for one holder, ends with their letter, and needs a holder at all', async () => {
  const [holder, other, standIn] = [await person(), await person(), await person()]
  const term = { kind: 'plh', validFrom: '2026-01-12', validUntil: '2026-01-30' }
  await expect(give(standIn, liaison, term)).rejects.toMatchObject({ faults: [{ field: 'jenis' }] })
  const first = await give(holder, liaison, { validUntil: '2026-01-20' })
  await give(other, liaison)
  await expect(give(standIn, liaison, term)).rejects.toMatchObject({ faults: [{ field: 'menggantikan' }] })
  await give(standIn, liaison, { ...term, standsFor: first })
  expect(await held(standIn, '2026-01-11')).toEqual([])
  expect(await held(standIn, '2026-01-20')).toEqual([{ ...liaison, acting: 'Plh.' }])
  expect(await held(standIn, '2026-01-21')).toEqual([])
  await asSystem((work) => endAssignmentEarly(work, { id: first, lastDay: '2026-01-14', reason: 'Mutasi' }))
  expect(await held(standIn, '2026-01-14')).toEqual([{ ...liaison, acting: 'Plh.' }])
  expect(await held(standIn, '2026-01-15')).toEqual([])
})

test('an absence gives the stand-in the posts for those days, also posts given meanwhile, and ends when the officer is back', async () => {
  const [away, standIn] = [await person(), await person()]
  const seat = { post: 'admin', unit: 'kominfo' }
  await give(away, seat)
  await give(standIn, { post: 'kepala', unit: 'kominfo' })
  const order = { officerId: away, standInId: standIn, from: '2026-01-12', until: '2026-01-16', reason: 'Cuti tahunan' }
  await as(plain(away), (work) => recordAbsence(work, order))
  expect(await held(standIn, '2026-01-09')).toEqual([{ post: 'kepala', unit: 'kominfo' }])
  expect(await held(standIn, '2026-01-12')).toEqual([{ ...seat, acting: 'Plh.' }, { post: 'kepala', unit: 'kominfo' }])
  expect(await held(away, '2026-01-12')).toEqual([seat])
  await give(away, { post: 'kepala', unit: 'polres' }, { validFrom: '2026-01-14' })
  expect(await held(standIn, '2026-01-13')).toHaveLength(2)
  expect(await held(standIn, '2026-01-14')).toContainEqual({ post: 'kepala', unit: 'polres', acting: 'Plh.' })
  expect(await held(standIn, '2026-01-17')).toEqual([{ post: 'kepala', unit: 'kominfo' }])
  const [absence] = await asSystem((work) => absencesOf(work, away))
  const back = new Date('2026-01-14T03:00:00Z')
  await as(plain(away), (work) => endAbsence(work, absence!.id), back)
  expect(await held(standIn, '2026-01-14')).toEqual([{ post: 'kepala', unit: 'kominfo' }])
  await expect(as(plain(away), (work) => endAbsence(work, absence!.id), back)).rejects.toMatchObject({ code: 'conflict' })
  await expect(as(plain(standIn), (work) => endAbsence(work, absence!.id), back)).rejects.toMatchObject({ code: 'not-allowed' })
})

test('an absence is refused by field: the past, itself, an absent stand-in, twice, and by anybody else', async () => {
  const [away, other, third] = [await person(), await person(), await person()]
  for (const id of [away, other, third]) await give(id, { post: 'kepala', unit: 'polres' })
  const order = { officerId: away, standInId: other, from: '2026-02-02', until: '2026-02-06', reason: 'Dinas luar' }
  const fields = (change: object) => as(plain(away), (work) => recordAbsence(work, { ...order, ...change })).then(() => [], (refusal) => refusal.faults?.map((one: { field: string }) => one.field))
  expect(await fields({ from: '2026-01-04' })).toEqual(['tidak-hadir-mulai'])
  expect(await fields({ until: '2026-02-01', reason: ' ' })).toEqual(['tidak-hadir-sampai', 'alasan'])
  expect(await fields({ standInId: away })).toEqual(['pengganti'])
  expect(await fields({ standInId: await person() })).toEqual(['pengganti'])
  expect(await fields({ standInId: "x'" })).toEqual(['pengganti'])
  await as(plain(other), (work) => recordAbsence(work, { ...order, officerId: other, standInId: third }))
  expect(await fields({})).toEqual(['pengganti'])
  expect(await fields({ standInId: third })).toEqual([])
  expect(await fields({ standInId: third, from: '2026-02-06', until: '2026-02-07' })).toEqual(['tidak-hadir-mulai'])
  await expect(as(plain(third), (work) => recordAbsence(work, { ...order, from: '2026-05-04', until: '2026-05-05' }))).rejects.toMatchObject({ code: 'not-allowed' })
})

test('a form sent twice gives a post, or an absence, once', async () => {
  const [away, standIn] = [await person(), await person()]
  const [assignKey, absenceKey] = [newId(now), newId(now)]
  const seat = { post: 'kepala', unit: 'polres' }
  expect(await give(away, seat, { formKey: assignKey })).toBeTypeOf('string')
  expect(await give(away, seat, { formKey: assignKey })).toBeUndefined()
  await give(standIn, { post: 'kepala', unit: 'kominfo' })
  const order = { officerId: away, standInId: standIn, from: today, until: today, reason: 'Sakit', formKey: absenceKey }
  await as(plain(away), (work) => recordAbsence(work, order))
  await as(plain(away), (work) => recordAbsence(work, order))
  expect(await asSystem((work) => assignmentsOf(work, away))).toHaveLength(1)
  expect(await asSystem((work) => absencesOf(work, away))).toHaveLength(1)
})

test('an assignment ends early only with a reason, not into the past, and its state is told', async () => {
  const officer = await person()
  const id = await give(officer, { post: 'kepala', unit: 'kominfo' }, { validUntil: '2026-06-30' })
  const fields = (change: object) => asSystem((work) => endAssignmentEarly(work, { id, lastDay: '2026-01-04', reason: 'Mutasi', ...change })).then(() => [], (refusal) => refusal.faults.map((one: { field: string }) => one.field))
  expect(await fields({ lastDay: '2026-01-03', reason: '' })).toEqual(['hari-terakhir', 'alasan'])
  expect(await fields({ lastDay: '2026-06-30' })).toEqual(['hari-terakhir'])
  expect(await fields({})).toEqual([])
  const [ended] = await asSystem((work) => assignmentsOf(work, officer))
  expect(ended).toMatchObject({ validUntil: '2026-01-04', letterUntil: '2026-06-30', endReason: 'Mutasi' })
  expect(stateOf(ended!, today)).toBe('ended')
  expect(await held(officer, today)).toEqual([])
  await expect(asSystem((work) => endAssignmentEarly(work, { id, lastDay: today, reason: 'x' }))).rejects.toMatchObject({ code: 'conflict' })
  expect(stateOf({ validFrom: '2026-01-01', validUntil: '2026-01-04', endedAt: null }, today)).toBe('expired')
  expect(stateOf({ validFrom: '2026-01-05', validUntil: null, endedAt: null }, today)).toBe('valid')
  expect(stateOf({ validFrom: '2026-01-06', validUntil: null, endedAt: null }, today)).toBe('to-come')
})

test('administrators cannot put themselves out, and everything done to an officer is told with who did it', async () => {
  const [boss, officer] = [await person(), await person()]
  const letter = await give(boss, { post: 'admin', unit: 'kominfo' })
  await expect(as(admin(boss), (work) => setOfficerActive(work, { id: boss, active: false }))).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(as(admin(boss), (work) => endAssignmentEarly(work, { id: letter, lastDay: today, reason: 'x' }))).rejects.toMatchObject({ code: 'not-allowed' })
  await as(admin(boss), (work) => setOfficerActive(work, { id: officer, active: false }))
  await expect(as(admin(boss), (work) => setOfficerActive(work, { id: officer, active: false }))).rejects.toMatchObject({ code: 'conflict' })
  await as(admin(boss), (work) => changeOfficer(work, { id: officer, name: 'Nama Umpama', phone: '0800-000-111', email: 'Umpama@contoh.id' }))
  const { events } = await asSystem((work) => officerHistory(work, officer, { size: 10 }))
  expect(events.map((one) => [one.act, one.detail, one.by])).toEqual([
    ['edited', 'Diubah: nama menjadi Nama Umpama, telepon, surel.', expect.stringContaining('Petugas Umpama')],
    ['deactivated', '', expect.stringContaining('Petugas Umpama')],
    ['added', '', null],
  ])
  await expect(as(plain(officer), (work) => changeOfficer(work, { id: boss, name: 'x', phone: '', email: '' }))).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(as(admin(boss), (work) => changeOfficer(work, { id: officer, name: '', phone: 'x', email: 'x' }))).rejects.toMatchObject({
    faults: [{ field: 'nama' }, { field: 'telepon' }, { field: 'surel' }],
  })
})

test('officers are found by part of a name, by state, and page by page', async () => {
  const search = (order: object) => asSystem((work) => searchOfficers(work, { state: 'semua', size: 5, today, ...order }))
  const all = await search({ size: 1000 })
  const first = await search({})
  expect(first.officers).toEqual(all.officers.slice(0, 5))
  expect((await search({ after: first.next! })).officers[0]).toEqual(all.officers[5])
  expect((await search({ text: 'nama UMPAMA', state: 'nonaktif' })).officers).toMatchObject([{ name: 'Nama Umpama', phone: '0800-000-111', email: 'umpama@contoh.id', active: false }])
  expect((await search({ text: '100%_\\' })).officers).toEqual([])
  await expect(as(plain(all.officers[0]!.id), (work) => searchOfficers(work, { state: 'semua', size: 5, today }))).rejects.toMatchObject({ code: 'not-allowed' })
})
