import { type Field, fillFields, type Sop, type Typed } from '../sop/index.ts'
import { type CellFault, type ImportGround, plain, type ReadRow, showFound } from './import-order.ts'
import { readReceivedCells } from './import-received.ts'
import { findUnit, findVillageIn } from './import-values.ts'

/** The columns of a SP4N LAPOR! export that are read; heads as they stand there, without what is in brackets. */
export const sp4nColumns = {
  id: 'Tracking ID', day: 'Tanggal Laporan Masuk', time: 'Waktu Laporan Masuk', name: 'Nama Pelapor', class: 'Klasifikasi Laporan', title: 'Judul Laporan', text: 'Isi Laporan Awal',
  edited: 'Isi Laporan Akhir', kind: 'Tipe Laporan', unit: 'Instansi Terdisposisi', status: 'Status Laporan', regency: 'Kota/Kabupaten', district: 'Kecamatan', village: 'Kelurahan',
} as const
export type Sp4nColumn = keyof typeof sp4nColumns

/** Without these a file is not a SP4N LAPOR! export. */
export const sp4nNeeded: Sp4nColumn[] = ['id', 'day', 'title', 'text']

/** The SOP as such a row can fill it: what the export has no column for is not asked, and a class that the office would else choose later is taken over. */
export function sp4nSop(sop: Sop): Sop {
  const typeOf = (name: string) => sop.fields.find((field) => field.name === name)?.type
  const known = new Set(['judul', 'uraian', 'unit'])
  const form = sop.form.map((use) => (known.has(use.field) || typeOf(use.field) === 'choice' ? use : { ...use, required: false as const }))
  const classField = sop.fields.find((field) => field.name === 'klasifikasi' && field.type === 'choice')
  return { ...sop, form: classField && !form.some((use) => use.field === 'klasifikasi') ? [...form, { field: 'klasifikasi', required: false }] : form }
}

// What SP4N LAPOR! calls a class, in the words that our SOPs use for it; the first that the SOP has is taken.
const classWords: Record<string, string[]> = {
  'pengaduan berkadar pengawasan': ['berkadar-pengawasan', 'pengaduan', 'aduan', 'keluhan'],
  'pengaduan tidak berkadar pengawasan': ['tidak-berkadar-pengawasan', 'pengaduan', 'aduan', 'keluhan'],
  aspirasi: ['aspirasi', 'saran', 'saran-usul'],
  'permintaan informasi': ['permintaan-informasi', 'pertanyaan', 'informasi'],
}

/** Reads one row of a SP4N LAPOR! export. `sop` of the ground is the one that `sp4nSop` gave. */
export function readSp4nRow(cell: (column: Sp4nColumn) => string, ground: ImportGround): ReadRow {
  const faults: CellFault[] = []
  const id = cell('id')
  if (id === '') faults.push({ column: sp4nColumns.id, found: '(kosong)', expected: 'nomor laporan' })
  const received = readReceivedCells(ground, { day: { column: sp4nColumns.day, text: cell('day') }, time: { column: sp4nColumns.time, text: cell('time') } })
  if ('fault' in received) faults.push(received.fault)
  const marks = new Set(cell('kind').split('|').map(plain).filter(Boolean))
  for (const mark of marks) if (mark !== 'anonim' && mark !== 'rahasia') faults.push({ column: 'Tipe Laporan', found: showFound(cell('kind')), expected: 'kosong, Anonim, Rahasia, atau Anonim|Rahasia' })
  const typed = fillIn(cell, ground)
  faults.push(...fillFields(ground.sop, ground.sop.form, typed, ground.fill).faults.map((fault) => faultOfField(fault, cell)))
  const closed = /^(ditutup|diarsipkan)/i.test(cell('status'))
  const row = { faults, closed, ...(id && { sourceNumber: id }) }
  if (faults.length > 0 || 'fault' in received) return row
  return { ...row, order: { typed, receivedAt: received.at.toISOString(), anonymous: marks.has('anonim'), secret: marks.has('rahasia'), ...(cell('name') && { name: cell('name') }) } }
}

function fillIn(cell: (column: Sp4nColumn) => string, ground: ImportGround): Typed {
  const { sop } = ground
  const typed: Typed = {}
  const asks = (name: string) => sop.form.some((use) => use.field === name)
  const field = (name: string): Field | undefined => sop.fields.find((one) => one.name === name)
  // The sender's own words; the verifier's corrections only where those are missing.
  const text = cell('text') || cell('edited')
  const most = field('judul')?.maxLength ?? 200
  const cut = cell('title').length > most
  if (asks('judul')) typed.judul = cut ? `${cell('title').slice(0, most - 1)}…` : cell('title')
  if (asks('uraian')) typed.uraian = cut || !asks('judul') ? `${cell('title')}\n\n${text}`.trim() : text
  if (asks('unit')) typed.unit = findUnit(ground, cell('unit')) ?? cell('unit')
  const village = cell('village') === '' ? undefined : findVillageIn(ground, { village: cell('village'), district: cell('district') })
  if (asks('desa') && village) typed.desa = village
  else if (asks('tempat')) typed.tempat = [cell('village') && `Kelurahan ${cell('village')}`, cell('district') && `Kecamatan ${cell('district')}`, cell('regency')].filter(Boolean).join(', ').slice(0, 200)
  const words = classWords[plain(cell('class'))] ?? []
  for (const use of sop.form) {
    const options = field(use.field)?.type === 'choice' ? (field(use.field)!.options ?? []) : []
    const found = words.find((word) => options.some((option) => option.value === word))
    if (found) typed[use.field] = found
  }
  return typed
}

const columnOfField: Record<string, Sp4nColumn> = { judul: 'title', uraian: 'text', unit: 'unit', tempat: 'regency', desa: 'village' }

function faultOfField(fault: { field: string; text: string }, cell: (column: Sp4nColumn) => string): CellFault {
  const column = columnOfField[fault.field] ?? 'class'
  return { column: sp4nColumns[column], found: showFound(cell(column)), expected: fault.text }
}
