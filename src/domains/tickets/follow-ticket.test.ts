import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { saveContact } from '../messages/index.ts'
import { refusalOf, } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { followedTickets, followingOf, followTicket, unfollowTicket } from './follow-ticket.ts'
import { openUnlessSimilar } from './open-unless-similar.ts'
import { reopenTicket } from './reopen-ticket.ts'
import { keepSearch } from './search-vocabulary.ts'
import type { Ticket } from './ticket.ts'

const { database, place } = await openFixtureTenant('bengkalis')

const at = (local: string) => new Date(`${local}:00+07:00`)
const admin = 'admin-diskominfotik.diskominfotik'
const citizen = () => ({ kind: 'citizen' as const, id: newId(at('2026-01-05T08:00')) })
const as = <T>(actor: Actor, task: (work: Work) => Promise<T>) => place.as(actor, at('2026-01-07T09:00'), task)
let ticket: Ticket

async function answer(text: string): Promise<void> {
  ticket = await place.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', at: at('2026-01-06T10:00'), typed: { jawaban: text } })
  ticket = await place.act(ticket, 'lepas', { by: admin, at: at('2026-01-06T10:00'), typed: { jawaban: text } })
}

beforeEach(async () => {
  ticket = await place.open('sipendekar', { at: at('2026-01-05T09:00'), typed: { judul: 'Lampu jalan padam', uraian: 'Lampu di Jalan Pertanian padam, telepon saya 0812 3456 7890.' } })
  ticket = await place.act(ticket, 'teruskan', { by: admin, at: at('2026-01-05T10:00'), typed: { unit: 'dpupr' } })
  await answer('Lampu sudah diganti, hubungi 0813 9999 0000.')
})

describe('a public report', () => {
  test('is joined once by a citizen, however often they press; to follow it counts nobody', async () => {
    const [one, two] = [citizen(), citizen()]
    await as(one, (work) => followTicket(work, { number: ticket.number, join: false }))
    expect(await as(one, (work) => followingOf(work, ticket.id))).toEqual({ followers: 1, joined: 0, mine: 'following' })
    await Promise.all([1, 2, 3].map(() => as(one, (work) => followTicket(work, { number: ticket.number, join: true }))))
    await as(one, (work) => followTicket(work, { number: ticket.number, join: false }))
    await as(two, (work) => followTicket(work, { number: ticket.number, join: true }))
    expect(await as(one, (work) => followingOf(work, ticket.id))).toEqual({ followers: 2, joined: 2, mine: 'joined' })
    expect(await as({ kind: 'guest' }, (work) => followingOf(work, ticket.id))).toEqual({ followers: 2, joined: 2 })
    expect(await as(two, (work) => followedTickets(work))).toMatchObject([{ number: ticket.number, joined: true }])
    await as(two, (work) => unfollowTicket(work, ticket.number))
    expect(await as(two, (work) => followedTickets(work))).toEqual([])
    expect(await as(two, (work) => followingOf(work, ticket.id))).toEqual({ followers: 1, joined: 1 })
  })

  test('is followed with an account only; one that is not public, or one’s own, is not', async () => {
    const order = { number: ticket.number, join: true }
    expect(await refusalOf(as({ kind: 'guest' }, (work) => followTicket(work, order)))).toMatchObject({ code: 'not-signed-in' })
    expect(await refusalOf(as({ kind: 'citizen', id: ticket.reporterId! }, (work) => followTicket(work, order)))).toMatchObject({ code: 'conflict' })
    const secret = await place.open('sipendekar', { secret: true })
    expect(await refusalOf(as(citizen(), (work) => followTicket(work, { number: secret.number, join: false })))).toMatchObject({ code: 'not-found' })
    expect(await followers()).toEqual([])
  })

  test('answered anew: each follower is told once, in the public words, at their own address and not at the reporter’s', async () => {
    const follower = citizen()
    await as(follower, async (work) => {
      await followTicket(work, { number: ticket.number, join: true })
      await saveContact(work, { kind: 'person', id: follower.id }, { channel: 'email', address: 'pengikut@surel.example' })
      await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'email', address: 'pelapor@surel.example' })
    })
    ticket = await place.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-06T11:00'), (work) => reopenTicket(work, { ticketId: ticket.id, text: 'Masih padam.', formKey: randomUUID() }))
    await answer('Sekarang menyala; tanya 0813 9999 0000.')
    const { rows } = await sql<{ text: string; subject: string | null }>`select text, subject_id as subject from message where to_kind = 'follower' and person_id = ${follower.id}`.execute(database.owner.db)
    expect(rows).toEqual([{ subject: null, text: expect.stringMatching(/^Laporan yang Anda ikuti, “Lampu jalan padam”, dijawab: Sekarang menyala; tanya (?!0813 9999 0000)/) }])
    const letters = await sql<{ owner: string; text: string }>`select owner_kind as owner, text from letter where owner_id = ${follower.id}`.execute(database.owner.db)
    expect(letters.rows).toEqual([{ owner: 'person', text: expect.stringContaining(`{situs}/laporan/${ticket.number}`) }])
    const reporters = await sql<{ n: number }>`select count(*)::int as n from letter where owner_kind = 'ticket' and text like '%Laporan yang Anda ikuti%'`.execute(database.owner.db)
    expect(reporters.rows).toEqual([{ n: 0 }])
  })
})

const followers = async () => (await sql`select person_id from ticket_follower where ticket_id = ${ticket.id}`.execute(database.owner.db)).rows

describe('a report that is like a public one', () => {
  const sent = (typed: Record<string, string>, formKey = randomUUID() as string, actor = citizen()) => as(actor, (work) => openUnlessSimilar(work, { sop: place.sop('sipendekar'), formKey, channel: 'web', reporterId: actor.id, typed }))
  const like = { 'jenis-laporan': 'aduan', judul: 'Lampu jalan padam', uraian: 'Lampu di Jalan Pertanian padam.' }
  const kept = async () => (await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(database.owner.db)).rows[0]!.n

  test('is not kept; the public ones are given, without the numbers of people', async () => {
    await as({ kind: 'system' }, (work) => keepSearch(work))
    const form = await validForm()
    const before = await kept()
    const outcome = await sent({ ...form, ...like })
    expect(outcome).toHaveProperty('similar')
    if (!('similar' in outcome)) return
    expect(outcome.similar.map((one) => one.number)).toContain(ticket.number)
    expect(JSON.stringify(outcome.similar)).not.toContain('0812 3456 7890')
    expect(await kept()).toBe(before)
  })

  test('with a fault is refused by field first', async () => {
    expect(await refusalOf(sent({ judul: like.judul, uraian: like.uraian }))).toMatchObject({ code: 'bad-input' })
  })

  test('is kept where nothing is like it; the same form again gives the same ticket', async () => {
    const formKey = randomUUID()
    const actor = citizen()
    const typed = { ...(await validForm()), judul: 'Ayam tetangga berkokok', uraian: 'Setiap dini hari, kandangnya menempel pada dinding kamar.' }
    const first = await sent(typed, formKey, actor)
    const second = await sent(typed, formKey, actor)
    expect('ticket' in first && 'ticket' in second && first.ticket.id === second.ticket.id).toBe(true)
  })

  /** The required fields of the form, filled in. */
  async function validForm(): Promise<Record<string, string>> {
    const { submitted } = await place.open('sipendekar')
    return Object.fromEntries(Object.entries(submitted).map(([name, value]) => [name, String(value)]))
  }
})
