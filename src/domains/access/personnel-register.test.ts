import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { listLooks } from './access-look.ts'
import { accessForThisTest, dumpAll, siti, testNow } from './access-testing.ts'
import { identityChecksOf } from './identity-check.ts'
import { readNip } from './nip.ts'
import { listNikLooks } from './open-nik.ts'
import { checkPersonnel } from './personnel-check.ts'
import type { PersonnelRegister } from './personnel-register.ts'
import { csvPersonnel, hasPersonnel, loadPersonnel } from './personnel-register-csv.ts'
import { httpPersonnel } from './personnel-register-http.ts'
import { RegisterAway } from './population-register.ts'

/** Eighteen digits that look like a real NIP, which is why they are put together here: born that day, appointed later, female, serial. */
const nipOf = (born: string, more: string) => `${born}${more}`
const nip = nipOf('19900817', '2015012901')
const other = nipOf('19790304', '2006041902')
const nobody = nipOf('19790304', '2006041903')
const ticketId = '019a0000-0000-7000-8000-000000000001'

test.each([
  [nip.replace(/^(.{8})(.{6})(.)/, '$1 $2 $3 '), { nip, birthDate: '1990-08-17' }],
  ['19900817', { fault: 'NIP berisi 18 angka, yang tertulis 8 angka.' }],
  [nipOf('19901317', '2015012901'), { fault: 'Delapan angka pertama NIP adalah tanggal lahir; yang tertulis bukan tanggal yang ada.' }],
  ['NIP199008172015012', { fault: 'NIP hanya berisi angka.' }],
])('%j as a NIP', (text, read) => {
  expect(readNip(text)).toEqual(read)
})

describe('a copy that an office keeps itself', () => {
  async function officeForThisTest() {
    const { database } = await accessForThisTest()
    const inBengkalis = <T>(task: (work: Work) => Promise<T>) => inWork(database, { tenant: 'bengkalis', actor: theSystem, now: testNow }, task)
    return { database, inBengkalis, load: (csv: string) => inBengkalis((work) => loadPersonnel(work, csv)), register: csvPersonnel(database, 'bengkalis', () => testNow) }
  }

  test('says match, what differs, or that there is no such NIP; another regency knows nothing of it', async () => {
    const { database, inBengkalis, load, register } = await officeForThisTest()
    expect(await inBengkalis(hasPersonnel)).toBe(false)
    expect(await load(`\uFEFFNIP;nama\r\n${nip};"SITI CONTOH, S.Pd"\r\n\r\n${other};Orang Rekaan\r\n`)).toEqual({ people: 2, faults: [] })
    expect(await inBengkalis(hasPersonnel)).toBe(true)
    expect(await register.lookUp({ nip, name: siti.name, birthDate: '1990-08-17' })).toEqual({ result: 'cocok', differs: [] })
    expect(await register.lookUp({ nip, name: siti.name })).toEqual({ result: 'cocok', differs: [] })
    expect(await register.lookUp({ nip, name: siti.name, birthDate: '1990-08-18' })).toEqual({ result: 'tidak-cocok', differs: ['tanggal-lahir'] })
    expect(await register.lookUp({ nip: other, name: siti.name })).toEqual({ result: 'tidak-cocok', differs: ['nama'] })
    expect(await register.lookUp({ nip: nobody, name: siti.name })).toEqual({ result: 'tidak-ditemukan', differs: [] })
    expect(await csvPersonnel(database, 'lumajang', () => testNow).lookUp({ nip, name: siti.name })).toEqual({ result: 'tidak-ditemukan', differs: [] })
    const dump = await dumpAll(database)
    for (const clear of [nip, 'SITI CONTOH', 'Orang Rekaan']) expect(dump).not.toContain(clear)
  })

  test('with one line wrong is not taken, and each wrong line is named without a name or a whole NIP', async () => {
    const { load, register } = await officeForThisTest()
    await load(`${nip};Siti Contoh`)
    expect((await load(`NIP;nama\n${nip};Siti Contoh\n19;Pendek\n${nip};Kembar\n1,99E+17;Bulat\n${other}\n`)).faults).toEqual([
      { line: 3, text: 'NIP berisi 18 angka, yang tertulis 2 angka.' },
      { line: 4, text: 'NIP 1990••••••••••••01 sudah ada pada baris sebelumnya. Hapus salah satunya.' },
      { line: 5, text: 'NIP dibulatkan oleh lembar kerja. Jadikan kolom NIP sebagai teks, lalu simpan lagi sebagai CSV.' },
      { line: 6, text: 'Diharapkan dua kolom: NIP;nama.' },
    ])
    expect((await load('')).faults).toEqual([{ line: 1, text: 'Berkas ini kosong. Setiap baris berisi NIP;nama.' }])
    expect((await register.lookUp({ nip, name: siti.name })).result).toBe('cocok')
  })
})

test('one behind HTTP is asked with NIP, name and date of birth; one that is closed is away', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += chunk })
    request.on('end', () => {
      asked.push(`${request.headers.authorization} ${body}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"hasil":"tidak-cocok","berbeda":["nama"]}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => { server.closeAllConnections(); server.close() })
  const register = httpPersonnel({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cek`, token: 'rahasia', now: () => testNow })
  expect(await register.lookUp({ nip, name: 'Siti Contoh', birthDate: '1990-08-17' })).toEqual({ result: 'tidak-cocok', differs: ['nama'] })
  expect(asked).toEqual([`Bearer rahasia {"nip":"${nip}","nama":"Siti Contoh","tanggal_lahir":"1990-08-17"}`])
  await expect(httpPersonnel({ url: 'http://127.0.0.1:9/', now: () => testNow, waits: [] }).lookUp({ nip, name: 'Siti Contoh' })).rejects.toBeInstanceOf(RegisterAway)
})

test('a look-up for a ticket is logged with its purpose, takes the birth date from the NIK, and what was said is kept; an outage is kept too', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  const inBengkalis = <T>(task: (work: Work) => Promise<T>) => inWork(database, { tenant: 'bengkalis', actor: theSystem, now: testNow }, task)
  const asked: unknown[] = []
  const register: PersonnelRegister = { source: 'peraga', lookUp: (question) => { asked.push(question); return Promise.resolve({ result: 'cocok', differs: [] }) } }
  const order = { tenant: 'bengkalis', actor: theSystem, now: () => testNow, ticketId, nip, name: siti.name, personId, purpose: 'uji pencocokan' }
  expect(await checkPersonnel(database, { ...order, register })).toMatchObject({ register: 'kepegawaian', result: 'cocok', source: 'peraga' })
  expect(asked).toEqual([{ nip, name: siti.name, birthDate: '1990-08-17' }])
  await checkPersonnel(database, { ...order, register: { source: 'peraga', lookUp: () => Promise.reject(new RegisterAway('tidak dapat dihubungi')) } })
  const { checks, looks, niks } = await inBengkalis(async (work) => ({ checks: await identityChecksOf(work, ticketId), looks: await listLooks(work, { what: 'nip' }), niks: await listNikLooks(work, personId) }))
  expect(checks.map(({ register: of, result, fault }) => [of, result, fault]).sort()).toEqual([['kepegawaian', 'cocok', undefined], ['kepegawaian', 'gagal', 'tidak dapat dihubungi']])
  expect(looks.map(({ subject, purpose, actorKind }) => [subject, purpose, actorKind])).toEqual([[ticketId, 'uji pencocokan', 'system'], [ticketId, 'uji pencocokan', 'system']])
  expect(niks.map(({ purpose }) => purpose)).toEqual(['uji pencocokan', 'uji pencocokan'])
})
