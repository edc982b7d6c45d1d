import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('an id begins with its moment and says its version', () => {
  expect(newId(new Date('2026-01-05T03:00:00.123Z'))).toMatch(/^019b8c18-e3fb-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('ids of one millisecond rise in the order in which they were made, and no two are the same', () => {
  const at = new Date('2026-01-05T03:00:00Z')
  const ids = Array.from({ length: 2000 }, () => newId(at))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(2000)
})

test('ids of later moments are greater, whatever was made between', () => {
  const early = newId(new Date('2026-01-05T03:00:00.000Z'))
  newId(new Date('2030-01-01T00:00:00Z'))
  const late = newId(new Date('2026-01-05T03:00:00.001Z'))
  expect(early < late).toBe(true)
})

test('anything else is no id', () => {
  expect(isId(newId(new Date()))).toBe(true)
  for (const text of ['', 'x', '-'.repeat(36), '019B8BE0-0000-7000-8000-000000000000', '019b8be0-0000-7000-8000-00000000000', '019b8be0-0000-7000-8000-000000000000\n', "019b8be0-0000-7000-8000-00000000000'"]) {
    expect(isId(text)).toBe(false)
  }
})
