import { describe, expect, it } from 'vitest'
import { nationalCalendar } from './example-calendar.ts'
import { readNationalCalendar } from './national-calendar.ts'

function datesOf(year: number, kind: 'national' | 'joint-leave'): string {
  const days = nationalCalendar().holidays.filter((day) => day.kind === kind && day.date.startsWith(`${year}-`))
  return days.map((day) => day.date.slice(5)).join(' ')
}

function faultsOf(text: string, file = 'calendars/2026.yaml') {
  return readNationalCalendar([{ file, text }]).faults.map((fault) => `${fault.line}:${fault.column} ${fault.found} | ${fault.expected}`)
}

const head = 'tahun: 2026\nkeputusan:\n  - jenis: penetapan\n    nomor: SKB Contoh\n    tanggal: 2025-09-19\n'

describe('the national calendar of the product', () => {
  it('has the days of the decree for 2024', () => {
    expect(datesOf(2024, 'national')).toBe('01-01 02-08 02-10 03-11 03-29 03-31 04-10 04-11 05-01 05-09 05-23 06-01 06-17 07-07 08-17 09-16 12-25')
    expect(datesOf(2024, 'joint-leave')).toBe('02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26')
  })

  it('has the days of the decree for 2025 and of its amendment', () => {
    expect(datesOf(2025, 'national')).toBe('01-01 01-27 01-29 03-29 03-31 04-01 04-18 04-20 05-01 05-12 05-29 06-01 06-06 06-27 08-17 09-05 12-25')
    expect(datesOf(2025, 'joint-leave')).toBe('01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 08-18 12-26')
  })

  it('has the days of the decree for 2026', () => {
    expect(datesOf(2026, 'national')).toBe('01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25')
    expect(datesOf(2026, 'joint-leave')).toBe('02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24')
  })

  it('names a day, its kind and the decree that made it', () => {
    const days = nationalCalendar().holidays
    expect(days.find((day) => day.date === '2026-03-19')).toEqual({
      date: '2026-03-19',
      name: 'Hari Suci Nyepi (Tahun Baru Saka 1948)',
      kind: 'national',
      source: 'SKB Tiga Menteri Nomor 1497 Tahun 2025, Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025 tanggal 19 September 2025',
    })
    expect(days.find((day) => day.date === '2025-08-18')).toEqual({
      date: '2025-08-18',
      name: 'Cuti Bersama Hari Kemerdekaan Republik Indonesia',
      kind: 'joint-leave',
      source: 'perubahan dengan SKB Tiga Menteri Nomor 933 Tahun 2025, Nomor 1 Tahun 2025, dan Nomor 3 Tahun 2025 tanggal 7 Agustus 2025',
    })
  })

  it('knows the months of fasting and says for which years a decree exists', () => {
    const { ramadans, decrees } = nationalCalendar()
    expect(ramadans.map((month) => [month.from, month.to])).toEqual([
      ['2024-03-12', '2024-04-09'],
      ['2025-03-01', '2025-03-30'],
      ['2026-02-19', '2026-03-20'],
    ])
    expect(Object.keys(decrees)).toEqual(['2024', '2025', '2026'])
  })
})

describe('a faulty calendar file', () => {
  it('is told every bad, repeated or misplaced date with its line', () => {
    const text = `${head}    libur-nasional:
      - { tanggal: 2026-02-30, nama: Tidak Ada }
      - { tanggal: 2025-12-25, nama: Natal }
      - { tanggal: 2026-05-01, nama: Buruh }
    cuti-bersama:
      - { tanggal: 2026-05-01, nama: Buruh }
`
    expect(faultsOf(text)).toEqual([
      '7:20 "2026-02-30" | tanggal yang ada, misalnya 2026-01-31',
      '8:20 "2025-12-25" | tanggal dalam tahun 2026',
      '11:20 "2026-05-01" untuk kedua kali | setiap tanggal satu kali',
    ])
  })

  it('is told a missing name, an unknown key and an unknown kind', () => {
    const text = `${head.replace('penetapan', 'kira-kira')}    libur-nasional:\n      - { tanggal: 2026-05-01 }\n    liburan: []\n`
    expect(faultsOf(text)).toEqual([
      '3:12 "kira-kira" | penetapan atau perubahan',
      '7:9 tidak ada | nama hari libur',
      '8:14 kunci “liburan” | kunci yang dikenal',
    ])
  })

  it('is told broken YAML', () => {
    expect(faultsOf('tahun: 2026\nkeputusan: [\n')[0]).toMatch(/^3:1 tulisan yang tidak dapat dibaca .*\| YAML yang sah$/)
  })

  it('is told a Ramadan of odd length and an amendment without the decree that it amends', () => {
    const text = `${head.replace('penetapan', 'perubahan')}ramadan:\n  - { mulai: 2026-02-19, sampai: 2026-04-20, sumber: Contoh }\n`
    expect(faultsOf(text)).toEqual(['3:12 "perubahan" | penetapan', '7:34 61 hari | 29 atau 30 hari'])
  })

  it('gives no days and no decree, while sound files still do', () => {
    const sound = { file: 'calendars/2026.yaml', text: head }
    const faulty = { file: 'calendars/2025.yaml', text: head.replace('2025-09-19', 'kemarin').replace('2026', '2025') }
    const { calendar, faults } = readNationalCalendar([faulty, sound])
    expect(faults.map((fault) => `${fault.file}:${fault.line}`)).toEqual(['calendars/2025.yaml:5'])
    expect(calendar.decrees).toEqual({ 2026: 'SKB Contoh tanggal 19 September 2025' })
  })

  it('is told when a year already has a file', () => {
    const files = [{ file: 'a.yaml', text: head }, { file: 'b.yaml', text: head }]
    expect(readNationalCalendar(files).faults).toMatchObject([{ file: 'b.yaml', line: 1, found: 'tahun 2026 untuk kedua kali' }])
  })
})

describe('an amendment', () => {
  const first = `${head}    cuti-bersama:\n      - { tanggal: 2026-12-24, nama: Natal }\n`
  const amend = (date: string) =>
    `${first}  - jenis: perubahan\n    nomor: SKB Ubah\n    tanggal: 2026-08-07\n    mencabut: [${date}]\n    cuti-bersama:\n` +
    '      - { tanggal: 2026-12-28, nama: Natal }\n'

  it('takes days away and adds others', () => {
    const { calendar, faults } = readNationalCalendar([{ file: 'calendars/2026.yaml', text: amend('2026-12-24') }])
    expect(faults).toEqual([])
    expect(calendar.holidays.map((day) => [day.date, day.source])).toEqual([['2026-12-28', 'perubahan dengan SKB Ubah tanggal 7 Agustus 2026']])
    expect(calendar.decrees[2026]).toBe('SKB Contoh tanggal 19 September 2025; perubahan dengan SKB Ubah tanggal 7 Agustus 2026')
  })

  it('cannot take away a day that was never given', () => {
    expect(faultsOf(amend('2026-12-31'))).toEqual(['11:16 "2026-12-31" | tanggal libur dari keputusan sebelumnya'])
  })
})
