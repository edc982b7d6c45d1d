import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { remindOfExpiry, renewProduct, revokeProduct } from './index.ts'
import { openPlace, type ProductPlace } from './products-testing.ts'

let database: TestDatabase
let place: ProductPlace
beforeEach(async () => {
  database = await databaseForThisTest()
  place = await openPlace(database)
})

const personId = '019a0000-0000-7000-8000-000000000001'
const certificate = (email: string, holder: { name: string; personId?: string; unit?: string } = { name: 'Melati Peraga', personId }) =>
  ({ register: 'sertifikat', holder, facts: { 'surel-dinas': email } })

async function remind(when: string): Promise<number> {
  return await place.at(when, (work) => remindOfExpiry(work))
}

/** All that was told so far: to whom, and what. */
async function told(): Promise<string[]> {
  const { rows } = await sql<{ to: string; text: string }>`
    select coalesce(post || '.' || unit, person_id::text, 'pengirim tiket') as "to", text from message order by at, id`.execute(database.owner.db)
  return rows.map((row) => `${row.to}: ${row.text}`)
}

test('keeper and holder are reminded at each distance once, and never again', async () => {
  await place.issue('2026-11-22', certificate('a@example.go.id'))
  expect(await remind('2028-10-22')).toBe(0)
  expect(await remind('2028-10-23')).toBe(1)
  const first = [
    'admin-diskominfotik.diskominfotik: Sertifikat a@example.go.id berlaku sampai 22 November 2028, 30 hari lagi.',
    `${personId}: Sertifikat a@example.go.id berlaku sampai 22 November 2028, 30 hari lagi. Ajukan perpanjangan sebelum masa berlakunya habis.`,
  ]
  expect(await told()).toEqual(first)
  expect([await remind('2028-10-23'), await remind('2028-11-14')]).toEqual([0, 0])
  expect(await remind('2028-11-15')).toBe(1)
  expect(await told()).toEqual([...first, ...first.map((line) => line.replace('30 hari lagi', '7 hari lagi'))])
  expect([await remind('2028-11-16'), await remind('2028-11-22'), await remind('2028-11-23')]).toEqual([0, 0, 0])
})

test('after a long standstill it reminds once, of the nearest distance, with the days that are left', async () => {
  await place.issue('2026-11-22', certificate('a@example.go.id'))
  expect([await remind('2028-11-22'), await remind('2028-11-22')]).toEqual([1, 0])
  expect((await told())[0]).toBe('admin-diskominfotik.diskominfotik: Sertifikat a@example.go.id berlaku sampai 22 November 2028, hari ini.')
})

test('what is undone before it is kept is done again; two at the same time remind once', async () => {
  await place.issue('2026-11-22', certificate('a@example.go.id'))
  const cut = place.at('2028-10-23', async (work) => {
    expect(await remindOfExpiry(work)).toBe(1)
    throw new Error('the power failed')
  })
  await expect(cut).rejects.toThrow('the power failed')
  expect(await told()).toEqual([])
  const rounds = await Promise.all([1, 2, 3].map(() => remind('2028-10-23')))
  expect(rounds.reduce((sum, n) => sum + n)).toBe(1)
  expect(await told()).toHaveLength(2)
})

test('a unit is reminded at the post that the register names, a sender without account at the address of the ticket', async () => {
  await place.issue('2026-11-22', certificate('unit@example.go.id', { name: 'Dinas Kesehatan', unit: 'dinkes' }))
  await place.issue('2026-11-22', certificate('tamu@example.go.id', { name: 'Tamu Umpama' }))
  expect(await remind('2028-10-23')).toBe(2)
  expect((await told()).map((line) => line.split(': ')[0]).sort()).toEqual(['admin-diskominfotik.diskominfotik', 'admin-diskominfotik.diskominfotik', 'admin-skpd.dinkes', 'pengirim tiket'])
})

test('the letter says what ends, and is no reminder of a ticket’s due date', async () => {
  await place.issue('2026-11-22', certificate('tamu@example.go.id', { name: 'Tamu Umpama' }))
  expect(await remind('2028-10-23')).toBe(1)
  const { rows } = await place.at('2028-10-23', (work) => sql<{ kind: string; letter_title: string }>`select distinct kind, letter_title from message where tenant_id = ${work.tenant}`.execute(work.db))
  expect(rows).toEqual([{ kind: 'masa-berlaku', letter_title: 'Segera berakhir: Sertifikat tamu@example.go.id' }])
})

test('what is renewed is reminded of its new end, what is revoked of none', async () => {
  const kept = await place.issue('2026-11-22', certificate('a@example.go.id'))
  const gone = await place.issue('2026-11-22', certificate('b@example.go.id'))
  expect(await remind('2028-10-23')).toBe(2)
  await place.at('2028-11-01', (work) => renewProduct(work, { productId: kept.id, ticketId: kept.ticketId, facts: {} }))
  await place.at('2028-11-01', (work) => revokeProduct(work, { productId: gone.id, ticketId: gone.ticketId, reason: 'Pensiun' }))
  expect([await remind('2028-11-15'), await remind('2030-10-01'), await remind('2030-10-02')]).toEqual([0, 0, 1])
})

test('a distance that was past when a product began is left out; a month is one of the calendar', async () => {
  await place.issue('2026-12-20', { register: 'kontrak', facts: { berakhir: '2027-01-05' } })
  await place.issue('2026-12-20', { register: 'kontrak', facts: { berakhir: '2027-03-31' } })
  expect([await remind('2026-12-21'), await remind('2027-01-05'), await remind('2027-02-27'), await remind('2027-02-28')]).toEqual([0, 0, 0, 1])
  expect((await told())[0]).toBe('admin-diskominfotik.diskominfotik: Kontrak tiket 100-000-002 berlaku sampai 31 Maret 2027, 31 hari lagi.')
})

test('many are reminded in parts', async () => {
  for (let n = 0; n < 5; n++) await place.issue('2026-11-22', certificate(`orang${n}@example.go.id`))
  const part = () => place.at('2028-10-23', (work) => remindOfExpiry(work, 2))
  expect([await part(), await part(), await part(), await part()]).toEqual([2, 2, 1, 0])
  expect(await told()).toHaveLength(10)
})
