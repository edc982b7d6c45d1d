import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { inWork } from '../../kernel/work.ts'
import { accessForThisTest, dumpAll, siti, testNow } from './access-testing.ts'
import { checkIdentity, identityChecksOf } from './identity-check.ts'
import { listNikLooks } from './open-nik.ts'
import { RegisterAway } from './population-register.ts'
import { csvRegister } from './population-register-csv.ts'
import { httpRegister } from './population-register-http.ts'
import { sameName } from './population-register-names.ts'
import { loadRegister } from './register-load.ts'

const question = { nik: siti.nik, name: siti.name, birthDate: '1990-08-17' }
const ticketId = '019a0000-0000-7000-8000-000000000001'

test.each([
  ['Siti Contoh', 'SITI  CONTOH', true],
  ['H. Achmad Rekaan, S.Pd.', 'ACHMAD REKAAN', true],
  ['Muh. Umpama', 'Mochammad Umpama', true],
  ["Nur'aini Peraga", 'NURAINI PERAGA', true],
  ['Siti Contoh', 'Contoh Siti', false],
  ['Siti Contoh', 'Siti Contoh Rekaan', false],
  ['', '', false],
])('%j and %j are the same name: %s', (one, other, same) => {
  expect(sameName(one, other)).toBe(same)
})

describe('a register that an office keeps itself', () => {
  test('says match, what differs, or that there is no such NIK', async () => {
    const { database } = await accessForThisTest()
    const csv = `\uFEFFNIK;nama;tanggal lahir\r\n${siti.nik};"SITI CONTOH, S.Pd";17-08-1990\r\n\r\n1403015708909002;Orang Rekaan;1990-08-18\r\n`
    const { people, faults } = await inWork(database, { tenant: 'bengkalis', actor: theSystem, now: testNow }, (work) => loadRegister(work, csv))
    expect({ people, faults }).toEqual({ people: 2, faults: [] })
    const register = csvRegister(database, 'bengkalis', () => testNow)
    expect(await register.lookUp(question)).toEqual({ result: 'cocok', differs: [] })
    expect(await register.lookUp({ ...question, nik: '1403015708909002' })).toEqual({ result: 'tidak-cocok', differs: ['nama', 'tanggal-lahir'] })
    expect(await register.lookUp({ ...question, nik: '1403015708909003' })).toEqual({ result: 'tidak-ditemukan', differs: [] })
    expect(await csvRegister(database, 'lumajang', () => testNow).lookUp(question)).toEqual({ result: 'tidak-ditemukan', differs: [] })
    const dump = await dumpAll(database)
    for (const clear of [siti.nik, 'SITI CONTOH', 'Orang Rekaan']) expect(dump).not.toContain(clear)
  })

  test('with one line wrong is not taken, and each wrong line is named', async () => {
    const { database } = await accessForThisTest()
    const load = (csv: string) => inWork(database, { tenant: 'bengkalis', actor: theSystem, now: testNow }, (work) => loadRegister(work, csv))
    await load(`${siti.nik};Siti Contoh;1990-08-17`)
    const { faults } = await load(`NIK;nama;tanggal lahir\n${siti.nik};Siti Contoh;1990-08-17\n14030;Pendek;1990-01-01\n${siti.nik};Kembar;1990-08-17\n1403015708909002;Tanpa Tanggal;31-02-1990\nsatu;dua`)
    expect(faults).toEqual([
      { line: 3, text: 'NIK berisi 16 angka, di sini 5 angka.' },
      { line: 4, text: 'NIK ini sudah ada pada baris sebelumnya. Hapus salah satunya.', nik: '1403••••••••••01' },
      { line: 5, text: 'Tanggal lahir bukan tanggal yang ada. Contoh: 1990-08-17.', nik: '1403••••••••••02' },
      { line: 6, text: 'Diharapkan tiga kolom: NIK;nama;tanggal lahir.' },
    ])
    expect((await csvRegister(database, 'bengkalis', () => testNow).lookUp(question)).result).toBe('cocok')
    expect((await load('a;"b;c')).faults).toEqual([{ line: 1, text: 'Tanda kutip di baris ini tidak berpasangan.' }])
  })
})

/** A stand-in for the population office's web service; `answer` decides each reply. */
async function serviceForThisTest(answer: (n: number, body: string) => { status?: number; body?: string; hang?: boolean }) {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += chunk })
    request.on('end', () => {
      asked.push(`${request.headers.authorization ?? '-'} ${body}`)
      const reply = answer(asked.length, body)
      if (reply.hang) return
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(reply.body ?? '{"hasil":"cocok"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => { server.closeAllConnections(); server.close() })
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cek` }
}

const away = async (asking: Promise<unknown>) => await asking.then(() => 'an answer', (error: unknown) => (error instanceof RegisterAway ? error.message : error))

describe('a register behind HTTP', () => {
  test('is asked with NIK, name and date of birth, and answers', async () => {
    const { asked, url } = await serviceForThisTest((n) => ({ body: n === 1 ? '{"hasil":"tidak-cocok","berbeda":["nama"]}' : n === 2 ? '{"cocok":true}' : '{"hasil":"tidak-ditemukan"}' }))
    const register = httpRegister({ url, token: 'rahasia', now: () => testNow })
    expect(await register.lookUp(question)).toEqual({ result: 'tidak-cocok', differs: ['nama'] })
    expect(await register.lookUp(question)).toEqual({ result: 'cocok', differs: [] })
    expect(await register.lookUp(question)).toEqual({ result: 'tidak-ditemukan', differs: [] })
    expect(asked[0]).toBe(`Bearer rahasia {"nik":"${siti.nik}","nama":"Siti Contoh","tanggal_lahir":"1990-08-17"}`)
  })

  test('that fails twice is tried a third time', async () => {
    const { asked, url } = await serviceForThisTest((n) => (n < 3 ? { status: 503 } : {}))
    expect(await httpRegister({ url, now: () => testNow, waits: [5, 5] }).lookUp(question)).toEqual({ result: 'cocok', differs: [] })
    expect(asked).toHaveLength(3)
  })

  test('that hangs, is closed, or talks nonsense is away, and a refused question is not asked again', async () => {
    const hangs = await serviceForThisTest(() => ({ hang: true }))
    expect(await away(httpRegister({ url: hangs.url, now: () => testNow, waits: [5], timeout: 50 }).lookUp(question))).toBe('register tidak menjawab dalam 0.05 detik')
    expect(hangs.asked).toHaveLength(2)
    expect(await away(httpRegister({ url: 'http://127.0.0.1:9/', now: () => testNow, waits: [] }).lookUp(question))).toBe('register tidak dapat dihubungi')
    const nonsense = await serviceForThisTest(() => ({ body: '<html>' }))
    expect(await away(httpRegister({ url: nonsense.url, now: () => testNow, waits: [5] }).lookUp(question))).toBe('jawaban register tidak dapat dibaca')
    const refused = await serviceForThisTest(() => ({ status: 401 }))
    expect(await away(httpRegister({ url: refused.url, now: () => testNow, waits: [5, 5] }).lookUp(question))).toBe('register menolak permintaan (status 401)')
    expect([nonsense.asked.length, refused.asked.length]).toEqual([1, 1])
  })

  test('rests after three questions without an answer, and is asked again after the rest', async () => {
    let now = testNow
    let well = false
    const { asked, url } = await serviceForThisTest(() => (well ? {} : { status: 500 }))
    const register = httpRegister({ url, now: () => now, waits: [], rest: 30_000 })
    for (let n = 0; n < 3; n++) expect(await away(register.lookUp(question))).toBe('register sedang terganggu (status 500)')
    expect(await away(register.lookUp(question))).toContain('beberapa kali berturut-turut')
    expect(asked).toHaveLength(3)
    now = new Date(testNow.getTime() + 30_000)
    well = true
    expect((await register.lookUp(question)).result).toBe('cocok')
    expect((await register.lookUp(question)).result).toBe('cocok')
    expect(asked).toHaveLength(5)
  })
})

test('a check is logged with its purpose before the register is asked, and an outage is kept as a result', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  const officer = { kind: 'officer' as const, id: '019a0000-0000-7000-8000-000000000002', posts: [], admin: false }
  const inBengkalis = <T>(task: Parameters<typeof inWork<T>>[2]) => inWork(database, { tenant: 'bengkalis', actor: officer, now: testNow }, task)
  let looks = -1
  const order = { tenant: 'bengkalis', actor: officer, now: () => testNow, ticketId, who: { personId }, purpose: 'pencocokan' }
  const seen = { source: 'peraga', lookUp: async () => { looks = (await inBengkalis((work) => listNikLooks(work, personId))).length; return { result: 'cocok' as const, differs: [] } } }
  expect(await checkIdentity(database, { ...order, register: seen })).toMatchObject({ result: 'cocok', source: 'peraga' })
  expect(looks).toBe(1)
  const broken = { source: 'peraga', lookUp: async () => { throw new RegisterAway('register tidak dapat dihubungi') } }
  await checkIdentity(database, { ...order, register: broken, now: () => new Date(testNow.getTime() + 1000) })
  expect(await inBengkalis((work) => identityChecksOf(work, ticketId))).toEqual([
    { at: new Date(testNow.getTime() + 1000), register: 'kependudukan', source: 'peraga', result: 'gagal', differs: [], fault: 'register tidak dapat dihubungi' },
    { at: testNow, register: 'kependudukan', source: 'peraga', result: 'cocok', differs: [] },
  ])
  expect((await inBengkalis((work) => listNikLooks(work, personId))).map((look) => look.purpose)).toEqual(['pencocokan', 'pencocokan'])
  expect(await inWork(database, { tenant: 'lumajang', actor: theSystem }, (work) => identityChecksOf(work, ticketId))).toEqual([])
  await expect(inBengkalis((work) => sql`update identity_check set result = 'cocok'`.execute(work.db))).rejects.toThrow('permission denied')
})
