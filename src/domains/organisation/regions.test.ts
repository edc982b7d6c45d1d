import { expect, test } from 'vitest'
import { findRegency, villageName, villagesOf } from './regions.ts'

test.each([
  ['14.03', 'Kabupaten Bengkalis', 11, 155],
  ['35.08', 'Kabupaten Lumajang', 21, 205],
  ['33.17', 'Kabupaten Rembang', 14, 294],
  ['32.09', 'Kabupaten Cirebon', 40, 424],
])('regency %s is %s with %i districts and %i villages', (code, name, districts, villages) => {
  expect(findRegency(code)).toBe(name)
  expect(villagesOf(code)).toHaveLength(districts)
  expect(villagesOf(code).flatMap((district) => district.villages)).toHaveLength(villages)
})

test('villages stand under their district, both by name', () => {
  const [first, second] = villagesOf('14.03')
  expect([first?.name, second?.name]).toEqual(['Bandar Laksamana', 'Bantan'])
  expect(second?.villages[0]).toEqual({ code: '14.03.02.2002', name: 'Bantan Air' })
})

test('a village is named with its district, and a name with a comma stays whole', () => {
  expect(villageName('14.03.02.2002')).toBe('Bantan Air, Kecamatan Bantan')
  expect(villageName('12.07.28.1007')).toBe('Lubuk Pakam I,II, Kecamatan Lubuk Pakam')
})

test('codes that do not exist have no villages and no name', () => {
  expect(villagesOf('14.99')).toEqual([])
  expect(villagesOf('')).toEqual([])
  expect(villageName('14.03.02.9999')).toBeUndefined()
  expect(villageName('../../etc')).toBeUndefined()
})
