import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { readSop } from './read-sop.ts'
import type { Sop } from './sop.ts'
import { getSop, latestSops, saveSop, sopsInForce } from './sop-store.ts'

const now = new Date('2026-01-06T02:00:00Z')

function source(code: string, version: string, title = 'Pelayanan Aduan Warga'): string {
  return exampleSource
    .replace('sop: aduan-warga', `sop: ${code}`)
    .replace('versi: 2026-01-05', `versi: ${version}`)
    .replace('judul: Pelayanan Aduan Warga', `judul: ${title}`)
}

function read(text: string): Sop {
  return readSop(text, 'a.yaml', exampleFacts).sop!
}

async function databaseWithTenants(): Promise<TestDatabase> {
  const database = await databaseForThisTest()
  for (const id of ['contoh', 'tetangga'])
    await sql`insert into tenant (id, name, settings, loaded_at) values (${id}, ${id}, '{}', ${now})`.execute(database.owner.db)
  return database
}

async function inTenant<T>(database: TestDatabase, tenant: string, task: (work: Work) => Promise<T>): Promise<T> {
  return await inWork(database, { tenant, actor: theSystem, now }, task)
}

test('an SOP comes out of the database as it was read from the file', async () => {
  const database = await databaseWithTenants()
  const text = source('tersimpan', '2026-01-05')
  await saveSop(database.owner.db, 'contoh', read(text), text, now)
  expect(await inTenant(database, 'contoh', (work) => getSop(work, 'tersimpan', '2026-01-05'))).toEqual(read(text))
})

test('another tenant does not see it, and a version that is not there is refused', async () => {
  const database = await databaseWithTenants()
  const text = source('milik-sendiri', '2026-01-05')
  await saveSop(database.owner.db, 'contoh', read(text), text, now)
  await inTenant(database, 'contoh', (work) => getSop(work, 'milik-sendiri', '2026-01-05'))
  await expect(inTenant(database, 'tetangga', (work) => getSop(work, 'milik-sendiri', '2026-01-05'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(inTenant(database, 'contoh', (work) => getSop(work, 'milik-sendiri', '2026-01-06'))).rejects.toMatchObject({ code: 'not-found' })
  expect(await inTenant(database, 'tetangga', (work) => sopsInForce(work, '2026-02-01'))).toEqual([])
})

test('the same version again changes nothing; with another content it is refused', async () => {
  const database = await databaseWithTenants()
  const text = source('tetap-sama', '2026-01-05')
  await saveSop(database.owner.db, 'contoh', read(text), text, now)
  await saveSop(database.owner.db, 'contoh', read(text), text, new Date('2026-03-01T00:00:00Z'))
  await saveSop(database.owner.db, 'contoh', read(text), `# catatan baru\n${text}`, now)
  const changed = source('tetap-sama', '2026-01-05', 'Judul Lain')
  await expect(saveSop(database.owner.db, 'contoh', read(changed), changed, now)).rejects.toMatchObject({
    code: 'conflict',
    message:
      'SOP tetap-sama versi 2026-01-05 sudah tersimpan dengan isi lain. Perubahan SOP memerlukan `versi` baru, yaitu tanggal mulai berlakunya.',
  })
  const { rows } = await sql<{ title: string; loaded_at: Date }>`select title, loaded_at from sop_version`.execute(database.owner.db)
  expect(rows).toEqual([{ title: 'Pelayanan Aduan Warga', loaded_at: now }])
})

test('what a newer program reads from the same source replaces what was read before', async () => {
  const database = await databaseWithTenants()
  const text = source('dibaca-lagi', '2026-01-05')
  await saveSop(database.owner.db, 'contoh', { ...read(text), summary: 'Dibaca oleh program lama.' }, text, now)
  await saveSop(database.owner.db, 'contoh', read(text), text, now)
  expect(await inTenant(database, 'contoh', (work) => getSop(work, 'dibaca-lagi', '2026-01-05'))).toEqual(read(text))
})

test('of each SOP the newest version that is in force on the day is offered, by title', async () => {
  const database = await databaseWithTenants()
  const texts = [
    source('satu', '2026-01-05', 'Beta'),
    source('satu', '2026-06-01', 'Beta Baru'),
    source('satu', '2025-01-01', 'Beta Lama'),
    source('dua', '2026-02-01', 'Alfa'),
  ]
  for (const text of texts) await saveSop(database.owner.db, 'contoh', read(text), text, now)
  const titles = async (date: string) => (await inTenant(database, 'contoh', (work) => sopsInForce(work, date))).map((sop) => sop.title)
  expect(await titles('2024-12-31')).toEqual([])
  expect(await titles('2026-01-04')).toEqual(['Beta Lama'])
  expect(await titles('2026-02-01')).toEqual(['Alfa', 'Beta'])
  expect(await titles('2026-06-01')).toEqual(['Alfa', 'Beta Baru'])
})

test('an SOP that has ended takes no new tickets, until a newer version comes; what its tickets lead to still finds it', async () => {
  const database = await databaseWithTenants()
  const ending = source('berakhir', '2026-02-01').replace('versi: 2026-02-01', 'versi: 2026-02-01\nberlaku-sampai: 2026-02-28')
  for (const text of [source('berakhir', '2026-01-05'), ending, source('berakhir', '2026-06-01')]) await saveSop(database.owner.db, 'contoh', read(text), text, now)
  const versions = (list: typeof sopsInForce, date: string) => inTenant(database, 'contoh', async (work) => (await list(work, date)).map((sop) => sop.version))
  expect(await versions(sopsInForce, '2026-02-28')).toEqual(['2026-02-01'])
  expect(await versions(sopsInForce, '2026-03-01')).toEqual([])
  expect(await versions(latestSops, '2026-03-01')).toEqual(['2026-02-01'])
  expect(await versions(sopsInForce, '2026-06-01')).toEqual(['2026-06-01'])
})

test('the application can neither write nor delete a version', async () => {
  const database = await databaseWithTenants()
  const text = source('terkunci', '2026-01-05')
  await saveSop(database.owner.db, 'contoh', read(text), text, now)
  await expect(inTenant(database, 'contoh', (work) => sql`delete from sop_version`.execute(work.db))).rejects.toThrow('permission denied')
  await expect(inTenant(database, 'contoh', (work) => sql`update sop_version set title = 'x'`.execute(work.db))).rejects.toThrow('permission denied')
})
