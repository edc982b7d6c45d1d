import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpAll } from '../access/access-testing.ts'
import { makeAccess } from '../access/index.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { villagesOf } from '../organisation/index.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf, waitingFile } from '../tickets/fixture-tenant.ts'
import { findSender, openSenderNik } from '../tickets/index.ts'
import { enterAtDesk } from './desk-entry.ts'
import { mayEnterAtDesk } from './desk-front.ts'

let database: TestDatabase
let lumajang: FixtureTenant
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  lumajang = await loadFixtureTenant(database, 'tenants/lumajang')
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

// A Wednesday; the letter of the tests came on the Monday before.
const now = new Date('2026-01-07T10:00:00+07:00')
const letter = {
  'meja-saluran': 'surat', 'meja-diterima': '2026-01-05T09:15', 'meja-nama': 'Melati Peraga', 'meja-nik': '', 'meja-telepon': '', 'meja-surel': '',
  unit: 'dputr', judul: 'Jembatan lapuk', uraian: 'Papan jembatan patah sejak pekan lalu.', desa: '35.08.10.2001',
}

function enter(place: FixtureTenant, sop: string, order: { seat: string; typed: Record<string, string | string[]>; formKey?: string; anonymous?: boolean }) {
  return place.as(place.officer(order.seat), now, (work) =>
    enterAtDesk(work, { sop: place.sop(sop), zone: 'WIB', formKey: order.formKey ?? randomUUID(), typed: order.typed, anonymous: order.anonymous ?? false, secret: false }))
}

const inLumajang = (typed: Record<string, string> = {}, formKey?: string) => enter(lumajang, 'pengaduan-online', { seat: 'validator.diskominfo', typed: { ...letter, ...typed }, ...(formKey && { formKey }) })

test('a letter is a ticket whose clocks count from the day that it came', async () => {
  const ticket = await inLumajang()
  expect(ticket).toMatchObject({ channel: 'surat', openedAt: new Date('2026-01-05T09:15:00+07:00'), title: 'Jembatan lapuk' })
  const { clocks, events } = await lumajang.traces(ticket.id)
  // The validator has 24 hours from the submission.
  expect(clocks.find((clock) => clock.scope === 'step')?.dueAt).toEqual(new Date('2026-01-06T09:15:00+07:00'))
  expect(events[0]).toMatchObject({ actor: { kind: 'officer', id: lumajang.officer('validator.diskominfo').id }, body: { saluran: 'surat' } })
  const sender = await lumajang.as({ kind: 'system' }, now, (work) => findSender(work, ticket.id))
  expect(sender).toMatchObject({ name: 'Melati Peraga', enteredBy: lumajang.officer('validator.diskominfo').id })
})

test('the same form sent twice is one ticket, one sender, one letter to each address', async () => {
  const formKey = randomUUID()
  const typed = { 'meja-telepon': '0840 200 9001', 'meja-surel': 'Melati@Contoh.example' }
  const first = await inLumajang(typed, formKey)
  const again = await inLumajang(typed, formKey)
  expect(again.number).toBe(first.number)
  const { rows } = await sql<{ channel: string; kind: string }>`select channel, kind from letter where tenant_id = 'lumajang' and owner_id = ${first.id} order by channel`.execute(database.owner.db)
  expect(rows).toEqual([{ channel: 'email', kind: 'diterima' }, { channel: 'sms', kind: 'diterima' }])
})

test('a phone number that is left is told of the receipt, and of what comes after', async () => {
  const ticket = await inLumajang({ 'meja-telepon': '0812 0000 9001' })
  await lumajang.act(ticket, 'periksa', { by: 'validator.diskominfo', at: now })
  const { rows } = await sql<{ channel: string; title: string }>`select channel, letter.text as title from letter where tenant_id = 'lumajang' and owner_id = ${ticket.id}`.execute(database.owner.db)
  expect(rows.map((row) => row.channel)).toEqual(['sms'])
  expect(rows[0]!.title).toContain(ticket.number)
  const dump = await dumpAll(database)
  expect(dump).not.toContain('81200009001')
  expect(dump).not.toContain('Melati Peraga')
})

test('every fault of both parts is named at once', async () => {
  const refusal = await refusalOf(inLumajang({
    'meja-saluran': 'merpati', 'meja-diterima': '2026-01-08T09:00', 'meja-nama': '', 'meja-nik': '123', 'meja-telepon': 'x', 'meja-surel': 'tanpa-at', judul: '', desa: '99',
  }))
  expect(refusal.faults.map((fault) => [fault.field, fault.text])).toEqual([
    ['meja-saluran', 'Lewat apa laporan ini masuk? Pilih salah satu.'],
    ['meja-diterima', 'Diterima pada: waktu itu belum tiba. Isi kapan laporan sampai di kantor.'],
    ['meja-nama', 'Nama pengirim: wajib diisi, paling banyak 100 huruf.'],
    ['meja-nik', 'NIK berisi 16 angka, yang Anda isi 3 angka. Periksa kembali KTP pengirim.'],
    ['meja-telepon', 'Nomor telepon hanya berisi angka. Contoh: 0812 3456 7890.'],
    ['meja-surel', 'Alamat surel tidak lengkap. Contoh: nama@contoh.id.'],
    ['judul', 'Judul singkat: wajib diisi.'],
    ['desa', 'Desa atau kelurahan kejadian: desa itu tidak ada di daftar. Pilih dari daftar.'],
  ])
  expect((await refusalOf(inLumajang({ 'meja-diterima': '2024-12-01T09:00' }))).faults[0]?.text).toBe('Diterima pada: lebih dari satu tahun yang lalu. Periksa tahunnya.')
  expect((await refusalOf(inLumajang({ 'meja-diterima': '' }))).faults[0]?.text).toBe('Diterima pada: isi tanggal dan jamnya.')
})

test('a citizen whose NIK is known becomes the reporter; under another name the NIK is doubted, and nobody is named', async () => {
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const nik = '3508101708909001'
  const { personId } = await access.registerCitizen('lumajang', { name: 'Kenanga Umpama', nik, phone: '081200009002', password: 'perahu-kayu-biru' }, now)
  const refusal = await refusalOf(inLumajang({ 'meja-nik': nik }))
  expect(refusal.faults).toEqual([{ field: 'meja-nik', text: 'NIK ini terdaftar atas nama lain. Cocokkan NIK dan nama dengan KTP pengirim.' }])
  expect((await inLumajang({ 'meja-nik': nik, 'meja-nama': 'kenanga umpama' })).reporterId).toBe(personId)
})

test('a sender without an account keeps their NIK, sealed, for the register', async () => {
  const ticket = await inLumajang({ 'meja-nik': '3508 1017 0890 9005' })
  expect(ticket.reporterId).toBeUndefined()
  expect(await lumajang.as({ kind: 'system' }, now, (work) => openSenderNik(work, ticket.id))).toEqual({ name: 'Melati Peraga', nik: '3508101708909005' })
  expect(await lumajang.as({ kind: 'system' }, now, (work) => findSender(work, ticket.id))).toMatchObject({ nikMasked: '3508••••••••••05' })
  expect(await dumpAll(database)).not.toContain('3508101708909005')
})

test('a document that the SOP asks for is asked of a letter, which can be scanned, and not of a call', async () => {
  const typed = { ...letter, desa: villagesOf('14.03')[0]!.villages[0]!.code, 'waktu-kejadian': '2026-01-04T08:00' }
  const place = { seat: 'admin-pusat.diskominfotik', typed }
  expect((await refusalOf(enter(bengkalis, 'lapor', place))).faults).toEqual([{ field: 'lampiran', text: 'Data pendukung: lampirkan sedikitnya satu berkas.' }])
  expect((await enter(bengkalis, 'lapor', { ...place, typed: { ...typed, 'meja-saluran': 'telepon' } })).channel).toBe('telepon')
  const formKey = randomUUID()
  const scan = await waitingFile(bengkalis, 'lampiran', formKey)
  const ticket = await enter(bengkalis, 'lapor', { ...place, formKey, typed: { ...typed, lampiran: [scan] } })
  expect(ticket.submitted.lampiran).toEqual([scan])
})

test('the desk belongs to the first post of an SOP and to administrators', async () => {
  const sop = lumajang.sop('pengaduan-online')
  expect(mayEnterAtDesk(lumajang.officer('validator.diskominfo'), sop)).toBe(true)
  expect(mayEnterAtDesk(lumajang.officer('admin-opd.dlh'), sop)).toBe(false)
  expect(mayEnterAtDesk(lumajang.officer('admin-opd.dlh', true), sop)).toBe(true)
  expect(mayEnterAtDesk({ kind: 'citizen', id: randomUUID() }, sop)).toBe(false)
  expect((await refusalOf(enter(lumajang, 'pengaduan-online', { seat: 'admin-opd.dlh', typed: letter }))).code).toBe('not-allowed')
})

test('one tenant knows nothing of the senders of another', async () => {
  const ticket = await inLumajang()
  expect(await bengkalis.as({ kind: 'system' }, now, (work) => findSender(work, ticket.id))).toBeUndefined()
})
