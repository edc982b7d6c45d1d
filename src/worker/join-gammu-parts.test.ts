import { expect, test } from 'vitest'
import { type GammuPart, joinParts } from './join-gammu-parts.ts'

const part = (id: number, text: string, header = '', over: Partial<GammuPart> = {}): GammuPart => ({ id, text, header, from: '+6284000000001', stamp: '20260105100000', age: 1, ...over })
const texts = (rows: GammuPart[]) => joinParts(rows).map((message) => message.text)

test('a message of one part is itself', () => {
  expect(joinParts([part(7, 'jalan rusak')])).toEqual([{ ids: [7], from: '+6284000000001', text: 'jalan rusak', age: 1, providerId: 'gammu/20260105100000/7' }])
})

test('parts join in their order, however they came', () => {
  expect(texts([part(1, 'tiga', '050003420303'), part(2, 'satu ', '050003420301'), part(3, 'dua ', '050003420302')])).toEqual(['satu dua tiga'])
  expect(texts([part(1, 'satu ', '06080412340201'), part(2, 'dua', '06080412340202')])).toEqual(['satu dua'])
})

test('the whole text in the first row and an empty second is the whole text', () => {
  expect(joinParts([part(4, 'seluruh teks', '050003D50201'), part(5, '', '050003D50202')])).toMatchObject([{ ids: [4, 5], text: 'seluruh teks' }])
})

test('a missing part is waited for ten minutes; then what there is counts', () => {
  expect(texts([part(1, 'satu ', '050003420201')])).toEqual([])
  expect(texts([part(1, 'satu ', '050003420201', { age: 601 })])).toEqual(['satu '])
})

test('two senders with the same reference, and one sender who uses it again, are not mixed', () => {
  const rows = [
    part(1, 'a1 ', '050003420201'), part(2, 'b1 ', '050003420201', { from: '+6284000000002' }), part(3, 'a2', '050003420202'), part(4, 'b2', '050003420202', { from: '+6284000000002' }),
    part(5, 'c1 ', '050003420201'), part(6, 'c2', '050003420202'),
  ]
  expect(texts(rows)).toEqual(['a1 a2', 'b1 b2', 'c1 c2'])
})

test('a part that the operator delivered twice is there once', () => {
  expect(joinParts([part(1, 'satu ', '050003420201'), part(2, 'satu ', '050003420201'), part(3, 'dua', '050003420202')])).toMatchObject([{ ids: [1, 2, 3], text: 'satu dua' }])
})

test('a header that says something else, or nonsense, is no numbering', () => {
  for (const header of ['', '06050415811581', 'zz', '0500', '050003420101', '05000342']) expect(texts([part(1, 'teks', header)]), header).toEqual(['teks'])
})
