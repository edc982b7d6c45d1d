import { randomUUID } from 'node:crypto'
import readExcelFile from 'read-excel-file/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { makeAccess } from '../access/index.ts'
import { villagesOf } from '../organisation/index.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf } from '../tickets/fixture-tenant.ts'
import { defuse } from './export-columns.ts'
import { exportTickets, type ExportOrder } from './export-tickets.ts'
import { writeXlsx } from './write-xlsx.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

const now = new Date('2026-02-02T09:00:00+07:00')
const admin = () => bengkalis.officer('admin-diskominfotik.diskominfotik', true)

async function take(order: Partial<ExportOrder> = {}, actor = admin()): Promise<Buffer> {
  const whole: ExportOrder = { layout: 'lengkap', format: 'csv', filter: {}, senders: async () => new Map(), ...order }
  const chunks: Uint8Array[] = []
  for await (const chunk of await exportTickets((task) => bengkalis.as(actor, now, task), whole)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('tickets go out by date, SOP, unit and status; unnamed reporters stay unnamed; formulas are defused', async () => {
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const { personId } = await access.registerCitizen('bengkalis', { name: 'Cempaka Umpama', nik: '1403011708909001', phone: '081200009001', password: 'perahu-kayu-biru' }, now)
  const village = villagesOf('14.03')[0]!
  const at = (day: string) => new Date(`2026-01-${day}T10:00:00+07:00`)
  const typed = { judul: '=HYPERLINK("x")', uraian: 'Baris satu;\n"dua"', desa: village.villages[0]!.code }
  const first = await bengkalis.open('sipendekar', { at: at('05'), reporterId: personId, typed })
  const second = await bengkalis.open('sipendekar', { at: at('06'), reporterId: personId, anonymous: true, typed: { judul: 'Tanpa nama' } })
  const third = await bengkalis.open('lapor', { at: at('07'), typed: { judul: 'Rahasia' }, secret: true })
  await bengkalis.act(first, 'teruskan', { by: 'admin-diskominfotik.diskominfotik', at: at('06'), typed: { unit: 'dpupr', kategori: 'jalan' } })

  const numbers = async (filter: ExportOrder['filter']) => (await take({ filter })).toString().split('\r\n').join('\n').split('\n').flatMap((line) => /^(\d{3}-\d{3}-\d{3});/.exec(line)?.[1] ?? [])
  expect(await numbers({})).toEqual([first.number, second.number, third.number])
  expect(await numbers({ from: at('06'), before: at('07') })).toEqual([second.number])
  expect(await numbers({ sop: 'lapor' })).toEqual([third.number])
  expect(await numbers({ unit: 'dpupr' })).toEqual([first.number])
  expect(await numbers({ status: 'selesai' })).toEqual([])

  const [sheet] = await readExcelFile(await take({ format: 'xlsx' }))
  const column = (head: string) => sheet!.data[0]!.indexOf(head)
  const row = (n: number) => sheet!.data[n]!
  expect(row(1)[column('Judul')]).toBe('\'=HYPERLINK("x")')
  expect(row(1)[column('Isi laporan')]).toBe('Baris satu;\n"dua"')
  expect([row(1)[column('Nama pelapor')], row(2)[column('Nama pelapor')]]).toEqual(['Cempaka Umpama', null])
  expect([row(1)[column('Desa')], row(1)[column('Kecamatan')], row(1)[column('Diterima')]]).toEqual([village.villages[0]!.name, village.name, '2026-01-05 10:00'])
  expect([row(2)[column('Anonim')], row(3)[column('Rahasia')], row(3)[column('Judul')]]).toEqual(['ya', 'ya', 'Rahasia'])

  const sp4n = (await readExcelFile(await take({ format: 'xlsx', layout: 'sp4n' })))[0]!.data
  expect(sp4n[0]).toHaveLength(21)
  expect(sp4n[1]!.slice(0, 5)).toEqual([first.number, '5 Jan 2026', '10:00:00', 'Cempaka Umpama', 'Pengaduan Tidak Berkadar Pengawasan'])
  expect(sp4n[2]![10]).toBe('Anonim')
  expect(sp4n[1]!.slice(13, 16)).toEqual(['dpupr', 'Dinas Pekerjaan Umum dan Penataan Ruang', 'Diproses'])
  expect(sp4n[1]!.slice(17)).toEqual(['Riau', 'Kabupaten Bengkalis', village.name, village.villages[0]!.name])
})

test('only an administrator may, and each time is recorded before the first byte', async () => {
  expect((await refusalOf(take({}, bengkalis.officer('admin-diskominfotik.diskominfotik')))).code).toBe('not-found')
  await exportTickets((task) => bengkalis.as(admin(), now, task), { layout: 'sp4n', format: 'csv', filter: { sop: 'lapor', status: 'selesai' }, senders: async () => new Map() })
  const { rows } = await sql<{ subject: string }>`select subject from access_look where what = 'ekspor' and purpose = 'mengekspor tiket (csv, sop lapor, status selesai)'`.execute(database.owner.db)
  expect(rows).toEqual([{ subject: 'sp4n' }])
})

test('more tickets than one part, each once and in order', async () => {
  const { rows } = await sql<{ id: string }>`select id from ticket where tenant_id = 'bengkalis' limit 1`.execute(database.owner.db)
  await sql`
    insert into ticket select (jsonb_populate_record(t, jsonb_build_object('id', uuid_at(${now}::timestamptz + n * interval '1 ms'), 'number', 'x' || n))).*
    from ticket t, generate_series(1, 1234) n where t.id = ${rows[0]!.id}`.execute(database.owner.db)
  const numbers = [...(await take()).toString().matchAll(/^x(\d+);/gm)].map((match) => Number(match[1]))
  expect(numbers).toEqual(Array.from({ length: 1234 }, (_, n) => n + 1))
})

test('a spreadsheet of a hundred thousand rows passes through without being gathered', async () => {
  const part = Array.from({ length: 500 }, (_, n) => [`Baris ${n}`, 'panjang '.repeat(40), '', '<&>'])
  let asked = 0
  async function* parts() {
    for (; asked < 200; asked++) yield part
  }
  let bytes = 0
  let ahead = 0
  let chunks = 0
  for await (const chunk of writeXlsx('Laporan', ['A', 'B', 'C', 'D'], parts())) {
    bytes += chunk.length
    // Some of what was asked for lies in the packer; never more than a few parts.
    if (chunks++ === 3) ahead = asked
  }
  expect(asked).toBe(200)
  expect(ahead).toBeLessThan(60)
  expect(bytes).toBeGreaterThan(100_000)
})

test.each([['=1', "'=1"], ['+62', "'+62"], ['-', "'-"], ['@x', "'@x"], ['\tx', "'\tx"], ['a=1', 'a=1'], ['', '']])('%j goes out as %j', (cell, safe) => {
  expect(defuse(cell)).toBe(safe)
})

test('what goes out in the layout of SP4N LAPOR! is what comes in by it', async () => {
  const { takeImport, runImports, confirmImport } = await import('../intake/index.ts')
  const csv = await take({ layout: 'sp4n', filter: { before: new Date('2026-01-07T00:00:00+07:00') } })
  const id = await takeImport(database, { tenant: 'bengkalis', actor: admin(), now, formKey: randomUUID(), fileName: 'sp4n.csv', bytes: csv, sop: 'sipendekar', closedToo: false })
  await bengkalis.as(admin(), now, (work) => confirmImport(work, id))
  while ((await runImports(database, () => now)) > 0);
  const { rows } = await sql<{ title: string; anonymous: boolean; desa: string; opened_at: Date; channel: string }>`
    select t.title, t.anonymous, t.submitted ->> 'desa' as desa, t.opened_at, t.channel from import_row r join ticket t on t.id = r.ticket_id where r.import_id = ${id} and r.source_number not like 'x%' order by r.no`.execute(database.owner.db)
  expect(rows).toEqual([
    { title: '=HYPERLINK("x")', anonymous: false, desa: villagesOf('14.03')[0]!.villages[0]!.code, opened_at: new Date('2026-01-05T10:00:00+07:00'), channel: 'impor' },
    { title: 'Tanpa nama', anonymous: true, desa: villagesOf('14.03')[0]!.villages[0]!.code, opened_at: new Date('2026-01-06T10:00:00+07:00'), channel: 'impor' },
  ])
})
