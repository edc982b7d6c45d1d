import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { villagesOf } from '../organisation/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, tenantFolders } from './fixture-tenant.ts'
import { searchPublished } from './search-published.ts'
import { similarTickets } from './search-similar.ts'
import { searchTickets } from './search-tickets.ts'
import { keepSearch } from './search-vocabulary.ts'
import type { Ticket } from './ticket.ts'

let database: TestDatabase
let place: FixtureTenant
let other: FixtureTenant
let lamp: Ticket
let road: Ticket
let bridge: Ticket
let secret: Ticket
let village: { code: string; name: string }
const admin = 'admin-diskominfotik.diskominfotik'
const neighbour = { kind: 'citizen', id: randomUUID() } as const

beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('bengkalis'))!)
  other = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('rembang'))!)
  village = villagesOf(place.tenant.regionCode)[0]!.villages[3]!
  lamp = await place.open('sipendekar', { typed: { judul: 'Lampu jalan padam', uraian: 'Lmpu di jln Pertanian padam sejak Senin, nomor tiang 12-345-678. Hubungi 0812-0000-1234 atau sari@surel.example.', tempat: 'Seberang masjid', desa: village.code } })
  road = await place.open('sipendekar', { at: later(mondayMorning, 10), reporterId: neighbour.id, typed: { judul: 'Jalan berlubang di depan pasar', uraian: 'Lubang besar membahayakan pengendara motor.' } })
  bridge = await place.open('sipendekar', { at: later(mondayMorning, 20), typed: { judul: 'Jembatan kayu lapuk', uraian: 'Papan jembatan Sungai Liong patah, anak sekolah memutar jauh.' } })
  secret = await place.open('sipendekar', { at: later(mondayMorning, 30), secret: true, typed: { judul: 'Pungutan pengurusan surat', uraian: 'Diminta uang zuriat di loket.' } })
  lamp = await place.act(lamp, 'teruskan', { by: admin, typed: { unit: 'dpupr', kategori: 'listrik' } })
  lamp = await place.act(lamp, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Gardu sudah diganti oleh regu malam.' } })
  lamp = await place.act(lamp, 'lepas', { by: admin, typed: { jawaban: 'Gardu sudah diganti oleh regu malam.' } })
  await keepUntilDone()
})
afterAll(() => database.close())

async function keepUntilDone(tenant = place) {
  while ((await tenant.as({ kind: 'system' }, mondayMorning, (work) => keepSearch(work, 3))) > 0);
}

async function search(text: string, actor: Actor = place.officer(admin), order: { after?: string; size?: number } = {}) {
  return await place.as(actor, later(mondayMorning, 60), (work) => searchTickets(work, { text, size: order.size ?? 20, ...(order.after && { after: order.after }) }))
}

const numbers = async (text: string, actor?: Actor) => (await search(text, actor)).hits.map((hit) => hit.number)
const hitsOf = (pieces: { text: string; hit: boolean }[]) => pieces.filter((piece) => piece.hit).map((piece) => piece.text)

describe('an officer finds a ticket', () => {
  test('by a word in another form, in a short form, or without its hyphens', async () => {
    expect(await numbers('lubangnya')).toEqual([road.number])
    expect(await numbers('lampu jln pertanian')).toEqual([lamp.number])
    expect(await numbers('12345678')).toEqual([lamp.number])
    expect(await numbers('tiang 12-345-678')).toEqual([lamp.number])
  })

  test('by its number, whole or its beginning, with hyphens or without', async () => {
    const digits = bridge.number.replaceAll('-', '')
    for (const typed of [bridge.number, digits, `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`, digits.slice(0, 7), bridge.number.slice(0, 8)]) expect(await numbers(typed), typed).toEqual([bridge.number])
  })

  test('by the names of village and district, category and unit, and by the released answer', async () => {
    expect(await numbers(village.name)).toContain(lamp.number)
    expect(await numbers('regu gardu')).toEqual([lamp.number])
    for (const name of ['pekerjaan umum', 'listrik', 'sipendekar gardu']) expect(await numbers(name), name).toEqual([lamp.number])
  })

  test('by the beginning of the last word', async () => {
    expect(await numbers('jembatan lapu')).toEqual([bridge.number])
    expect(await numbers('jemb')).toEqual([bridge.number])
    expect((await search('jemb lapuk')).mode).not.toBe('all')
  })

  test('by a name written as two words where tickets have one, or as one where they have two; and is told so', async () => {
    const apart = await search('jem batan lapuk')
    expect(apart).toMatchObject({ mode: 'mended', mended: [{ typed: 'jem batan', meant: 'jembatan' }] })
    expect(apart.hits.map((hit) => hit.number)).toEqual([bridge.number])
    const joined = await search('sungailiong patah')
    expect(joined).toMatchObject({ mode: 'mended', mended: [{ typed: 'sungailiong', meant: 'sungai liong' }] })
    expect(joined.hits.map((hit) => hit.number)).toEqual([bridge.number])
    expect(hitsOf(joined.hits[0]!.excerpt)).toEqual(['Sungai', 'Liong', 'patah'])
    const everybody = await place.as({ kind: 'guest' }, later(mondayMorning, 60), (work) => searchPublished(work, { text: 'lampu jalanpertanian', size: 20 }))
    expect(everybody.hits.map((hit) => hit.ticket.number)).toEqual([lamp.number])
    expect(everybody.mended).toEqual([{ typed: 'jalanpertanian', meant: 'jalan pertanian' }])
  })

  test('by a mistyped word, and is told what was searched', async () => {
    const result = await search('jmebatan lapuk')
    expect(result).toMatchObject({ mode: 'mended', mended: [{ typed: 'jmebatan', meant: 'jembatan' }] })
    expect(result.hits.map((hit) => hit.number)).toEqual([bridge.number])
  })

  test('by some of the words where none has all, the best first', async () => {
    const result = await search('jembatan gardu liong')
    expect(result.mode).toBe('any')
    expect(result.hits.map((hit) => hit.number)).toEqual([bridge.number, lamp.number])
  })

  test('with the words marked where they stand, in whatever form', async () => {
    const [hit] = (await search('lampu jalan')).hits
    expect(hitsOf(hit!.title)).toEqual(['Lampu', 'jalan'])
    expect(hitsOf(hit!.excerpt)).toEqual(['Lmpu', 'jln'])
    expect(hit!.excerpt.map((piece) => piece.text).join('')).toContain('Lmpu di jln Pertanian padam sejak Senin')
  })

  test('the one with the word in its title before the one that has it in its story', async () => {
    expect(await numbers('jalan')).toEqual([expect.anything(), expect.anything()])
    expect(new Set(await numbers('jalan'))).toEqual(new Set([road.number, lamp.number]))
  })
})

describe('nobody finds', () => {
  test('telephone numbers, addresses and whoever reported', async () => {
    for (const typed of ['0812-0000-1234', '081200001234', 'sari@surel.example', 'surel']) expect(await numbers(typed), typed).toEqual([])
  })

  test('what their unit has no part in; an administrator of the regency finds all', async () => {
    const skpd = place.officer('admin-skpd.dpupr')
    expect(await numbers('lampu', skpd)).toEqual([lamp.number])
    expect(await numbers('jembatan', skpd)).toEqual([])
    expect(await numbers(bridge.number, skpd)).toEqual([])
    expect(await numbers('jembatan', place.officer('admin-skpd.dpupr', true))).toEqual([bridge.number])
  })

  test('a secret ticket, but those whose turn it is or who acted', async () => {
    const colleague: Actor = { kind: 'officer', id: randomUUID(), admin: false, posts: [{ post: 'kepala', unit: 'diskominfotik' }] }
    expect(await numbers('zuriat')).toEqual([secret.number])
    expect(await numbers('zuriat', colleague)).toEqual([])
    expect(await numbers('lampu', colleague)).toEqual([lamp.number])
    const moved = await place.act(secret, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    expect(await numbers('zuriat')).toEqual([secret.number])
    expect(await numbers('zuriat', { ...colleague, posts: [{ post: 'admin-diskominfotik', unit: 'diskominfotik' }] })).toEqual([])
    expect(await numbers('zuriat', place.officer('admin-skpd.dpupr'))).toEqual([secret.number])
    secret = moved
  })

  test('anything as a citizen, a guest, an officer without a post, or of another regency', async () => {
    for (const actor of [{ kind: 'guest' }, neighbour, { kind: 'officer', id: randomUUID(), posts: [], admin: false }] as Actor[]) expect(await numbers('jalan', actor)).toEqual([])
    const elsewhere = await other.as(other.officer('admin-portal.dinkominfo', true), mondayMorning, (work) => searchTickets(work, { text: 'lampu jalan', size: 20 }))
    expect(elsewhere.hits).toEqual([])
  })

  test('a ticket that the index says they may find but the rule does not', async () => {
    const stranger: Actor & { kind: 'officer' } = { kind: 'officer', id: randomUUID(), posts: [], admin: false }
    await sql`update ticket_search set marks = marks || ${[`o:${stranger.id}`]}::text[] where ticket_id = ${road.id}`.execute(database.owner.db)
    const found = await place.as(stranger, mondayMorning, (work) => sql`select * from find_tickets('''pasar'''::tsquery, ${[`o:${stranger.id}`]}, 999, 5)`.execute(work.db))
    expect(found.rows).toHaveLength(1)
    expect(await numbers('pasar', stranger)).toEqual([])
  })
})

describe('a search', () => {
  test.each(["'; --", '🙂🙂', '   ', 'yang di dan itu', '!!!', "\\' & | ! ( ) :* <->", '\u0000'])('for %j says that there is no word to search for', async (typed) => {
    expect(await search(typed)).toEqual({ hits: [], mode: 'nothing', mended: [] })
  })

  test('of ten thousand characters, of foreign letters, of half a surrogate gets an answer', async () => {
    for (const typed of ['a'.repeat(10_000), 'jembatan '.repeat(1200), 'x y z '.repeat(2000), 'الجسر', '\ud800 jembatan', "' or 1=1 jembatan", '%_%', '123456789012345678901234567890']) {
      expect((await search(typed)).hits.length, typed.slice(0, 20)).toBeLessThanOrEqual(4)
    }
  })

  test('with a mangled cursor begins again or ends, and never breaks', async () => {
    for (const after of ['x', 's', 's9.9', 's999999999999999.0', 's5.99', 'a1.0', "s1.0'; --", 'm4.1']) expect((await search('jalan', undefined, { after })).hits.length).toBeLessThanOrEqual(2)
  })
})

describe('a hundred tickets with the same word', () => {
  test('are paged through each once, while new ones come in', async () => {
    const many = await loadFixtureTenantTickets(110)
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 20; page++) {
      const result = await search('genangan', undefined, { size: 20, ...(after && { after }) })
      seen.push(...result.hits.map((hit) => hit.number))
      if (page === 1) await place.open('sipendekar', { typed: { judul: 'Genangan baru', uraian: 'Genangan air.' } })
      after = result.next
      if (!after) break
    }
    expect(seen.toSorted()).toEqual(many.map((ticket) => ticket.number).toSorted())
  })

  async function loadFixtureTenantTickets(count: number): Promise<Ticket[]> {
    const tickets: Ticket[] = []
    for (let n = 0; n < count; n += 10) tickets.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => place.open('sipendekar', { at: later(mondayMorning, n + i), typed: { judul: `Genangan ke-${n + i}`, uraian: 'Air menggenang sesudah hujan.' } })))))
    return tickets
  }
})

describe('the public', () => {
  const open = (text: string, unit?: string) => place.as({ kind: 'guest' }, mondayMorning, (work) => searchPublished(work, { text, size: 10, ...(unit && { unit }) }))

  test('finds published tickets by title, story, place and answer, and no others', async () => {
    expect((await open('lampu jalan')).hits.map((hit) => hit.ticket.number)).toEqual([lamp.number])
    expect((await open('regu malam')).hits).toHaveLength(1)
    expect((await open('seberang masjid', 'dpupr')).hits).toHaveLength(1)
    expect((await open('seberang masjid', 'dinkes')).hits).toEqual([])
    for (const typed of ['jembatan', 'lubang pasar', 'zuriat']) expect((await open(typed)).hits, typed).toEqual([])
    expect(hitsOf((await open('tiang padam')).hits[0]!.excerpt)).toEqual(['padam', 'tiang'])
    expect((await open("'; --")).mode).toBe('nothing')
  })

  test('does not find what was covered since', async () => {
    const story = lamp.submitted.uraian as string
    const change = (text: string) => sql`update ticket set submitted = jsonb_set(submitted, '{uraian}', ${JSON.stringify(text)}::jsonb) where id = ${lamp.id}`.execute(database.owner.db)
    await change(story.replace('Pertanian', '•••'))
    expect((await open('pertanian')).hits).toEqual([])
    await change(story)
    expect((await open('pertanian')).hits).toHaveLength(1)
  })

  test('does not learn by searching what the page of the ticket does not say', async () => {
    expect(await numbers('sipendekar lampu')).toEqual([lamp.number])
    expect((await open('sipendekar')).hits).toEqual([])
    expect((await open('081200001234')).hits).toEqual([])
  })
})

describe('what is being written', () => {
  const like = (text: string, actor: Actor = { kind: 'guest' }, desa?: string) =>
    place.as(actor, later(mondayMorning, 90), (work) => similarTickets(work, { text, sop: 'sipendekar', ...(desa && { village: desa }) }))

  test('is held against published tickets and the citizen’s own', async () => {
    expect((await like('Lampu jalan mati\nSudah seminggu lampu penerangan padam di jalan Pertanian.')).map((one) => one.number)).toEqual([lamp.number])
    expect(await like('Jalan berlubang depan pasar')).toEqual([])
    expect(await like('Jalan berlubang depan pasar', neighbour)).toMatchObject([{ number: road.number, own: true, open: true, published: false }])
  })

  test('counts as more alike in the same village', async () => {
    const text = 'Lampu padam total semalam gelap gulita'
    const [near] = await like(text, { kind: 'guest' }, village.code)
    const [far] = await like(`${text} padam`, { kind: 'guest' }, '14.03.02.2001')
    expect(near!.number).toBe(lamp.number)
    expect(near!.likeness).toBeGreaterThan(far?.likeness ?? 0)
  })

  test('has nothing to be compared with while it is a word or two, or about something else', async () => {
    for (const text of ['', 'lampu', '🙂', 'Pasar hewan kebanjiran sejak kemarin sore']) expect(await like(text)).toEqual([])
  })
})

describe('the round that keeps the search', () => {
  test('brings in tickets that were there before it, with all who may find them', async () => {
    await sql`delete from ticket_search where ticket_id = ${lamp.id}`.execute(database.owner.db)
    await sql`update search_progress set filled = '00000000-0000-0000-0000-000000000000'`.execute(database.owner.db)
    expect(await numbers('gardu')).toEqual([])
    await keepUntilDone()
    expect(await numbers('gardu')).toEqual([lamp.number])
    expect(await numbers('gardu', place.officer('admin-skpd.dpupr'))).toEqual([lamp.number])
    const former: Actor = { ...place.officer('admin-skpd.dpupr'), posts: [] }
    expect(await numbers('gardu', former)).toEqual([lamp.number])
  })

  test('leaves a ticket that an act holds to the next time', async () => {
    await sql`delete from ticket_search where ticket_id = ${bridge.id}`.execute(database.owner.db)
    await sql`update search_progress set filled = '00000000-0000-0000-0000-000000000000'`.execute(database.owner.db)
    await database.owner.db.transaction().execute(async (held) => {
      await sql`select 1 from ticket where id = ${bridge.id} for update`.execute(held)
      await keepUntilDone()
    })
    expect(await numbers('liong')).toEqual([])
    await keepUntilDone()
    expect(await numbers('liong')).toEqual([bridge.number])
  })

  test('learns no word from a secret ticket', async () => {
    const { rows } = await sql<{ word: string }>`select word from search_word where word in ('zuriat', 'liong', 'lapuk') order by word`.execute(database.owner.db)
    expect(rows.map((row) => row.word)).toEqual(['lapuk', 'liong'])
  })
})

describe('with twenty thousand tickets that have the same word', () => {
  beforeAll(async () => {
    await sql`alter table ticket_search disable trigger all`.execute(database.owner.db)
    await sql`alter table ticket_search enable trigger mark_search`.execute(database.owner.db)
    await sql`
      insert into ticket_search (tenant_id, ticket_id, opened_at, marks, digest, document)
      select 'bengkalis', gen_random_uuid(), now(), array['u:unit-' || n % 40], '', to_tsvector('pg_catalog.indonesian', case when n % 5000 = 7 then 'genting langka' else 'genting' end) from generate_series(1, 20000) n`.execute(database.owner.db)
    await sql`analyze ticket_search`.execute(database.owner.db)
  })

  const find = (query: string, readers: string[]) => sql`select * from find_tickets(${query}::tsquery, ${readers}, 99999999, 40)`

  /** How many rows of the index's table a search reads, and whether it reads all of it. */
  async function cost(query: string, readers: string[]) {
    return await place.as({ kind: 'guest' }, mondayMorning, async (work) => {
      // The counts go on from one transaction of a connection to the next.
      const counted = async () => (await sql<{ scans: number; read: number }>`
        select seq_scan::int as scans, idx_tup_fetch::int as read from pg_stat_xact_user_tables where relname = 'ticket_search'`.execute(work.db)).rows[0]!
      const before = await counted()
      const { rows: found } = await find(query, readers).execute(work.db)
      const after = await counted()
      return { found: found.length, scans: after.scans - before.scans, read: after.read - before.read }
    })
  }

  test('a common word is read from the newest, a seldom one from the index, neither from the whole table', async () => {
    const common = await cost("'genting'", ['*'])
    expect(common).toMatchObject({ found: 40, scans: 0 })
    expect(common.read).toBeLessThan(4200)
    const seldom = await cost("'genting' & 'langka'", ['*'])
    expect(seldom).toMatchObject({ found: 4, scans: 0 })
    expect(seldom.read).toBeLessThan(20)
    const unit = await cost("'genting'", ['u:unit-7'])
    expect(unit).toMatchObject({ found: 40, scans: 0 })
    expect(unit.read).toBeLessThan(5000)
    expect(await cost("'genting'", ['u:tak-ada'])).toMatchObject({ found: 0, scans: 0 })
  })

  test('another regency reads none of them, nor does a connection that serves none', async () => {
    const elsewhere = await other.as(other.officer('admin-portal.dinkominfo', true), mondayMorning, (work) => find("'genting'", ['*']).execute(work.db))
    expect(elsewhere.rows).toEqual([])
    expect((await find("'genting'", ['*']).execute(database.db)).rows).toEqual([])
  })
})
