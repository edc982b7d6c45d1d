import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { listLetters } from '../messages/index.ts'
import { findProduct } from '../products/index.ts'
import { certificatesOf, findCertificate, p12Signer, signDocument } from '../signing/index.ts'
import type { Typed } from '../sop/index.ts'
import { recordRegisterAnswer } from './answer-register.ts'
import { later, refusalOf, waitingFile } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { takeLinkedStep } from './take-linked-step.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

const { database, place } = await openFixtureTenant('bengkalis')

const at = (local: string) => new Date(`${local}+07:00`)
const issued = at('2026-01-05T11:00')
const passphrase = 'Perahu-Layar-2026'
const verifier = 'verifikator-sertifikat.diskominfotik'
const newAddress = () => `umpama-${randomUUID().slice(0, 8)}@bengkaliskab.go.id`
const passphrases = (text: string): Typed => ({ 'frasa-baru': text, 'frasa-baru-ulang': text })

async function lastKey(ticket: Ticket): Promise<string> {
  const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'tautan' order by queued_at desc, id desc limit 1`.execute(database.owner.db)
  return /\/tautan\/([\w-]+)/.exec(rows[0]!.text)![1]!
}

const byLink = async (ticket: Ticket, act: string, { when, typed = {}, formKey = randomUUID() }: { when: Date; typed?: Typed; formKey?: string }) =>
  await place.as({ kind: 'guest' }, when, async (work) => takeLinkedStep(work, { key: await lastKey(ticket), act, typed, seenVersion: ticket.version, formKey }))
const asSystem = <T>(when: Date, task: Parameters<typeof place.as<T>>[2]) => place.as(theSystem, when, task)

async function activation(formKey: string, kind: 'asn' | 'non-asn'): Promise<Typed> {
  const file = await waitingFile(place, place.sop('sertifikat-penerbitan').fields.find((field) => field.name === 'swafoto')!, formKey)
  return { jabatan: 'Pranata Komputer Rekaan', telepon: '+62840100001', swafoto: [file], ...(kind === 'asn' && { nip: '19909999 201501 1 001', pangkat: 'Penata Muda, III/a' }) }
}

interface Applying {
  email?: string
  kind?: 'asn' | 'non-asn'
  reporterId?: string
  when?: Date
}

async function applied({ email = newAddress(), kind = 'asn', reporterId = randomUUID(), when = at('2026-01-05T09:00') }: Applying = {}): Promise<Ticket> {
  return await place.open('sertifikat-penerbitan', { at: when, reporterId, typed: { 'surel-dinas': email, 'nama-lengkap': 'Umpama Pemilik', 'jenis-pegawai': kind } })
}

async function activated(order: Applying = {}): Promise<Ticket> {
  const { kind = 'asn', when = at('2026-01-05T09:00') } = order
  const sent = await place.act(await applied(order), 'kirim-tautan', { by: verifier, at: later(when, 30) })
  const formKey = randomUUID()
  return await byLink(sent, `aktifkan-${kind}`, { when: later(when, 60), typed: await activation(formKey, kind), formKey })
}

async function answered(ticket: Ticket, answer: 'cocok' | 'tidak-cocok' | 'tak-terjawab'): Promise<Ticket> {
  return await asSystem(issued, async (work) => {
    await recordRegisterAnswer(work, ticket.id, answer)
    return (await findTicket(work, { id: ticket.id }))!
  })
}

/** A certificate issued on 5 January 2026, in force to 5 January 2028, and whose it is. */
async function owned(): Promise<{ email: string; reporterId: string; ticket: Ticket }> {
  const [email, reporterId] = [newAddress(), randomUUID()]
  const waiting = await answered(await activated({ email, reporterId }), 'cocok')
  return { email, reporterId, ticket: await byLink(waiting, 'tetapkan', { when: issued, typed: passphrases(passphrase) }) }
}

const stateOf = async (email: string, when: Date) => await asSystem(when, async (work) => ({
  product: await findProduct(work, { register: 'sertifikat', key: email }), certificate: await findCertificate(work, { email }), all: await certificatesOf(work, { email }),
}))

const signs = async (email: string, when: Date, phrase = passphrase) => {
  const { all } = await stateOf(email, when)
  const order = { pdf: Buffer.from('%PDF-'), passphrase: phrase, reason: 'Uji', place: 'Bengkalis', at: when, signer: p12Signer(database.secrets), certificate: all[0]! }
  return await refusalOf(signDocument(database, { tenant: 'bengkalis', actor: theSystem, now: when }, order))
}

describe('issuing a certificate', () => {
  test('is refused for an address outside the domain, and for one with a certificate in force, saying what to do instead', async () => {
    const outside = await refusalOf(applied({ email: 'umpama@surel.example' }))
    expect(outside.faults).toEqual([{ field: 'surel-dinas', text: 'Surel dinas perorangan: harus di bawah bengkaliskab.go.id; yang tertulis surel.example.' }])
    expect((await refusalOf(applied({ email: 'umpama@bengkaliskab.go.id.example' }))).faults).toMatchObject([{ field: 'surel-dinas' }])
    const { email } = await owned()
    const taken = await refusalOf(applied({ email: email.toUpperCase(), when: at('2026-02-02T09:00') }))
    expect(taken.faults).toEqual([{ field: 'surel-dinas', text: `Surel dinas perorangan: “${email}” sudah punya sertifikat yang berlaku sampai 5 Januari 2028. Ajukan pembaruan sertifikat, bukan penerbitan baru.` }])
  })

  test('asks the rank and position decrees of a civil servant only', async () => {
    const form = { 'nama-lengkap': 'Umpama', 'surel-dinas': newAddress(), 'perangkat-daerah': 'dinkes', 'surat-permohonan': undefined, ktp: undefined, 'sk-pangkat': undefined, 'sk-jabatan': undefined }
    const lacks = async (kind: string) => (await refusalOf(place.open('sertifikat-penerbitan', { typed: { ...form, 'jenis-pegawai': kind } }))).faults.map((fault) => fault.field)
    expect(await lacks('asn')).toEqual(['surat-permohonan', 'ktp', 'sk-pangkat', 'sk-jabatan'])
    expect(await lacks('non-asn')).toEqual(['surat-permohonan', 'ktp'])
  })

  test('a civil servant whom both registers know goes on to the passphrase at once; one whom they do not know, or of whom nothing is heard, is checked by hand', async () => {
    expect((await answered(await activated(), 'cocok')).state.step).toBe('frasa')
    for (const answer of ['tidak-cocok', 'tak-terjawab'] as const) expect((await answered(await activated(), answer)).state.step).toBe('verifikasi')
    expect((await activated({ kind: 'non-asn' })).state.step).toBe('verifikasi')
  })

  test('ends with a certificate whose owner and address are told the serial and the end, and whose passphrase and link are kept nowhere', async () => {
    const { email, ticket } = await owned()
    const { product, certificate } = await stateOf(email, at('2026-01-06T09:00'))
    expect(product).toMatchObject({ state: 'active', validUntil: '2028-01-05', holder: { name: 'Umpama Pemilik' }, values: { 'nomor-seri': certificate!.serial, 'perangkat-daerah': expect.any(String) } })
    expect(certificate).toMatchObject({ commonName: 'Umpama Pemilik', email })
    expect(ticket.state).toMatchObject({ open: false, result: 'diterbitkan' })
    const kept = await place.traces(ticket.id)
    const news = `Sertifikat elektronik ${email} sudah terbit dengan nomor seri ${certificate!.serial}, dan berlaku sampai 5 Januari 2028.`
    expect(kept.messages.map((message) => message.text)).toContain(news)
    const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'produk'`.execute(database.owner.db)
    expect(rows.map((row) => row.text)).toEqual([expect.stringContaining(news)])
    const everything = JSON.stringify([kept, await asSystem(issued, (work) => findTicket(work, { id: ticket.id }))])
    expect(everything).not.toContain(passphrase)
    expect(everything).not.toMatch(/tautan\/[\w-]{20}/)
    const shown = await asSystem(issued, (work) => listLetters(work, { subjectId: ticket.id, size: 50 }))
    expect(shown.letters.filter((letter) => letter.text.includes('/tautan/'))).toHaveLength(2)
    for (const letter of shown.letters) expect(letter.text).not.toMatch(/tautan\/[\w-]{5}/)
  })

  test('for an address that got one meanwhile is refused at the end too, and can then be given up', async () => {
    const email = newAddress()
    const [first, second] = [await answered(await activated({ email }), 'cocok'), await answered(await activated({ email }), 'cocok')]
    await byLink(first, 'tetapkan', { when: issued, typed: passphrases(passphrase) })
    expect(await refusalOf(byLink(second, 'tetapkan', { when: issued, typed: passphrases(passphrase) }))).toMatchObject({ code: 'bad-input', faults: [{ field: 'surel-dinas' }] })
    expect((await byLink(second, 'batalkan', { when: issued })).state).toMatchObject({ open: false, result: 'dibatalkan' })
  })
})

describe('renewing a certificate', () => {
  const asked = async (owner: { email: string; reporterId: string }, typed: Typed, when = at('2027-12-01T09:00')) =>
    await place.open('sertifikat-pembaruan', { at: when, reporterId: owner.reporterId, typed: { sertifikat: owner.email, 'jenis-pegawai': 'asn', 'nama-lengkap': '', 'perangkat-daerah': '', ...typed } })

  test('before its end: a new passphrase by e-mail, a new serial, a new end; the old passphrase opens nothing any more', async () => {
    const owner = await owned()
    const before = (await stateOf(owner.email, issued)).certificate!
    const ticket = await place.act(await asked(owner, { 'jenis-pembaruan': 'masa-berlaku' }), 'proses-masa-berlaku', { by: verifier, at: at('2027-12-01T10:00') })
    const done = await byLink(ticket, 'tetapkan', { when: at('2027-12-01T11:00'), typed: passphrases('Kapal-Kayu-2027') })
    expect(done.state).toMatchObject({ open: false, result: 'diperpanjang' })
    const { product, certificate } = await stateOf(owner.email, at('2027-12-02T09:00'))
    expect(product).toMatchObject({ state: 'active', validUntil: '2029-12-01', values: { 'nomor-seri': certificate!.serial } })
    expect(certificate!.serial).not.toBe(before.serial)
    expect((await place.traces(ticket.id)).messages.map((message) => message.text)).toContain(`Sertifikat elektronik ${owner.email} sudah diperpanjang dengan nomor seri ${certificate!.serial}, dan berlaku sampai 1 Desember 2029.`)
    expect((await signs(owner.email, at('2027-12-02T09:00'), passphrase)).message).toMatch(/frasa sandi/i)
  })

  test('of somebody else, or of nobody, is answered alike', async () => {
    const { email } = await owned()
    const refused = await Promise.all([email, newAddress()].map(async (key) => (await refusalOf(asked({ email: key, reporterId: randomUUID() }, { 'jenis-pembaruan': 'masa-berlaku' }))).faults))
    expect(refused[0]).toEqual([{ field: 'sertifikat', text: 'Sertifikat Anda: tidak ada sertifikat itu atas nama Anda. Periksa lagi tulisannya.' }])
    expect(refused[1]).toEqual(refused[0])
  })

  test('after its end is refused with the date, and points to a new one', async () => {
    const owner = await owned()
    const late = await refusalOf(asked(owner, { 'jenis-pembaruan': 'masa-berlaku' }, at('2028-01-06T09:00')))
    expect(late.faults).toEqual([{ field: 'sertifikat', text: 'Sertifikat Anda: sertifikat itu sudah habis masa berlakunya pada 5 Januari 2028, sehingga tidak dapat diperbarui atau dicabut. Ajukan penerbitan baru.' }])
    await asked(owner, { 'jenis-pembaruan': 'masa-berlaku' }, at('2028-01-05T16:00'))
  })

  test.each([
    ['masa-berlaku', 'proses-masa-berlaku', 'tetapkan', passphrases(passphrase)],
    ['data-diri', 'proses-data-diri', 'setujui', {}],
  ])('that ends while the request waits is refused too (%s)', async (kind, process, act, typed) => {
    const owner = await owned()
    const ticket = await place.act(await asked(owner, { 'jenis-pembaruan': kind, 'nama-lengkap': 'Umpama Baru', 'perangkat-daerah': 'dinkes' }, at('2028-01-05T09:00')), process, { by: verifier, at: at('2028-01-05T10:00') })
    const refused = await refusalOf(byLink(ticket, act, { when: at('2028-01-06T08:00'), typed }))
    expect(refused).toMatchObject({ code: 'too-late', message: expect.stringMatching(/5 Januari 2028.*Ajukan penerbitan baru\./) })
    expect((await stateOf(owner.email, at('2028-01-06T08:00'))).product).toMatchObject({ state: 'expired', values: { 'nama-lengkap': 'Umpama Pemilik' } })
    expect((await byLink(ticket, 'batalkan', { when: at('2028-01-06T08:05') })).state).toMatchObject({ open: false, result: 'dibatalkan' })
  })

  test('of personal data is confirmed by the owner’s link alone: the register changes, serial and end do not; the name in the certificate follows at the next extension', async () => {
    const owner = await owned()
    const before = (await stateOf(owner.email, issued)).certificate!
    const missing = await refusalOf(asked(owner, { 'jenis-pembaruan': 'data-diri' }))
    expect(missing.faults.map((fault) => fault.field)).toEqual(['nama-lengkap', 'perangkat-daerah'])
    const ticket = await place.act(await asked(owner, { 'jenis-pembaruan': 'data-diri', 'nama-lengkap': 'Umpama Pemilik, S.Kom.', 'perangkat-daerah': 'dinkes' }), 'proses-data-diri', { by: verifier, at: at('2027-12-01T10:00') })
    expect((await stateOf(owner.email, at('2027-12-01T10:30'))).product!.values['nama-lengkap']).toBe('Umpama Pemilik')
    await byLink(ticket, 'setujui', { when: at('2027-12-01T11:00') })
    const { product, certificate } = await stateOf(owner.email, at('2027-12-01T12:00'))
    expect(product).toMatchObject({ validUntil: '2028-01-05', values: { 'nama-lengkap': 'Umpama Pemilik, S.Kom.', 'perangkat-daerah': 'dinkes' } })
    expect(certificate).toMatchObject({ serial: before.serial, commonName: 'Umpama Pemilik' })
    const extending = await place.act(await asked(owner, { 'jenis-pembaruan': 'masa-berlaku' }), 'proses-masa-berlaku', { by: verifier, at: at('2027-12-02T10:00') })
    await byLink(extending, 'tetapkan', { when: at('2027-12-02T11:00'), typed: passphrases(passphrase) })
    expect((await stateOf(owner.email, at('2027-12-02T12:00'))).certificate!.commonName).toBe('Umpama Pemilik, S.Kom.')
  })
})

describe('revoking a certificate', () => {
  test('ends it at once, with the owner’s reason; it signs no more, and both owner and address are told', async () => {
    const owner = await owned()
    const ticket = await place.open('sertifikat-pencabutan', { at: at('2026-03-02T09:00'), reporterId: owner.reporterId, typed: { sertifikat: owner.email, 'alasan-pencabutan': 'Pindah tugas ke kabupaten lain.' } })
    expect((await signs(owner.email, at('2026-03-02T09:30'), 'Salah-Sekali-2026')).message).not.toContain('dicabut')
    const done = await place.act(ticket, 'cabut', { by: verifier, at: at('2026-03-02T10:00') })
    expect(done.state).toMatchObject({ open: false })
    const { product, certificate, all } = await stateOf(owner.email, at('2026-03-02T10:01'))
    expect(product).toMatchObject({ state: 'revoked', revokeReason: 'Pindah tugas ke kabupaten lain.' })
    expect(certificate).toBeUndefined()
    expect(all[0]).toMatchObject({ revokeReason: 'Pindah tugas ke kabupaten lain.' })
    expect((await signs(owner.email, at('2026-03-02T10:02'))).message).toMatch(/sudah dicabut/)
    const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'produk'`.execute(database.owner.db)
    expect(rows.map((row) => row.text)).toEqual([expect.stringContaining(`sudah dicabut pada Senin, 2 Maret 2026 pukul 10.00 WIB`)])
    const again = await refusalOf(place.open('sertifikat-pembaruan', { at: at('2026-03-03T09:00'), reporterId: owner.reporterId, typed: { sertifikat: owner.email, 'jenis-pembaruan': 'masa-berlaku' } }))
    expect(again.faults).toMatchObject([{ field: 'sertifikat', text: expect.stringContaining('sudah dicabut') }])
    expect((await applied({ email: owner.email, when: at('2026-03-03T10:00') })).state.step).toBe('terima')
  })
})
