import { expect, test } from 'vitest'
import { isWhole } from '../bench/kill-counts.ts'
import { killUnderLoad } from '../bench/kill-run.ts'

// `node --import tsx bench/kill-all.ts` is the long one: ten of each.
test('web, worker and database killed under load lose no receipt, no act, no message and no letter, and do nothing twice', { timeout: 300_000 }, async () => {
  const report = await killUnderLoad({ each: 1, patience: 5 })
  expect(report.killed).toBe(3)
  expect(report.receipts).toBeGreaterThan(10)
  expect(report.acts).toBeGreaterThan(3)
  expect(report.messages).toBeGreaterThan(3)
  expect(report.broken, 'something was asked while it was dead').toBeGreaterThan(0)
  expect(report).toMatchObject({
    crashes: 0, unforeseen: [], receiptsLost: 0, reportsDoubled: 0, actsLost: 0, actsDoubled: 0, actsDenied: 0, messagesLost: 0, messagesDoubled: 0, lettersLost: 0, lettersTwice: 0, proofFaults: [],
  })
  expect(isWhole(report)).toBe(true)
})
