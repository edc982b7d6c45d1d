import type { DaysTaken, PpidReport, Tally } from './ppid-report.ts'

/** One table of the report: the same for page, spreadsheet and printed sheet. */
export interface ReportSection {
  title: string
  heads: string[]
  rows: (string | number)[][]
  /** The last row is a sum. */
  summed: boolean
}

/** The report as tables, in the order in which they are read. */
export function reportSections({ requests, objections, disputes }: PpidReport): ReportSection[] {
  const months = requests.months.map(({ name, person, entity }) => [name, person, entity, person + entity])
  const sum = (at: 'person' | 'entity') => requests.months.reduce((all, month) => all + month[at], 0)
  return [
    { title: 'Permohonan informasi menurut bulan dan jenis pemohon', heads: ['Bulan', 'Perorangan', 'Badan hukum', 'Jumlah'], rows: [...months, ['Jumlah', sum('person'), sum('entity'), requests.received]], summed: true },
    tallied('Cara permohonan diajukan', 'Cara', requests.channels),
    tallied('Keputusan atas permohonan', 'Keputusan', requests.outcomes),
    tallied('Alasan penolakan, seluruh atau sebagian', 'Alasan', requests.grounds),
    { ...tallied('Dasar pengecualian menurut Pasal 17 UU 14/2008', 'Dasar', requests.articles), summed: false, rows: lines(requests.articles) },
    timely('Waktu menjawab permohonan', requests.days, [['Diperpanjang', requests.extended], ['Melewati batas waktu', requests.late]]),
    tallied('Keberatan menurut alasan, Pasal 35 ayat (1) UU 14/2008', 'Alasan', objections.reasons),
    tallied('Putusan atasan PPID atas keberatan', 'Putusan', objections.outcomes),
    timely('Waktu menanggapi keberatan', objections.days, [['Melewati batas waktu', objections.late]]),
    tallied('Sesudah tanggapan atasan PPID', 'Tanggapan pemohon', disputes),
  ]
}

function lines(tallies: Tally[]): (string | number)[][] {
  return tallies.map(({ name, count }) => [name, count])
}

function tallied(title: string, head: string, tallies: Tally[]): ReportSection {
  return { title, heads: [head, 'Jumlah'], rows: [...lines(tallies), ['Jumlah', tallies.reduce((all, one) => all + one.count, 0)]], summed: true }
}

function timely(title: string, { decided, mean, median }: DaysTaken, more: [string, number][]): ReportSection {
  const rows = [['Diputus', decided], ['Rata-rata hari kerja', mean ?? '–'], ['Median hari kerja', median ?? '–'], ...more]
  return { title, heads: ['Waktu', 'Jumlah'], rows, summed: false }
}
