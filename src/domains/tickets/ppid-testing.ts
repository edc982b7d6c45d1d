import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import type { TestDatabase } from '../../kernel/testing.ts'
import { type Product, productsOfTicket } from '../products/index.ts'
import { issueCertificate, p12Signer } from '../signing/index.ts'
import type { Typed } from '../sop/index.ts'
import { examplePassphrase, type FixtureTenant, loadFixtureTenant, waitingFile } from './fixture-tenant.ts'
import { takeSigningStep } from './sign-step.ts'
import type { Ticket } from './ticket.ts'

/** A local moment of Bengkalis, `2026-02-02T09:00`. */
export const at = (local: string): Date => new Date(`${local}:00+07:00`)

/** What an invented person asks of PPID. */
export const asked: Typed = {
  judul: 'Anggaran jalan 2025', uraian: 'Rincian anggaran pemeliharaan jalan tahun 2025.', 'tujuan-penggunaan': 'Penelitian', 'jenis-permintaan': 'salinan', 'bentuk-salinan': 'salinan-lunak', 'cara-memperoleh': 'unduh',
  'jenis-pemohon': 'perorangan', 'nama-pemohon': 'Melati Peraga', pekerjaan: 'Peneliti', alamat: 'Jalan Rahasia 7', 'nomor-kontak': '+62840100007',
}

/** Seats of PPID. */
export const seats = { back: 'back-office-ppid.diskominfotik', front: 'front-office-ppid.diskominfotik', ppid: 'kepala.diskominfotik', superior: 'atasan-ppid.setda', secretary: 'sekretaris.diskominfotik' } as const

/** A refusal that withholds nothing exempted. */
export const refusal: Typed = { keputusan: 'ditolak', 'alasan-penolakan': 'sudah-diumumkan', 'penjelasan-penolakan': 'Sudah ada di laman.' }

/** Bengkalis with its PPID, whose signers have certificates, and short ways through its steps. */
export interface PpidPlace extends FixtureTenant {
  request(when: string, typed?: Typed): Promise<Ticket>
  take(ticket: Ticket, act: string, by: string | Actor, order: { when: string; typed?: Typed; formKey?: string }): Promise<Ticket>
  sign(ticket: Ticket, seat: string, when: string): Promise<Ticket>
  /** As far as the answer of the unit, on one day. */
  answered(ticket: Ticket, day: string): Promise<Ticket>
  /** As far as the letter that was signed and sent, on one day. */
  decided(ticket: Ticket, day: string, decision: Typed): Promise<Ticket>
  /** A request that came and was refused on that day, at 15.30. */
  refused(day: string): Promise<Ticket>
  /** The newest register entry of a ticket. */
  entryOf(ticket: Ticket): Promise<Product>
}

/** Loads Bengkalis into a test's database. */
export async function openPpidPlace(database: TestDatabase): Promise<PpidPlace> {
  const place = await loadFixtureTenant(database, 'tenants/bengkalis')
  for (const seat of [seats.ppid, seats.superior]) await certify(place, seat)
  const ways: PpidPlace = {
    ...place,
    async request(when, typed = {}) {
      const formKey = randomUUID()
      return await place.open('ppid', { at: at(when), formKey, typed: { ...asked, ktp: [await waitingFile(place, 'ktp', formKey)], akta: [await waitingFile(place, 'akta', formKey)], ...typed } })
    },
    take: (ticket, act, by, { when, typed = {}, formKey }) => place.act(ticket, act, { by, at: at(when), typed, ...(formKey && { formKey }) }),
    async sign(ticket, seat, when) {
      const order = { ticketId: ticket.id, act: 'tanda-tangani', typed: { 'frasa-sandi': examplePassphrase }, seenVersion: ticket.version, formKey: randomUUID(), signer: p12Signer(database.secrets), base: 'https://bengkalis.example' }
      return await takeSigningStep(database, { tenant: place.id, actor: place.officer(seat), now: at(when) }, order)
    },
    async answered(ticket, day) {
      let one = await ways.take(ticket, 'lengkap', seats.back, { when: `${day}T09:00` })
      one = await ways.take(one, 'teruskan', seats.back, { when: `${day}T09:10`, typed: { unit: 'dpupr' } })
      return await ways.take(one, 'jawab', 'ppid-pembantu.dpupr', { when: `${day}T10:00`, typed: { dikuasai: 'ya', didokumentasikan: 'ya', 'bentuk-informasi': 'salinan-lunak', 'jawaban-unit': 'Rinciannya ada dalam DPA.' } })
    },
    async decided(ticket, day, decision) {
      const formKey = randomUUID()
      const tested = decision['alasan-penolakan'] === 'dikecualikan' ? { 'uji-konsekuensi': [await waitingFile(place, 'uji-konsekuensi', formKey)] } : {}
      let one = await ways.take(await ways.answered(ticket, day), 'putuskan', seats.ppid, { when: `${day}T11:00`, typed: { ...decision, ...tested }, formKey })
      one = await ways.take(one, decision.keputusan === 'ditolak' ? 'susun-penolakan' : 'susun', seats.back, { when: `${day}T13:30`, typed: { 'isi-surat': 'Isi surat keputusan.' } })
      one = await ways.take(one, 'paraf', seats.secretary, { when: `${day}T14:00` })
      return await ways.sign(one, seats.ppid, `${day}T15:00`)
    },
    async refused(day) {
      return await ways.take(await ways.decided(await ways.request(`${day}T08:00`), day, refusal), 'sampaikan', seats.front, { when: `${day}T15:30`, typed: { jawaban: 'Lihat laman kami.' } })
    },
    entryOf: (ticket) => place.as(theSystem, at('2026-12-01T08:00'), async (work) => (await productsOfTicket(work, ticket.id)).at(-1)!),
  }
  return ways
}

async function certify(place: FixtureTenant, seat: string): Promise<void> {
  const officer = place.officer(seat)
  const email = `${seat}@bengkaliskab.go.id`
  await place.as(officer, at('2025-12-01T08:00'), async (work) => {
    await sql`update officer set email = ${email} where tenant_id = ${work.tenant} and id = ${officer.id}`.execute(work.db)
    await issueCertificate(work, { email, commonName: 'Pejabat Umpama', organisation: 'Bengkalis', passphrase: examplePassphrase, validUntil: at('2028-01-01T00:00'), at: work.now, officerId: officer.id })
  })
}
