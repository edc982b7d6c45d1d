import { type Zone, localDate, localMinute } from '../calendar/index.ts'
import type { ExportRow } from './export-store.ts'

/** How a row of an export is written. */
export type ExportLayout = 'lengkap' | 'sp4n'

/** What codes in tickets are called; a code that is gone is shown as it is. */
export interface ExportNames {
  unit(code: string): string
  category(code: string): string
  class(code: string): string
  /** `Kelapapati` and `Bengkalis` of a village's code. */
  village(code: string): { village: string; district: string } | undefined
  sop(code: string, version: string): string
  step(code: string, version: string, step: string): string
  zone: Zone
  government: string
  province: string
  regency: string
}

interface ExportColumn {
  head: string
  cell(row: ExportRow, names: ExportNames): string
}

const yes = (value: boolean) => (value ? 'ya' : 'tidak')
const text = (value: unknown) => (typeof value === 'string' ? value : '')

function moment(at: Date | null, { zone }: ExportNames): string {
  return at ? `${localDate(at, zone)} ${clock(at, zone, ':')}` : ''
}

function clock(at: Date, zone: Zone, sign: string): string {
  const minute = localMinute(at, zone)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}${sign}${String(minute % 60).padStart(2, '0')}`
}

/** The name of the reporter, unless they asked to stay unnamed. */
function nameOf(row: ExportRow): string {
  return row.anonymous ? '' : (row.name ?? '')
}

const wholeColumns: ExportColumn[] = [
  { head: 'Nomor tiket', cell: (row) => row.number },
  { head: 'Nomor asal', cell: (row) => row.sourceNumber ?? '' },
  { head: 'Diterima', cell: (row, names) => moment(row.openedAt, names) },
  { head: 'Saluran', cell: (row) => row.channel },
  { head: 'Prosedur', cell: (row, names) => names.sop(row.sop, row.sopVersion) },
  { head: 'Judul', cell: (row) => row.title },
  { head: 'Isi laporan', cell: (row) => text(row.submitted.uraian) },
  { head: 'Klasifikasi', cell: (row, names) => (text(row.facts.klasifikasi) ? names.class(text(row.facts.klasifikasi)) : '') },
  { head: 'Kategori', cell: (row, names) => (text(row.facts.kategori) ? names.category(text(row.facts.kategori)) : '') },
  { head: 'Kecamatan', cell: (row, names) => names.village(text(row.submitted.desa))?.district ?? '' },
  { head: 'Desa', cell: (row, names) => names.village(text(row.submitted.desa))?.village ?? '' },
  { head: 'Tempat', cell: (row) => text(row.submitted.tempat) },
  { head: 'Unit', cell: (row, names) => row.units.map(names.unit).join('; ') },
  { head: 'Langkah', cell: (row, names) => names.step(row.sop, row.sopVersion, row.step) },
  { head: 'Status', cell: (row) => (row.open ? (row.waiting ? 'menunggu pelapor' : 'terbuka') : 'selesai') },
  { head: 'Hasil', cell: (row) => row.result ?? '' },
  { head: 'Tenggat', cell: (row, names) => moment(row.dueAt, names) },
  { head: 'Alasan keterlambatan', cell: (row) => row.lateReasons.join('\n') },
  { head: 'Dijawab', cell: (row, names) => moment(row.answeredAt, names) },
  { head: 'Ditutup', cell: (row, names) => moment(row.closedAt, names) },
  { head: 'Jawaban', cell: (row) => row.answer ?? '' },
  { head: 'Anonim', cell: (row) => yes(row.anonymous) },
  { head: 'Rahasia', cell: (row) => yes(row.secret) },
  { head: 'Nama pelapor', cell: nameOf },
]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des']

function sp4nDay(at: Date, zone: Zone): string {
  const [year, month, day] = localDate(at, zone).split('-')
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`
}

const sp4nClasses: Record<string, string> = {
  'berkadar-pengawasan': 'Pengaduan Berkadar Pengawasan', 'tidak-berkadar-pengawasan': 'Pengaduan Tidak Berkadar Pengawasan', 'permintaan-informasi': 'Permintaan Informasi',
  pertanyaan: 'Permintaan Informasi', informasi: 'Permintaan Informasi', saran: 'Aspirasi', 'saran-usul': 'Aspirasi', aspirasi: 'Aspirasi',
  aduan: 'Pengaduan Tidak Berkadar Pengawasan', kritik: 'Pengaduan Tidak Berkadar Pengawasan', keluhan: 'Pengaduan Tidak Berkadar Pengawasan',
}

function sp4nStatus(row: ExportRow): string {
  if (row.open) return row.waiting ? 'Menunggu Kelengkapan Informasi' : 'Diproses'
  if (row.result === 'dicabut') return 'Ditutup oleh Pelapor'
  return row.result === 'ditolak' ? 'Diarsipkan oleh Admin' : 'Ditutup oleh Admin'
}

const sp4nSources: Record<string, string> = { web: 'Website', sms: 'SMS', email: 'Email', whatsapp: 'WhatsApp', surat: 'Surat', telepon: 'Telepon', datang: 'Tatap Muka', 'media-sosial': 'Media Sosial' }

const sp4nColumns: ExportColumn[] = [
  { head: 'Tracking ID', cell: (row) => row.sourceNumber ?? row.number },
  { head: 'Tanggal Laporan Masuk', cell: (row, { zone }) => sp4nDay(row.openedAt, zone) },
  { head: 'Waktu Laporan Masuk', cell: (row, { zone }) => `${clock(row.openedAt, zone, ':')}:${String(row.openedAt.getUTCSeconds()).padStart(2, '0')}` },
  { head: 'Nama Pelapor', cell: nameOf },
  { head: 'Klasifikasi Laporan', cell: (row) => sp4nClasses[text(row.facts.klasifikasi) || text(row.submitted['jenis-laporan'])] ?? '' },
  { head: 'ID Kategori', cell: (row) => text(row.facts.kategori) },
  { head: 'Kategori', cell: (row, names) => (text(row.facts.kategori) ? names.category(text(row.facts.kategori)) : '') },
  { head: 'Judul Laporan', cell: (row) => row.title },
  { head: 'Isi Laporan Awal', cell: (row) => text(row.submitted.uraian) },
  { head: 'Isi Laporan Akhir', cell: (row) => text(row.submitted.uraian) },
  { head: 'Tipe Laporan (Anonim/Rahasia)', cell: (row) => [row.anonymous ? 'Anonim' : '', row.secret ? 'Rahasia' : ''].filter(Boolean).join('|') },
  { head: 'Sumber Laporan', cell: (row) => sp4nSources[row.channel] ?? 'Website' },
  { head: 'Instansi Induk', cell: (_row, names) => names.government },
  { head: 'ID Instansi Terdisposisi', cell: (row) => row.units.join('; ') },
  { head: 'Instansi Terdisposisi', cell: (row, names) => row.units.map(names.unit).join('; ') },
  { head: 'Status Laporan', cell: sp4nStatus },
  { head: 'Alasan Tunda/Arsip', cell: (row) => (!row.open && row.result === 'ditolak' ? text(row.facts.alasan) : row.waiting ? (row.question ?? '') : '') },
  { head: 'Provinsi', cell: (_row, names) => names.province },
  { head: 'Kota/Kabupaten', cell: (_row, names) => names.regency },
  { head: 'Kecamatan', cell: (row, names) => names.village(text(row.submitted.desa))?.district ?? '' },
  { head: 'Kelurahan', cell: (row, names) => names.village(text(row.submitted.desa))?.village ?? '' },
]

const columnsOf: Record<ExportLayout, ExportColumn[]> = { lengkap: wholeColumns, sp4n: sp4nColumns }

/** The heads of a layout, in their order. */
export function exportHeads(layout: ExportLayout): string[] {
  return columnsOf[layout].map((column) => column.head)
}

/** A ticket as the cells of a layout, each safe to be opened by a spreadsheet program. */
export function exportCells(layout: ExportLayout, row: ExportRow, names: ExportNames): string[] {
  return columnsOf[layout].map((column) => defuse(column.cell(row, names)))
}

/** What a spreadsheet program would take for a formula is made plain text by an apostrophe (OWASP, CSV injection). */
export function defuse(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
