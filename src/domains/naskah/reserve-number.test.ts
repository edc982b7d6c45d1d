import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { draftNaskah } from './draft-naskah.ts'
import { facts, head, monday, type Office, officeForThisTest } from './fixture-naskah.ts'
import { findNaskah } from './naskah-store.ts'
import { writeNaskahNumber } from './naskah-number.ts'
import { reserveNumber } from './reserve-number.ts'

async function draftMany(office: Office, count: number): Promise<string[]> {
  const tickets = await Promise.all(Array.from({ length: count }, () => office.openTicket()))
  for (const ticketId of tickets) await office.as(head, monday, (work) => draftNaskah(work, { ticketId, template: 'balasan', facts, body: 'Isi.', role: 'Prakom' }))
  return tickets
}

const seqOf = (number: string) => Number(number.split('/')[1])

test('twenty who ask at once, some of whom fail afterwards, take the numbers 1 to n without gap or repeat', async () => {
  const office = await officeForThisTest()
  const tickets = await draftMany(office, 20)
  const outcomes = await Promise.allSettled(tickets.map((ticketId, at) => office.as(head, monday, async (work) => {
    const number = await reserveNumber(work, { ticketId })
    await sql`select pg_sleep(${(at % 5) / 200})`.execute(work.db)
    if (at % 3 === 0) throw new Error('failed after the number')
    return number
  })))
  const given = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [seqOf(one.value)] : [])).sort((a, b) => a - b)
  expect(given).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  const rest = tickets.filter((_, at) => at % 3 === 0)
  for (const ticketId of rest) given.push(seqOf(await office.as(head, monday, (work) => reserveNumber(work, { ticketId }))))
  expect(given).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
})

test('one letter asked for its number by twenty at once has one number', async () => {
  const office = await officeForThisTest()
  const [ticketId] = await draftMany(office, 1)
  const numbers = await Promise.all(Array.from({ length: 20 }, () => office.as(head, monday, (work) => reserveNumber(work, { ticketId: ticketId! }))))
  expect(new Set(numbers)).toEqual(new Set(['555.2/001/KOMINFO/I/2026']))
})

test('a year begins at midnight of the tenant, with number one, and a letter keeps the number of its year', async () => {
  const office = await officeForThisTest()
  const [old, fresh] = await draftMany(office, 2)
  const ask = (ticketId: string, at: string) => office.as(head, new Date(at), (work) => reserveNumber(work, { ticketId }))
  expect(await ask(old!, '2026-12-31T16:59:59Z')).toBe('555.2/001/KOMINFO/XII/2026')
  expect(await ask(fresh!, '2026-12-31T17:00:00Z')).toBe('555.2/001/KOMINFO/I/2027')
  expect(await ask(old!, '2027-03-01T00:00:00Z')).toBe('555.2/001/KOMINFO/XII/2026')
  const { rows } = await sql<{ id: string }>`select id from naskah where ticket_id = ${old!}`.execute(office.database.owner.db)
  expect(await office.as(theSystem, monday, (work) => findNaskah(work, { id: rows[0]!.id }))).toMatchObject({ state: 'numbered', numberYear: 2026, seq: 1 })
})

test('a number is written in the form of its template', () => {
  const parts = { classCode: '000.8', seq: 1234, unit: 'Dinas PUPR', date: '2026-10-01' }
  expect(writeNaskahNumber('{kode}/{urut}/{unit}/{tahun}', parts)).toBe('000.8/1234/DINAS PUPR/2026')
  expect(writeNaskahNumber('{urut}/BAST/{bulan-romawi}/{tahun}', { ...parts, seq: 7 })).toBe('007/BAST/X/2026')
})
