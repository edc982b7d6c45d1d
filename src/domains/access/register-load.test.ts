import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { accessForThisTest, dumpAll, minutesLater, siti, testNow } from './access-testing.ts'
import { describeRegister, listRegisterLoads } from './list-register-loads.ts'
import { csvRegister } from './population-register-csv.ts'
import { readRegisterCsv } from './read-register-csv.ts'
import { confirmRegister, draftRegister, dropRegister, loadRegister } from './register-load.ts'
import { tidyAccess } from './tidy-access.ts'

const admin: Actor = { kind: 'officer', id: '019a0000-0000-7000-8000-000000000002', posts: [], admin: true }
const other = '1403015708909002'
const good = `NIK;nama;tanggal lahir\n${siti.nik};Siti Contoh;1990-08-17\n${other};Orang Rekaan;1990-08-17\n`
const mixed = `${good}14030;Pendek Sekali;1990-01-01\n${other};Orang Kembar;1990-08-17\n`

async function deskForThisTest() {
  const { database } = await accessForThisTest()
  const inBengkalis = <T>(task: (work: Work) => Promise<T>, actor = admin, now = testNow) => inWork(database, { tenant: 'bengkalis', actor, now }, task)
  const draft = (csv: string | Buffer, formKey: string = randomUUID(), actor = admin) =>
    draftRegister(database, { tenant: 'bengkalis', actor, now: testNow, formKey, bytes: Buffer.from(csv) })
  const knows = async (nik: string) => (await csvRegister(database, 'bengkalis', () => testNow).lookUp({ nik, name: 'Siti Contoh', birthDate: '1990-08-17' })).result
  return { database, inBengkalis, draft, knows }
}

const refusalOf = async (task: Promise<unknown>): Promise<Refusal> => {
  const thrown = await task.then(() => undefined, (error: unknown) => error)
  if (!(thrown instanceof Refusal)) throw new Error('a refusal was expected', { cause: thrown })
  return thrown
}

describe('a register that is uploaded', () => {
  test('is looked through first, and takes the place of the one before only when somebody confirms it, once', async () => {
    const { database, inBengkalis, draft, knows } = await deskForThisTest()
    await inBengkalis((work) => loadRegister(work, `${siti.nik};Siti Contoh;1990-08-17`), theSystem)
    const id = await draft(`${other};Orang Rekaan;1990-08-17`)
    expect(await knows(siti.nik)).toBe('cocok')
    expect((await inBengkalis((work) => listRegisterLoads(work, { id }))).loads).toEqual([{ id, at: testNow, state: 'preview', good: 1, bad: 0, faults: [] }])
    await inBengkalis((work) => confirmRegister(work, id, { withoutBad: false }), admin, minutesLater(5))
    expect([await knows(siti.nik), await knows(other)]).toEqual(['tidak-ditemukan', 'tidak-cocok'])
    await inBengkalis((work) => confirmRegister(work, id, { withoutBad: false }), admin, minutesLater(6))
    expect(await inBengkalis(describeRegister)).toMatchObject({ people: 1, load: { id, state: 'loaded', loadedAt: minutesLater(5) } })
    expect((await sql`select 1 from register_draft`.execute(database.owner.db)).rows).toEqual([])
  })

  test('with bad lines says which and how many, and is loaded without them only if that is agreed to', async () => {
    const { inBengkalis, draft, knows } = await deskForThisTest()
    const id = await draft(mixed)
    expect((await inBengkalis((work) => listRegisterLoads(work, { id }))).loads[0]).toMatchObject({
      good: 2, bad: 2, faults: [
        { line: 4, text: 'NIK berisi 16 angka, di sini 5 angka.' },
        { line: 5, text: 'NIK ini sudah ada pada baris sebelumnya. Hapus salah satunya.', nik: '1403••••••••••02' },
      ],
    })
    expect((await refusalOf(inBengkalis((work) => confirmRegister(work, id, { withoutBad: false })))).faults.map((fault) => fault.field)).toEqual(['tanpa-yang-salah'])
    expect(await knows(siti.nik)).toBe('tidak-ditemukan')
    await inBengkalis((work) => confirmRegister(work, id, { withoutBad: true }))
    expect(await knows(siti.nik)).toBe('cocok')
  })

  test('keeps the first fifty faults of many, and counts all', async () => {
    const { inBengkalis, draft } = await deskForThisTest()
    const id = await draft(`${good}${'1;x;y\n'.repeat(80)}`)
    const [load] = (await inBengkalis((work) => listRegisterLoads(work, { id }))).loads
    expect([load!.bad, load!.faults.length, load!.faults[0]!.line, load!.faults[49]!.line]).toEqual([80, 50, 4, 53])
  })

  test('that is dropped, or waited for a day, is forgotten and cannot be loaded', async () => {
    const { database, inBengkalis, draft } = await deskForThisTest()
    const [dropped, waiting, fresh] = [await draft(good), await draft(good), await draft(good)]
    await inBengkalis((work) => dropRegister(work, dropped))
    await sql`update register_load set at = ${minutesLater(-60)} where id = ${waiting}`.execute(database.owner.db)
    await inBengkalis(tidyAccess, theSystem, minutesLater(23 * 60 + 30))
    for (const id of [dropped, waiting]) expect((await refusalOf(inBengkalis((work) => confirmRegister(work, id, { withoutBad: true })))).code).toBe('conflict')
    expect((await sql`select distinct load_id from register_draft`.execute(database.owner.db)).rows).toEqual([{ load_id: fresh }])
  })

  test('twice by one press is one load', async () => {
    const { inBengkalis, draft } = await deskForThisTest()
    const key = randomUUID()
    expect(await draft(good, key)).toBe(await draft(good, key))
    expect((await inBengkalis(listRegisterLoads)).loads).toHaveLength(1)
  })

  test('two at once are taken one after the other, never mixed', async () => {
    const { database, inBengkalis, draft } = await deskForThisTest()
    const ids = [await draft(`${siti.nik};Siti Contoh;1990-08-17`), await draft(`${other};Orang Rekaan;1990-08-17`)]
    await Promise.all(ids.map((id) => inBengkalis((work) => confirmRegister(work, id, { withoutBad: true }))))
    expect((await inBengkalis(describeRegister)).people).toBe(1)
    expect((await sql`select distinct state from register_load`.execute(database.owner.db)).rows).toEqual([{ state: 'loaded' }])
  })

  test('is for administrators, and an empty file is none', async () => {
    const { inBengkalis, draft } = await deskForThisTest()
    const id = await draft(good)
    const officer: Actor = { ...admin, admin: false }
    expect((await refusalOf(draft(good, randomUUID(), officer))).code).toBe('not-allowed')
    expect((await refusalOf(inBengkalis((work) => confirmRegister(work, id, { withoutBad: true }), officer))).code).toBe('not-allowed')
    expect((await refusalOf(draft('NIK;nama;tanggal lahir\n'))).faults[0]?.field).toBe('berkas')
    expect((await refusalOf(inBengkalis((work) => dropRegister(work, randomUUID())))).code).toBe('not-found')
  })

  test('leaves no clear name or NIK anywhere', async () => {
    const { database, inBengkalis, draft } = await deskForThisTest()
    const id = await draft(mixed)
    await inBengkalis((work) => confirmRegister(work, id, { withoutBad: true }))
    await draft(mixed)
    const dump = await dumpAll(database)
    for (const clear of [siti.nik, other, 'Siti Contoh', 'Orang Rekaan', 'Pendek Sekali', 'Orang Kembar']) expect(dump).not.toContain(clear)
  })
})

describe('a register’s CSV', () => {
  const read = async (csv: string) => {
    const { entries, faults } = await readRegisterCsv(csv, testNow)
    return { people: entries.size, faults: faults.map((fault) => `${fault.line} ${fault.text}`) }
  }

  test('may have commas or tabs, and names with commas in quotes', async () => {
    for (const mark of [',', '\t', ';']) expect(await read(`NIK${mark}nama${mark}tanggal lahir\n${siti.nik}${mark}"Siti Contoh, S.Pd"${mark}17-08-1990`)).toEqual({ people: 1, faults: [] })
  })

  test('of which a spreadsheet has rounded the NIKs says so', async () => {
    expect((await read('1,40302E+15;Siti;1990-08-17')).faults).toEqual(['1 NIK dibulatkan oleh lembar kerja. Jadikan kolom NIK sebagai teks, lalu simpan lagi sebagai CSV.'])
  })

  test('of a hundred thousand lines is read while other work goes on', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `14030157089${String(n).padStart(5, '0')};Orang Rekaan;1990-08-17`).join('\n')
    let turns = 0
    const other = setInterval(() => turns++, 1)
    const { people, faults } = await read(lines)
    clearInterval(other)
    // Serials of 0000 are none: one in ten thousand.
    expect([people, faults.length]).toEqual([99_990, 10])
    expect(turns).toBeGreaterThan(20)
  })
})
