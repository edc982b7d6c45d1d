import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { Secrets } from '../../kernel/secrets.ts'
import { makeTestDatabase, type TestDatabase, testSecrets } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { appendEvents, canonical, type ChainedEvent, chainEvents, eventsOf, type Json, sealEvents } from '../audit/index.ts'
import { type FixtureTenant, loadFixtureTenant, tenantFolders } from './fixture-tenant.ts'
import type { Ticket } from './ticket.ts'
import { takeStep } from './take-step.ts'
import { verifyTickets } from './verify-tickets.ts'

// A regency with three sealed tickets, in two seals, is frozen once; each test tampers with a copy, as the superuser, and asks what verification says.
let frozen: TestDatabase
let name: string
let tickets: Ticket[]
let frozenAdmin: string
const admin = 'admin-diskominfotik.diskominfotik'

beforeAll(async () => {
  frozen = await makeTestDatabase()
  const place = await loadFixtureTenant(frozen, tenantFolders[0]!)
  tickets = []
  frozenAdmin = place.officer('admin-diskominfotik.diskominfotik').id
  for (const unit of ['dpupr', 'dinkes', 'dlh']) tickets.push(await dispose(place, unit))
  await place.sealAll()
  for (const [index, unit] of ['dpupr', 'dinkes', 'dlh'].entries()) {
    tickets[index] = await place.act(tickets[index]!, 'jawab', { by: `admin-skpd.${unit}`, typed: { jawaban: 'Sudah.' } })
  }
  await place.sealAll()
  name = await frozen.freeze()
})
afterAll(() => frozen.close())

async function dispose(place: FixtureTenant, unit: string): Promise<Ticket> {
  return await place.act(await place.open('sipendekar'), 'teruskan', { by: admin, typed: { unit } })
}

async function copy(): Promise<TestDatabase> {
  const database = await makeTestDatabase(name)
  onTestFinished(() => database.close())
  return database
}

const verify = (database: TestDatabase) => verifyTickets(database.owner.db, 'bengkalis', testSecrets)
const asSystem = <T>(database: TestDatabase, task: (work: Work) => Promise<T>) => inWork(database, { tenant: 'bengkalis', actor: theSystem, now: new Date('2026-01-06T00:00:00Z') }, task)

/** Does as a superuser does who knows all but the key, and gives what verification says of it, each line with the ticket's number or the seal. */
async function afterTampering(tamper: (database: TestDatabase, run: (statement: string) => Promise<unknown>) => Promise<unknown>): Promise<string[]> {
  const database = await copy()
  await tamper(database, (statement) => sql.raw(statement).execute(database.owner.db))
  return (await verify(database)).faults.map((fault) => `${fault.number ?? fault.ticketId ?? ''}: ${fault.text}`)
}

const one = () => tickets[0]!
const whereOne = (seq?: number) => `tenant_id = 'bengkalis' and ticket_id = '${one().id}'${seq ? ` and seq = ${seq}` : ''}`
const hex = (hash: Buffer) => `'\\x${hash.toString('hex')}'`

/** Rewrites a ticket's chain from `events` on, with hashes that fit: all that the public algorithm lets anybody do. */
async function rewrite(database: TestDatabase, change: (events: ChainedEvent[]) => Omit<ChainedEvent, 'seq' | 'prev' | 'hash'>[]): Promise<ChainedEvent[]> {
  const events = change(await asSystem(database, (work) => eventsOf(work, one().id)))
  const chained = chainEvents('bengkalis', events.map(({ ticketId, at, actor, act, body }) => ({ ticketId, at, actor, act, body })), { seq: 0, hash: Buffer.alloc(32) })
  const run = (statement: string) => sql.raw(statement).execute(database.owner.db)
  await run(`delete from event where ${whereOne()}`)
  for (const event of chained) {
    await sql`insert into event values ('bengkalis', ${event.ticketId}, ${event.seq}, ${event.at}, ${JSON.stringify(event.actor)}, ${event.act}, ${JSON.stringify(event.body)}, ${event.prev}, ${event.hash})`.execute(database.owner.db)
  }
  const last = chained.at(-1)!
  await run(`update ticket set last_seq = ${last.seq}, last_hash = ${hex(last.hash)} where id = '${one().id}'`)
  return chained
}

test('what nobody touched has no fault, and the newest seal is named', async () => {
  const proof = await verify(await copy())
  expect(proof).toMatchObject({ tickets: 3, events: 9, seals: 2, faults: [], lastSeal: { no: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
})

describe('an event', () => {
  test('that was changed', async () => {
    const said = await afterTampering((_, run) => run(`update event set body = jsonb_set(body, '{unit}', '"dlh"') where ${whereOne(2)}`))
    expect(said).toEqual([`${one().number}: peristiwa 2 diubah: isinya tidak cocok dengan sidiknya`])
  })

  test('that was changed together with its own hash', async () => {
    const said = await afterTampering(async (database, run) => {
      const [, event] = await asSystem(database, (work) => eventsOf(work, one().id))
      const forged = chainEvents('bengkalis', [{ ...event!, body: { ...event!.body, unit: 'dlh' } }], { seq: 1, hash: event!.prev })[0]!
      await sql`update event set body = ${JSON.stringify(forged.body)}, hash = ${forged.hash} where ticket_id = ${one().id} and seq = 2`.execute(database.owner.db)
      await run('select 1')
    })
    expect(said.sort()).toEqual([`${one().number}: peristiwa 2 diganti setelah segel 1`, `${one().number}: peristiwa 3 tidak menyambung ke peristiwa sebelumnya`])
  })

  test('that was changed together with every hash after it', async () => {
    const said = await afterTampering((database) => rewrite(database, (events) => events.map((event) => (event.seq === 2 ? { ...event, body: { ...event.body, unit: 'dlh' } } : event))))
    expect(said.sort()).toEqual([`${one().number}: peristiwa 2 diganti setelah segel 1`, `${one().number}: peristiwa 3 diganti setelah segel 2`])
  })

  test('whose moment was moved, by days or by a millionth of a second', async () => {
    expect(await afterTampering((_, run) => run(`update event set at = at - interval '2 days' where ${whereOne(3)}`))).toEqual([`${one().number}: peristiwa 3 diubah: isinya tidak cocok dengan sidiknya`])
    expect(await afterTampering((_, run) => run(`update event set at = at + interval '1 microsecond' where ${whereOne(3)}`))).toEqual([`${one().number}: waktu peristiwa 3 diubah`])
  })

  test('whose actor was changed', async () => {
    const said = await afterTampering((_, run) => run(`update event set actor = actor || '{"id": "00000000-0000-7000-8000-000000000001"}' where ${whereOne(3)}`))
    expect(said).toEqual([`${one().number}: peristiwa 3 diubah: isinya tidak cocok dengan sidiknya`])
  })

  test('in the middle that was deleted', async () => {
    const said = await afterTampering((_, run) => run(`delete from event where ${whereOne(2)}`))
    expect(said.sort()).toEqual([`${one().number}: peristiwa 2 dihapus (ada di segel 1)`, `${one().number}: peristiwa 2 hilang dari rantai`])
  })

  test('at the end that was deleted, the ticket made to forget it', async () => {
    const said = await afterTampering(async (database, run) => {
      const events = await asSystem(database, (work) => eventsOf(work, one().id))
      await run(`delete from event where ${whereOne(3)}`)
      await run(`update ticket set last_seq = 2, last_hash = ${hex(events[1]!.hash)} where id = '${one().id}'`)
    })
    expect(said).toEqual([
      `${one().number}: peristiwa 3 dihapus (ada di segel 2)`,
      `${one().number}: langkah tiket diubah: tiket ada di koreksi, peristiwa terakhir membawanya ke tanggapan`,
    ])
  })

  test('that was deleted before it was sealed; the sealer does not wipe the trace', async () => {
    const database = await copy()
    const place = { act: 'kabar', body: {}, actor: { kind: 'system' as const }, at: new Date('2026-01-06T00:00:00Z') }
    await appendRaw(database, { ...place, ticketId: one().id })
    await sql`delete from event where ticket_id = ${one().id} and seq = 4`.execute(database.owner.db)
    await sql`update ticket set last_seq = 3, last_hash = (select hash from event where ticket_id = ${one().id} and seq = 3) where id = ${one().id}`.execute(database.owner.db)
    expect(await asSystem(database, (work) => sealEvents(work))).toBe(0)
    expect((await verify(database)).faults.map((fault) => `${fault.number}: ${fault.text}`)).toEqual([`${one().number}: peristiwa 4 dihapus sebelum disegel`])
  })

  const forged = (events: ChainedEvent[]) => [...events, { ...events[2]!, act: 'lepas', body: { langkah: 'koreksi' } }]

  test('that was forged with right hashes and never sealed', async () => {
    expect(await afterTampering((database) => rewrite(database, forged))).toEqual([`${one().number}: peristiwa 4 tidak pernah disegel dan tidak menunggu segel: disisipkan dari luar`])
  })

  test('that was forged with right hashes and put before the sealer: it is not sealed, and named', async () => {
    const database = await copy()
    const events = await rewrite(database, forged)
    const mac = new Secrets(Buffer.alloc(32, 9)).mac('seal', `event/${events[3]!.hash.toString('hex')}`)
    await sql`insert into event_to_seal values ('bengkalis', ${one().id}, 4, ${mac})`.execute(database.owner.db)
    expect(await asSystem(database, (work) => sealEvents(work))).toBe(0)
    expect((await verify(database)).faults.map((fault) => `${fault.number}: ${fault.text}`)).toEqual([`${one().number}: peristiwa 4 palsu: menunggu segel tanpa tanda Tanggap`])
  })

  test('that was moved to another ticket', async () => {
    const said = await afterTampering((_, run) => run(`update event set ticket_id = '${tickets[1]!.id}', seq = 4 where ${whereOne(3)}`))
    expect(said).toContain(`${one().number}: peristiwa 3 dihapus (ada di segel 2)`)
    expect(said).toContain(`${tickets[1]!.number}: peristiwa 4 diubah: isinya tidak cocok dengan sidiknya`)
  })
})

async function appendRaw(database: TestDatabase, event: Omit<ChainedEvent, 'seq' | 'prev' | 'hash'>): Promise<void> {
  await asSystem(database, async (work) => {
    const last = (await eventsOf(work, one().id)).at(-1)!
    const [made] = chainEvents('bengkalis', [event], last)
    await appendEvents(work, [made!])
    await sql`update ticket set last_seq = ${made!.seq}, last_hash = ${made!.hash} where id = ${one().id}`.execute(work.db)
  })
}

describe('a ticket', () => {
  test('whose story was changed', async () => {
    const said = await afterTampering((_, run) => run(`update ticket set submitted = jsonb_set(submitted, '{uraian}', '"Semua baik."') where id = '${one().id}'`))
    expect(said).toEqual([`${one().number}: isi laporan diubah: tidak cocok dengan sidik pada peristiwa 1`])
  })

  test('that was moved to another step by no act', async () => {
    const said = await afterTampering((_, run) => run(`update ticket set step = 'disposisi' where id = '${one().id}'`))
    expect(said).toEqual([`${one().number}: langkah tiket diubah: tiket ada di disposisi, peristiwa terakhir membawanya ke koreksi`])
  })

  test('that was given an answer which nobody released', async () => {
    const said = await afterTampering((_, run) => run(`update ticket set answer = 'Ditolak.', answered_at = now() where id = '${one().id}'`))
    expect(said).toEqual([`${one().number}: ada jawaban yang tidak pernah dilepas oleh satu peristiwa pun`])
  })

  test('whose released answer was put in other words', async () => {
    const database = await copy()
    const admin = { kind: 'officer' as const, id: frozenAdmin, posts: [{ post: 'admin-diskominfotik', unit: 'diskominfotik' }], admin: true }
    await inWork(database, { tenant: 'bengkalis', actor: admin, now: new Date('2026-01-06T03:00:00Z') }, (work) =>
      takeStep(work, { ticketId: one().id, act: 'lepas', typed: { jawaban: 'Sudah diperbaiki.' }, seenVersion: one().version }))
    expect((await verify(database)).faults).toEqual([])
    await sql.raw(`update ticket set answer = 'Belum.' where id = '${one().id}'`).execute(database.owner.db)
    expect((await verify(database)).faults.map((fault) => fault.text)).toEqual(['jawaban diubah: tidak cocok dengan sidik pada peristiwa 4'])
  })

  test('that was put under another SOP', async () => {
    const said = await afterTampering((_, run) => run(`update ticket set sop = 'lapor' where id = '${one().id}'`))
    expect(said).toEqual([`${one().number}: SOP tiket diubah: tiket menurut lapor 2026-01-01, peristiwa terakhir menyebut sipendekar 2026-01-01`])
  })

  test('that vanished with every row of its own is missed by its id, event for event', async () => {
    const said = await afterTampering(async (_, run) => {
      for (const [table, column] of [['turn', 'ticket_id'], ['ticket_search', 'ticket_id'], ['ticket_party', 'ticket_id'], ['answer', 'ticket_id'], ['submission', 'ticket_id'], ['clock', 'subject_id'], ['event', 'ticket_id'], ['ticket', 'id']]) {
        await run(`delete from ${table} where tenant_id = 'bengkalis' and ${column} = '${one().id}'`)
      }
    })
    expect(said).toEqual([1, 2, 3].map((seq) => `${one().id}: peristiwa ${seq} dihapus (ada di segel ${seq === 3 ? 2 : 1})`))
  })

  test('that was deleted while its events stayed', async () => {
    const said = await afterTampering(async (_, run) => {
      for (const table of ['turn', 'ticket_search', 'ticket_party', 'answer']) await run(`delete from ${table} where ticket_id = '${one().id}'`)
      await run(`delete from ticket where id = '${one().id}'`)
    })
    expect(said).toEqual([`${one().id}: tiket dihapus, peristiwanya masih ada`])
  })

  test('whose events were all deleted', async () => {
    const said = await afterTampering((_, run) => run(`delete from event where ${whereOne()}`))
    expect(said).toContain(`${one().number}: tiket tidak punya satu peristiwa pun`)
    expect(said.filter((line) => line.includes('dihapus (ada di segel'))).toHaveLength(3)
  })
})

describe('a seal', () => {
  test('that was changed', async () => {
    const said = await afterTampering((_, run) => run(`update seal set at = at - interval '1 day' where no = 2`))
    expect(said).toEqual([': segel 2 diubah: isinya tidak cocok dengan sidiknya'])
  })

  test('that holds nonsense is named, and verification goes on', async () => {
    for (const events of ['{}', '[["x"], 7, ["y", -1, null]]', 'null', '"a"']) {
      expect(await afterTampering((_, run) => run(`update seal set events = '${events}' where no = 2`))).toContain(': segel 2 diubah: isinya tidak cocok dengan sidiknya')
    }
  })

  test('that was deleted, first or last', async () => {
    expect(await afterTampering((_, run) => run('delete from seal where no = 1'))).toContain(': segel 1 hilang')
    const last = await afterTampering((_, run) => run('delete from seal where no = 2'))
    expect(last).toEqual(tickets.map((ticket) => ticket.id).sort().map((id) => `${tickets.find((ticket) => ticket.id === id)!.number}: peristiwa 3 tidak pernah disegel dan tidak menunggu segel: disisipkan dari luar`))
  })

  test('and every other that were made anew without the key', async () => {
    const said = await afterTampering(async (database) => {
      await rewrite(database, (events) => events.map((event) => (event.seq === 2 ? { ...event, body: { ...event.body, unit: 'dlh' } } : event)))
      await resealWithoutKey(database)
    })
    expect(said).toEqual([': segel 1 palsu: tidak dibuat dengan kunci Tanggap', ': segel 2 palsu: tidak dibuat dengan kunci Tanggap'])
  })
})

/** Writes all seals anew so that every hash fits, with a key of one's own. */
async function resealWithoutKey(database: TestDatabase): Promise<void> {
  const { rows } = await sql<{ no: number; at: Date; events: [string, number, string][] }>`select no, at, events from seal order by no`.execute(database.owner.db)
  const hashes = new Map((await sql<{ id: string; hash: string }>`select ticket_id || '/' || seq as id, encode(hash, 'hex') as hash from event`.execute(database.owner.db)).rows.map((row) => [row.id, row.hash]))
  let prev = Buffer.alloc(32)
  for (const seal of rows) {
    const events = seal.events.map(([id, seq]) => [id, seq, hashes.get(`${id}/${seq}`)!])
    const hash = createHash('sha256').update(canonical(['bengkalis', seal.no, seal.at.toISOString(), events, prev.toString('hex')] as Json)).digest()
    const mac = new Secrets(Buffer.alloc(32, 9)).mac('seal', hash.toString('hex'))
    await sql`update seal set events = ${JSON.stringify(events)}, prev = ${prev}, hash = ${hash}, mac = ${mac} where no = ${seal.no}`.execute(database.owner.db)
    prev = hash
  }
}

describe('while the office works', () => {
  test('sealers at the same time seal each event once, and verification between finds no fault', async () => {
    const database = await makeTestDatabase()
    onTestFinished(() => database.close())
    const place = await loadFixtureTenant(database, tenantFolders[0]!)
    let working = true
    const sealing = [1, 2].map(async () => { while (working) await place.as(theSystem, new Date(), (work) => sealEvents(work)) })
    const faults: unknown[] = []
    const verifying = (async () => { while (working) faults.push(...(await verify(database)).faults) })()
    await Promise.all(Array.from({ length: 8 }, async () => { for (let n = 0; n < 4; n++) await dispose(place, 'dpupr') }))
    working = false
    await Promise.all([...sealing, verifying])
    await place.sealAll()
    expect(faults).toEqual([])
    const sealed = await sql<{ n: number; different: number }>`
      select count(*)::int as n, count(distinct (e ->> 0, e ->> 1))::int as different from seal, jsonb_array_elements(events) e`.execute(database.owner.db)
    expect(sealed.rows).toEqual([{ n: 64, different: 64 }])
    expect(await verify(database)).toMatchObject({ events: 64, tickets: 32, faults: [] })
  })
})
