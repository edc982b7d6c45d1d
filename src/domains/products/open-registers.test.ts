import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { countProducts, exportProducts, getProduct, type ProductFilter, publicProducts, revokeProduct, searchProducts, voidProduct } from './index.ts'
import { openPlace, type ProductPlace, refusalOf } from './products-testing.ts'

let database: TestDatabase
let place: ProductPlace
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await openPlace(database)
  await fill()
})
afterAll(() => database.close())

const today = '2026-11-22'
const officer = (admin: boolean, ...seats: string[]): Actor => ({
  kind: 'officer', id: '019a0000-0000-7000-8000-0000000000aa', admin, posts: seats.map((seat) => ({ post: seat.split('.')[0]!, unit: seat.split('.')[1]! })),
})
const admin = officer(true, 'admin-diskominfotik.diskominfotik')
const keeper = officer(false, 'admin-skpd.dinkes')

/** Four certificates in four states, one that ends soon, and three requests. */
async function fill(): Promise<void> {
  const certificate = (day: string, email: string, name: string) => place.issue(day, { register: 'sertifikat', holder: { name, unit: 'dinkes' }, facts: { 'surel-dinas': email, 'nama-lengkap': name, 'jenis-pegawai': 'asn', 'perangkat-daerah': 'dinkes' } })
  await certificate('2024-01-10', 'lama@example.go.id', 'Anggrek Contoh')
  await certificate('2024-12-10', 'segera@example.go.id', 'Bakung Contoh')
  await certificate('2026-03-01', 'berlaku@example.go.id', 'Cempaka Contoh')
  const revoked = await certificate('2026-03-02', 'dicabut@example.go.id', 'Dahlia Contoh')
  await place.at('2026-05-05', (work) => revokeProduct(work, { productId: revoked.id, ticketId: revoked.ticketId, reason: 'Pensiun' }))
  const request = (day: string, what: string) => place.issue(day, { register: 'permohonan', holder: { name: 'Melati Peraga' }, facts: { 'informasi-diminta': what, alamat: 'Jalan Rahasia 7', biaya: 15000 } })
  await request('2026-11-01', '=HYPERLINK("http://contoh")')
  await request('2026-11-02', 'Anggaran 100% jalan')
  const wrong = await request('2026-11-03', 'Salah catat')
  await place.at('2026-11-03', (work) => voidProduct(work, { productId: wrong.id, ticketId: wrong.ticketId, reason: 'Tercatat dua kali' }))
}

const found = async (filter: ProductFilter, actor: Actor = admin) => (await place.at(today, (work) => searchProducts(work, { ...filter, size: 10 }), actor)).products.map((one) => one.key ?? one.values['informasi-diminta'])

describe('who opens a register', () => {
  test('its keeper, the administrators and the system; for others it does not exist', async () => {
    const codes = async (actor: Actor) => (await place.at(today, (work) => countProducts(work), actor)).map((one) => one.register.code)
    expect(await codes(admin)).toEqual(['kontrak', 'sertifikat', 'permohonan'])
    expect(await codes(keeper)).toEqual(['permohonan'])
    expect(await codes(officer(false, 'admin-skpd.diskominfotik', 'kepala.dinkes'))).toEqual([])
    expect(await codes({ kind: 'citizen', id: '019a0000-0000-7000-8000-0000000000ab' })).toEqual([])
    for (const actor of [keeper, { kind: 'guest' } as const, { kind: 'citizen', id: '019a0000-0000-7000-8000-0000000000ab' } as const]) {
      expect((await refusalOf(found({ register: 'sertifikat' }, actor))).code).toBe('not-found')
      expect((await refusalOf(place.at(today, (work) => getProduct(work, { register: 'sertifikat', id: 'x' }), actor))).code).toBe('not-found')
      expect((await refusalOf(exportProducts((task) => place.at(today, task, actor), { register: 'sertifikat' }))).code).toBe('not-found')
    }
  })

  test('an entry is found in its own register only', async () => {
    const { products } = await place.at(today, (work) => searchProducts(work, { register: 'sertifikat', size: 1 }))
    const of = (register: string, id: string) => place.at(today, (work) => getProduct(work, { register, id }), admin)
    expect((await of('sertifikat', products[0]!.id)).product).toEqual(products[0])
    expect((await refusalOf(of('permohonan', products[0]!.id))).code).toBe('not-found')
    expect((await refusalOf(of('sertifikat', "' or 1=1"))).code).toBe('not-found')
  })
})

describe('searching', () => {
  test('by state, newest first', async () => {
    const register = 'sertifikat'
    expect(await found({ register })).toEqual(['dicabut@example.go.id', 'berlaku@example.go.id', 'segera@example.go.id', 'lama@example.go.id'])
    expect(await found({ register, state: 'active' })).toEqual(['berlaku@example.go.id', 'segera@example.go.id'])
    expect(await found({ register, soon: true })).toEqual(['segera@example.go.id'])
    expect(await found({ register, state: 'expired' })).toEqual(['lama@example.go.id'])
    expect(await found({ register, state: 'revoked' })).toEqual(['dicabut@example.go.id'])
    expect(await found({ register: 'permohonan', state: 'void' })).toEqual(['Salah catat'])
    const counts = (await place.at(today, (work) => countProducts(work), admin)).map((one) => [one.register.code, one.counts])
    expect(counts).toEqual([
      ['kontrak', { active: 0, soon: 0, expired: 0, revoked: 0, void: 0 }],
      ['sertifikat', { active: 2, soon: 1, expired: 1, revoked: 1, void: 0 }],
      ['permohonan', { active: 2, soon: 0, expired: 0, revoked: 0, void: 1 }],
    ])
  })

  test('by words in any order, in number, holder and columns, where % and _ are only signs', async () => {
    expect(await found({ register: 'sertifikat', text: 'contoh CEMPAKA' })).toEqual(['berlaku@example.go.id'])
    expect(await found({ register: 'permohonan', text: '2/ppid/2026' })).toEqual(['Anggaran 100% jalan'])
    expect(await found({ register: 'permohonan', text: '100%' })).toEqual(['Anggaran 100% jalan'])
    expect(await found({ register: 'permohonan', text: '100_' })).toEqual([])
    expect(await found({ register: 'permohonan', text: 'melati', state: 'active' })).toHaveLength(2)
    // Names of columns are no content.
    expect(await found({ register: 'sertifikat', text: 'jenis-pegawai' })).toEqual([])
  })

  test('goes on after the last one seen', async () => {
    const page = async (after?: string) => await place.at(today, (work) => searchProducts(work, { register: 'sertifikat', size: 3, ...(after && { after }) }))
    const first = await page()
    expect(first.products).toHaveLength(3)
    const second = await page(first.next)
    expect(second.products.map((one) => one.key)).toEqual(['lama@example.go.id'])
    expect(second.next).toBeUndefined()
    expect((await page('bukan-id')).products).toHaveLength(3)
  })
})

describe('the public', () => {
  const open = async (query: { register: string; text?: string }) => await place.at(today, (work) => publicProducts(work, { ...query, size: 10 }), { kind: 'guest' })

  test('sees of a public register what is not personal, without void entries and without people', async () => {
    const { register, products } = await open({ register: 'permohonan' })
    expect(register.columns.map((column) => column.name)).toEqual(['informasi-diminta', 'keputusan', 'biaya'])
    expect(products.map(({ id: _, ...one }) => one)).toEqual([
      { number: '2/PPID/2026', values: { 'informasi-diminta': 'Anggaran 100% jalan', biaya: '15000' }, state: 'active' },
      { number: '1/PPID/2026', values: { 'informasi-diminta': '=HYPERLINK("http://contoh")', biaya: '15000' }, state: 'active' },
    ])
  })

  test('finds nothing by what it may not see', async () => {
    expect((await open({ register: 'permohonan', text: 'anggaran' })).products).toHaveLength(1)
    for (const text of ['Rahasia', 'Melati', 'Jalan Rahasia 7']) expect((await open({ register: 'permohonan', text })).products).toEqual([])
  })

  test('does not know the other registers', async () => {
    expect((await refusalOf(open({ register: 'sertifikat' }))).code).toBe('not-found')
    expect((await refusalOf(open({ register: 'tidak-ada' }))).code).toBe('not-found')
  })
})

describe('an export', () => {
  const take = async (filter: ProductFilter, actor = admin) => {
    const { heads, rows } = await exportProducts((task) => place.at(today, task, actor), filter)
    const all: string[][] = []
    for await (const part of rows) all.push(...part)
    return [heads, ...all]
  }

  test('holds the filtered entries with all columns, and is recorded before it begins', async () => {
    expect(await take({ register: 'sertifikat', state: 'revoked' })).toEqual([
      ['Tanggal', 'Surel dinas', 'Nama lengkap', 'Jenis pegawai', 'Perangkat daerah', 'Pemegang', 'Unit pemegang', 'Keadaan', 'Berlaku sampai', 'Tanggal dicabut', 'Alasan', 'Tiket'],
      ['2026-03-02', 'dicabut@example.go.id', 'Dahlia Contoh', 'ASN', 'Dinas Kesehatan', 'Dahlia Contoh', 'Dinas Kesehatan', 'dicabut', '2028-03-02', '2026-05-05', 'Pensiun', '100-000-004'],
    ])
    const { rows } = await sql`select what, subject, purpose, actor_kind from access_look order by at desc, id desc limit 1`.execute(database.owner.db)
    expect(rows).toEqual([{ what: 'daftar', subject: 'sertifikat', purpose: 'mengekspor daftar (dicabut)', actor_kind: 'officer' }])
  })

  test('of more than fits one part is whole', async () => {
    const ticketId = await place.ticket()
    await sql`
      insert into product (tenant_id, id, ticket_id, register, "values", holder_name, issued_at, valid_from)
      select ${place.tenant}, gen_random_uuid(), ${ticketId}, 'kontrak', jsonb_build_object('isi', n), 'x', now(), '2026-01-01' from generate_series(1, 1203) n`.execute(database.owner.db)
    const rows = (await take({ register: 'kontrak' })).slice(1)
    expect(new Set(rows.map((row) => row[1])).size).toBe(1203)
    await sql`alter table product disable trigger all`.execute(database.owner.db)
    await sql`delete from product where register = 'kontrak'`.execute(database.owner.db)
    await sql`alter table product enable trigger all`.execute(database.owner.db)
  })
})

describe('in the database', () => {
  test('no other tenant sees or changes a register, a product, its history or its numbers', async () => {
    const other = await openPlace(database, 'tetangga')
    const own = await other.issue(today, { register: 'permohonan' })
    expect(own.number).toBe('1/PPID/2026')
    for (const table of ['product', 'product_event', 'product_number', 'product_register']) {
      const seen = await other.at(today, (work) => sql<{ tenant_id: string }>`select distinct tenant_id from ${sql.table(table)}`.execute(work.db))
      expect([table, seen.rows]).toEqual([table, [{ tenant_id: 'tetangga' }]])
    }
    const changed = await other.at(today, (work) => sql`update product set version = version + 1 where tenant_id = ${place.tenant}`.execute(work.db))
    expect(changed.numAffectedRows).toBe(0n)
    await expect(other.at(today, (work) => sql`insert into product_number values (${place.tenant}, 'permohonan', 2040, 1)`.execute(work.db))).rejects.toThrow('row-level security')
  })

  test.each([
    'delete from product', 'delete from product_event', 'update product_event set at = now()', 'update product set number = null', "update product set holder_name = 'x'",
    'update product set issued_at = now()', "update product set register = 'x'", 'update product set ticket_id = id', 'delete from product_number', 'update product_number set year = 1',
    "insert into product_register (tenant_id) values ('bengkalis')", 'update product_register set public = true', 'delete from product_register',
  ])('the application’s role is refused: %s', async (order) => {
    await expect(place.at(today, (work) => sql.raw(order).execute(work.db))).rejects.toThrow('permission denied')
  })

  test('nothing is revoked without a reason, both revoked and void, or over before it began', async () => {
    const { rows } = await sql<{ id: string }>`select id from product where tenant_id = ${place.tenant} and register = 'permohonan' and voided_at is null limit 1`.execute(database.owner.db)
    for (const change of ['revoked_at = now()', "revoked_at = now(), voided_at = now(), revoke_reason = 'x'", "valid_until = '2000-01-01'", "revoke_reason = 'x'"]) {
      const order = place.at(today, (work) => sql`update product set ${sql.raw(change)} where id = ${rows[0]!.id}`.execute(work.db))
      await expect(order, change).rejects.toThrow('check constraint')
    }
  })
})
