import { describe, expect, it } from 'vitest'
import { exampleCalendar } from './example-calendar.ts'
import { explainReckoning } from './explain-reckoning.ts'
import { reckon } from './reckon.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)
const decree = 'SKB Tiga Menteri Nomor 1497 Tahun 2025, Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025 tanggal 19 September 2025'

describe('“why this date”', () => {
  it('names each day counted and each day skipped with its reason', () => {
    const pauses = [{ from: at('2026-05-18T09:00'), to: at('2026-05-18T10:00') }]
    const reckoning = reckon(at('2026-05-13T10:00'), { amount: 1, unit: 'working-day' }, calendar, pauses)
    expect(explainReckoning(reckoning, 'WIB')).toEqual({
      conclusion: 'Jatuh tempo Selasa, 19 Mei 2026 pukul 16.00 WIB.',
      days: [
        'Rabu, 13 Mei 2026: hari penerimaan tidak dihitung',
        `Kamis, 14 Mei 2026: tidak dihitung, libur nasional Kenaikan Yesus Kristus (${decree})`,
        `Jumat, 15 Mei 2026: tidak dihitung, Cuti Bersama Kenaikan Yesus Kristus (${decree})`,
        'Sabtu, 16 Mei 2026: tidak dihitung, hari Sabtu',
        'Minggu, 17 Mei 2026: tidak dihitung, hari Minggu',
        'Senin, 18 Mei 2026: tidak dihitung, hitungan dijeda',
        'Selasa, 19 Mei 2026: hari kerja ke-1',
      ],
      warnings: [],
    })
  })

  it('names the local holiday and says what office time ran on which day', () => {
    const reckoning = reckon(at('2026-07-29T15:30'), { amount: 2, unit: 'office-hour' }, calendar)
    expect(explainReckoning(reckoning, 'WIB').days).toEqual([
      'Rabu, 29 Juli 2026: dihitung 30 menit jam kerja',
      'Kamis, 30 Juli 2026: tidak dihitung, libur lokal Hari Jadi Kabupaten (Keputusan Bupati Nomor 1 Tahun 2026)',
      'Jumat, 31 Juli 2026: dihitung 1 jam 30 menit jam kerja',
    ])
  })

  it('says when a start lies outside office hours', () => {
    const reckoning = reckon(at('2026-01-05T17:00'), { amount: 30, unit: 'office-minute' }, calendar)
    expect(explainReckoning(reckoning, 'WIB').days[0]).toBe('Senin, 5 Januari 2026: tidak dihitung, di luar jam kerja')
  })

  it('warns of a year without a decree', () => {
    const reckoning = reckon(at('2026-12-30T10:00'), { amount: 3, unit: 'working-day' }, calendar)
    expect(explainReckoning(reckoning, 'WIB').warnings).toEqual(['Surat keputusan hari libur tahun 2027 belum ada; tanggal ini dapat berubah.'])
  })

  it('says that a paused clock has no due date yet', () => {
    const reckoning = reckon(at('2026-01-05T10:00'), { amount: 3, unit: 'hour' }, calendar, [{ from: at('2026-01-05T11:00') }])
    expect(explainReckoning(reckoning, 'WIB')).toEqual({
      conclusion: 'Hitungan sedang dijeda; tanggal jatuh tempo belum dapat ditetapkan.',
      days: ['Senin, 5 Januari 2026: dihitung 1 jam'],
      warnings: [],
    })
  })

  it('can be told in English', () => {
    const reckoning = reckon(at('2026-12-31T10:00'), { amount: 1, unit: 'working-day' }, calendar)
    expect(explainReckoning(reckoning, 'WIB', 'en')).toEqual({
      conclusion: 'Due Friday, 1 January 2027 at 16:30 WIB.',
      days: ['Thursday, 31 December 2026: the day of receipt is not counted', 'Friday, 1 January 2027: working day 1'],
      warnings: ['The decree on the holidays of 2027 does not exist yet; this date can change.'],
    })
  })
})
