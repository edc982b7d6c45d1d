import type { SourceFault } from '../../kernel/source-fault.ts'
import type { NationalYear } from './national-year.ts'
import type { SourcePath, YamlSource } from '../../kernel/yaml-source.ts'
import { dayOfDate, isLocalDate } from './zone.ts'

const kinds = ['libur-nasional', 'cuti-bersama'] as const

/**
 * The faults that a form cannot show: dates that do not exist, stand twice or in the wrong year, amendments out of order,
 * a Ramadan of odd length.
 */
export function checkNationalYear(source: YamlSource, year: NationalYear): SourceFault[] {
  const standing = new Set<string>()
  const decrees = year.keputusan.flatMap((decree, index) => {
    const path = ['keputusan', index]
    return [
      ...checkKind(source, year, index),
      ...checkDate(source, [...path, 'tanggal']),
      ...decree.mencabut.flatMap((date, at) => (standing.delete(date) ? [] : [notStanding(source, [...path, 'mencabut', at])])),
      ...kinds.flatMap((kind) =>
        decree[kind].flatMap((day, at) => checkDay(source, [...path, kind, at, 'tanggal'], { date: day.tanggal, year: year.tahun, standing })),
      ),
    ]
  })
  return [...decrees, ...year.ramadan.flatMap((_, index) => checkRamadan(source, year, index))]
}

function checkKind(source: YamlSource, year: NationalYear, index: number): SourceFault[] {
  const expected = index === 0 ? 'penetapan' : 'perubahan'
  if (year.keputusan[index]?.jenis === expected) return []
  const remedy = 'tulis penetapan sebagai butir pertama, lalu setiap perubahan menurut tanggalnya'
  return [source.at(['keputusan', index, 'jenis'], { found: source.quote(['keputusan', index, 'jenis']), expected, remedy })]
}

function checkDate(source: YamlSource, path: SourcePath): SourceFault[] {
  const text = source.quote(path)
  if (isLocalDate(text.replaceAll('"', ''))) return []
  const remedy = 'tulis tahun-bulan-hari dan periksa apakah tanggal itu ada'
  return [source.at(path, { found: text, expected: 'tanggal yang ada, misalnya 2026-01-31', remedy })]
}

function checkDay(source: YamlSource, path: SourcePath, facts: { date: string; year: number; standing: Set<string> }): SourceFault[] {
  const bad = checkDate(source, path)
  if (bad.length > 0) return bad
  if (!facts.date.startsWith(`${facts.year}-`)) {
    const remedy = 'perbaiki tahunnya, atau pindahkan ke berkas tahun itu'
    return [source.at(path, { found: source.quote(path), expected: `tanggal dalam tahun ${facts.year}`, remedy })]
  }
  if (facts.standing.has(facts.date)) {
    const found = `${source.quote(path)} untuk kedua kali`
    return [source.at(path, { found, expected: 'setiap tanggal satu kali', remedy: 'hapus salah satunya' })]
  }
  facts.standing.add(facts.date)
  return []
}

function notStanding(source: YamlSource, path: SourcePath): SourceFault {
  const remedy = 'perbaiki tanggalnya, atau hapus dari daftar mencabut'
  return source.at(path, { found: source.quote(path), expected: 'tanggal libur dari keputusan sebelumnya', remedy })
}

function checkRamadan(source: YamlSource, year: NationalYear, index: number): SourceFault[] {
  const month = year.ramadan[index]
  const path = ['ramadan', index]
  const bad = [...checkDate(source, [...path, 'mulai']), ...checkDate(source, [...path, 'sampai'])]
  if (bad.length > 0 || !month) return bad
  if (!month.mulai.startsWith(`${year.tahun}-`)) {
    const found = source.quote([...path, 'mulai'])
    return [source.at([...path, 'mulai'], { found, expected: `tanggal dalam tahun ${year.tahun}`, remedy: 'tulis di berkas tahun mulainya' })]
  }
  const length = dayOfDate(month.sampai) - dayOfDate(month.mulai) + 1
  if (length === 29 || length === 30) return []
  const remedy = 'periksa hari pertama dan hari terakhir'
  return [source.at([...path, 'sampai'], { found: `${length} hari`, expected: '29 atau 30 hari', remedy })]
}
