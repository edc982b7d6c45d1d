import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { inWork } from '../../kernel/work.ts'
import { isWorkingDay, type NationalCalendar } from '../calendar/index.ts'
import { exampleTenantText } from './example-tenant.ts'
import { readTenant } from './read-tenant.ts'
import { saveNationalCalendar } from './save-national-calendar.ts'
import { saveTenant } from './save-tenant.ts'
import { workCalendar } from './unit-calendar.ts'

const now = new Date('2026-01-05T01:00:00Z')
const national: NationalCalendar = {
  holidays: [{ date: '2026-08-17', name: 'Hari Kemerdekaan', kind: 'national', source: 'Keputusan rekaan 1' }],
  ramadans: [{ from: '2026-02-19', to: '2026-03-19', source: 'Sidang rekaan' }],
  decrees: { '2026': 'Keputusan rekaan 1' },
}
const calendarOf = (database: TestDatabase, unit?: string) =>
  inWork(database, { tenant: 'sukamaju', actor: theSystem, now }, (work) => workCalendar(work, unit))
const example = (change: (text: string) => string = (text) => text) => readTenant(change(exampleTenantText), 'tenant.yaml').tenant!

test('a unit works by national days, its tenant’s own days and its own week', async () => {
  const database = await databaseForThisTest()
  await saveNationalCalendar(database.owner.db, national, now)
  await saveTenant(database.owner.db, example(), now)
  const kominfo = await calendarOf(database, 'kominfo')
  const rsud = await calendarOf(database, 'rsud')
  expect(isWorkingDay('2026-08-17', kominfo)).toBe(false)
  expect(isWorkingDay('2026-03-10', kominfo)).toBe(false)
  expect(isWorkingDay('2026-03-11', kominfo)).toBe(true)
  // 14 March 2026 is a Saturday.
  expect([isWorkingDay('2026-03-14', kominfo), isWorkingDay('2026-03-14', rsud)]).toEqual([false, true])
  expect(kominfo.decrees).toEqual({ '2026': 'Keputusan rekaan 1' })
  expect(kominfo.hours[1]).toEqual([{ from: 480, to: 960 }])
  expect(kominfo.ramadanHours[1]).toEqual([{ from: 480, to: 900 }])
})

test('the same calendar is given until a load changes it', async () => {
  const database = await databaseForThisTest()
  await saveTenant(database.owner.db, example(), now)
  const before = await calendarOf(database)
  expect(await calendarOf(database, 'polres')).toBe(before)
  expect(before.decrees).toEqual({})
  await saveTenant(
    database.owner.db,
    example((text) => text.replace('tanggal: 2026-03-10', 'tanggal: 2026-03-11')),
    now,
  )
  const moved = await calendarOf(database)
  expect([isWorkingDay('2026-03-10', moved), isWorkingDay('2026-03-11', moved)]).toEqual([true, false])
  await saveNationalCalendar(database.owner.db, national, now)
  expect(isWorkingDay('2026-08-17', await calendarOf(database))).toBe(false)
})

test('a new decree is logged at every tenant', async () => {
  const database = await databaseForThisTest()
  await saveNationalCalendar(database.owner.db, national, now)
  await saveTenant(database.owner.db, example(), now)
  const holidays = [
    ...national.holidays,
    { date: '2026-12-24', name: 'Cuti Bersama Natal', kind: 'joint-leave' as const, source: 'Keputusan rekaan 2' },
  ]
  await saveNationalCalendar(database.owner.db, { ...national, holidays, decrees: { '2026': 'Keputusan rekaan 1; perubahan 2' } }, now)
  const { rows } = await sql<{ what: string }>`select what from calendar_change where tenant_id = 'sukamaju' order by id`.execute(database.owner.db)
  expect(rows.map((row) => row.what).sort()).toEqual([
    'Kalender dimuat untuk pertama kali.',
    'Keputusan libur tahun 2026: Keputusan rekaan 1; perubahan 2.',
    'Libur nasional atau cuti bersama bertambah: 24 Desember 2026, Cuti Bersama Natal.',
  ])
})
