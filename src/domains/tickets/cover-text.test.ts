import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverText, standsIn } from './cover-text.ts'

const cover = (text: string, ...words: string[]) => coverText(text, words.map((one) => ({ words: one })))

describe('a passage that an officer covers', () => {
  test.each([
    ['Pak Umpama Bakau yang punya warung', ['Umpama Bakau'], 'Pak [disembunyikan] yang punya warung'],
    ['UMPAMA  BAKAU dan umpama\nbakau', ['Umpama Bakau'], '[disembunyikan] dan [disembunyikan]'],
    ['Adi menjadi ketua, adik Adi', ['Adi'], '[disembunyikan] menjadi ketua, adik [disembunyikan]'],
    ['rumah no. 7 (pagar biru)', ['no. 7 (pagar biru)'], 'rumah [disembunyikan]'],
    ['Bu Sari, Bu Sari Dewi', ['Bu Sari', 'Bu Sari Dewi'], '[disembunyikan], [disembunyikan]'],
    ['gaji $5+ [x] a|b', ['$5+ [x] a|b'], 'gaji [disembunyikan]'],
    ['jalan-jalan ke pasar-baru', ['pasar-baru'], 'jalan-jalan ke [disembunyikan]'],
    ['tidak ada yang cocok', ['Umpama', '', '  '], 'tidak ada yang cocok'],
  ])('%s', (text, words, shown) => {
    expect(cover(text, ...words)).toBe(shown)
  })

  test('never uncovers part of a number that the pattern covers whole', () => {
    expect(cover('hubungi Umpama 0812-3456-7890 ya', 'Umpama 0812')).toBe('hubungi [disembunyikan] ya')
    expect(cover('NIK 1403 0117 0890 9001 saya', '0117')).toBe('NIK [nomor kependudukan disembunyikan] saya')
    expect(cover('surel umpama.bakau@contoh.co.id', 'umpama')).toBe('surel [surel disembunyikan]')
  })

  test('of one name can be kept to the name as it is written', () => {
    expect(coverText('Bunga menanam bunga', [{ words: 'Bunga', asWritten: true }])).toBe('[disembunyikan] menanam bunga')
    expect(standsIn('menanam bunga', { words: 'Bunga', asWritten: true })).toBe(false)
    expect(standsIn('menanam bunga', { words: 'Bunga' })).toBe(true)
  })

  test('is gone, whatever it and the text are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '1', '8', '0', ' ', '.', '-', '(', '[', '\\', '*', '@', 'é', '🙂'), maxLength: 60 })
    fc.assert(fc.property(text, text, (before, words) => {
      const whole = `${before} ${words} akhir`
      const shown = cover(whole, words).replaceAll(/\[[a-z ]*disembunyikan\]/g, '\0')
      if (words.trim() !== '') expect(standsIn(shown, { words })).toBe(false)
      expect(shown.endsWith('akhir')).toBe(true)
    }), { numRuns: 500 })
  })
})

test('a passage as long as the longest text is covered; one that is longer than the text stands nowhere in it', () => {
  const longest = '(a-'.repeat(2700).slice(0, 8000)
  expect(coverText(`Awal ${longest} akhir`, [{ words: longest }])).toBe('Awal [disembunyikan] akhir')
  expect(standsIn('Jalan rusak', { words: 'a-'.repeat(50_000) })).toBe(false)
  expect(standsIn('Jalan\n\nrusak', { words: `Jalan${' '.repeat(100_000)}rusak` })).toBe(true)
})
