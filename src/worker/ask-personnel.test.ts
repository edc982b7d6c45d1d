import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityChecksOf, loadPersonnel, loadRegister, makeAccess, type PersonnelRegister, type PopulationRegister } from '../domains/access/index.ts'
import { type FixtureTenant, loadFixtureTenant, mondayMorning, waitingFile } from '../domains/tickets/fixture-tenant.ts'
import { findTicket, takeLinkedStep, type Ticket } from '../domains/tickets/index.ts'
import { theSystem } from '../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../kernel/testing.ts'
import { personnelAsker } from './ask-personnel.ts'
import { askRegisters } from './ask-registers.ts'

let database: TestDatabase
let place: FixtureTenant
let personId: string
const owner = { name: 'Siti Contoh', nik: '1403015708909001', phone: '0812-0000-0123', password: 'ikan-laut-biru' }
// Put together here, since it looks like a real one: born as the NIK says, appointed later, female, serial.
const nip = ['19900817', '2015012901'].join('')
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, fileURLToPath(new URL('../../tenants/bengkalis', import.meta.url)))
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  personId = (await access.registerCitizen('bengkalis', owner, mondayMorning)).personId
})
afterAll(() => database.close())

let now = mondayMorning
const asSystem = <T>(task: Parameters<typeof place.as<T>>[2]) => place.as(theSystem, now, task)

/** A civil servant's request that waits for both registers, under that name and NIP. */
async function waiting(typed: { name?: string; nip?: string } = {}): Promise<Ticket> {
  const opened = await place.open('sertifikat-penerbitan', { reporterId: personId, typed: { 'nama-lengkap': typed.name ?? owner.name, 'jenis-pegawai': 'asn' } })
  const ticket = await place.act(opened, 'kirim-tautan', { by: 'verifikator-sertifikat.diskominfotik' })
  const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'tautan'`.execute(database.owner.db)
  const formKey = randomUUID()
  const swafoto = [await waitingFile(place, place.sop('sertifikat-penerbitan').fields.find((field) => field.name === 'swafoto')!, formKey)]
  const data = { nip: typed.nip ?? nip, pangkat: 'Penata Muda, III/a', jabatan: 'Perawat Rekaan', telepon: '+62840100001', swafoto }
  return await place.as({ kind: 'guest' }, now, (work) => takeLinkedStep(work, { key: /\/tautan\/([\w-]+)/.exec(rows[0]!.text)![1]!, act: 'aktifkan-asn', typed: data, seenVersion: ticket.version, formKey }))
}

interface Lines {
  population?: PopulationRegister
  personnel?: PersonnelRegister
}

const ask = async ({ population, personnel }: Lines = {}) => await askRegisters({
  resources: database, log: pino({ level: 'silent' }), now: () => now, population: () => population, personnel: personnelAsker({ now: () => now, registerOf: () => personnel }),
})
const stepOf = async (ticket: Ticket) => (await asSystem((work) => findTicket(work, { id: ticket.id })))!.state.step
const said = async (ticket: Ticket) => (await asSystem((work) => identityChecksOf(work, ticket.id))).map((check) => `${check.register}: ${check.result}`).sort()
const agrees = { source: 'peraga', lookUp: () => Promise.resolve({ result: 'cocok' as const, differs: [] }) }

test('with no register at all, nothing is heard: it is asked again later, five times, and then checked by hand', async () => {
  const ticket = await waiting()
  for (let tries = 1; tries <= 5; tries++) {
    expect([tries, await ask(), await stepOf(ticket)]).toEqual([tries, 1, tries === 5 ? 'verifikasi' : 'cek'])
    now = new Date(now.getTime() + 3_600_000)
  }
  expect(await ask()).toBe(0)
})

test('a civil servant whom both copies know goes on; a wrong name, NIP or day of birth stops at the verifier, and what each register said is kept', async () => {
  await asSystem(async (work) => {
    await loadRegister(work, `${owner.nik};${owner.name};1990-08-17`)
    await loadPersonnel(work, `${nip};${owner.name}, S.Kep.\n${['19900818', '2015012901'].join('')};${owner.name}`)
  })
  const [fits, misnamed, unknown, younger] = [await waiting(), await waiting({ name: 'Orang Lain' }), await waiting({ nip: ['19900817', '2015012999'].join('') }), await waiting({ nip: ['19900818', '2015012901'].join('') })]
  expect(await ask()).toBe(4)
  expect([await stepOf(fits), await said(fits)]).toEqual(['frasa', ['kepegawaian: cocok', 'kependudukan: cocok']])
  // The name in the ticket is what will stand in the certificate, so it is that name which must be right.
  expect([await stepOf(misnamed), await said(misnamed)]).toEqual(['verifikasi', ['kependudukan: tidak-cocok']])
  expect([await stepOf(unknown), await said(unknown)]).toEqual(['verifikasi', ['kepegawaian: tidak-ditemukan', 'kependudukan: cocok']])
  expect([await stepOf(younger), await said(younger)]).toEqual(['verifikasi', ['kepegawaian: tidak-cocok', 'kependudukan: cocok']])
})

test('one register in an outage is asked again while the ticket waits; when it answers, the ticket goes on', async () => {
  const ticket = await waiting()
  let well = false
  const personnel: PersonnelRegister = { source: 'peraga', lookUp: () => (well ? agrees.lookUp() : Promise.reject(new Error('broken adapter'))) }
  expect([await ask({ population: agrees, personnel }), await stepOf(ticket)]).toEqual([1, 'cek'])
  expect(await ask({ population: agrees, personnel })).toBe(0)
  now = new Date(now.getTime() + 3_600_000)
  well = true
  expect([await ask({ population: agrees, personnel }), await stepOf(ticket)]).toEqual([1, 'frasa'])
})
