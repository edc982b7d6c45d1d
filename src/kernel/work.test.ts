import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from './actor.ts'
import { appUrl, openDatabase } from './database.ts'
import { databaseForThisTest } from './testing.ts'
import { inWork } from './work.ts'

test('the application works as its own role, confined to one tenant', async () => {
  const database = await databaseForThisTest()
  const seen = await inWork(database, { tenant: 'lumajang', actor: theSystem }, async (work) => {
    return (await sql<{ role: string; tenant: string }>`select current_user as role, current_tenant() as tenant`.execute(work.db)).rows[0]
  })
  expect(seen).toEqual({ role: 'tanggap_app', tenant: 'lumajang' })
})

test('a throw rolls everything back', async () => {
  const database = await databaseForThisTest()
  await sql`create table scratch (n int)`.execute(database.owner.db)
  await sql`grant all on scratch to tanggap_app`.execute(database.owner.db)
  const task = inWork(database, { tenant: 'rembang', actor: theSystem }, async (work) => {
    await sql`insert into scratch values (1)`.execute(work.db)
    throw new Error('no')
  })
  await expect(task).rejects.toThrow('no')
  expect((await sql`select * from scratch`.execute(database.owner.db)).rows).toEqual([])
})

test('a transaction has begun, for its tenant, before the first question is asked, however soon that comes on a new connection', async () => {
  const database = await databaseForThisTest()
  for (let turns = 0; turns < 25; turns++) {
    const fresh = openDatabase(appUrl(database.ownerUrl, database.secrets), 1)
    const seen = await inWork({ db: fresh.db, secrets: database.secrets }, { tenant: 'bengkalis', actor: theSystem }, async (work) => {
      for (let turn = 0; turn < turns; turn++) await undefined
      const { rows } = await sql<{ tenant: string | null }>`select current_tenant() as tenant`.execute(work.db)
      return rows[0]!.tenant
    })
    await fresh.db.destroy()
    expect(seen, `${turns} turns`).toBe('bengkalis')
  }
})
