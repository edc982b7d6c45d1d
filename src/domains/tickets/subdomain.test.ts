import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { initialsOf, naskahOfTicket } from '../naskah/index.ts'
import { findProduct, productsOfTicket } from '../products/index.ts'
import { type FixtureTenant, later, mondayMorning, refusalOf, waitingFile } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { withdrawTicket } from './add-information.ts'
import type { Ticket } from './ticket.ts'

const { database, place } = await openFixtureTenant('bengkalis')

const applicant = { post: 'admin-skpd', unit: 'dinkes' }
const apply = (name: string) => place.open('subdomain', { actor: place.officer('admin-skpd.dinkes'), applicant, typed: { 'nama-subdomain': name, 'ip-publik': '203.0.113.7', 'name-server': 'ns1.contoh.example' } })
const asOffice = <T,>(task: Parameters<FixtureTenant['as']>[2]) => place.as(theSystem, mondayMorning, task) as Promise<T>

/** Takes acts of the office one after the other, `post: act`. */
async function go(ticket: Ticket, ...acts: [post: string, act: string, typed?: Record<string, string | string[]>][]): Promise<Ticket> {
  let now = ticket
  for (const [post, act, typed = {}] of acts) now = await place.act(now, act, { by: post === 'pemohon' ? place.officer('admin-skpd.dinkes') : `${post}.diskominfotik`, at: later(mondayMorning, 5), typed })
  return now
}

const toActivation = (ticket: Ticket) => go(ticket, ['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'benar'], ['prakom', 'tugaskan'])
const active = { 'ip-publik': '203.0.113.9', 'name-server': 'ns2.contoh.example', 'tanggal-aktif': '2026-01-05' }

describe('a subdomain', () => {
  test.each([
    ['dinkes.contoh.example', 'harus di bawah bengkaliskab.go.id'], ['bengkaliskab.go.id', 'harus di bawah bengkaliskab.go.id'], ['jahatbengkaliskab.go.id', 'harus di bawah bengkaliskab.go.id'],
    ['dinkes..bengkaliskab.go.id', 'bukan nama host'], ['din kes.bengkaliskab.go.id', 'bukan nama host'],
  ])('%s is refused', async (name, why) => {
    expect(await refusalOf(apply(name))).toMatchObject({ code: 'bad-input', faults: [{ field: 'nama-subdomain', text: expect.stringContaining(why) }] })
  })

  test('is called by its name, is applied for by agencies only, and is entered as it was set, for the agency that applied', async () => {
    expect(await refusalOf(place.open('subdomain', { typed: { 'nama-subdomain': 'warga.bengkaliskab.go.id' } }))).toMatchObject({ code: 'not-allowed' })
    const ticket = await toActivation(await apply('Gizi.bengkaliskab.go.id'))
    expect(ticket.title).toBe('Subdomain gizi.bengkaliskab.go.id')
    await go(ticket, ['admin-server', 'aktifkan', active])
    expect(await asOffice((work) => findProduct(work, { register: 'subdomain', key: 'GIZI.bengkaliskab.go.id' }))).toMatchObject({
      state: 'active', holder: { unit: 'dinkes', name: 'Dinas Kesehatan' },
      values: { 'nama-subdomain': 'gizi.bengkaliskab.go.id', 'perangkat-daerah': 'dinkes', 'ip-publik': '203.0.113.9', 'name-server': 'ns2.contoh.example', 'tanggal-aktif': '2026-01-05' },
    })
  })

  test('in force is nobody else’s: refused on the form, and again where two were asked for at once', async () => {
    const [first, second] = [await apply('kembar.bengkaliskab.go.id'), await apply('kembar.bengkaliskab.go.id')]
    await go(await toActivation(first), ['admin-server', 'aktifkan', active])
    expect(await refusalOf(apply('kembar.bengkaliskab.go.id'))).toMatchObject({ faults: [{ field: 'nama-subdomain', text: expect.stringContaining('sudah punya subdomain yang berlaku. Pilih nama lain.') }] })
    const waiting = await toActivation(second)
    expect(await refusalOf(go(waiting, ['admin-server', 'aktifkan', active]))).toMatchObject({ code: 'bad-input', faults: [{ field: 'nama-subdomain' }] })
    // The server administrator gives it back, and the agency chooses another name in the same request.
    const named = await go(waiting, ['admin-server', 'kembalikan', { catatan: 'Nama sudah dipakai.' }], ['prakom', 'kembalikan', { 'data-kurang': ['nama-subdomain'], kekurangan: 'Nama sudah dipakai.' }], ['pemohon', 'lengkapi', { 'nama-subdomain': 'kembar2.bengkaliskab.go.id' }])
    expect(named).toMatchObject({ number: second.number, state: { step: 'periksa', facts: { 'nama-subdomain': 'kembar2.bengkaliskab.go.id', 'ip-publik': '203.0.113.7' } } })
  })

  test('that was entered wrongly is corrected in its own entry', async () => {
    const ticket = await go(await toActivation(await apply('betul.bengkaliskab.go.id')), ['admin-server', 'aktifkan', active], ['prakom', 'perbaiki-aktivasi', { catatan: 'IP keliru.' }], ['admin-server', 'aktifkan', { ...active, 'ip-publik': '203.0.113.10' }])
    const products = await asOffice<{ values: Record<string, string> }[]>((work) => productsOfTicket(work, ticket.id))
    expect(products.map((product) => product.values['ip-publik'])).toEqual(['203.0.113.10'])
  })

  test('in force can no longer be withdrawn by its agency, which may before', async () => {
    const withdraw = (ticketId: string) => place.as(place.officer('admin-skpd.dinkes'), later(mondayMorning, 6), (work) => withdrawTicket(work, { ticketId, text: 'Tidak jadi.' }))
    const ticket = await go(await toActivation(await apply('tetap.bengkaliskab.go.id')), ['admin-server', 'aktifkan', active])
    expect(await refusalOf(withdraw(ticket.id))).toMatchObject({ code: 'conflict', message: expect.stringContaining('sudah menghasilkan tetap.bengkaliskab.go.id') })
    expect((await withdraw((await toActivation(await apply('belum.bengkaliskab.go.id'))).id)).state.result).toBe('dicabut')
  })

  test('asked for with a photo where the letter must be a PDF is refused on that field, with what to do', async () => {
    const formKey = randomUUID()
    const id = await waitingFile(place, 'surat-permohonan', formKey)
    await sql`update upload set kind = 'jpeg', name = 'surat.jpg', width = 640, height = 480, preview_sha256 = sha256, preview_bytes = 50 where id = ${id}`.execute(database.owner.db)
    const wrong = place.open('subdomain', { formKey, actor: place.officer('admin-skpd.dinkes'), applicant, typed: { 'nama-subdomain': 'foto.bengkaliskab.go.id', 'ip-publik': '203.0.113.7', 'name-server': 'ns1.contoh.example', 'surat-permohonan': [id] } })
    expect(await refusalOf(wrong)).toMatchObject({ code: 'bad-input', faults: [{ field: 'surat-permohonan', text: 'Surat permohonan: berkas “surat.jpg” ternyata foto, yang diterima hanya PDF. Buang berkas itu, lalu lampirkan PDF.' }] })
  })

  test('whose request is refused after all is revoked, and its name is free again', async () => {
    const ticket = await go(await toActivation(await apply('keliru.bengkaliskab.go.id')), ['admin-server', 'aktifkan', active], ['prakom', 'perbaiki-aktivasi', { catatan: 'x' }], ['admin-server', 'kembalikan', { catatan: 'Bukan untuk dinas.' }], ['prakom', 'tolak', { alasan: 'Bukan untuk dinas.' }])
    expect(ticket.state).toMatchObject({ open: false, result: 'ditolak' })
    expect(await asOffice((work) => findProduct(work, { register: 'subdomain', key: 'keliru.bengkaliskab.go.id' }))).toMatchObject({ state: 'revoked', revokeReason: `Permohonan ${ticket.number} berakhir: ditolak.` })
    expect((await apply('keliru.bengkaliskab.go.id')).state.open).toBe(true)
  })
})

describe('what is incomplete', () => {
  test('must be mended where it was marked; the promise of one working day stands still meanwhile; the check goes on where it was', async () => {
    const asked = await go(await apply('lengkap.bengkaliskab.go.id'), ['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'kembalikan', { 'data-kurang': ['ip-publik', 'name-server'], kekurangan: 'IP milik jaringan dalam.' }])
    const clock = async () => (await place.traces(asked.id)).clocks.find((one) => one.scope === 'ticket')!
    expect((await clock()).pauses).toEqual([{ from: later(mondayMorning, 5).toISOString() }])
    expect((await refusalOf(go(asked, ['pemohon', 'lengkapi', { 'ip-publik': '203.0.113.11' }]))).faults).toMatchObject([{ field: 'name-server' }])
    const mended = await go(asked, ['pemohon', 'lengkapi', { 'ip-publik': '203.0.113.11', 'name-server': 'ns3.contoh.example' }])
    expect((await clock()).pauses).toEqual([{ from: later(mondayMorning, 5).toISOString(), to: later(mondayMorning, 5).toISOString() }])
    expect(mended).toMatchObject({ number: asked.number, state: { step: 'periksa', facts: { 'nama-subdomain': 'lengkap.bengkaliskab.go.id' } } })
  })

  test('and is never mended, is closed by the Prakom with a reason, not by anybody else', async () => {
    const asked = await go(await apply('diam.bengkaliskab.go.id'), ['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'kembalikan', { 'data-kurang': ['name-server'], kekurangan: 'Tidak menjawab.' }])
    expect(await refusalOf(go(asked, ['pemohon', 'tutup', { alasan: 'x' }]))).toMatchObject({ code: 'not-allowed' })
    expect((await go(asked, ['prakom', 'tutup', { alasan: 'Tidak dilengkapi sampai 30 hari.' }])).state).toMatchObject({ open: false, result: 'tidak-dilengkapi' })
  })
})

describe('the reply', () => {
  test('needs both initials; sent back by either, it loses those of the text before', async () => {
    const drafted = await go(await toActivation(await apply('paraf.bengkaliskab.go.id')), ['admin-server', 'aktifkan', active], ['prakom', 'susun', { 'isi-surat': 'Subdomain sudah aktif.' }], ['kabid-pbe', 'paraf'])
    expect(drafted.state.step).toBe('paraf')
    const [letter] = await asOffice<{ id: string }[]>((work) => naskahOfTicket(work, drafted.id))
    const initials = () => asOffice<unknown[]>(async (work) => (await initialsOf(work, letter!.id)).map((one) => [one.post, one.version]))
    expect(await initials()).toEqual([['kabid-pbe', 1]])
    const back = await go(drafted, ['sekretaris', 'kembalikan', { catatan: 'Sebut IP-nya.' }], ['prakom', 'susun', { 'isi-surat': 'Subdomain sudah aktif pada 203.0.113.9.' }])
    expect(await asOffice((work) => naskahOfTicket(work, drafted.id))).toMatchObject([{ state: 'draft', version: 2 }])
    const done = await go(back, ['sekretaris', 'paraf'], ['kabid-pbe', 'paraf'])
    expect(done.state.step).toBe('tanda-tangan')
    expect(await initials()).toEqual([['kabid-pbe', 1], ['kabid-pbe', 2], ['sekretaris', 2]])
    expect(await refusalOf(go(done, ['sekretaris', 'paraf']))).toMatchObject({ code: 'not-allowed' })
  })

  test('that is refused before it was sent leaves no letter behind', async () => {
    const refused = await go(await apply('tolak.bengkaliskab.go.id'), ['kepala', 'tolak', { alasan: 'Nama tidak sesuai keputusan bupati.' }])
    expect(refused.state).toMatchObject({ open: false, result: 'ditolak' })
    expect((await sql`select 1 from naskah where ticket_id = ${refused.id}`.execute(database.owner.db)).rows).toEqual([])
  })
})
