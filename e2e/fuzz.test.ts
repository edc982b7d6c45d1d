import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzz } from '../bench/fuzz-run.ts'
import { type FuzzSite, openFuzzSite } from '../bench/fuzz-site.ts'
import { makeTestDatabase, type TestDatabase } from '../src/kernel/testing.ts'

let database: TestDatabase
let site: FuzzSite

beforeAll(async () => {
  database = await makeTestDatabase()
  site = await openFuzzSite({ resources: database, owner: database.owner.db })
}, 180_000)

afterAll(async () => {
  await site?.close()
  await database?.close()
})

// `npx node --import tsx bench/fuzz.ts` is the long one: 10,000 inputs from a seed of its own.
test('1,500 hostile inputs to every route and form, as everybody who can come, bring out no fault', { timeout: 300_000 }, async () => {
  const seed = 'uji'
  const report = await fuzz(site, { seed, inputs: 1500 })
  expect(report.faults, `seed ${seed}`).toEqual([])
  expect(report.inputs).toBeGreaterThanOrEqual(1500)
  expect(report.routesReached).toBe(report.routes)
  expect(report.forms).toBeGreaterThan(30)
  expect(report.answers.get(303), 'some forms got through, so that what is kept was looked at too').toBeGreaterThan(100)
  expect(report.tickets).toBeGreaterThan(24)
})
