import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { draftNaskah } from './draft-naskah.ts'
import { draftText } from './draft-text.ts'
import { facts, head, monday, type Office, officeForThisTest, signedBytes } from './fixture-naskah.ts'
import { initialNaskah } from './initial-naskah.ts'
import { keepSigned, readSigned } from './keep-signed.ts'
import { initialsOf, naskahEventsOf, versionsOf } from './naskah-history.ts'
import { findNaskah, naskahOfTicket } from './naskah-store.ts'
import { reserveNumber } from './reserve-number.ts'
import { sendNaskah } from './send-naskah.ts'
import { verifyNaskah } from './verify-naskah.ts'
import { voidNaskah } from './void-naskah.ts'

const draft = (office: Office, ticketId: string, body = 'Sudah aktif.') =>
  office.as(head, monday, (work) => draftNaskah(work, { ticketId, template: 'balasan', facts, body, role: 'Prakom' }))
const initial = (office: Office, ticketId: string, post = 'sekretaris') =>
  office.as(head, monday, (work) => initialNaskah(work, { ticketId, post, unit: 'kominfo', role: 'Sekretaris' }))
const number = (office: Office, ticketId: string) => office.as(head, monday, (work) => reserveNumber(work, { ticketId }))
const signer = { title: 'Kepala Dinas Kominfo', post: 'kepala', unit: 'kominfo', by: 'p12' }
const sign = (office: Office, ticketId: string, version = 1, mark = 'a') =>
  office.as(head, monday, (work) => keepSigned(work, { ticketId, pdf: signedBytes(mark), signer, version }))
const send = (office: Office, ticketId: string) => office.as(head, monday, (work) => sendNaskah(work, { ticketId }))
const prove = (office: Office, token: string) => office.as({ kind: 'guest' }, monday, (work) => verifyNaskah(work, token))

test('a letter is proposed from its template with dates and names as people write them', async () => {
  const office = await officeForThisTest()
  const text = await office.as(head, monday, (work) => draftText(work, { template: 'balasan', facts: { ...facts, bercatatan: true, catatan: 'a' }, names: (name) => (name === 'catatan' ? 'Label A' : undefined) }))
  expect(text).toEqual({
    subject: 'Aktivasi rsud.sukamaju.example',
    body: 'Menjawab surat tanggal 2 Januari 2026, subdomain rsud.sukamaju.example sudah aktif.\n\nCatatan: Label A\n\nDemikian disampaikan.',
  })
})

test('a paragraph whose condition does not hold is left out; what is missing shows as a gap, and a letter with a gap is refused', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const { body } = await office.as(head, monday, (work) => draftText(work, { template: 'balasan', facts: { subdomain: 'x.example' } }))
  expect(body).toBe('Menjawab surat tanggal ……, subdomain x.example sudah aktif.\n\nDemikian disampaikan.')
  await expect(draft(office, ticketId, body)).rejects.toMatchObject({ code: 'bad-input', faults: [{ field: 'isi-surat', text: expect.stringContaining('belum diisi') }] })
  await expect(draft(office, ticketId, ' \n ')).rejects.toMatchObject({ faults: [{ text: 'Isi surat: tulis isi suratnya.' }] })
  await expect(draft(office, ticketId, 'a'.repeat(20_001))).rejects.toMatchObject({ faults: [{ text: 'Isi surat: 20001 huruf; paling banyak 20000.' }] })
  expect(await office.as(head, monday, (work) => naskahOfTicket(work, ticketId))).toEqual([])
})

test('a changed text is a new version and takes the initials back; the same text again is no new version', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const first = await draft(office, ticketId)
  expect(first).toMatchObject({ state: 'draft', version: 1, subject: 'Aktivasi rsud.sukamaju.example', recipient: 'Kepala RSUD Sukamaju' })
  expect(await initial(office, ticketId)).toMatchObject({ state: 'initialled' })
  expect(await initial(office, ticketId)).toMatchObject({ state: 'initialled' })
  expect(await draft(office, ticketId)).toMatchObject({ id: first.id, state: 'initialled', version: 1 })
  expect(await draft(office, ticketId, 'Sudah aktif sejak kemarin.')).toMatchObject({ id: first.id, state: 'draft', version: 2, token: first.token })
  await office.as(head, monday, async (work) => {
    expect((await versionsOf(work, first.id)).map(({ no, body, role }) => [no, body, role])).toEqual([[1, 'Sudah aktif.', 'Prakom'], [2, 'Sudah aktif sejak kemarin.', 'Prakom']])
    expect((await initialsOf(work, first.id)).map(({ version, post }) => [version, post])).toEqual([[1, 'sekretaris']])
    expect((await naskahEventsOf(work, first.id)).map(({ kind, version }) => `${kind} ${version}`)).toEqual(['drafted 1', 'initialled 1', 'drafted 2'])
  })
})

test('initials on a version that the post did not read are refused', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const order = { ticketId, post: 'sekretaris', unit: 'kominfo', role: 'Sekretaris' }
  await expect(office.as(head, monday, (work) => initialNaskah(work, order))).rejects.toMatchObject({ code: 'conflict', message: 'Konsep surat belum disusun.' })
  await draft(office, ticketId)
  await draft(office, ticketId, 'Lain.')
  await expect(office.as(head, monday, (work) => initialNaskah(work, { ...order, version: 1 }))).rejects.toMatchObject({ code: 'conflict' })
})

test('a letter goes from draft to sent, and its proof tells no more than it should', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const { token, id } = await draft(office, ticketId)
  expect(token).toMatch(/^[0-9a-z]{26}$/)
  await initial(office, ticketId)
  expect(await prove(office, token)).toBeUndefined()
  expect(await number(office, ticketId)).toBe('555.2/001/KOMINFO/I/2026')
  expect(await prove(office, token)).toBeUndefined()
  await expect(send(office, ticketId)).rejects.toMatchObject({ code: 'conflict' })
  const signed = await sign(office, ticketId)
  expect(signed).toMatchObject({ state: 'signed', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(await prove(office, token)).toMatchObject({ state: 'signed' })
  await send(office, ticketId)
  await send(office, ticketId)
  expect(await prove(office, token)).toEqual({
    number: '555.2/001/KOMINFO/I/2026', date: '2026-01-05', subject: 'Aktivasi rsud.sukamaju.example', unit: 'Dinas Kominfo', signer: 'Kepala Dinas Kominfo',
    signedAt: monday, sentAt: monday, sha256: signed.sha256, state: 'sent',
  })
  expect(await office.as(head, monday, (work) => readSigned(work, signed))).toEqual(signedBytes())
  expect((await office.as(head, monday, (work) => naskahEventsOf(work, id))).map((event) => event.kind)).toEqual(['drafted', 'initialled', 'numbered', 'signed', 'sent'])
  await expect(initial(office, ticketId)).rejects.toMatchObject({ code: 'conflict' })
})

test('bytes that are no signed PDF, another digest, or a text that changed meanwhile are refused', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  await draft(office, ticketId)
  await expect(sign(office, ticketId)).rejects.toMatchObject({ code: 'conflict', message: 'Surat ini belum bernomor.' })
  await number(office, ticketId)
  const keep = (order: { pdf?: Buffer; sha256?: string }) => office.as(head, monday, (work) => keepSigned(work, { ticketId, pdf: signedBytes(), signer, version: 1, ...order }))
  await expect(keep({ pdf: Buffer.from('%PDF-1.4 unsigned') })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(keep({ pdf: Buffer.from('<html>/ByteRange') })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(keep({ sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(keep({ pdf: Buffer.concat([signedBytes(), Buffer.alloc(2 * 1024 * 1024)]) })).rejects.toMatchObject({ code: 'too-large' })
  await draft(office, ticketId, 'Lain.')
  await expect(sign(office, ticketId, 1)).rejects.toMatchObject({ code: 'conflict' })
  expect(await number(office, ticketId)).toBe('555.2/001/KOMINFO/I/2026')
  await expect(sign(office, ticketId, 1)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('selagi ditandatangani') })
  const kept = await sign(office, ticketId, 2)
  expect(await sign(office, ticketId, 2)).toEqual(kept)
  await expect(sign(office, ticketId, 2, 'b')).rejects.toMatchObject({ code: 'conflict' })
})

test('a signed letter that is drafted anew is given up and replaced: its number stays in the book, its proof names the successor', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const first = await draft(office, ticketId)
  await number(office, ticketId)
  await sign(office, ticketId)
  const second = await draft(office, ticketId, 'Isi baru.')
  expect(second.id).not.toBe(first.id)
  expect(await prove(office, first.token)).toMatchObject({ state: 'void', number: '555.2/001/KOMINFO/I/2026' })
  expect(await prove(office, first.token)).not.toHaveProperty('replacedBy')
  expect(await number(office, ticketId)).toBe('555.2/002/KOMINFO/I/2026')
  await sign(office, ticketId)
  expect(await prove(office, first.token)).toMatchObject({ replacedBy: '555.2/002/KOMINFO/I/2026' })
  await send(office, ticketId)
  expect(await draft(office, ticketId, 'Surat kedua.')).toMatchObject({ version: 1, state: 'draft' })
  expect(await prove(office, second.token)).toMatchObject({ state: 'sent' })
})

test('a letter is given up with a reason, by who signs it, an administrator or the system, and no other', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const { id, token } = await draft(office, ticketId)
  const clerk = { ...head, posts: [{ post: 'sekretaris', unit: 'kominfo' }] }
  for (const actor of [clerk, { ...head, posts: [{ post: 'kepala', unit: 'rsud' }] }, { kind: 'citizen', id } as const, { kind: 'guest' } as const]) {
    await expect(office.as(actor, monday, (work) => voidNaskah(work, { naskahId: id, reason: 'Coba.' }))).rejects.toMatchObject({ code: 'not-allowed' })
  }
  await expect(office.as(head, monday, (work) => voidNaskah(work, { naskahId: id, reason: '  ' }))).rejects.toMatchObject({ faults: [{ field: 'alasan' }] })
  await number(office, ticketId)
  await office.as({ ...clerk, admin: true }, monday, (work) => voidNaskah(work, { naskahId: id, reason: 'Salah alamat.' }))
  await office.as(theSystem, monday, (work) => voidNaskah(work, { naskahId: id, reason: 'Lagi.' }))
  expect(await office.as(head, monday, (work) => findNaskah(work, { id }))).toMatchObject({ state: 'void', voidReason: 'Salah alamat.', number: '555.2/001/KOMINFO/I/2026' })
  expect(await prove(office, token)).toBeUndefined()
  await expect(number(office, ticketId)).rejects.toMatchObject({ code: 'conflict' })
})

test('the database itself keeps number, signature, versions and file from being changed', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const signed = await draft(office, ticketId).then(() => number(office, ticketId)).then(() => sign(office, ticketId))
  const run = (order: string) => office.as(theSystem, monday, (work) => sql.raw(order).execute(work.db))
  for (const order of ["update naskah set number = '9'", 'update naskah set seq = 9', "update naskah set numbered_at = now()"]) await expect(run(order), order).rejects.toThrow('number of a naskah never changes')
  for (const order of [`update naskah set sha256 = '${'0'.repeat(64)}'`, 'update naskah set version = 2', "update naskah set signer = '{}'"]) await expect(run(order), order).rejects.toThrow('signed naskah never changes')
  for (const table of ['naskah_version', 'naskah_initial', 'naskah_file', 'naskah_event', 'naskah_template']) {
    await expect(run(`update ${table} set tenant_id = tenant_id`), table).rejects.toThrow('permission denied')
    await expect(run(`delete from ${table}`), table).rejects.toThrow('permission denied')
  }
  for (const order of ['delete from naskah', 'update naskah set token = token', 'update naskah set open = true', 'delete from naskah_number']) await expect(run(order), order).rejects.toThrow('permission denied')
  await sql`update naskah_file set bytes = 'forged'::bytea`.execute(office.database.owner.db)
  await expect(office.as(head, monday, (work) => readSigned(work, signed))).rejects.toThrow('was changed')
})
