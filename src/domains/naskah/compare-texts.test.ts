import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts } from './compare-texts.ts'

test('words that came and went are told', () => {
  expect(compareTexts('Subdomain sudah aktif hari ini.', 'Subdomain telah aktif sejak hari ini.')).toEqual([
    { kind: 'same', text: 'Subdomain ' }, { kind: 'old', text: 'sudah ' }, { kind: 'new', text: 'telah ' }, { kind: 'same', text: 'aktif ' },
    { kind: 'new', text: 'sejak ' }, { kind: 'same', text: 'hari ini.' },
  ])
  expect(compareTexts('Sama.', 'Sama.')).toEqual([{ kind: 'same', text: 'Sama.' }])
})

test('what stayed and went gives the earlier text, what stayed and came the later', () => {
  const text = fc.array(fc.constantFrom('satu', 'dua', 'tiga', ' ', '\n\n'), { maxLength: 30 }).map((words) => words.join(''))
  fc.assert(fc.property(text, text, (before, after) => {
    const pieces = compareTexts(before, after)
    const without = (kind: string) => pieces.filter((one) => one.kind !== kind).map((one) => one.text).join('')
    expect(without('new')).toBe(before)
    expect(without('old')).toBe(after)
  }))
})

test('long texts that differ everywhere are compared in a moment', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ')
  const began = performance.now()
  const pieces = compareTexts(`${long('a')}\n\nSama.`, `${long('b')}\n\nSama.`)
  expect(performance.now() - began).toBeLessThan(2000)
  expect(pieces.at(-1)).toEqual({ kind: 'same', text: 'Sama.' })
})
