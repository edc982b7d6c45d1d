import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { issueCertificate } from '../signing/index.ts'
import { type FixtureTenant, loadFixtureTenant, mondayMorning, tenantFolders } from './fixture-tenant.ts'

/** A database for a whole test file, with one tenant loaded into it; closed with the file. Call it at the top of the file. */
export async function openFixtureTenant(name: string): Promise<{ database: TestDatabase; place: FixtureTenant }> {
  const database = await makeTestDatabase()
  afterAll(() => database.close())
  return { database, place: await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith(name))!) }
}

/** Lets the head of Bengkalis's Diskominfotik sign letters electronically with that passphrase. */
export async function giveHeadCertificate(place: FixtureTenant, passphrase: string): Promise<void> {
  const head = place.officer('kepala.diskominfotik')
  await place.as(head, mondayMorning, async (work) => {
    await sql`update officer set email = 'kepala@bengkaliskab.go.id' where tenant_id = ${work.tenant} and id = ${head.id}`.execute(work.db)
    await issueCertificate(work, { email: 'kepala@bengkaliskab.go.id', commonName: 'Kepala Umpama', organisation: 'Bengkalis', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now, officerId: head.id })
  })
}
