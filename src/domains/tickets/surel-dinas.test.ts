import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { theSystem } from '../../kernel/actor.ts'
import { keepOfficerNik } from '../access/index.ts'
import { draftText, getVersion, naskahOfTicket } from '../naskah/index.ts'
import { findProduct } from '../products/index.ts'
import { p12Signer, type Signer } from '../signing/index.ts'
import { naskahScene } from './carry-out-naskah.ts'
import { examplePassphrase, later, mondayMorning, refusalOf, } from './fixture-tenant.ts'
import { giveHeadCertificate, openFixtureTenant } from './fixture-tenant-file.ts'
import { takeSigningStep } from './sign-step.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'

const { database, place } = await openFixtureTenant('bengkalis')
beforeAll(() => giveHeadCertificate(place, examplePassphrase))

const asn = { 'jenis-pemilik': 'asn', 'perangkat-daerah': 'dinkes', pemilik: 'Umpama Pegawai', nip: '199099992015019001' }
const at = later(mondayMorning, 5)

async function go(ticket: Ticket, ...acts: [post: string, act: string, typed?: Record<string, string | string[]>][]): Promise<Ticket> {
  let now = ticket
  for (const [post, act, typed = {}] of acts) now = await place.act(now, act, { by: `${post}.diskominfotik`, at, typed })
  return now
}

const activate = (ticket: Ticket) => go(ticket, ['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'tugaskan'], ['admin-surel', 'aktifkan', { 'tanggal-aktif': '2026-01-05', 'penyerahan-sandi': 'langsung' }])

test.each([['umpama@surel.example', 'harus di bawah bengkaliskab.go.id'], ['umpama@jahatbengkaliskab.go.id', 'harus di bawah bengkaliskab.go.id'], ['umpama', 'bukan alamat surel']])('the address %s is refused', async (address, why) => {
  expect(await refusalOf(place.open('surel-dinas', { typed: { ...asn, 'alamat-surel': address } }))).toMatchObject({ code: 'bad-input', faults: [{ field: 'alamat-surel', text: expect.stringContaining(why) }] })
})

test('for a civil servant name and NIP are needed, for an agency neither; the covering letter always', async () => {
  const none = { pemilik: '', nip: '', 'surat-permohonan': [] }
  const faults = async (typed: Record<string, string | string[]>) => (await refusalOf(place.open('surel-dinas', { typed }))).faults.map((fault) => fault.field)
  expect(await faults({ ...none, 'jenis-pemilik': 'asn' })).toEqual(['pemilik', 'nip', 'surat-permohonan'])
  expect(await faults({ ...none, 'jenis-pemilik': 'perangkat-daerah' })).toEqual(['surat-permohonan'])
})

test('a civil servant applies with their own account; the reply goes to the office where they serve, which is told, and names how the password is handed over, never the password', async () => {
  const ticket = await activate(await place.open('surel-dinas', { typed: { ...asn, 'alamat-surel': 'umpama.pegawai@bengkaliskab.go.id' } }))
  expect(ticket.state.unit).toBe('dinkes')
  expect(await place.as(theSystem, at, (work) => findProduct(work, { register: 'surel-dinas', key: 'umpama.pegawai@bengkaliskab.go.id' }))).toMatchObject({
    state: 'active', holder: { personId: ticket.reporterId },
    values: { 'jenis-pemilik': 'asn', pemilik: 'Umpama Pegawai', nip: '199099992015019001', 'perangkat-daerah': 'dinkes', 'tanggal-aktif': '2026-01-05', 'penyerahan-sandi': 'langsung' },
  })
  const proposed = await place.as(theSystem, at, async (work) => draftText(work, { template: 'balasan-surel', ...(await naskahScene(work, ticket, { sop: place.sop('surel-dinas'), ...(await readTenantLists(work, place.sop('surel-dinas'))) })) }))
  expect(proposed.body).toContain('Alamat surel : umpama.pegawai@bengkaliskab.go.id\nTanggal aktif : 5 Januari 2026')
  expect(proposed.body).toContain('atas nama Umpama Pegawai, NIP 199099992015019001.')
  expect(proposed.body).toContain('melainkan langsung kepada pemilik, dengan menunjukkan identitas.')
  expect(proposed.body).not.toContain('……')
  const drafted = await go(ticket, ['prakom', 'susun', { 'isi-surat': proposed.body }], ['sekretaris', 'paraf'], ['kabid-pbe', 'paraf'])
  const head = place.officer('kepala.diskominfotik')
  // A signer that knows people by their NIK gets the officer's own, and nobody's before it was entered.
  const asked: (string | undefined)[] = []
  const byNik: Signer = { name: 'bsre', needs: 'nik', sign: async ({ nik }) => { asked.push(nik); throw new Refusal('unavailable', 'BSrE tidak menjawab.') } }
  const signByNik = () => takeSigningStep(database, { tenant: place.id, actor: head, now: at }, { ticketId: drafted.id, act: 'tanda-tangani', typed: { 'frasa-sandi': examplePassphrase }, seenVersion: drafted.version, formKey: randomUUID(), signer: byNik, base: 'https://bengkalis.example' })
  expect(await refusalOf(signByNik())).toMatchObject({ code: 'conflict', message: expect.stringContaining('NIK Anda belum diisi') })
  const nik = '1403025505909001'
  await place.as(head, at, (work) => keepOfficerNik(work, { officerId: head.id, text: nik }))
  expect(await refusalOf(signByNik())).toMatchObject({ message: 'BSrE tidak menjawab.' })
  expect(asked).toEqual([nik])
  const signed = await takeSigningStep(database, { tenant: place.id, actor: head, now: at }, { ticketId: drafted.id, act: 'tanda-tangani', typed: { 'frasa-sandi': examplePassphrase }, seenVersion: drafted.version, formKey: randomUUID(), signer: p12Signer(database.secrets), base: 'https://bengkalis.example' })
  const done = await go(signed, ['administrasi-umum', 'kirim-surat'])
  expect(done.state).toMatchObject({ open: false, result: 'diterbitkan' })
  const [letter] = await place.as(theSystem, at, (work) => naskahOfTicket(work, ticket.id))
  expect(letter).toMatchObject({ state: 'sent', recipient: 'Kepala Dinas Kesehatan', subject: 'Aktivasi surel dinas' })
  expect((await place.as(theSystem, at, (work) => getVersion(work, letter!.id, letter!.version))).body).toBe(proposed.body)
  const told = (await place.traces(ticket.id)).messages.filter((message) => message.post === 'admin-skpd' && message.unit === 'dinkes')
  expect(told.map((message) => message.text)).toEqual(['Surel dinas umpama.pegawai@bengkaliskab.go.id sudah aktif. Surat balasannya dikirim kepada pemohon.'])
})

test('an agency applies for itself by an officer of its own; an address in use is refused', async () => {
  const applicant = { post: 'admin-skpd', unit: 'dpupr' }
  const open = () => place.open('surel-dinas', { actor: place.officer('admin-skpd.dpupr'), applicant, typed: { 'jenis-pemilik': 'perangkat-daerah', 'perangkat-daerah': 'dpupr', 'alamat-surel': 'dpupr@bengkaliskab.go.id', pemilik: '', nip: '' } })
  const ticket = await activate(await open())
  expect(ticket.title).toBe('Surel dinas dpupr@bengkaliskab.go.id')
  expect(await refusalOf(open())).toMatchObject({ faults: [{ field: 'alamat-surel', text: expect.stringContaining('sudah punya surel dinas yang berlaku. Pilih alamat lain.') }] })
})

test('a wrong covering letter or office is mended in the same request, and the right office is told in the end', async () => {
  const ticket = await place.open('surel-dinas', { typed: { ...asn, 'alamat-surel': 'pindah@bengkaliskab.go.id' } })
  const asked = await go(ticket, ['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'kembalikan', { 'data-kurang': ['perangkat-daerah'], kekurangan: 'Surat pengantarnya dari Dinas PUPR.' }])
  const mended = await place.act(asked, 'lengkapi', { by: { kind: 'citizen', id: ticket.reporterId! }, at, typed: { 'perangkat-daerah': 'dpupr' } })
  expect(mended.state).toMatchObject({ step: 'penugasan', unit: 'dpupr', facts: { pemilik: 'Umpama Pegawai', 'alamat-surel': 'pindah@bengkaliskab.go.id' } })
})
