import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import readExcelFile from 'read-excel-file/node'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type FixtureTenant, loadFixtureTenant } from '../tickets/fixture-tenant.ts'
import { recordBreaches } from '../tickets/index.ts'
import { exportTickets } from './export-tickets.ts'
import { type RecapDimension, recapitulate, writeRecap } from './recapitulate.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
const desk = 'admin-diskominfotik.diskominfotik'
const at = (text: string) => new Date(`${text}+07:00`)
const now = at('2026-02-20T09:00')

// Three in January, of which one is answered and closed; one in February. By the 20th all that are open have broken a promise but the newest.
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
  const first = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
  const sent = await bengkalis.act(first, 'teruskan', { by: desk, at: at('2026-01-05T10:10'), typed: { unit: 'dpupr' } })
  const answered = await bengkalis.act(sent, 'jawab', { by: 'admin-skpd.dpupr', at: at('2026-01-05T10:30'), typed: { jawaban: 'Sudah.' } })
  await bengkalis.act(answered, 'lepas', { by: desk, at: at('2026-01-05T10:40'), typed: { jawaban: 'Sudah.' } })
  const second = await bengkalis.open('sipendekar', { at: at('2026-01-06T10:00') })
  await bengkalis.act(second, 'teruskan', { by: desk, at: at('2026-01-06T10:10'), typed: { unit: 'dinkes' } })
  // 23.30 on the last of January in western Indonesia is still January, though it is February nowhere yet.
  await bengkalis.open('sipendekar', { at: at('2026-01-31T23:30') })
  await bengkalis.open('sipendekar', { at: at('2026-02-20T08:59'), channel: 'sms' })
  while ((await bengkalis.as(theSystem, now, (work) => recordBreaches(work))) > 0);
})
afterAll(() => database.close())

const count = (by: RecapDimension, filter = {}) => bengkalis.as(bengkalis.officer(desk, true), now, (work) => recapitulate(work, by, filter))
const lines = async (by: RecapDimension, filter = {}) => (await count(by, filter)).rows.map((row) => [row.name, row.received, row.answered, row.closed, row.open, row.overdue])

test('complaints are counted by month, as months are at the regency', async () => {
  expect(await lines('bulan')).toEqual([['Januari 2026', 3, 1, 1, 2, 2], ['Februari 2026', 1, 0, 0, 1, 0]])
})

test('complaints are counted by channel, by unit and by category, the most first', async () => {
  expect(await lines('saluran')).toEqual([['Situs ini', 3, 1, 1, 2, 2], ['SMS', 1, 0, 0, 1, 0]])
  const units = await lines('unit')
  expect(units.map((line) => line.slice(0, 2))).toContainEqual(['Dinas Kesehatan', 1])
  expect(units.reduce((sum, line) => sum + Number(line[1]), 0)).toBe(4)
  expect((await count('kategori')).total).toEqual({ received: 4, answered: 1, closed: 1, open: 3, overdue: 2, unexplained: 2, selfReleased: 0 })
})

test('where an SOP leaves a report to a group, it counts for the unit that answered, or for the only one that could', async () => {
  const cirebon = await loadFixtureTenant(database, 'tenants/cirebon')
  const open = (uraian: string) => cirebon.open('upik', { typed: { judul: 'Laporan', uraian } })
  const alone = await open('Jalan rusak dan berlubang, aspal ambles.')
  const several = await open('Pasien rumah sakit menunggu dokter di puskesmas.')
  await open('Pasien rumah sakit menunggu dokter lagi di puskesmas.')
  expect([alone.state.group, several.state.group.length > 1]).toEqual([['dputr'], true])
  await cirebon.act(several, 'jawab', { by: 'pic-skpd.dinkes', typed: { jawaban: 'Ditambah.' } })
  const figures = (filter = {}) => cirebon.as(cirebon.officer('admin-egov.diskominfo', true), now, (work) => recapitulate(work, 'unit', filter))
  expect((await figures()).rows.map((row) => [row.name, row.received])).toEqual([['Belum ada unit', 1], ['Dinas Kesehatan', 1], ['Dinas Pekerjaan Umum dan Tata Ruang', 1]])
  expect((await figures({ unit: 'dinkes' })).total.received).toBe(1)

  const written = async (layout: 'lengkap' | 'sp4n') => {
    const chunks: Uint8Array[] = []
    const order = { layout, format: 'csv', filter: {}, senders: async () => new Map() } as const
    for await (const chunk of await exportTickets((task) => cirebon.as(cirebon.officer('admin-egov.diskominfo', true), now, task), order)) chunks.push(chunk)
    const [heads = [], ...rows] = parse(Buffer.concat(chunks), { bom: true, delimiter: ';' }) as string[][]
    return rows.map((row) => row[heads.indexOf(layout === 'sp4n' ? 'Instansi Terdisposisi' : 'Unit')]).sort()
  }
  const group = 'Dinas Kesehatan; Rumah Sakit Umum Daerah Arjawinangun; Rumah Sakit Umum Daerah Waled; BPJS Kesehatan Kabupaten Cirebon'
  const units = ['Dinas Kesehatan', group, 'Dinas Pekerjaan Umum dan Tata Ruang']
  expect(await written('lengkap')).toEqual(units)
  expect(await written('sp4n')).toEqual(units)
})

test('a filter narrows all figures', async () => {
  expect((await count('unit', { unit: 'dinkes' })).total).toEqual({ received: 1, answered: 0, closed: 0, open: 1, overdue: 1, unexplained: 1, selfReleased: 0 })
  expect((await count('unit', { from: at('2026-02-01T00:00') })).total.received).toBe(1)
  expect((await count('unit', { before: at('2026-01-06T00:00') })).total.received).toBe(1)
  expect((await count('unit', { sop: 'lapor' })).total.received).toBe(0)
})

test('the figures go out as CSV and XLSX with the total last', async () => {
  const recap = await count('bulan')
  const take = async (format: 'csv' | 'xlsx') => {
    const chunks: Uint8Array[] = []
    for await (const chunk of writeRecap(recap, 'bulan', format)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const head = ['Bulan', 'Diterima', 'Dijawab', 'Selesai', 'Masih berjalan', 'Lewat tenggat', 'Alasan ditunggu', 'Dilepas penyusunnya']
  expect((await take('csv')).toString('utf8')).toBe(`\uFEFF${head.join(';')}\nJanuari 2026;3;1;1;2;2;2;0\nFebruari 2026;1;0;0;1;0;0;0\nJumlah;4;1;1;3;2;2;0\n`)
  const sheets = await readExcelFile(await take('xlsx'))
  expect(JSON.stringify(sheets)).toContain(JSON.stringify(['Jumlah', 4, 1, 1, 3, 2, 2, 0]))
})

test('figures are for administrators', async () => {
  await expect(bengkalis.as(bengkalis.officer('admin-skpd.dpupr'), now, (work) => recapitulate(work, 'unit', {}))).rejects.toMatchObject({ code: 'not-allowed' })
})
