import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { exampleTenantText } from './example-tenant.ts'
import { findTenant, listTenants } from './find-tenant.ts'
import { listCategories, listClasses, listPosts, listUnits } from './organisation-store.ts'
import { readTenant } from './read-tenant.ts'
import { saveKeywords } from './save-keywords.ts'
import { saveTenant } from './save-tenant.ts'
import type { Tenant } from './tenant.ts'

const now = new Date('2026-01-05T01:00:00Z')
const later = new Date('2026-02-02T01:00:00Z')

function example(change: (text: string) => string = (text) => text): Tenant {
  const { tenant, faults } = readTenant(change(exampleTenantText), 'tenant.yaml')
  if (!tenant) throw new Error(JSON.stringify(faults))
  return tenant
}

const asSystem = <T>(database: TestDatabase, task: (work: Work) => Promise<T>) =>
  inWork(database, { tenant: 'sukamaju', actor: theSystem, now }, task)

const calendarLog = async (database: TestDatabase) =>
  (await sql<{ what: string }>`select what from calendar_change order by at, id`.execute(database.owner.db)).rows.map((row) => row.what)

test('a loaded tenant is found again as it was read', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  expect(await findTenant(database.db, 'sukamaju')).toEqual(example())
  expect(await findTenant(database.db, 'nirwana')).toBeUndefined()
  expect((await listTenants(database.db)).map((tenant) => tenant.id)).toEqual(['sukamaju'])
  const lists = await asSystem(database, async (work) => [
    await listUnits(work),
    await listPosts(work),
    await listCategories(work),
    await listClasses(work),
  ])
  const tenant = example()
  expect(lists).toEqual([tenant.units.map((unit) => ({ ...unit, active: true })), tenant.posts, tenant.categories, tenant.classes])
})

test('loading the same again changes nothing', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  await saveTenant(database.owner.db, example(), later)
  const { rows } = await sql`select loaded_at from tenant`.execute(database.owner.db)
  expect(rows).toEqual([{ loaded_at: now }])
  expect(await calendarLog(database)).toEqual(['Kalender dimuat untuk pertama kali.'])
})

test('a unit that vanishes becomes inactive and comes back when it is written again', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  const without = example((text) => text.replace(/ {2}rsud: .*\n/, '').replace('kelompok: [rsud]', 'kelompok: [kominfo]'))
  await saveTenant(database.owner.db, without, later)
  expect((await asSystem(database, listUnits)).map((unit) => [unit.code, unit.active])).toEqual([
    ['kominfo', true],
    ['polres', true],
    ['rsud', false],
  ])
  await saveTenant(database.owner.db, example(), later)
  expect((await asSystem(database, listUnits)).map((unit) => [unit.code, unit.active])).toEqual([
    ['kominfo', true],
    ['rsud', true],
    ['polres', true],
  ])
})

test('every change of the calendar is logged in words', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  const changed = example((text) =>
    text
      .replace('2026-03-10, nama: Hari Jadi Sukamaju', '2026-04-02, nama: Hari Jadi')
      .replace('zona: WIB', 'zona: WITA')
      .replace('jumat: 08.00-11.00', 'jumat: 08.00-12.00')
      .replace('fungsi: kesehatan, minggu: 6', 'fungsi: kesehatan'),
  )
  await saveTenant(database.owner.db, changed, later)
  expect((await calendarLog(database)).slice(1).sort()).toEqual([
    'Hari kerja RSUD Sukamaju berubah dari 6 menjadi 5 hari seminggu.',
    // Friday has no hours of its own in Ramadan, so its fasting hours are its usual ones.
    'Jam kerja Ramadan berubah.',
    'Jam kerja berubah.',
    'Libur lokal bertambah: 2 April 2026, Hari Jadi.',
    'Libur lokal dicabut: 10 Maret 2026, Hari Jadi Sukamaju.',
    'Zona waktu berubah dari WIB menjadi WITA.',
  ])
})

test('keywords changed on the screen stay until the file changes them', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  const saved = await asSystem(database, (work) =>
    saveKeywords(work, { of: 'category', code: 'kesehatan', keywords: [' Bidan ', 'bidan', 'obat  habis', ''] }),
  )
  expect(saved).toEqual(['bidan', 'obat habis'])
  const keywords = async () => (await asSystem(database, listCategories))[0]?.keywords
  await saveTenant(
    database.owner.db,
    example((text) => text.replace('Kabupaten rekaan.', 'Semboyan baru.')),
    later,
  )
  expect(await keywords()).toEqual(['bidan', 'obat habis'])
  await saveTenant(
    database.owner.db,
    example((text) => text.replace('[puskesmas, dokter]', '[puskesmas, perawat]')),
    later,
  )
  expect(await keywords()).toEqual(['puskesmas', 'perawat'])
})

test('keywords of an unknown category are refused, and so is an officer who is no administrator', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  const order = { of: 'class' as const, code: 'pujian', keywords: [] }
  await expect(asSystem(database, (work) => saveKeywords(work, order))).rejects.toMatchObject({ code: 'not-found' })
  const actor = { kind: 'officer' as const, id: 'x', posts: [], admin: false }
  const task = inWork(database, { tenant: 'sukamaju', actor, now }, (work) => saveKeywords(work, { ...order, code: 'keluhan' }))
  await expect(task).rejects.toMatchObject({ code: 'not-allowed' })
})

test('the application cannot change units, posts or the calendar log, nor see another tenant', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  for (const statement of [
    'update unit set active = false',
    'delete from post_kind',
    'update calendar_change set what = $$x$$',
    'update tenant set name = $$x$$',
  ]) {
    await expect(asSystem(database, (work) => sql.raw(statement).execute(work.db))).rejects.toThrow('permission denied')
  }
  expect(await inWork(database, { tenant: 'nirwana', actor: theSystem, now }, listUnits)).toEqual([])
})
