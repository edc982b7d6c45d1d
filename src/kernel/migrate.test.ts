import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { appUrl, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { databaseForThisTest, testSecrets } from './testing.ts'

const schemaOf = async (db: Awaited<ReturnType<typeof databaseForThisTest>>['owner']['db']) =>
  (await sql`select table_schema, table_name, column_name, data_type, column_default from information_schema.columns where table_schema in ('public', 'auth') order by 1, 2, 3`.execute(db)).rows

test('migrating again changes nothing', async () => {
  const database = await databaseForThisTest()
  const ran = async () => (await sql`select name, run_on from migration order by id`.execute(database.owner.db)).rows
  const [migrations, schema] = [await ran(), await schemaOf(database.owner.db)]
  expect(migrations.length).toBeGreaterThan(7)
  await migrate(database.ownerUrl, testSecrets)
  expect(await ran()).toEqual(migrations)
  expect(await schemaOf(database.owner.db)).toEqual(schema)
})

test('processes that start at the same moment all come up: one migrates, the others wait for it', async () => {
  const database = await databaseForThisTest()
  await sql`drop table migration`.execute(database.owner.db)
  await sql`drop schema public cascade`.execute(database.owner.db)
  await sql`drop schema auth cascade`.execute(database.owner.db)
  await sql`create schema public`.execute(database.owner.db)
  await Promise.all(Array.from({ length: 4 }, () => migrate(database.ownerUrl, testSecrets)))
  expect((await sql`select from ticket`.execute(database.owner.db)).rows).toEqual([])
})

test('after it the application signs in with the password that only the master secret gives', async () => {
  const database = await databaseForThisTest()
  await migrate(database.ownerUrl, testSecrets)
  const app = openDatabase(appUrl(database.ownerUrl, testSecrets), 1)
  onTestFinished(() => app.db.destroy())
  expect((await sql`select current_user as who`.execute(app.db)).rows).toEqual([{ who: 'tanggap_app' }])
})

test('dates stay days, and counts are numbers', async () => {
  const database = await databaseForThisTest()
  const { rows } = await sql`select date '2026-01-05' as day, count(*) as n, timestamptz '2026-01-05 10:00+07' as moment from generate_series(1, 3)`.execute(database.db)
  expect(rows).toEqual([{ day: '2026-01-05', n: 3, moment: new Date('2026-01-05T03:00:00Z') }])
})
