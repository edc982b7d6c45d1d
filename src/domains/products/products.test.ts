import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import {
  findProduct, getProduct, issueProduct, noteProduct, productsOfTicket, type Product, renewProduct, revokeProduct, saveRegisters, voidProduct,
} from './index.ts'
import { certificates, contracts, openPlace, type ProductPlace, refusalOf, registerOf, requests } from './products-testing.ts'

let database: TestDatabase
let place: ProductPlace
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await openPlace(database)
})
afterAll(() => database.close())

const certificate = (email: string) => ({ register: 'sertifikat', facts: { 'surel-dinas': email, 'nama-lengkap': 'Melati Peraga', 'jenis-pegawai': 'asn' } })
const renew = (when: string, product: Product, facts = {}) => place.at(when, async (work) => await renewProduct(work, { productId: product.id, ticketId: await place.ticket(), facts }))
const revoke = (when: string, product: Product, reason = 'Pindah tugas') => place.at(when, async (work) => await revokeProduct(work, { productId: product.id, ticketId: await place.ticket(), reason }))
const historyOf = async (product: Product) =>
  (await place.at('2040-01-01', (work) => getProduct(work, { register: product.register, id: product.id }))).history.map((event) => [event.what, event.body])

describe('a product that is issued', () => {
  test('takes the columns of its register from the facts of the same names, and no other', async () => {
    const ticketId = await place.ticket()
    const holder = { personId: '019a0000-0000-7000-8000-000000000001', unit: 'dinkes', name: 'Melati Peraga' }
    const facts = { 'surel-dinas': ' Melati@Example.go.id', 'jenis-pegawai': 'asn', 'perangkat-daerah': 'dinkes', nik: 'rahasia', lulus: true }
    const product = await place.issue('2026-11-22', { register: 'sertifikat', ticketId, holder, facts })
    expect(product).toMatchObject({
      register: 'sertifikat', key: 'melati@example.go.id', values: { 'surel-dinas': 'Melati@Example.go.id', 'jenis-pegawai': 'asn', 'perangkat-daerah': 'dinkes' },
      holder, state: 'active', validFrom: '2026-11-22', validUntil: '2028-11-22', ticketId, version: 1,
    })
    expect(product.number).toBeUndefined()
    expect(await place.at('2026-11-22', (work) => findProduct(work, { register: 'sertifikat', key: 'MELATI@example.go.id ' }))).toEqual(product)
    expect(await place.at('2026-11-22', (work) => productsOfTicket(work, ticketId))).toEqual([product])
  })

  test('holds from the day that is told, in the tenant’s own zone', async () => {
    expect(await place.issue('2026-11-22', { ...certificate('mulai@example.go.id'), validFrom: '2028-02-29' })).toMatchObject({ validFrom: '2028-02-29', validUntil: '2030-02-28' })
    // Half past eleven in the evening in London is the next morning in Bengkalis.
    expect(await place.issue('2026-11-22T23:30:00Z', certificate('pagi@example.go.id'))).toMatchObject({ validFrom: '2026-11-23', validUntil: '2028-11-23' })
  })

  test('is refused without its key, in a register that is not there, and in one that left the folder', async () => {
    expect((await refusalOf(place.issue('2026-11-22', { register: 'sertifikat', facts: { 'surel-dinas': '  ' } }))).faults).toEqual([
      { field: 'surel-dinas', text: 'Surel dinas: wajib diisi, karena menjadi kunci di Daftar sertifikat elektronik.' },
    ])
    expect((await refusalOf(place.issue('2026-11-22', { register: 'tidak-ada' }))).code).toBe('not-found')
    await saveRegisters(database.owner.db, place.tenant, [certificates, requests].map(registerOf), new Date('2026-01-05T03:00:00Z'))
    expect((await refusalOf(place.issue('2026-11-22', { register: 'kontrak', facts: { berakhir: '2027-01-01' } }))).message).toBe('Daftar kontrak tidak dipakai lagi.')
    await saveRegisters(database.owner.db, place.tenant, [certificates, requests, contracts].map(registerOf), new Date('2026-01-05T03:00:00Z'))
    await place.issue('2026-11-22', { register: 'kontrak', facts: { berakhir: '2027-01-01' } })
  })

  test('ends on the day in its column, which must be there, be a date, and not be past', async () => {
    const faultOf = async (facts: Record<string, string>) => (await refusalOf(place.issue('2026-11-22', { register: 'kontrak', facts }))).faults
    expect(await faultOf({})).toEqual([{ field: 'berakhir', text: 'Berakhir: isi tanggal berakhirnya, misalnya 2028-01-31.' }])
    expect(await faultOf({ berakhir: '2027-02-30' })).toEqual([{ field: 'berakhir', text: 'Berakhir: isi tanggal berakhirnya, misalnya 2028-01-31.' }])
    expect(await faultOf({ berakhir: '2026-11-21' })).toEqual([{ field: 'berakhir', text: 'Berakhir: 21 November 2026 sudah lewat. Isi tanggal 22 November 2026 atau sesudahnya.' }])
    expect(await place.issue('2026-11-22', { register: 'kontrak', facts: { berakhir: '2026-11-22' } })).toMatchObject({ state: 'active', validUntil: '2026-11-22' })
  })
})

describe('a key', () => {
  test('is refused while one in force has it, without saying whose it is', async () => {
    await place.issue('2026-11-22', certificate('tunggal@example.go.id'))
    const refusal = await refusalOf(place.issue('2027-01-05', { ...certificate('TUNGGAL@example.go.id'), holder: { name: 'Cempaka Umpama' } }))
    expect(refusal.code).toBe('bad-input')
    expect(refusal.faults).toEqual([{
      field: 'surel-dinas',
      text: 'Surel dinas: “tunggal@example.go.id” sudah dipakai sertifikat lain yang terdaftar sejak 22 November 2026 dan berlaku sampai 22 November 2028. Pakai yang lain, atau ajukan perpanjangan atau pencabutannya.',
    }])
  })

  test('is free again once its product was revoked, made void, or is over; the newest is found', async () => {
    const email = 'berulang@example.go.id'
    const first = await place.issue('2026-11-22', certificate(email))
    await revoke('2026-12-01', first)
    const second = await place.issue('2026-12-02', certificate(email))
    await place.at('2026-12-03', (work) => voidProduct(work, { productId: second.id, ticketId: second.ticketId, reason: 'Salah catat' }))
    const third = await place.issue('2026-12-04', certificate(email))
    expect(await refusalOf(place.issue('2028-12-04', certificate(email)))).toMatchObject({ code: 'bad-input' })
    const fourth = await place.issue('2028-12-05', certificate(email))
    const states = async (day: string) => await place.at(day, async (work) => await Promise.all([first, second, third, fourth].map(async ({ id }) => (await getProduct(work, { register: 'sertifikat', id })).product.state)))
    expect(await states('2028-12-05')).toEqual(['revoked', 'void', 'expired', 'active'])
    expect((await historyOf(third)).map(([what]) => what)).toEqual(['issued', 'ended'])
    expect(await place.at('2028-12-06', (work) => findProduct(work, { register: 'sertifikat', key: email }))).toMatchObject({ id: fourth.id })
    await revoke('2028-12-06', fourth)
    expect(await place.at('2028-12-07', (work) => findProduct(work, { register: 'sertifikat', key: email }))).toMatchObject({ id: fourth.id, state: 'revoked' })
  })

  test('is given to one of two that ask at the same moment', async () => {
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => place.issue('2026-11-22', certificate('rebutan@example.go.id'))))
    expect(asked.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    for (const one of asked) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'bad-input', faults: [{ field: 'surel-dinas' }] })
  })

  test('stands once in the database even where the program would not look', async () => {
    const product = await place.issue('2026-11-22', certificate('basis@example.go.id'))
    await expect(place.at('2026-11-22', (work) => sql`
      insert into product (tenant_id, id, ticket_id, register, key, "values", holder_name, issued_at, valid_from)
      values (${work.tenant}, gen_random_uuid(), ${product.ticketId}, 'sertifikat', ${product.key}, '{}', 'x', now(), '2026-11-22')`.execute(work.db))).rejects.toThrow('product_in_force')
  })
})

describe('numbers', () => {
  test('rise by one, begin anew each year of the tenant’s zone, and take no notice of what was undone', async () => {
    const ask = (when: string) => place.issue(when, { register: 'permohonan' })
    expect((await ask('2029-12-31')).number).toBe('1/PPID/2029')
    const undone = place.at('2029-12-31', async (work) => {
      expect((await issueProduct(work, { register: 'permohonan', ticketId: await place.ticket(), holder: { name: 'x' }, facts: {} })).number).toBe('2/PPID/2029')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect((await ask('2029-12-31T16:59:00Z')).number).toBe('2/PPID/2029')
    expect((await ask('2029-12-31T17:00:00Z')).number).toBe('1/PPID/2030')
  })

  test('twenty that ask at once, of which some are undone, get one each without a gap', async () => {
    const tickets = await Promise.all(Array.from({ length: 20 }, () => place.ticket()))
    const asked = await Promise.allSettled(tickets.map((ticketId, n) => place.at('2031-03-03', async (work) => {
      const product = await issueProduct(work, { register: 'permohonan', ticketId, holder: { name: 'x' }, facts: {} })
      if (n % 7 === 3) throw new Error('undone after its number was given')
      return product.number!
    })))
    const numbers = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(asked.filter((one) => one.status === 'rejected')).toHaveLength(3)
    expect(numbers.map((number) => Number(number.split('/')[0])).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    expect((await place.issue('2031-03-04', { register: 'permohonan' })).number).toBe('18/PPID/2031')
  })
})

describe('facts noted later', () => {
  test('change their columns in the newest product of the ticket, leave the others, and stand in the history', async () => {
    const ticketId = await place.ticket()
    const issued = await place.issue('2026-11-22', { register: 'permohonan', ticketId, facts: { 'informasi-diminta': 'Anggaran 2026', alamat: 'Jalan Umpama 1' } })
    const note = (facts: Record<string, string | number>) => place.at('2026-11-30', (work) => noteProduct(work, { register: 'permohonan', ticketId, facts }))
    const noted = await note({ keputusan: 'dikabulkan', biaya: 15000, alamat: 'Jalan Umpama 2' })
    expect(noted).toMatchObject({ id: issued.id, number: issued.number, version: 2, values: { 'informasi-diminta': 'Anggaran 2026', alamat: 'Jalan Umpama 2', keputusan: 'dikabulkan', biaya: '15000' } })
    expect(await note({ keputusan: 'dikabulkan' })).toEqual(noted)
    expect(await historyOf(issued)).toEqual([
      ['issued', { columns: { 'informasi-diminta': { to: 'Anggaran 2026' }, alamat: { to: 'Jalan Umpama 1' } } }],
      ['noted', { columns: { alamat: { from: 'Jalan Umpama 1', to: 'Jalan Umpama 2' }, keputusan: { to: 'dikabulkan' }, biaya: { to: '15000' } } }],
    ])
  })

  test('do nothing where the ticket has issued nothing there', async () => {
    const ticketId = await place.ticket()
    expect(await place.at('2026-11-22', (work) => noteProduct(work, { register: 'permohonan', ticketId, facts: { keputusan: 'ditolak' } }))).toBeUndefined()
  })

  test('cannot take the key of another, nor let hold on what is over', async () => {
    await place.issue('2026-11-22', certificate('milik-lain@example.go.id'))
    const own = await place.issue('2026-11-22', certificate('milik-sendiri@example.go.id'))
    const taken = place.at('2026-11-23', (work) => noteProduct(work, { register: 'sertifikat', ticketId: own.ticketId, facts: { 'surel-dinas': 'milik-lain@example.go.id' } }))
    expect((await refusalOf(taken)).faults[0]?.field).toBe('surel-dinas')
    const over = await place.issue('2026-11-22', { register: 'kontrak', facts: { isi: 'Sewa', berakhir: '2027-01-10' } })
    const note = (when: string, facts: Record<string, string>) => place.at(when, (work) => noteProduct(work, { register: 'kontrak', ticketId: over.ticketId, facts }))
    expect(await note('2027-01-05', { berakhir: '2027-02-10' })).toMatchObject({ validUntil: '2027-02-10' })
    expect((await refusalOf(note('2027-02-11', { berakhir: '2027-03-10' }))).code).toBe('too-late')
    expect(await note('2027-02-11', { isi: 'Sewa gedung' })).toMatchObject({ values: { isi: 'Sewa gedung' }, state: 'expired' })
  })
})

describe('renewal', () => {
  test('lets it hold anew from that day, also on its last day', async () => {
    const product = await place.issue('2026-11-22', certificate('perpanjang@example.go.id'))
    const renewed = await renew('2028-11-22', product, { 'jenis-pegawai': 'non-asn' })
    expect(renewed).toMatchObject({ id: product.id, validFrom: '2028-11-22', validUntil: '2030-11-22', state: 'active', values: { 'jenis-pegawai': 'non-asn' } })
    expect((await historyOf(product)).at(-1)).toEqual(['renewed', { columns: { 'jenis-pegawai': { from: 'asn', to: 'non-asn' } }, validUntil: '2030-11-22' }])
  })

  test('is refused the day after, with the date and what to do', async () => {
    const product = await place.issue('2026-11-22', certificate('habis@example.go.id'))
    const refusal = await refusalOf(renew('2028-11-23', product))
    expect(refusal.code).toBe('too-late')
    expect(refusal.message).toBe('Sertifikat habis@example.go.id sudah berakhir pada 22 November 2028, sehingga tidak dapat diperpanjang. Ajukan penerbitan baru.')
  })

  test('is refused for what was revoked, and for what has no end', async () => {
    const product = await place.issue('2026-11-22', certificate('cabut-dulu@example.go.id'))
    await revoke('2026-12-01', product)
    expect((await refusalOf(renew('2026-12-02', product))).message).toBe('Sertifikat cabut-dulu@example.go.id sudah dicabut pada 1 Desember 2026, sehingga tidak dapat diperpanjang. Ajukan penerbitan baru.')
    const endless = await place.issue('2026-11-22', { register: 'permohonan' })
    expect((await refusalOf(renew('2026-12-02', endless))).code).toBe('conflict')
    expect((await refusalOf(renew('2026-12-02', { ...endless, id: '019a0000-0000-7000-8000-00000000000f' }))).code).toBe('not-found')
  })

  test('never shortens: neither what began later than today, nor by a date in its column', async () => {
    const ahead = await place.issue('2026-11-22', { ...certificate('nanti@example.go.id'), validFrom: '2027-06-01' })
    expect(await renew('2026-11-23', ahead)).toMatchObject({ validUntil: '2029-06-01' })
    const contract = await place.issue('2026-11-22', { register: 'kontrak', facts: { berakhir: '2027-05-05' } })
    expect((await refusalOf(renew('2027-01-01', contract, { berakhir: '2027-05-05' }))).faults).toEqual([{ field: 'berakhir', text: 'Tanggal berakhir yang baru harus sesudah 5 Mei 2027.' }])
    expect(await renew('2027-01-01', contract, { berakhir: '2028-05-05' })).toMatchObject({ validUntil: '2028-05-05' })
  })
})

describe('revocation', () => {
  test('needs a reason, is kept with its day, and comes once', async () => {
    const product = await place.issue('2026-11-22', certificate('dicabut@example.go.id'))
    expect((await refusalOf(revoke('2026-12-01', product, '  '))).faults).toEqual([{ field: 'alasan', text: 'Alasan: wajib diisi.' }])
    const revoked = await revoke('2026-12-01', product, ' Pindah tugas ')
    expect(revoked).toMatchObject({ state: 'revoked', revokedAt: new Date('2026-12-01T03:00:00Z'), revokeReason: 'Pindah tugas' })
    const again = await refusalOf(revoke('2026-12-02', product))
    expect([again.code, again.message]).toEqual(['conflict', 'Sertifikat dicabut@example.go.id sudah dicabut pada 1 Desember 2026, sehingga tidak dapat dicabut.'])
    expect(await historyOf(product)).toHaveLength(2)
  })

  test('is refused for what is over', async () => {
    const product = await place.issue('2026-11-22', certificate('sudah-lewat@example.go.id'))
    expect((await refusalOf(revoke('2028-11-23', product))).code).toBe('too-late')
  })
})
