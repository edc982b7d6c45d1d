import { expect, test } from 'vitest'
import { stemsOf } from './word-stems.ts'

const from = (word: string) => stemsOf(word).map((stem) => stem.form)

test('a word gives the root that it was made from', () => {
  const made: [string, string][] = [
    ['kerusakan', 'rusak'],
    ['merusak', 'rusak'],
    ['dirusakkan', 'rusak'],
    ['rusaknya', 'rusak'],
    ['rusaknyalah', 'rusak'],
    ['penerangan', 'terang'],
    ['memukul', 'pukul'],
    ['menyapu', 'sapu'],
    ['mengusulkan', 'usul'],
    ['mengeruk', 'keruk'],
    ['memperbaiki', 'baik'],
    ['diperbaiki', 'baik'],
    ['berlubang', 'lubang'],
    ['tersumbat', 'sumbat'],
    ['perumahan', 'rumah'],
    ['pelayanan', 'layan'],
    ['jalannya', 'jalan'],
    ['berbau', 'bau'],
    ['ditanyain', 'tanya'],
    ['ngelubangi', 'lubang'],
    ['nyuri', 'curi'],
  ]
  for (const [word, root] of made) expect(from(word), word).toContain(root)
})

test('no stem is shorter than three letters, and the word itself is none', () => {
  expect(from('di')).toEqual([])
  expect(from('ke')).toEqual([])
  for (const stem of [...from('beri'), ...from('kan'), ...from('diakan')]) expect(stem.length).toBeGreaterThanOrEqual(3)
  expect(from('rusak')).not.toContain('rusak')
})

test('-nya leaves the same word, a prefix another', () => {
  expect(stemsOf('lampunya').find((stem) => stem.form === 'lampu')).toEqual({ form: 'lampu', sameWord: true })
  expect(stemsOf('perumahan').find((stem) => stem.form === 'rumah')).toEqual({ form: 'rumah', sameWord: false })
})

test('the -an of a keyword stays, unless a prefix goes with it', () => {
  const careful = (word: string) => stemsOf(word, true).map((stem) => stem.form)
  expect(careful('masukan')).not.toContain('masuk')
  expect(careful('penerangan')).toContain('terang')
  expect(careful('nelayan')).not.toContain('layan')
})
