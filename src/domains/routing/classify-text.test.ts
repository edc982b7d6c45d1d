import { expect, test } from 'vitest'
import { classifyText } from './classify-text.ts'

const lists = {
  classes: [
    { code: 'keluhan', name: 'Keluhan', keywords: ['rusak', 'keluhan', 'tidak berfungsi'] },
    { code: 'pertanyaan', name: 'Pertanyaan', keywords: ['bagaimana', 'gimana', 'kapan', '?'] },
    { code: 'saran', name: 'Saran', keywords: ['usul', 'sebaiknya'] },
  ],
  categories: [
    { code: 'jalan', name: 'Jalan', units: ['dputr'], keywords: ['jalan rusak', 'jalan berlubang', 'gorong-gorong'] },
    { code: 'penerangan', name: 'Penerangan', units: ['dishub'], keywords: ['lampu jalan', 'lampu mati', 'penerangan'] },
    { code: 'listrik', name: 'Listrik', units: ['pln'], keywords: ['mati lampu', 'listrik'] },
    { code: 'desa', name: 'Desa', units: ['dpmd'], keywords: ['rt', 'rw', 'kepala desa'] },
  ],
}
const categoryOf = (text: string) => classifyText(text, lists).category

test('it shows what matched, in the words of the sender, and where', () => {
  const text = 'Pak, jln depan SD sdh RUUUSAK & kerusakannya parah'
  expect(classifyText(text, lists)).toEqual({
    class: { code: 'keluhan', matched: [{ keyword: 'rusak', found: 'RUUUSAK', at: 22 }], score: 1 },
    category: { code: 'jalan', matched: [{ keyword: 'jalan rusak', found: 'jln depan SD sdh RUUUSAK', at: 5 }], score: 1.68 },
    alternatives: { classes: [], categories: [] },
  })
})

test('a text without any keyword is of the first class and of no category', () => {
  const found = classifyText('selamat pagi', lists)
  expect(found).toEqual({ class: { code: 'keluhan', matched: [], score: 0 }, category: undefined, alternatives: { classes: [], categories: [] } })
  expect(classifyText('', lists).class.code).toBe('keluhan')
})

test('of two classes that score the same, the one listed first wins and the other is an alternative', () => {
  const found = classifyText('usul: perbaiki yang rusak', lists)
  expect(found.class).toMatchObject({ code: 'keluhan', score: 1 })
  expect(found.alternatives.classes).toEqual([{ code: 'saran', matched: [{ keyword: 'usul', found: 'usul', at: 0 }], score: 1 }])
})

test('the order of words tells a dark lamp from a power cut', () => {
  expect(categoryOf('mati lampu dari sore')?.code).toBe('listrik')
  expect(categoryOf('lampu mati dari sore')?.code).toBe('penerangan')
})

test('the words of a keyword may stand apart, but not far apart', () => {
  expect(categoryOf('jalan di depan balai warga sudah rusak')?.matched[0]?.found).toBe('jalan di depan balai warga sudah rusak')
  expect(categoryOf('jalan menuju pasar lama dekat masjid agung kota rusak')).toBeUndefined()
  expect(categoryOf('saya sedang jalan. Kursi taman semua rusak')).toBeUndefined()
})

test('words made from a keyword count, but less than the keyword itself', () => {
  expect(categoryOf('jalan berlubang')?.score).toBe(2)
  expect(categoryOf('jalannya berlubang')?.score).toBe(1.9)
  expect(categoryOf('jalan dilubangi')?.score).toBe(1.4)
  expect(categoryOf('mohon diterangi')?.matched).toEqual([{ keyword: 'penerangan', found: 'diterangi', at: 6 }])
})

test('a negation in a keyword is found in its short forms', () => {
  for (const text of ['tdk berfungsi', 'gak berfungsi', 'ngga berfungsi', 'TIDAAAK BERFUNGSI']) {
    expect(classifyText(text, lists).class.matched[0]?.found, text).toBe(text)
  }
})

test('two spellings of one keyword count once', () => {
  expect(classifyText('gmn caranya', lists).class).toEqual({ code: 'pertanyaan', matched: [{ keyword: 'bagaimana', found: 'gmn', at: 0 }], score: 1 })
})

test('a question mark can be a keyword', () => {
  expect(classifyText('puskesmas buka minggu?', lists).class.matched).toEqual([{ keyword: '?', found: '?', at: 21 }])
})

test('a doubled keyword needs the word twice', () => {
  expect(categoryOf('gorong gorong tersumbat')?.code).toBe('jalan')
  expect(categoryOf('gorong tersumbat')).toBeUndefined()
})

test('an address is no matter of the village head', () => {
  expect(categoryOf('alamat RT 03 RW 05, rt/rw 2/1')).toBeUndefined()
  expect(categoryOf('pak RT tidak adil')?.code).toBe('desa')
})

test('a keyword of several categories says less about each', () => {
  const two = (code: string, keywords: string[]) => ({ code, name: code, units: [], keywords })
  const shared = { classes: lists.classes, categories: [two('a', ['bau']), two('b', ['bau', 'sampah'])] }
  const found = classifyText('sampah bau', shared)
  expect(found.category).toMatchObject({ code: 'b', score: 1.5 })
  expect(found.alternatives.categories).toMatchObject([{ code: 'a', score: 0.5 }])
})

test('without classes nothing can be classified', () => {
  expect(() => classifyText('x', { classes: [], categories: [] })).toThrow('at least one class')
})

test('signs that look like code are only text', () => {
  expect(categoryOf('$(rm) .* \\d+ [jalan] {rusak} \u0000 \ud800')?.code).toBe('jalan')
})
