import { beforeAll, afterAll, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { addOfficer } from './add-officer.ts'
import { assignPost, endAssignment } from './assign-post.ts'
import { exampleTenantText } from './example-tenant.ts'
import { findOfficer, findOfficerByUsername, heldPosts, officersAt, officersWithPosts } from './organisation-store.ts'
import { readTenant } from './read-tenant.ts'
import { saveTenant } from './save-tenant.ts'

const now = new Date('2026-01-05T01:00:00Z')
let database: TestDatabase
beforeAll(async () => {
  database = await makeTestDatabase()
  await saveTenant(database.owner.db, readTenant(exampleTenantText, 'tenant.yaml').tenant!, now)
})
afterAll(() => database.close())

const asSystem = <T>(task: (work: Work) => Promise<T>, at = now) => inWork(database, { tenant: 'sukamaju', actor: theSystem, now: at }, task)

test('a post is held from the first to the last day of its letter, both included', async () => {
  const officer = await asSystem((work) => addOfficer(work, { name: 'Petugas Rekaan Satu', username: 'Rekaan.Satu', phone: '0800-000-001' }))
  expect(officer).toMatchObject({ username: 'rekaan.satu', phone: '0800-000-001', active: true })
  await asSystem((work) =>
    assignPost(work, {
      officerId: officer.id,
      post: 'admin',
      unit: 'kominfo',
      letterNumber: 'ST/1/2026',
      validFrom: '2026-01-10',
      validUntil: '2026-01-31',
    }),
  )
  const held = (day: string) => asSystem((work) => heldPosts(work, officer.id, day))
  const post = { post: 'admin', unit: 'kominfo' }
  expect(await held('2026-01-09')).toEqual([])
  expect(await held('2026-01-10')).toEqual([post])
  expect(await held('2026-01-31')).toEqual([post])
  expect(await held('2026-02-01')).toEqual([])
  expect((await asSystem((work) => officersAt(work, post, '2026-01-31'))).map((one) => one.username)).toEqual(['rekaan.satu'])
  expect(await asSystem((work) => officersAt(work, { post: 'admin', unit: 'rsud' }, '2026-01-31'))).toEqual([])
  expect(await asSystem((work) => findOfficer(work, officer.id))).toEqual(officer)
  expect(await asSystem((work) => findOfficerByUsername(work, 'rekaan.satu'))).toEqual(officer)
})

test('two letters for the same post count once, and an ended letter no longer', async () => {
  const officer = await asSystem((work) => addOfficer(work, { name: 'Petugas Rekaan Dua', username: 'rekaan.dua' }))
  const order = { officerId: officer.id, post: 'kepala', unit: 'rsud', letterNumber: 'ST/2', validFrom: '2026-01-01' }
  const first = await asSystem((work) => assignPost(work, order))
  const second = await asSystem((work) => assignPost(work, { ...order, letterNumber: 'ST/3' }))
  const held = (day: string) => asSystem((work) => heldPosts(work, officer.id, day))
  expect(await held('2026-06-01')).toEqual([{ post: 'kepala', unit: 'rsud' }])
  await asSystem((work) => endAssignment(work, { id: first, validUntil: '2026-05-31' }))
  await asSystem((work) => endAssignment(work, { id: second, validUntil: '2026-05-31' }))
  expect(await held('2026-05-31')).toEqual([{ post: 'kepala', unit: 'rsud' }])
  expect(await held('2026-06-01')).toEqual([])
  await expect(asSystem((work) => endAssignment(work, { id: first, validUntil: '2025-12-31' }))).rejects.toMatchObject({ code: 'bad-input' })
  await expect(asSystem((work) => endAssignment(work, { id: 'bukan-id', validUntil: '2026-12-31' }))).rejects.toMatchObject({ code: 'not-found' })
})

test('today is the day at the tenant: at 17.30 UTC it is tomorrow in western Indonesia', async () => {
  const officer = await asSystem((work) => addOfficer(work, { name: 'Petugas Rekaan Tiga', username: 'rekaan.tiga' }))
  await asSystem((work) => assignPost(work, { officerId: officer.id, post: 'pic', unit: 'polres', letterNumber: 'ST/4', validFrom: '2026-03-02' }))
  const postsAt = async (moment: string) => (await asSystem((work) => officersWithPosts(work), new Date(moment))).get(officer.id)?.posts
  expect(await postsAt('2026-03-01T16:59:00Z')).toEqual([])
  expect(await postsAt('2026-03-01T17:00:00Z')).toEqual([{ post: 'pic', unit: 'polres' }])
})

test('a username is taken once', async () => {
  const order = { name: 'Petugas Rekaan', username: 'rekaan.empat' }
  await asSystem((work) => addOfficer(work, order))
  await expect(asSystem((work) => addOfficer(work, { ...order, username: 'REKAAN.empat ' }))).rejects.toMatchObject({ code: 'conflict' })
  await expect(asSystem((work) => addOfficer(work, { name: ' ', username: 'a' }))).rejects.toMatchObject({
    faults: [{ field: 'nama' }, { field: 'nama-pengguna' }],
  })
})

test('a letter for a post that its unit does not have is refused by field', async () => {
  const officer = await asSystem((work) => addOfficer(work, { name: 'Petugas Rekaan Lima', username: 'rekaan.lima' }))
  const order = { officerId: officer.id, post: 'admin', unit: 'rsud', letterNumber: ' ', validFrom: '2026-02-30', validUntil: '2026-01-01' }
  await expect(asSystem((work) => assignPost(work, order))).rejects.toMatchObject({
    faults: [{ field: 'nomor-surat' }, { field: 'berlaku-mulai' }, { field: 'berlaku-sampai' }, { field: 'unit' }],
  })
  const strange = { officerId: 'x', post: 'bupati', unit: 'istana', letterNumber: 'ST/5', validFrom: '2026-01-01' }
  await expect(asSystem((work) => assignPost(work, strange))).rejects.toMatchObject({
    faults: [{ field: 'petugas' }, { field: 'jabatan' }, { field: 'unit' }],
  })
})
