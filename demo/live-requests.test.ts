import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { makeAccess } from '../src/domains/access/index.ts'
import { findCertificate } from '../src/domains/signing/index.ts'
import type { AvailableAct } from '../src/domains/sop/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../src/kernel/testing.ts'
import { inWork } from '../src/kernel/work.ts'
import { demoSigners } from './certificates.ts'
import { fillDemo, prepareDemo } from './fill-demo.ts'
import { livable } from './lives.ts'
import { demoRequests } from './requests.ts'

let database: TestDatabase
const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-peraga-'))
// A Sunday night: nobody acts then, and what is young still has to be there.
const now = new Date('2026-11-22T21:00:00+07:00')

async function fill(): Promise<void> {
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  await fillDemo({ resources: database, access, dataFolder, now, tickets: 1, onProgress: () => {}, stopped: () => false }, await prepareDemo({ resources: database, access, now }))
}

beforeAll(async () => {
  database = await makeTestDatabase()
  expect((await loadTenantFolder(database.owner.db, 'tenants/bengkalis', now)).faults).toEqual([])
  await fill()
}, 120_000)
afterAll(async () => {
  await database.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

interface Row {
  title: string
  step: string
  result: string | null
  waiting: boolean
}

const requests = async () => (await sql<Row>`select title, step, result, waiting_since is not null as waiting from ticket where sop in ('subdomain', 'surel-dinas', 'aplikasi') order by opened_at`.execute(database.owner.db)).rows

describe('the invented requests', () => {
  test('stand in the stages that they were lived to', async () => {
    expect(await requests()).toEqual([
      { title: 'Aplikasi SIPERAGA (Sistem Informasi Bantuan Sosial Peraga)', step: 'hasil-uji-coba', result: null, waiting: false },
      { title: 'Subdomain peraga-sehat.bengkaliskab.go.id', step: 'selesai', result: 'diterbitkan', waiting: false },
      { title: 'Surel dinas umpama.peraga@bengkaliskab.go.id', step: 'selesai', result: 'diterbitkan', waiting: false },
      { title: 'Aplikasi SIANTRE PERAGA (Antrean Perizinan)', step: 'analisis', result: null, waiting: true },
      { title: 'Subdomain peraga-hubung.bengkaliskab.go.id', step: 'lengkapi', result: null, waiting: false },
      { title: 'Surel dinas peraga-perkim@bengkaliskab.go.id', step: 'tanda-tangan', result: null, waiting: false },
      { title: 'Subdomain peraga-ikan.bengkaliskab.go.id', step: 'disposisi-kepala', result: null, waiting: false },
    ])
  })

  test('have yielded signed letters and entries of registers', async () => {
    const { rows } = await sql<{ recipient: string; state: string; number: string }>`select recipient, state, number from naskah where state = 'sent' order by number`.execute(database.owner.db)
    expect(rows).toEqual([
      { recipient: 'Kepala Dinas Kesehatan', state: 'sent', number: '500.12/001/DISKOMINFOTIK/2026' }, { recipient: 'Kepala Dinas Pendidikan', state: 'sent', number: '500.12/002/DISKOMINFOTIK/2026' },
    ])
    const products = await sql<{ key: string }>`select key from product where register in ('subdomain', 'surel-dinas') order by key`.execute(database.owner.db)
    expect(products.rows.map((row) => row.key)).toEqual(['peraga-perkim@bengkaliskab.go.id', 'peraga-sehat.bengkaliskab.go.id', 'umpama.peraga@bengkaliskab.go.id'])
  })

  test('are not lived twice, and those who sign get one certificate', async () => {
    const before = await requests()
    await fill()
    expect(await requests()).toEqual(before)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from certificate where superseded_at is null`.execute(database.owner.db)
    expect(rows[0]!.n).toBe(demoSigners.length)
    for (const { tenant, email } of demoSigners) expect(await inWork(database, { tenant, actor: theSystem, now }, (work) => findCertificate(work, { email }))).toBeDefined()
  })

  test('have names of their own', () => {
    expect(new Set(demoRequests.map((request) => request.id)).size).toBe(demoRequests.length)
  })
})

test('chance moves no ticket to another service', () => {
  const offered = [{ act: { name: 'jawab', effects: [] } }, { act: { name: 'pindah', effects: [{ do: 'move-ticket', sop: 'ppid', step: 'lengkapi', clock: 'now' }] } }] as unknown as AvailableAct[]
  expect(livable(offered).map(({ act }) => act.name)).toEqual(['jawab'])
})
