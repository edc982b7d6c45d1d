import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { makeLog } from '../kernel/log.ts'
import { databaseForThisTest } from '../kernel/testing.ts'
import { openPlace } from '../domains/products/products-testing.ts'
import { startTimekeeper } from './keep-time.ts'

test('the timekeeper reminds of what ends soon, once though two keep time', async () => {
  const database = await databaseForThisTest()
  const place = await openPlace(database)
  for (const name of ['a', 'b', 'c']) await place.issue('2026-11-22', { register: 'sertifikat', facts: { 'surel-dinas': `${name}@example.go.id` } })
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-expiry-'))
  const keep = () => startTimekeeper({ resources: database, dataFolder, log: makeLog('silent'), now: () => new Date('2028-10-24T03:00:00Z'), every: 20 })
  const keepers = [keep(), keep()]
  onTestFinished(async () => {
    for (const keeper of keepers) await keeper.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  const told = async () => (await sql<{ n: number }>`select count(*)::int as n from message where text like 'Sertifikat %' and to_kind = 'post'`.execute(database.owner.db)).rows[0]!.n
  for (const end = performance.now() + 15_000; (await told()) < 3 && performance.now() < end; ) await new Promise((done) => setTimeout(done, 20))
  await new Promise((done) => setTimeout(done, 200))
  expect(await told()).toBe(3)
})
