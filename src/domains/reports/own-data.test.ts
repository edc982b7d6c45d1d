import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { makeAccess, openNik, recordLook } from '../access/index.ts'
import { addInformation } from '../tickets/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, waitingFile } from '../tickets/fixture-tenant.ts'
import { ownNik, readOwnData } from './own-data.ts'
import { writeOwnData } from './write-own-data.ts'

let database: TestDatabase
let place: FixtureTenant
let id: string
const admin = 'admin-diskominfotik.diskominfotik'
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, 'tenants/bengkalis')
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  id = (await access.registerCitizen('bengkalis', { name: 'Cempaka Umpama', nik: '1403011708909001', phone: '081200009001', password: 'perahu-kayu-biru' }, mondayMorning)).personId
})
afterAll(() => database.close())

const as = <T>(task: Parameters<typeof place.as<T>>[2]) => place.as({ kind: 'citizen', id }, later(mondayMorning, 60), task)
const read = () => as((work) => readOwnData(work, id, { sessions: [], byDesk: [] }))

test('everything is there: what was filled in by its label, what was written later, files by name, news, entries in registers, who looked; nothing of others', async () => {
  const formKey = randomUUID()
  const files = { ktp: [await waitingFile(place, 'ktp', formKey)], akta: [await waitingFile(place, 'akta', formKey)] }
  const request = await place.open('ppid', { reporterId: id, formKey, typed: { 'nama-pemohon': 'Cempaka Umpama', alamat: 'Jalan Contoh 7', 'jenis-pemohon': 'perorangan', ...files } })
  const report = await place.open('sipendekar', { reporterId: id, typed: { judul: 'Lampu mati', uraian: 'Lampu jalan mati.' } })
  await place.open('sipendekar', { typed: { judul: 'Milik orang lain' } })
  await as((work) => addInformation(work, { ticketId: report.id, text: 'Sudah tiga hari.' }))
  await place.as(place.officer(admin), later(mondayMorning, 30), async (work) => {
    await recordLook(work, { what: 'tiket', subject: report.id, purpose: 'menangani tiket' })
    await openNik(work, id, 'pemeriksaan nomor KTP')
  })
  const data = await read()
  expect(data.tickets.map((one) => one.ticket.number)).toEqual([report.number, request.number])
  const [own, asked] = data.tickets
  expect(own).toMatchObject({ rated: false, written: [{ text: 'Sudah tiga hari.' }] })
  expect(asked!.filled).toContainEqual({ label: 'Alamat', value: 'Jalan Contoh 7' })
  expect(asked!.files.map((file) => file.field).sort()).toEqual(['akta', 'ktp'])
  expect(data.messages.map((one) => one.number)).toContain(request.number)
  expect(data.products).toMatchObject([{ kind: 'register', name: expect.stringContaining('informasi') }])
  expect(data.looks.map((look) => [look.what, look.purpose, look.by])).toEqual(expect.arrayContaining([
    ['tiket', 'menangani tiket', 'Admin Diskominfotik, Diskominfotik'], ['nik utuh', 'pemeriksaan nomor KTP', 'Admin Diskominfotik, Diskominfotik'],
  ]))

  const nik = await as((work) => ownNik(work, id))
  const file = writeOwnData({ data, nik, phone: '+6281200009001', government: 'Uji', addresses: [], site: 'https://contoh.example', at: mondayMorning })
  const told = JSON.parse(file) as { profil: object; tiket: { berkas: { tautan: string }[] }[]; 'siapa-melihat': object[] }
  expect(told.profil).toEqual({ nama: 'Cempaka Umpama', 'nama-sebelumnya': [], nik: '1403011708909001', telepon: '+6281200009001', alamat: null, terdaftar: '2026-01-05T03:00:00.000Z' })
  expect(told.tiket[1]!.berkas[0]!.tautan).toMatch(new RegExp(`^https://contoh.example/tiket/${request.number}/berkas/[0-9a-f-]{36}$`))
  expect(file).not.toContain('Milik orang lain')
  const { rows } = await sql<{ purpose: string }>`select purpose from nik_look where actor_id = ${id}`.execute(database.owner.db)
  expect(rows).toEqual([{ purpose: 'diunduh pemiliknya' }])
  expect((await read()).looks).toHaveLength(2)
})

test('of more tickets than fit one page all are there', async () => {
  for (let n = 0; n < 101; n++) await place.open('sipendekar', { reporterId: id, typed: { judul: `Lubang ${n}`, uraian: 'Jalan berlubang.' } })
  expect((await read()).tickets).toHaveLength(103)
})
