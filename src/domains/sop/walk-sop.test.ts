import { expect, test } from 'vitest'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { readSop } from './read-sop.ts'
import { type WalkPath, walkSop } from './walk-sop.ts'

function walkExample(edit: (source: string) => string = (source) => source) {
  const { sop, faults } = readSop(edit(exampleSource), 'aduan-warga.yaml', exampleFacts)
  expect(faults).toEqual([])
  return walkSop(sop!)
}

function write(path: WalkPath): string {
  return path.edges.map((edge) => `${edge.step}.${edge.act}`).join(' ')
}

test('every act is an edge; one that stays leads back to its own step', () => {
  const { edges } = walkExample()
  expect(edges).toHaveLength(11)
  expect(edges).toContainEqual({ step: 'periksa', act: 'valid', to: 'tanggapan' })
  expect(edges).toContainEqual({ step: 'periksa', act: 'tanya', to: 'periksa' })
})

test('the paths take every act, from the submission to an end, each loop once', () => {
  const { paths } = walkExample()
  expect(paths.map(write)).toEqual([
    'kirim.kirim catat.rahasia pic.jawab',
    'kirim.kirim catat.terus periksa.palsu',
    'kirim.kirim catat.terus periksa.valid tanggapan.konsep paraf.setuju',
    'kirim.kirim catat.terus periksa.tanya periksa.palsu',
    'kirim.kirim catat.terus periksa.valid tanggapan.perpanjang tanggapan.konsep paraf.setuju',
    'kirim.kirim catat.terus periksa.valid tanggapan.konsep paraf.kembalikan tanggapan.konsep paraf.setuju',
  ])
})

test('a path says what must be given: the condition of the act taken, and the failing of those before it', () => {
  const { paths } = walkExample()
  expect(paths[0]).toMatchObject({ feasible: true, given: { kategori: { among: ['keamanan'], not: [] } } })
  expect(paths[1]).toMatchObject({ feasible: true, given: { kategori: { not: ['keamanan'] } } })
})

test('a condition on the identity is met by going through the check that gives it', () => {
  const { paths } = walkExample((source) =>
    source.replace('kembalikan: { label: Kembalikan,', 'kembalikan: { label: Kembalikan, bila: { identitas: valid },'),
  )
  expect(paths.every((path) => path.feasible)).toBe(true)
  const never = walkExample((source) =>
    source.replace('kembalikan: { label: Kembalikan,', 'kembalikan: { label: Kembalikan, bila: { identitas: tidak-valid },'),
  )
  expect(never.paths.filter((path) => !path.feasible).map(write)).toEqual([
    'kirim.kirim catat.terus periksa.valid tanggapan.konsep paraf.kembalikan tanggapan.konsep paraf.setuju',
  ])
})
