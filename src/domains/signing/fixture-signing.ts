import { sql } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import { theSystem } from '../../kernel/actor.ts'
import type { TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import type { IssueOrder } from './issue-certificate.ts'

/** A Sunday morning in 2026, 10.00 WIB. */
export const now = new Date('2026-11-22T03:00:00Z')

export const passphrase = 'Kapal Kayu 7 layar'

/** An order for an invented official, good for two years. */
export const order: IssueOrder = {
  email: 'Umpama.Satu@sukamaju.go.id', commonName: 'Umpama Satu, S.Kom', organisation: 'Dinas Kominfo Sukamaju', passphrase,
  validUntil: new Date('2028-11-22T03:00:00Z'), at: now,
}

/** Two invented tenants, and a short way to work in one of them. */
export async function makeOffice(database: TestDatabase) {
  for (const id of ['sukamaju', 'tetangga']) {
    await sql`insert into tenant (id, name, settings, loaded_at) values (${id}, ${id}, '{"zone": "WITA"}', ${now})`.execute(database.owner.db)
  }
  return {
    work: <T>(task: (work: Work) => Promise<T>, at: Date = now, tenant = 'sukamaju') => inWork(database, { tenant, actor: theSystem, now: at }, task),
  }
}

/** A PDF of some pages. */
export async function makePdf(pages = 2): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (let page = 1; page <= pages; page++) document.addPage([595, 842]).drawText(`Surat rekaan, halaman ${page}`)
  return Buffer.from(await document.save())
}

/** Whether a program is installed here: it can be started, however it ends. */
export async function hasProgram(name: string): Promise<boolean> {
  const { spawnSync } = await import('node:child_process')
  return spawnSync(name, ['-v']).error === undefined
}
