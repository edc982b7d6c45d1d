import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import { readPhone } from '../access/index.ts'
import { type Field, type FieldUse, fillFields, type Sop } from '../sop/index.ts'
import { isEmail } from './desk-form.ts'
import { type CellFault, type ImportGround, type ReadRow, showFound } from './import-order.ts'
import { readReceivedCells } from './import-received.ts'
import { readValue, readYes } from './import-values.ts'

interface TemplateColumn {
  head: string
  needed: boolean
  help: string
}

const own = { number: 'Nomor asal', day: 'Tanggal masuk', time: 'Jam masuk', name: 'Nama pelapor', phone: 'Telepon', email: 'Surel', anonymous: 'Anonim', secret: 'Rahasia' } as const

/** The SOP as a spreadsheet can fill it: files cannot come in a cell. */
export function templateSop(sop: Sop): Sop {
  return { ...sop, form: sop.form.filter((use) => fieldOf(sop, use).type !== 'files') }
}

function fieldOf(sop: Sop, use: FieldUse): Field {
  const field = sop.fields.find((one) => one.name === use.field)
  if (!field) throw new Error(`SOP ${sop.code} has no field ${use.field}`)
  return field
}

/** The columns of our own template for one SOP, in their order. */
export function templateColumns(sop: Sop): TemplateColumn[] {
  return [
    { head: own.number, needed: false, help: 'Nomor di buku agenda atau aplikasi lama. Baris dengan nomor yang sama tidak menjadi dua tiket.' },
    { head: own.day, needed: true, help: 'Misalnya 5 Jan 2024 atau 05/01/2024. Waktu penyelesaian dihitung dari sini.' },
    { head: own.time, needed: false, help: 'Misalnya 14:30. Kosong berarti awal hari.' },
    ...templateSop(sop).form.map((use) => columnOf(fieldOf(sop, use), use.required === true)),
    { head: own.name, needed: false, help: 'Nama pengirim; disimpan tersandi.' },
    { head: own.phone, needed: false, help: 'Nomor ponsel untuk jawaban, misalnya 0812 3456 7890.' },
    { head: own.email, needed: false, help: 'Alamat surel untuk jawaban.' },
    ...(sop.intake.anonymous ? [{ head: own.anonymous, needed: false, help: 'ya atau tidak' }] : []),
    ...(sop.intake.secret ? [{ head: own.secret, needed: false, help: 'ya atau tidak' }] : []),
  ]
}

function columnOf(field: Field, needed: boolean): TemplateColumn {
  const options = field.options?.map((option) => option.label).join(' / ')
  const byType: Partial<Record<Field['type'], string>> = {
    village: 'Nama desa dan kecamatan, misalnya “Sukamaju, Kecamatan Contoh”, atau kode wilayahnya.', unit: 'Nama atau singkatan unit.', category: 'Nama kategori.',
    moment: 'Tanggal dan jam, misalnya 05/01/2024 14:30.', date: 'Tanggal, misalnya 05/01/2024.', 'yes-no': 'ya atau tidak',
  }
  return { head: field.label, needed, help: options ?? byType[field.type] ?? field.help ?? `Teks, paling banyak ${field.maxLength ?? (field.type === 'long-text' ? 8000 : 200)} huruf.` }
}

/** The template as XLSX: a sheet to fill in, and one that explains each column. */
export async function writeTemplateXlsx(sop: Sop): Promise<Buffer> {
  const columns = templateColumns(sop)
  const head = { fontWeight: 'bold', backgroundColor: '#e8eef4', wrap: true, alignVertical: 'center' } as const
  const filled = columns.map((column) => ({ value: column.head, type: String, ...head }))
  const guide = [
    ['Kolom', 'Wajib', 'Isi'].map((value) => ({ value, type: String, ...head })),
    ...columns.map((column) => [{ value: column.head, type: String }, { value: column.needed ? 'ya' : '', type: String }, { value: column.help, type: String, wrap: true }]),
  ]
  return await writeExcelFile([
    { data: [filled], sheet: 'Laporan', columns: columns.map((column) => ({ width: Math.max(14, Math.min(40, column.head.length + 4)) })), stickyRowsCount: 1 },
    { data: guide, sheet: 'Petunjuk', columns: [{ width: 32 }, { width: 8 }, { width: 90 }] },
  ]).toBuffer()
}

/** The template as CSV: its one line of heads, as Excel in Indonesia opens it. */
export function writeTemplateCsv(sop: Sop): string {
  return `\uFEFF${stringify([templateColumns(sop).map((column) => column.head)], { delimiter: ';' })}`
}

/** Reads one row of our own template. `cell` gives the text under a head. */
export function readTemplateRow(cell: (head: string) => string, ground: ImportGround): ReadRow {
  const { sop } = ground
  const faults: CellFault[] = []
  const wrong = (column: string, expected: string) => void faults.push({ column, found: showFound(cell(column)), expected })
  const received = readReceivedCells(ground, { day: { column: own.day, text: cell(own.day) }, time: { column: own.time, text: cell(own.time) } })
  if ('fault' in received) faults.push(received.fault)
  const phone = cell(own.phone) === '' ? undefined : readPhone(cell(own.phone))
  if (phone && 'fault' in phone) wrong(own.phone, phone.fault)
  const email = cell(own.email).toLowerCase()
  if (email !== '' && !isEmail(email)) wrong(own.email, 'alamat surel, misalnya nama@contoh.id')
  for (const column of [own.anonymous, own.secret]) if (readYes(cell(column)) === undefined) wrong(column, 'ya atau tidak')
  const typed = Object.fromEntries(sop.form.map((use) => [use.field, readValue(fieldOf(sop, use), cell(fieldOf(sop, use).label), ground)]))
  faults.push(...fillFields(sop, sop.form, typed, ground.fill).faults.map((fault) => {
    const label = fieldOf(sop, { field: fault.field, required: false }).label
    return { column: label, found: showFound(cell(label)), expected: fault.text }
  }))
  const row = { faults, closed: false, ...(cell(own.number) && { sourceNumber: cell(own.number) }) }
  if (faults.length > 0 || 'fault' in received) return row
  return {
    ...row,
    order: {
      typed, receivedAt: received.at.toISOString(), anonymous: readYes(cell(own.anonymous)) === 'ya', secret: readYes(cell(own.secret)) === 'ya',
      ...(cell(own.name) && { name: cell(own.name).slice(0, 100) }), ...(phone && 'phone' in phone && { phone: phone.phone }), ...(email && { email }),
    },
  }
}
