import { expect, test } from 'vitest'
import { holds, isRequired } from './condition.ts'

test('no condition always holds; an absent fact fulfils none', () => {
  expect(holds(undefined, {})).toBe(true)
  expect(holds({}, {})).toBe(true)
  expect(holds({ kategori: ['jalan'] }, {})).toBe(false)
})

test('each name must have one of its values', () => {
  const condition = { kategori: ['jalan', 'banjir'], siaran: ['ya'] }
  expect(holds(condition, { kategori: 'jalan', siaran: true })).toBe(true)
  expect(holds(condition, { kategori: 'banjir', siaran: false })).toBe(false)
  expect(holds(condition, { kategori: 'listrik', siaran: true })).toBe(false)
})

test('yes and no are the words ya and tidak; numbers are their digits; of several values one is enough', () => {
  expect([holds({ a: ['ya'] }, { a: true }), holds({ a: ['true'] }, { a: true }), holds({ a: ['tidak'] }, { a: false })]).toEqual([true, false, true])
  expect([holds({ a: ['5'] }, { a: 5 }), holds({ a: ['x'] }, { a: ['y', 'x'] }), holds({ a: ['x'] }, { a: [] })]).toEqual([true, true, false])
})

test('what every object has by birth is no fact', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) expect(holds({ [name]: [String(Object.prototype.constructor), '[object Object]', String(Object.prototype.toString)] }, {})).toBe(false)
})

test('a field is required always, never, or when its condition holds', () => {
  expect([isRequired({ field: 'a', required: true }, {}), isRequired({ field: 'a', required: false }, {})]).toEqual([true, false])
  expect([isRequired({ field: 'a', required: { b: ['x'] } }, { b: 'x' }), isRequired({ field: 'a', required: { b: ['x'] } }, { b: 'y' })]).toEqual([true, false])
})
