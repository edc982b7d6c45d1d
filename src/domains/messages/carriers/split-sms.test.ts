import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitSms } from './split-sms.ts'

const lengths = (text: string) => splitSms(text).parts.map((part) => part.length)

test('160 characters of the small alphabet are one SMS, 161 are two of at most 153', () => {
  expect(lengths('a'.repeat(160))).toEqual([160])
  expect(lengths('a'.repeat(161))).toEqual([153, 8])
  expect(lengths('a'.repeat(459))).toEqual([153, 153, 153])
})

test('70 characters with one beyond the small alphabet are one SMS, 71 are two of at most 67', () => {
  expect(splitSms(`${'a'.repeat(69)}ж`)).toMatchObject({ coding: 'ucs-2', parts: { length: 1 } })
  expect(lengths(`${'a'.repeat(70)}ж`)).toEqual([67, 4])
  expect(lengths(`${'a'.repeat(200)}ж`)).toEqual([67, 67, 67])
})

test('a bracket, a tilde and a euro sign take two places, and are never cut in two', () => {
  expect(lengths('['.repeat(80))).toEqual([80])
  expect(lengths('['.repeat(81))).toEqual([76, 5])
})

test('an emoji is never cut in two', () => {
  const { parts } = splitSms('😀'.repeat(90))
  expect(parts.map((part) => part.length)).toEqual([66, 66, 48])
  expect(parts.every((part) => part.isWellFormed())).toBe(true)
})

test('curly quotation marks, dashes and dots do not make an SMS half as long', () => {
  expect(splitSms('“Jalan” – rusak… sejak 2024')).toEqual({ coding: 'gsm-7', text: '"Jalan" - rusak... sejak 2024', parts: ['"Jalan" - rusak... sejak 2024'] })
})

test('a long answer is cut after a sentence, and its link stays', () => {
  const sentence = 'Jalan itu sudah kami tambal pada hari Senin dan akan kami aspal bulan depan.'
  const link = 'https://rembang.tanggap.example/t/482109375/ABCD2345'
  const { text, parts, coding } = splitSms(`Jawaban laporan 482-109-375: ${Array(8).fill(sentence).join(' ')} ${link}`)
  expect(coding).toBe('gsm-7')
  expect(parts).toHaveLength(3)
  expect(parts.join('')).toBe(text)
  // Four sentences of 77 with their blanks, after 29 letters, and the link: 390 of 459; a fifth would not fit.
  expect(text).toBe(`Jawaban laporan 482-109-375: ${Array(4).fill(sentence).join(' ').replace(/\.$/, '')}... ${link}`)
})

test('a long text of one sentence is cut after a word', () => {
  const { text, parts } = splitSms('rusak '.repeat(100))
  expect(parts).toHaveLength(3)
  expect(text.endsWith('rusak...')).toBe(true)
})

test('whatever the text, it leaves in one to three parts that join to it and fit', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 700 }), fc.string({ unit: 'binary', maxLength: 700 }), fc.array(fc.constantFrom('jalan ', 'rusak. ', '€', '😀', '[', '“', 'https://a.example/x ')).map((all) => all.join('')))
  fc.assert(fc.property(text, (typed) => {
    const { parts, text: sent, coding } = splitSms(typed)
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.length).toBeLessThanOrEqual(3)
    expect(parts.join('')).toBe(sent)
    const places = (part: string) => (coding === 'ucs-2' ? part.length : part.length + (part.match(/[\^{}\\[~\]|€\f]/g) ?? []).length)
    for (const part of parts) expect(places(part)).toBeLessThanOrEqual(coding === 'ucs-2' ? (parts.length > 1 ? 67 : 70) : parts.length > 1 ? 153 : 160)
  }), { numRuns: 500 })
})
