import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { testSecrets, } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { villagesOf } from '../organisation/index.ts'
import { saveContact } from '../messages/index.ts'
import { letterText } from '../messages/letter-text.ts'
import { dropCannedAnswer, listCannedAnswers, saveCannedAnswer } from './canned-answer.ts'
import { fillCannedAnswer } from './canned-words.ts'
import { later, mondayMorning, refusalOf, } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { addNote, notesOf } from './internal-note.ts'
import { previewStep } from './preview-step.ts'
import { searchTickets } from './search-tickets.ts'
import { keepSearch } from './search-vocabulary.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { officerTimeline, reporterTimeline } from './timeline.ts'
import { recordSeen, seenTurns } from './turn-seen.ts'
import { verifyTickets } from './verify-tickets.ts'

const { database, place } = await openFixtureTenant('bengkalis')
const admin = 'admin-diskominfotik.diskominfotik'
const skpd = 'admin-skpd.dpupr'
const site = 'https://bengkalis.tanggap.example.go.id'

const act = (by: string | Actor, task: (work: Work) => Promise<unknown>, at = later(mondayMorning, 30)) => place.as(typeof by === 'string' ? place.officer(by) : by, at, task)
const fresh = (ticket: Ticket) => act(theSystem, (work) => findTicket(work, { id: ticket.id })) as Promise<Ticket>

async function forwarded(typed: Record<string, string> = {}): Promise<Ticket> {
  const ticket = await place.open('sipendekar', { typed: { judul: 'Lampu jalan padam', uraian: 'Gelap sejak Senin.', ...typed } })
  return await place.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
}

describe('an internal note', () => {
  const secretText = 'Kontraktor pernah ditegur, jangan sebut ke warga: kuncigudang'

  test('stands in the chain without its text, is read by officers, and is one however often it is sent', async () => {
    const ticket = await forwarded()
    const formKey = randomUUID()
    for (let n = 0; n < 2; n++) await act(skpd, (work) => addNote(work, { ticketId: ticket.id, text: ` ${secretText} `, formKey }))
    expect(await act(admin, (work) => notesOf(work, ticket.id))).toMatchObject([{ text: secretText, post: 'admin-skpd', unit: 'dpupr', officerId: place.officer(skpd).id }])
    const { events } = await place.traces(ticket.id)
    expect(events.at(-1)).toMatchObject({ act: 'catatan-internal', actor: { kind: 'officer', post: 'admin-skpd', unit: 'dpupr' } })
    expect(JSON.stringify(events)).not.toContain('kuncigudang')
    expect((await fresh(ticket)).version).toBe(ticket.version)
    await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban: 'Sudah.' } })
  })

  test('is in no history of the reporter, no search, no message, letter, answer or public column', async () => {
    const ticket = await forwarded()
    await place.as(theSystem, mondayMorning, (work) => saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'sms', address: '+62840100001' }))
    await act(admin, (work) => addNote(work, { ticketId: ticket.id, text: secretText, formKey: randomUUID() }))
    let done = await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban: 'Sudah dinyalakan.' } })
    done = await place.act(done, 'lepas', { by: admin, typed: { jawaban: 'Sudah dinyalakan.' } })
    await act(theSystem, async (work) => { while ((await keepSearch(work)) > 0); })
    const sop = place.sop('sipendekar')
    const names = { unit: String, category: String, class: String, village: String }
    const events = await act(theSystem, (work) => eventsOf(work, done.id)) as Awaited<ReturnType<typeof eventsOf>>
    expect(JSON.stringify(reporterTimeline(sop, events, names))).not.toMatch(/kuncigudang|atatan/)
    expect(officerTimeline(sop, events, names).map((entry) => entry.text)).toContain('Catatan internal')
    expect(await act(admin, (work) => searchTickets(work, { text: 'kuncigudang', size: 5 }))).toMatchObject({ hits: [] })
    const { rows } = await sql<{ table: string }>`
      select c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('public', 'auth') order by 1`.execute(database.owner.db)
    const holding: string[] = []
    for (const { table } of rows) {
      const name = (await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = ${table} and n.nspname in ('public', 'auth') limit 1`.execute(database.owner.db)).rows[0]!.name
      const found = await sql.raw<{ n: number }>(`select count(*)::int as n from ${name} t where t::text like '%kuncigudang%'`).execute(database.owner.db)
      if (found.rows[0]!.n > 0) holding.push(table)
    }
    expect(holding).toEqual(['internal_note'])
    expect((await sql<{ n: number }>`select count(*)::int as n from letter where subject_id = ${done.id}`.execute(database.owner.db)).rows[0]!.n).toBeGreaterThan(0)
    for (const actor of [{ kind: 'guest' }, { kind: 'citizen', id: done.reporterId! }] as Actor[]) expect(await act(actor, (work) => notesOf(work, done.id))).toEqual([])
  })

  test('is refused from the reporter, a guest, a stranger’s unit; empty; or too long', async () => {
    const ticket = await forwarded()
    const note = (by: string | Actor, text = 'x') => refusalOf(act(by, (work) => addNote(work, { ticketId: ticket.id, text, formKey: randomUUID() })))
    expect((await note({ kind: 'citizen', id: ticket.reporterId! })).code).toBe('not-found')
    expect((await note({ kind: 'guest' })).code).toBe('not-found')
    expect((await note('admin-skpd.dinkes')).code).toBe('not-found')
    expect((await note(skpd, ' \u0000 ')).faults).toEqual([{ field: 'catatan-internal', text: 'Catatan: wajib diisi.' }])
    expect((await note(skpd, 'a'.repeat(4001))).faults).toEqual([{ field: 'catatan-internal', text: 'Catatan: ada 4001 huruf, paling banyak 4000.' }])
  })

  test('that was changed or taken out behind our back is found by the verification', async () => {
    const ticket = await forwarded()
    await act(skpd, (work) => addNote(work, { ticketId: ticket.id, text: 'Sebelum', formKey: randomUUID() }))
    await place.sealAll()
    const verify = () => verifyTickets(database.owner.db, 'bengkalis', testSecrets)
    expect((await verify()).faults).toEqual([])
    await sql`update internal_note set text = 'Sesudah' where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect((await verify()).faults).toMatchObject([{ number: ticket.number, text: 'catatan internal diubah' }])
    await sql`delete from internal_note where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect((await verify()).faults).toMatchObject([{ number: ticket.number, text: 'catatan internal dihapus' }])
    for (const order of ['update internal_note set text = text', 'delete from internal_note']) {
      await expect(inWork(database, { tenant: 'bengkalis', actor: theSystem }, (work) => sql.raw(order).execute(work.db))).rejects.toThrow('permission denied')
    }
  })
})

describe('who opened a ticket first', () => {
  test('is kept once for each turn of a seat, and not for who only looks', async () => {
    const ticket = await forwarded()
    const open = (by: string, minutes: number) => act(by, (work) => recordSeen(work, ticket.id), later(mondayMorning, minutes))
    await open(admin, 61)
    expect(await act(admin, (work) => seenTurns(work, ticket.id))).toEqual([])
    await open(skpd, 70)
    await open(skpd, 80)
    expect(await act(admin, (work) => seenTurns(work, ticket.id))).toEqual([{ post: 'admin-skpd', unit: 'dpupr', officerId: place.officer(skpd).id, at: later(mondayMorning, 70) }])
    let moved = await place.act(ticket, 'jawab', { by: skpd, at: later(mondayMorning, 90), typed: { jawaban: 'x' } })
    await open(admin, 100)
    moved = await place.act(moved, 'kembalikan', { by: admin, at: later(mondayMorning, 110), typed: { catatan: 'Perbaiki.' } })
    await open(skpd, 120)
    const seen = await act(admin, (work) => seenTurns(work, moved.id)) as Awaited<ReturnType<typeof seenTurns>>
    expect(seen.map((one) => [one.post, one.at.getTime()])).toEqual([['admin-skpd', later(mondayMorning, 70).getTime()], ['admin-diskominfotik', later(mondayMorning, 100).getTime()], ['admin-skpd', later(mondayMorning, 120).getTime()]])
  })
})

describe('a canned answer', () => {
  const save = (by: string | Actor, order: { id?: string; unit: string; title: string; text: string }) => act(by, (work) => saveCannedAnswer(work, order))
  const list = (by: string | Actor) => act(by, (work) => listCannedAnswers(work)) as Promise<Awaited<ReturnType<typeof listCannedAnswers>>>
  const boss = () => place.officer(admin, true)

  test('of a unit is for that unit, the regency’s for all; administrators write all', async () => {
    await save(boss(), { unit: '', title: 'Terima kasih', text: 'Terima kasih atas laporan {nomor}.' })
    await save(skpd, { unit: 'dpupr', title: 'Dijadwalkan', text: 'Perbaikan dijadwalkan.' })
    expect((await list(skpd)).map((one) => one.title)).toEqual(['Terima kasih', 'Dijadwalkan'])
    expect((await list('admin-skpd.dinkes')).map((one) => one.title)).toEqual(['Terima kasih'])
    expect((await list(boss())).map((one) => one.title)).toEqual(['Terima kasih', 'Dijadwalkan'])
    for (const actor of [{ kind: 'guest' }, { kind: 'citizen', id: randomUUID() }] as Actor[]) expect(await list(actor)).toEqual([])
    const [general, own] = await list(skpd)
    expect((await refusalOf(save(skpd, { unit: 'dinkes', title: 'x', text: 'x' }))).code).toBe('not-found')
    expect((await refusalOf(save(skpd, { id: general!.id, unit: 'dpupr', title: 'x', text: 'x' }))).code).toBe('not-found')
    expect((await refusalOf(save(skpd, { unit: '', title: 'x', text: 'x' }))).faults).toEqual([{ field: 'unit', text: 'Untuk unit: pilih unit Anda.' }])
    expect((await refusalOf(act('admin-skpd.dinkes', (work) => dropCannedAnswer(work, own!.id)))).code).toBe('not-found')
    await save(skpd, { id: own!.id, unit: '', title: 'Dijadwalkan', text: 'Perbaikan dijadwalkan pekan depan.' })
    expect((await list(skpd)).find((one) => one.id === own!.id)).toMatchObject({ unit: 'dpupr', text: 'Perbaikan dijadwalkan pekan depan.' })
    await act(skpd, (work) => dropCannedAnswer(work, own!.id))
    expect((await refusalOf(act(skpd, (work) => dropCannedAnswer(work, own!.id)))).message).toBe('Jawaban siap itu sudah tidak ada.')
  })

  test('with unknown words in braces is refused, with the list of those that are known', async () => {
    const { faults } = await refusalOf(save(boss(), { unit: '', title: '', text: 'Halo {nama-pelapor} dan {umur} {' }))
    expect(faults.map((fault) => fault.text)).toEqual([
      'Judul: wajib diisi.',
      'Isi jawaban: {nama-pelapor}, {umur} tidak dikenal. Yang dapat dipakai: {nomor}, {judul}, {nama-unit}, {tanggal}, {tanggal-laporan}, {tempat}, {desa}, {layanan}, {pemerintah}.',
      'Isi jawaban: ada kurung kurawal tanpa pasangannya.',
    ])
    await save(boss(), { unit: '', title: 'Satu', text: 'x' })
    expect((await refusalOf(save(boss(), { unit: '', title: 'Satu', text: 'y' }))).faults).toMatchObject([{ field: 'judul-siap' }])
  })

  test('is filled in for its ticket, with a dash for what the ticket does not have, and nothing of the ticket is taken for a word', async () => {
    const village = villagesOf(place.tenant.regionCode)[0]!.villages[0]!
    const ticket = await forwarded({ judul: 'Lampu {tempat} padam', desa: village.code })
    const text = '{nomor} · {judul} · {nama-unit} · {tanggal} · {tanggal-laporan} · {tempat} · {desa} · {layanan} · {pemerintah}'
    const filled = await act(skpd, (work) => fillCannedAnswer(work, { text }, ticket), new Date('2026-01-07T09:00:00+07:00'))
    const unit = place.tenant.units.find((one) => one.code === 'dpupr')!.name
    expect(filled).toBe(`${ticket.number} · Lampu {tempat} padam · ${unit} · 7 Januari 2026 · 5 Januari 2026 · – · ${village.name}, Kecamatan ${villagesOf(place.tenant.regionCode)[0]!.name} · SIPENDEKAR · ${place.tenant.government}`)
  })
})

describe('a preview', () => {
  const ready = async () => {
    const ticket = await forwarded()
    return await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban: 'Konsep.' } })
  }
  const preview = (ticket: Ticket, order: { act: string; typed: Record<string, string>; by?: string; seenVersion?: number }) =>
    previewStep((task) => act(order.by ?? admin, task) as never, { ticketId: ticket.id, act: order.act, typed: order.typed, seenVersion: order.seenVersion ?? ticket.version, formKey: randomUUID(), site })

  test('shows exactly what would go out, without the reporter’s secret code, and keeps nothing', async () => {
    const ticket = await ready()
    const counts = async () => (await sql<{ n: string }>`select concat_ws(',', (select count(*) from event), (select count(*) from message), (select count(*) from letter), (select count(*) from answer), (select max(version) from ticket where id = ${ticket.id})) as n`.execute(database.owner.db)).rows[0]!.n
    const before = await counts()
    const shown = await preview(ticket, { act: 'lepas', typed: { jawaban: 'Lampu sudah menyala kembali.' } })
    expect(await counts()).toBe(before)
    const number = ticket.number.replaceAll('-', '')
    expect(shown).toEqual({
      published: expect.objectContaining({ number: ticket.number, title: 'Lampu jalan padam', story: 'Gelap sejak Senin.', answer: 'Lampu sudah menyala kembali.', unit: 'dpupr' }),
      messages: [{
        page: 'Lampu sudah menyala kembali.',
        mail: { subject: `Jawaban laporan ${ticket.number}`, body: `Jawaban laporan ${ticket.number}: Lampu sudah menyala kembali. ${site}/t/${number}/********\n\nBagaimana layanan kami? Nilailah tanpa nama, kira-kira dua menit: ${site}/t/${number}/********/n` },
        sms: { text: `Jawaban laporan ${ticket.number}: Lampu sudah menyala kembali. ${site}/t/${number}/********`, parts: 1, letters: 118 },
      }],
    })
    await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Lampu sudah menyala kembali.' } })
    const { rows } = await sql<{ letter_title: string; letter_text: string; letter_survey: string }>`select letter_title, letter_text, letter_survey from message where subject_id = ${ticket.id} and kind = 'jawaban'`.execute(database.owner.db)
    expect(rows[0]!.letter_title).toBe(shown.messages[0]!.mail.subject)
    const [code] = /[^/]{8}$/.exec(rows[0]!.letter_text)!
    expect(letterText({ channel: 'email', text: rows[0]!.letter_text, survey: rows[0]!.letter_survey }, site).replaceAll(code, '********')).toBe(shown.messages[0]!.mail.body)
  })

  test('counts the parts of a long SMS', async () => {
    const [message] = (await preview(await ready(), { act: 'lepas', typed: { jawaban: 'Kami sudah memeriksa lampu itu. '.repeat(8) } })).messages
    expect(message!.sms.parts).toBe(3)
  })

  test('refuses what the act itself would refuse: empty fields, another’s turn, a ticket that has moved on', async () => {
    const ticket = await ready()
    expect((await refusalOf(preview(ticket, { act: 'lepas', typed: { jawaban: '' } }))).faults).toMatchObject([{ field: 'jawaban' }])
    expect((await refusalOf(preview(ticket, { act: 'lepas', typed: { jawaban: 'x' }, by: skpd }))).code).toBe('not-allowed')
    expect((await refusalOf(preview(ticket, { act: 'lepas', typed: { jawaban: 'x' }, by: 'admin-skpd.dinkes' }))).code).toBe('not-found')
    expect((await refusalOf(preview(ticket, { act: 'lepas', typed: { jawaban: 'x' }, seenVersion: 1 }))).code).toBe('conflict')
  })
})
