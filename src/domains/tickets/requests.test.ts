import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { naskahOfTicket, readSigned } from '../naskah/index.ts'
import { findProduct } from '../products/index.ts'
import { findCertificate, issueCertificate, p12Signer, readSignature } from '../signing/index.ts'
import type { Typed } from '../sop/index.ts'
import { recordRegisterAnswer } from './answer-register.ts'
import { fileObjection, objectionWindow } from './file-objection.ts'
import { examplePassphrase, type FixtureTenant, loadFixtureTenant, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { nextRegisterTurn, askAgainLater } from './register-turn.ts'
import { takeSigningStep } from './sign-step.ts'
import { getStepLink, resendStepLink } from './step-link.ts'
import { takeLinkedStep } from './take-linked-step.ts'
import { actsFor } from './take-step.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

let database: TestDatabase
let place: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('rimbaraya'))!)
  const kepala = place.officer('kepala.kesbang')
  await place.as(kepala, at('2026-01-05T08:00'), async (work) => {
    await sql`update officer set email = 'kepala@rimbaraya.example' where tenant_id = ${work.tenant} and id = ${kepala.id}`.execute(work.db)
    await issueCertificate(work, { email: 'kepala@rimbaraya.example', commonName: 'Kepala Umpama', organisation: 'Rimbaraya', passphrase: examplePassphrase, validUntil: at('2028-01-01T00:00'), at: work.now, officerId: kepala.id })
  })
})
afterAll(() => database.close())

const at = (local: string) => new Date(`${local}:00+09:00`)
const guest = { kind: 'guest' as const }
let ticket: Ticket
let email: string
beforeEach(async () => {
  await sql`delete from register_turn`.execute(database.owner.db)
  email = `panitia-${randomUUID().slice(0, 8)}@rimbaraya.example`
  ticket = await place.open('kartu-panitia', { at: at('2026-01-05T09:00'), typed: { 'surel-dinas': email, 'nama-lengkap': 'Umpama Panitia' } })
})

async function keysSent(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'tautan' order by queued_at, id`.execute(database.owner.db)
  return rows.map((row) => /\/tautan\/([\w-]+)/.exec(row.text)![1]!)
}

const reread = () => place.as(theSystem, at('2026-01-05T09:00'), async (work) => (await findTicket(work, { id: ticket.id }))!)
const byLink = (key: string, act: string, when: string, typed: Typed = {}) =>
  place.as(guest, at(when), (work) => takeLinkedStep(work, { key, act, typed, seenVersion: ticket.version, formKey: randomUUID() }))
const answerRegister = async (answer: 'cocok' | 'tidak-cocok' | 'tak-terjawab', when: string) => {
  await place.as(theSystem, at(when), (work) => recordRegisterAnswer(work, ticket.id, answer))
  ticket = await reread()
}
const ticketClock = async () => (await place.traces(ticket.id)).clocks.find((clock) => clock.scope === 'ticket')!

async function activate(): Promise<void> {
  const [key] = await keysSent()
  ticket = await byLink(key!, 'aktifkan', '2026-01-05T10:00', { telepon: '+62840100001' })
}

describe('a link sent by e-mail', () => {
  test('is the only way to act on its step: its reporter has nothing to press on the ticket’s own page', async () => {
    expect(await place.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-05T09:05'), (work) => actsFor(work, ticket))).toEqual([])
    expect(ticket.state.step).toBe('aktivasi')
    const { rows } = await sql`select channel, slot, state from letter where subject_id = ${ticket.id} and slot = 'tautan'`.execute(database.owner.db)
    expect(rows).toEqual([{ channel: 'email', slot: 'tautan', state: 'queued' }])
  })

  test('works once; looked at it stays whole; used a second time it says when it was used', async () => {
    const [key] = await keysSent()
    expect((await place.as(guest, at('2026-01-05T09:30'), (work) => getStepLink(work, key!))).state).toBe('open')
    expect((await place.as(guest, at('2026-01-05T09:31'), (work) => getStepLink(work, key!))).state).toBe('open')
    const refused = await refusalOf(byLink(key!, 'aktifkan', '2026-01-05T09:40', { telepon: '12' }))
    expect(refused).toMatchObject({ code: 'bad-input', faults: [{ field: 'telepon' }] })
    ticket = await byLink(key!, 'aktifkan', '2026-01-05T10:00', { telepon: '+62840100001' })
    expect(ticket.state.step).toBe('cek')
    expect(await refusalOf(byLink(key!, 'aktifkan', '2026-01-05T10:01', { telepon: '+62840100001' }))).toMatchObject({ code: 'too-late', message: expect.stringContaining('sudah dipakai') })
    expect(await place.as(guest, at('2026-01-05T10:02'), (work) => getStepLink(work, key!))).toMatchObject({ state: 'used', usedAt: at('2026-01-05T10:00') })
  })

  test('ends with its time; a new one can be had three times in an hour, and the old one works no more', async () => {
    const [key] = await keysSent()
    const late = '2026-01-07T09:01'
    expect((await place.as(guest, at(late), (work) => getStepLink(work, key!))).state).toBe('expired')
    expect(await refusalOf(byLink(key!, 'aktifkan', late, { telepon: '+62840100001' }))).toMatchObject({ code: 'too-late' })
    for (let n = 0; n < 3; n++) await place.as(guest, at(late), (work) => resendStepLink(work, ticket.id))
    expect(await refusalOf(place.as(guest, at(late), (work) => resendStepLink(work, ticket.id)))).toMatchObject({ code: 'too-many-tries' })
    const keys = await keysSent()
    expect(keys).toHaveLength(4)
    const states = await Promise.all(keys.map((one) => place.as(guest, at(late), async (work) => (await getStepLink(work, one)).state)))
    expect(states.filter((state) => state === 'open')).toHaveLength(1)
    expect(states[0]).toBe('replaced')
  })

  test('with a key that was never given leads nowhere', async () => {
    expect(await refusalOf(place.as(guest, at('2026-01-05T09:30'), (work) => getStepLink(work, 'tidak-ada')))).toMatchObject({ code: 'not-found' })
  })

  test('is kept as a digest only', async () => {
    const [key] = await keysSent()
    const { rows } = await sql<{ row: string }>`select step_link::text as row from step_link where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(rows[0]!.row).not.toContain(key!)
  })
})

describe('while the reporter is waited for', () => {
  test('the ticket’s own promise stands still, and runs on with the time that was left', async () => {
    expect(await ticketClock()).toMatchObject({ pauses: [{ from: at('2026-01-05T09:00').toISOString() }] })
    const [key] = await keysSent()
    ticket = await byLink(key!, 'aktifkan', '2026-01-06T09:00', { telepon: '+62840100001' })
    const { dueAt, pauses } = await ticketClock()
    expect(pauses).toEqual([{ from: at('2026-01-05T09:00').toISOString(), to: at('2026-01-06T09:00').toISOString() }])
    expect(dueAt).toBeInstanceOf(Date)
  })

  test('an incomplete request is completed where it stands, and stays the same ticket', async () => {
    await activate()
    await answerRegister('tidak-cocok', '2026-01-05T10:05')
    ticket = await place.act(ticket, 'kembalikan', { by: 'loket.kesbang', at: at('2026-01-05T11:00'), typed: { kekurangan: 'Surat pengantar belum ada.' } })
    expect(ticket.state.step).toBe('lengkapi')
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    ticket = await place.act(ticket, 'lengkapi', { by: reporter, at: at('2026-01-05T12:00'), typed: { kelengkapan: 'Ini suratnya.' } })
    expect(ticket.state).toMatchObject({ step: 'verifikasi', facts: { 'nama-lengkap': 'Umpama Panitia', kelengkapan: 'Ini suratnya.' } })
  })
})

describe('a register that the system asks', () => {
  test('is asked for one ticket by one worker at a time; an outage is tried again later, at last it counts as no answer', async () => {
    await activate()
    const next = (when: Date) => place.as(theSystem, when, nextRegisterTurn)
    const mine = await next(at('2026-01-05T10:00'))
    expect(mine).toMatchObject({ ticket: { id: ticket.id }, registers: ['population'], last: false })
    expect(await next(at('2026-01-05T10:00'))).toBeUndefined()
    let now = at('2026-01-05T10:00').getTime()
    for (let tries = 2; tries <= 5; tries++) {
      await place.as(theSystem, new Date(now), (work) => askAgainLater(work, ticket.id))
      expect(await next(new Date(now + 1000))).toBeUndefined()
      now += 3_600_000
      expect(await next(new Date(now))).toMatchObject({ last: tries === 5 })
    }
    await answerRegister('tak-terjawab', '2026-01-05T16:00')
    expect(ticket.state.step).toBe('verifikasi')
    expect((await place.traces(ticket.id)).events.at(-1)).toMatchObject({ act: 'tak-terjawab', actor: { kind: 'system' } })
  })
})

describe('an official letter', () => {
  const officer = { id: 'kepala.kesbang' }
  const sign = (passphrase: string, when: string) => takeSigningStep(
    database, { tenant: place.id, actor: place.officer(officer.id), now: at(when) },
    { ticketId: ticket.id, act: 'tanda-tangani', typed: { 'frasa-sandi': passphrase }, seenVersion: ticket.version, formKey: randomUUID(), signer: p12Signer(database.secrets), base: 'https://rimbaraya.example' },
  )
  const letter = () => place.as(theSystem, at('2026-01-06T00:00'), async (work) => (await naskahOfTicket(work, ticket.id))[0]!)

  async function drafted(): Promise<void> {
    await activate()
    await answerRegister('cocok', '2026-01-05T10:05')
    ticket = await place.act(ticket, 'susun', { by: 'analis.kesbang', at: at('2026-01-05T11:00'), typed: { 'isi-surat': 'Kartu panitia kami terbitkan.' } })
    for (const post of ['kabid', 'sekretaris']) ticket = await place.act(ticket, 'paraf', { by: `${post}.kesbang`, at: at('2026-01-05T12:00') })
  }

  test('is drafted, initialled by both, numbered, signed and sent; a wrong passphrase keeps the number, and nothing of it is kept', async () => {
    await drafted()
    expect(await letter()).toMatchObject({ state: 'initialled', version: 1 })
    const refused = await refusalOf(sign('Salah-Sekali-2026', '2026-01-05T13:00'))
    expect(refused).toMatchObject({ faults: [{ field: 'frasa-sandi' }] })
    const numbered = await letter()
    expect(numbered).toMatchObject({ state: 'numbered', number: expect.stringMatching(/^300\.1\/\d{3}\/KESBANG\/2026$/) })
    expect((await reread()).state.step).toBe('tanda-tangan')
    ticket = await sign(examplePassphrase, '2026-01-05T13:05')
    const sent = await letter()
    expect(sent).toMatchObject({ state: 'sent', number: numbered.number })
    const pdf = await place.as(theSystem, at('2026-01-06T00:00'), (work) => readSigned(work, sent))
    expect(await place.as(theSystem, at('2026-01-06T00:00'), (work) => readSignature(work, pdf!))).toMatchObject({ intact: true, coversWholeFile: true, email: 'kepala@rimbaraya.example' })
    const kept = await place.traces(ticket.id)
    expect(kept.events.find((event) => event.act === 'tanda-tangani')!.body).toMatchObject({ surat: { nomor: sent.number, sidik: sent.sha256 } })
    expect(kept.messages.some((message) => message.text.includes(`Surat nomor ${sent.number}`))).toBe(true)
    expect(JSON.stringify(kept)).not.toContain(examplePassphrase)
  })

  test('that was never sent is given up with its ticket, and stays in the book with its reason', async () => {
    await drafted()
    await refusalOf(sign('Salah-Sekali-2026', '2026-01-05T13:00'))
    await place.act(ticket, 'batalkan', { by: 'kepala.kesbang', at: at('2026-01-05T14:00'), typed: { alasan: 'Acara batal.' } })
    expect(await letter()).toMatchObject({ state: 'void', number: expect.any(String), voidReason: expect.stringContaining('ditutup (dibatalkan)') })
  })

  test('twice in one moment is signed once', async () => {
    await drafted()
    const both = await Promise.allSettled([sign(examplePassphrase, '2026-01-05T13:00'), sign(examplePassphrase, '2026-01-05T13:00')])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await place.traces(ticket.id)).events.filter((event) => event.act === 'tanda-tangani')).toHaveLength(1)
  })

  test('leads to a certificate, whose passphrase its owner alone knows', async () => {
    await drafted()
    ticket = await sign(examplePassphrase, '2026-01-05T13:00')
    const key = (await keysSent()).at(-1)!
    expect(await refusalOf(byLink(key, 'tetapkan', '2026-01-05T14:00', { 'frasa-baru': 'lemah', 'frasa-baru-ulang': 'lemah' }))).toMatchObject({ faults: [{ field: 'frasa-baru' }] })
    ticket = await byLink(key, 'tetapkan', '2026-01-05T14:00', { 'frasa-baru': 'Rahasia-Panitia-77', 'frasa-baru-ulang': 'Rahasia-Panitia-77' })
    expect(ticket.state).toMatchObject({ open: false, result: 'diterbitkan', facts: { 'nomor-seri': expect.any(String), 'nomor-kartu-panitia': expect.stringMatching(/^\d+\/KP\/2026$/) } })
    const found = await place.as(theSystem, at('2026-01-05T15:00'), async (work) => ({ product: await findProduct(work, { register: 'kartu-panitia', key: email }), certificate: await findCertificate(work, { email }) }))
    expect(found.product).toMatchObject({ state: 'active', validUntil: '2028-01-05', values: { 'nomor-seri': found.certificate!.serial } })
    expect(found.certificate).toMatchObject({ commonName: 'Umpama Panitia' })
    expect(JSON.stringify(await place.traces(ticket.id))).not.toContain('Rahasia-Panitia-77')
  })
})

describe('a unit that applies', () => {
  test('does so by an officer of its own, who gets the reporter’s turns; others may not act for it', async () => {
    const kepala = place.officer('kepala.satpolpp')
    const order = { at: at('2026-01-05T09:00'), actor: kepala, applicant: { post: 'kepala', unit: 'satpolpp' }, typed: { 'surel-dinas': email } }
    ticket = await place.open('kartu-panitia', order)
    expect(ticket).toMatchObject({ applicant: { post: 'kepala', unit: 'satpolpp' } })
    expect((await place.traces(ticket.id)).turns).toMatchObject([{ post: 'kepala', unit: 'satpolpp', step: 'aktivasi' }])
    const stranger = place.officer('kepala.distrik-hulu')
    expect(await refusalOf(place.open('kartu-panitia', { ...order, actor: stranger, typed: {} }))).toMatchObject({ code: 'not-allowed' })
    expect(await refusalOf(place.open('keberatan', { ...order, typed: {} }))).toMatchObject({ code: 'not-allowed' })
  })
})

describe('a ticket that belongs to another service', () => {
  test('moves there whole: number, sender, files and history stay; the old promises end, the new ones begin and are told', async () => {
    await activate()
    await answerRegister('tidak-cocok', '2026-01-05T10:05')
    const before = ticket
    ticket = await place.act(ticket, 'pindahkan', { by: 'loket.kesbang', at: at('2026-01-05T11:00') })
    expect(ticket).toMatchObject({ number: before.number, reporterId: before.reporterId, sop: 'keberatan', submitted: before.submitted, state: { step: 'putusan', open: true } })
    const kept = await place.traces(ticket.id)
    expect(kept.events.at(-1)!.body).toMatchObject({ dari: 'kartu-panitia', sop: 'keberatan', ke: 'putusan' })
    expect(kept.clocks.filter((clock) => !clock.stoppedAt).map((clock) => [clock.scope, clock.startedAt])).toEqual([['ticket', at('2026-01-05T11:00')], ['step', at('2026-01-05T11:00')]])
    expect(kept.turns).toMatchObject([{ post: 'kepala', unit: 'kesbang', step: 'putusan' }])
    expect(kept.messages.filter((message) => message.to_kind === 'reporter').at(-1)!.text).toMatch(/^Tiket .* dipindahkan dari Kartu Panitia ke Keberatan\. Nomor dan riwayatnya tetap\. Waktunya dihitung mulai sekarang; batas terdekat Sabtu, 10 Januari 2026 pukul 13\.00 WIT\.$/)
    await place.act(ticket, 'kabulkan', { by: 'kepala.kesbang', at: at('2026-01-06T11:00'), typed: { jawaban: 'Dikabulkan.' } })
    expect((await reread()).state).toMatchObject({ open: false, result: 'dikabulkan' })
  })
})

describe('an objection', () => {
  const owner = () => ({ kind: 'citizen' as const, id: ticket.reporterId! })
  const object = (when: string, formKey = randomUUID()) => place.as(owner(), at(when), (work) => fileObjection(work, { ticketId: ticket.id, formKey, typed: { judul: 'Keberatan', uraian: 'Saya tidak setuju.' } }))
  const closeIt = async () => {
    await activate()
    await answerRegister('tidak-cocok', '2026-01-05T10:05')
    ticket = await place.act(ticket, 'tolak', { by: 'loket.kesbang', at: at('2026-01-05T11:00'), typed: { alasan: 'Tidak memenuhi syarat.' } })
  }

  test('cannot be filed while the answer is still awaited in time', async () => {
    expect(await refusalOf(object('2026-01-05T12:00'))).toMatchObject({ code: 'not-allowed' })
  })

  test('is a ticket of its own, tied to the first; the same form twice is one, another one is refused with its number', async () => {
    await closeIt()
    const key = randomUUID()
    const filed = await object('2026-01-06T09:00', key)
    expect(filed).toMatchObject({ sop: 'keberatan', parentId: ticket.id, reporterId: ticket.reporterId })
    expect((await object('2026-01-06T09:01', key)).id).toBe(filed.id)
    expect(await refusalOf(object('2026-01-06T09:02'))).toMatchObject({ code: 'conflict', message: expect.stringContaining(filed.number) })
    expect((await place.traces(ticket.id)).events.at(-1)).toMatchObject({ act: 'keberatan', body: { tiket: filed.number } })
  })

  test('on the last day of its window is taken; a day later it is refused with the date and why', async () => {
    await closeIt()
    const window = await place.as(owner(), at('2026-01-06T09:00'), (work) => objectionWindow(work, ticket))
    expect(window).toMatchObject({ state: 'open', why: 'answered' })
    const until = window.state === 'open' ? window.until! : undefined
    const late = new Date(until!.getTime() + 60_000)
    const refused = await refusalOf(place.as(owner(), late, (work) => fileObjection(work, { ticketId: ticket.id, formKey: randomUUID(), typed: { judul: 'x', uraian: 'y' } })))
    expect(refused).toMatchObject({ code: 'too-late', message: expect.stringMatching(/paling lambat 10 hari kerja sesudah keputusan Senin, 5 Januari 2026 pukul 11\.00 WIT, yaitu /) })
    expect((await place.as(owner(), new Date(until!.getTime()), (work) => fileObjection(work, { ticketId: ticket.id, formKey: randomUUID(), typed: { judul: 'x', uraian: 'y' } }))).sop).toBe('keberatan')
  })

  test('is nobody else’s to file', async () => {
    await closeIt()
    const stranger = { kind: 'citizen' as const, id: randomUUID() }
    expect(await refusalOf(place.as(stranger, at('2026-01-06T09:00'), (work) => fileObjection(work, { ticketId: ticket.id, formKey: randomUUID(), typed: {} })))).toMatchObject({ code: 'not-found' })
  })
})
