import { expect, test } from 'vitest'
import { wordsOf } from './text-words.ts'

const forms = (text: string) => wordsOf(text).map((word) => word.form)

test('capitals, accents, repeated letters and signs do not matter', () => {
  expect(forms('RUUUSAAAK!!! Jalan-jalan, bangettt…')).toEqual(['rusak', 'jalan', 'jalan', 'banget'])
  expect(forms('caf\u00e9 maaf')).toEqual(['cafe', 'maf'])
})

test('short forms are written out', () => {
  expect(forms('jl yg rsk blm dibenerin krn gak ada dana, tdk jls')).toEqual([
    'jalan',
    'yang',
    'rusak',
    'belum',
    'dibenerin',
    'karena',
    'tidak',
    'ada',
    'dana',
    'tidak',
    'jls',
  ])
  expect(forms('dimana RS terdekat')).toEqual(['di', 'mana', 'rumah', 'sakit', 'terdekat'])
})

test('every word knows where it stands in the text', () => {
  const text = 'Tlg, jl. 😡 RUSAK'
  expect(wordsOf(text).map((word) => text.slice(word.at, word.end))).toEqual(['Tlg', 'jl', 'RUSAK'])
})

test('digits and a question mark are words; the RT and RW of an address are not', () => {
  expect(forms('bolong2 di RT 03/RW.05, rt/rw 1/2 kapan?')).toEqual(['bolong', '2', 'di', '03', '05', '1', '2', 'kapan', '?'])
  expect(forms('Pak RT minta uang')).toEqual(['bapak', 'rt', 'minta', 'uang'])
})

test('fill words are no distance, a new sentence is; an abbreviation ends no sentence', () => {
  expect(wordsOf('jalan yang di sini rusak').map((word) => word.place)).toEqual([1, 1, 1, 2, 3])
  expect(wordsOf('Jalan mulus. Lampu mati').map((word) => word.place)).toEqual([1, 2, 7, 8])
  expect(wordsOf('Jl. Melati').map((word) => word.place)).toEqual([1, 2])
})
