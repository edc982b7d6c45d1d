import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from './actor.ts'
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
