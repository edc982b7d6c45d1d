import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { databaseForThisTest, makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import type { Sop } from '../sop/index.ts'
import { exampleStandard, exampleText } from './example-standard.ts'
import { findStandard, listServices, listStandards, saveStandards, searchServices, searchStandards, standardOfSop } from './index.ts'
import { readStandards } from './read-standard.ts'

const now = new Date('2026-11-22T02:00:00Z')

async function addTenants(database: TestDatabase): Promise<void> {
  for (const id of ['contoh', 'tetangga']) await sql`insert into tenant (id, name, settings, loaded_at) values (${id}, ${id}, '{}', ${now})`.execute(database.owner.db)
}

const as = <T>(database: TestDatabase, tenant: string, task: (work: Work) => Promise<T>) => inWork(database, { tenant, actor: theSystem, now }, task)
const sop = (code: string, shortTitle: string, summary: string) => ({ code, title: `Pelayanan ${shortTitle}`, shortTitle, summary }) as Sop

describe('the published standards of a tenant', () => {
  test('come out as they were read, and are found by their code and by the procedure that runs them', async () => {
    const database = await databaseForThisTest()
    await addTenants(database)
    await saveStandards(database.owner.db, 'contoh', [exampleStandard()], now)
    expect(await as(database, 'contoh', listStandards)).toEqual([exampleStandard()])
    expect(await as(database, 'contoh', (work) => findStandard(work, 'surat-izin'))).toEqual(exampleStandard())
    expect(await as(database, 'contoh', (work) => findStandard(work, 'lain'))).toBeUndefined()
    expect((await as(database, 'contoh', (work) => standardOfSop(work, 'perpanjangan')))?.code).toBe('surat-izin')
    expect(await as(database, 'contoh', (work) => standardOfSop(work, 'aduan'))).toBeUndefined()
  })

  test('are replaced by the next load: a change is kept, what is gone is no longer published, the same again is not written', async () => {
    const database = await databaseForThisTest()
    await addTenants(database)
    const other = exampleStandard(exampleText.replace('standar: surat-izin', 'standar: lain').replace(/^sop:.*\n/m, ''))
    await saveStandards(database.owner.db, 'contoh', [exampleStandard(), other], now)
    const changed = exampleStandard(exampleText.replace('biaya: Bebas biaya', 'biaya: Rp10.000'))
    await saveStandards(database.owner.db, 'contoh', [changed], new Date('2026-12-01T00:00:00Z'))
    await saveStandards(database.owner.db, 'contoh', [changed], new Date('2027-01-01T00:00:00Z'))
    expect(await as(database, 'contoh', listStandards)).toEqual([changed])
    expect((await sql<{ at: Date }>`select loaded_at as at from service_standard`.execute(database.owner.db)).rows).toEqual([{ at: new Date('2026-12-01T00:00:00Z') }])
  })

  test('are shown to no other tenant, and the application cannot change them', async () => {
    const database = await databaseForThisTest()
    await addTenants(database)
    await saveStandards(database.owner.db, 'contoh', [exampleStandard()], now)
    expect(await as(database, 'tetangga', listStandards)).toEqual([])
    expect(await as(database, 'tetangga', (work) => findStandard(work, 'surat-izin'))).toBeUndefined()
    expect(await as(database, 'tetangga', (work) => standardOfSop(work, 'perpanjangan'))).toBeUndefined()
    expect(await as(database, 'tetangga', (work) => searchStandards(work, 'izin'))).toEqual([])
    for (const order of ['update service_standard set heading = heading', 'delete from service_standard', `insert into service_standard (tenant_id) values ('contoh')`])
      await expect(as(database, 'contoh', (work) => sql.raw(order).execute(work.db)), order).rejects.toThrow('permission denied')
    await expect(as(database, 'tetangga', (work) => sql`select * from service_standard where tenant_id = 'contoh'`.execute(work.db))).resolves.toMatchObject({ rows: [] })
  })

  test('saving one tenant’s leaves another’s alone', async () => {
    const database = await databaseForThisTest()
    await addTenants(database)
    await saveStandards(database.owner.db, 'contoh', [exampleStandard()], now)
    await saveStandards(database.owner.db, 'tetangga', [], now)
    expect(await as(database, 'contoh', listStandards)).toHaveLength(1)
  })
})

describe('searching the services of Bengkalis', () => {
  const folder = fileURLToPath(new URL('../../../tenants/bengkalis/standar/', import.meta.url))
  const files = readdirSync(folder).map((name) => ({ file: name, text: readFileSync(folder + name, 'utf8') }))
  const sops = ['lapor', 'subdomain', 'surel-dinas', 'aplikasi', 'ppid', 'keberatan-ppid', 'kerja-sama-media', 'sertifikat-penerbitan', 'sertifikat-pembaruan', 'sertifikat-pencabutan']
  const { standards } = readStandards(files, { units: ['diskominfotik'], sops })
  const sipendekar = sop('sipendekar', 'SIPENDEKAR', 'Sampaikan keluhan dan aspirasi kepada perangkat daerah lewat aplikasi pendengar.')
  const lapor = sop('lapor', 'SP4N LAPOR!', 'Laporan nasional.')
  let database: TestDatabase
  beforeAll(async () => {
    database = await makeTestDatabase()
    await addTenants(database)
    await saveStandards(database.owner.db, 'contoh', standards, now)
  })
  afterAll(() => database.close())
  const find = async (text: string) =>
    (await as(database, 'contoh', (work) => searchServices(work, [sipendekar, lapor], text))).map((one) => one.standard?.code ?? `sop ${one.sops[0]!.sop.code}`)

  test.each([
    ['subdomain', 'subdomain'],
    ['SURAT ELEKTRONIK', 'surel'],
    ['membuat aplikasi', 'aplikasi'],
    ['keberatan informasi', 'ppid'],
    ['wartawan', 'kerja-sama-media'],
    ['cara kerja sama dengan media', 'kerja-sama-media'],
    ['tanda tangan elektronik', 'sertifikat-elektronik'],
    ['pencabutan', 'sertifikat-elektronik'],
    ['uji kompetensi', 'kerja-sama-media'],
  ])('“%s” finds %s first', async (text, code) => {
    expect((await find(text))[0]).toBe(code)
  })

  test.each([
    ['sudomain', 'subdomain'],
    ['sertipikat', 'sertifikat-elektronik'],
    ['apliksi perangkt daerah', 'aplikasi'],
    ['infromasi publik', 'ppid'],
    ['wartwan', 'kerja-sama-media'],
  ])('“%s”, with a slip of the pen, finds %s first', async (text, code) => {
    expect((await find(text))[0]).toBe(code)
  })

  test('the beginning of a word is enough', async () => {
    expect(await find('sertif')).toEqual(['sertifikat-elektronik'])
  })

  test('more words find fewer services: those that hold the most of them', async () => {
    const wide = await find('surat')
    const narrow = await find('surat permohonan subdomain')
    expect(wide.length).toBeGreaterThan(2)
    expect(narrow).toEqual(['subdomain'])
  })

  test('a procedure without a standard is found too, one with a standard only as its service', async () => {
    expect((await find('aspirasi keluhan'))[0]).toBe('sop sipendekar')
    expect(await find('lapor')).toContain('lapor')
    expect(await find('lapor')).not.toContain('sop lapor')
  })

  test.each(['zzzzzz', '', '   ', "'", '!!&|:*', '%', '\\'])('“%s” finds nothing, and breaks nothing', async (text) => {
    expect(await find(text)).toEqual([])
  })

  test('the words of a search never become part of a query', async () => {
    expect(await find("subdomain'); drop table service_standard; --")).toContain('subdomain')
    expect(await find('subdomain:* & !subdomain')).toContain('subdomain')
    expect(await as(database, 'contoh', listStandards)).toHaveLength(7)
  })

  test('all services: those with a standard by the name that people use, then procedures without one', async () => {
    const all = await as(database, 'contoh', (work) => listServices(work, [sipendekar, lapor]))
    expect(all.map((one) => one.standard?.shortName ?? one.sops[0]!.sop.shortTitle)).toEqual([
      'Aplikasi perangkat daerah', 'Informasi publik (PPID)', 'Kerja sama publikasi media', 'Sertifikat elektronik', 'SP4N LAPOR!', 'Subdomain', 'Surel dinas', 'SIPENDEKAR',
    ])
    expect(all.find((one) => one.standard?.code === 'lapor')!.sops.map((one) => one.label)).toEqual(['Laporan SP4N LAPOR!'])
  })
})
