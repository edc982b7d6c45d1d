import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { inWork } from '../../kernel/work.ts'
import { readTenant, saveTenant } from '../organisation/index.ts'
import { draftNaskah } from './draft-naskah.ts'
import { facts, head, monday, officeForThisTest, officeText } from './fixture-naskah.ts'
import { type BookQuery, bookYears, countBook, readBook } from './naskah-book.ts'
import { reserveNumber } from './reserve-number.ts'
import { verifyNaskah } from './verify-naskah.ts'
import { voidNaskah } from './void-naskah.ts'

/** Five numbered letters, the second given up, and one draft. */
async function filledOffice() {
  const office = await officeForThisTest()
  for (let n = 1; n <= 6; n++) {
    const ticketId = await office.openTicket()
    await office.as(head, monday, async (work) => {
      const naskah = await draftNaskah(work, { ticketId, template: 'balasan', facts: { ...facts, subdomain: `laman${n}_100%.example` }, body: 'Isi.', role: 'Prakom' })
      if (n < 6) await reserveNumber(work, { ticketId })
      if (n === 2) await voidNaskah(work, { naskahId: naskah.id, reason: 'Salah alamat.' })
    })
  }
  const book = (query: Partial<BookQuery>, actor: Parameters<typeof office.as>[0] = head) => office.as(actor, monday, (work) => readBook(work, { unit: 'kominfo', year: 2026, view: 'buku', size: 25, ...query }))
  return { office, book }
}

test('the book shows all numbers in order, also of the letter that was given up, page by page', async () => {
  const { office, book } = await filledOffice()
  const first = await book({ size: 3 })
  expect(first.rows.map((row) => [row.seq, row.state])).toEqual([[5, 'numbered'], [4, 'numbered'], [3, 'numbered']])
  const second = await book({ size: 3, after: first.next! })
  expect(second.rows.map((row) => [row.seq, row.state])).toEqual([[2, 'void'], [1, 'numbered']])
  expect(second.next).toBeUndefined()
  expect((await book({ view: 'konsep' })).rows.map((row) => row.subject)).toEqual(['Aktivasi laman6_100%.example'])
  expect((await book({ view: 'batal' })).rows.map((row) => row.voidReason)).toEqual(['Salah alamat.'])
  expect(await office.as(head, monday, (work) => countBook(work, { unit: 'kominfo', year: 2026 }))).toEqual({ buku: 5, menunggu: 4, ditandatangani: 0, terkirim: 0, batal: 1, konsep: 1 })
  expect((await book({ year: 2025 })).rows).toEqual([])
  expect(await office.as(head, monday, (work) => bookYears(work, 'kominfo'))).toEqual([2026])
})

test('letters are sought by number, subject and recipient; signs of the database mean themselves', async () => {
  const { book } = await filledOffice()
  const seek = async (text: string) => (await book({ text })).rows.map((row) => row.seq)
  expect(await seek('/003/')).toEqual([3])
  expect(await seek('LAMAN4')).toEqual([4])
  expect(await seek('rsud sukamaju')).toEqual([5, 4, 3, 2, 1])
  expect(await seek('1_100%')).toEqual([1])
  expect(await seek('%')).toHaveLength(5)
  expect(await seek("'; drop table naskah; --")).toEqual([])
})

test('the book opens for posts at the unit, administrators and the system only', async () => {
  const { office, book } = await filledOffice()
  const elsewhere = { ...head, posts: [{ post: 'kepala', unit: 'rsud' }] }
  for (const actor of [elsewhere, { kind: 'guest' } as const, { kind: 'citizen', id: head.id } as const]) {
    await expect(book({}, actor)).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.as(actor, monday, (work) => countBook(work, { unit: 'kominfo', year: 2026 }))).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.as(actor, monday, (work) => bookYears(work, 'kominfo'))).rejects.toMatchObject({ code: 'not-found' })
  }
  for (const actor of [{ ...elsewhere, admin: true }, theSystem]) expect((await book({}, actor)).rows).toHaveLength(5)
})

test('another regency sees, changes and writes none of it', async () => {
  const { office } = await filledOffice()
  const { tenant } = readTenant(officeText.replace('tenant: sukamaju', 'tenant: rekaan'), 'tenant.yaml')
  await saveTenant(office.database.owner.db, tenant!, monday)
  const there = <T>(order: string) => inWork(office.database, { tenant: 'rekaan', actor: theSystem, now: monday }, async (work) => await sql.raw<T>(order).execute(work.db))
  for (const table of ['naskah', 'naskah_version', 'naskah_event', 'naskah_number', 'naskah_template', 'naskah_initial', 'naskah_file']) {
    expect((await there(`select 1 from ${table}`)).rows, table).toEqual([])
    await expect(there(`insert into ${table} (tenant_id) values ('sukamaju')`), table).rejects.toThrow(/row-level security|permission denied/)
  }
  expect((await there("update naskah set subject = 'x'")).numAffectedRows).toBe(0n)
  const { rows } = await sql<{ token: string }>`select token from naskah limit 1`.execute(office.database.owner.db)
  expect(await inWork(office.database, { tenant: 'rekaan', actor: { kind: 'guest' }, now: monday }, (work) => verifyNaskah(work, rows[0]!.token))).toBeUndefined()
})
