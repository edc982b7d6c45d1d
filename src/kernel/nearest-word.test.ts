import { expect, test } from 'vitest'
import { nearestWord } from './nearest-word.ts'

test('a missing, an added, a changed and two swapped letters are slips of the pen', () => {
  const known = ['tugaskan-unit', 'terbitkan', 'tutup']
  expect(nearestWord('tugaskn-unit', known)).toEqual({ word: 'tugaskan-unit', near: true })
  expect(nearestWord('terbitkaan', known)).toEqual({ word: 'terbitkan', near: true })
  expect(nearestWord('tetup', known)).toEqual({ word: 'tutup', near: true })
  expect(nearestWord('tutpu', known)).toEqual({ word: 'tutup', near: true })
})

test('capital letters do not count', () => {
  expect(nearestWord('TUTUP', ['tutup'])).toEqual({ word: 'tutup', near: true })
})

test('a word unlike all others is still given the closest, but not as near', () => {
  expect(nearestWord('merpati', ['tutup', 'terbitkan'])?.near).toBe(false)
  expect(nearestWord('tutup', [])).toBeUndefined()
})
