import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { naskahOfTicket } from '../naskah/index.ts'
import { findProduct } from '../products/index.ts'
import { p12Signer } from '../signing/index.ts'
import { withdrawTicket } from './add-information.ts'
import { answerQuestion } from './answer-question.ts'
import { examplePassphrase, later, mondayMorning, refusalOf, waitingFile } from './fixture-tenant.ts'
import { giveHeadCertificate, openFixtureTenant } from './fixture-tenant-file.ts'
import { recordBreaches, sendReminders } from './keep-clocks.ts'
import { takeSigningStep } from './sign-step.ts'
import type { Ticket } from './ticket.ts'

const { database, place } = await openFixtureTenant('bengkalis')
beforeAll(() => giveHeadCertificate(place, examplePassphrase))

const applicant = { post: 'admin-skpd', unit: 'dinkes' }
const agency = () => place.officer('admin-skpd.dinkes')
const at = later(mondayMorning, 5)
type Act = [post: string, act: string, typed?: Record<string, string | string[]>]
const apply = (name: string, kind = 'pembangunan') => place.open('aplikasi', { actor: agency(), applicant, typed: { 'jenis-permohonan': kind, 'nama-aplikasi': name } })

async function go(ticket: Ticket, ...acts: Act[]): Promise<Ticket> {
  let now = ticket
  for (const [post, act, typed = {}] of acts) now = await place.act(now, act, { by: post === 'dinkes' ? agency() : `${post}.diskominfotik`, at, typed })
  return now
}

const begun: Act[] = [['kepala', 'disposisi'], ['kabid-pbe', 'disposisi'], ['prakom', 'bentuk-tim', { 'anggota-tim': 'Contoh Satu, ketua\nContoh Dua, pemrogram', 'rencana-selesai': '2026-03-02' }]]
const built: Act[] = [...begun, ['tim-aplikasi', 'selesai-analisis', { 'hasil-analisis': 'Pendaftaran dan antrean.' }]]
const invited: Act = ['tim-aplikasi', 'undang-uji-coba', { 'waktu-uji-coba': '2026-02-02T09:00', 'tempat-uji-coba': 'Ruang rapat' }]
const tried: Act = ['tim-aplikasi', 'catat-uji-coba', { 'hasil-uji-coba': 'Dihadiri enam orang.' }]

async function withFile(ticket: Ticket, act: Act, field: string): Promise<Ticket> {
  const formKey = randomUUID()
  const [post, name] = act
  return await place.act(ticket, name, { by: post === 'dinkes' ? agency() : `${post}.diskominfotik`, at, formKey, typed: { [field]: [await waitingFile(place, field, formKey)] } })
}

/** From the trial that the agency accepts to the signed minutes in its hands. */
async function toHandover(ticket: Ticket): Promise<Ticket> {
  const accepted = await withFile(await go(ticket, ['dinkes', 'terima']), ['tim-aplikasi', 'unggah'], 'buku-panduan')
  const drafted = await go(accepted, ['tim-aplikasi', 'pasang', { 'alamat-hosting': 'antre.bengkaliskab.go.id' }], ['tim-aplikasi', 'catat-pelatihan', { 'tanggal-pelatihan': '2026-01-05', 'peserta-pelatihan': 'Umpama Operator' }],
    ['prakom', 'susun', { 'isi-surat': 'Pada hari ini {hari-surat} diserahkan aplikasi.' }], ['kabid-pbe', 'paraf'], ['sekretaris', 'paraf'])
  const order = { ticketId: drafted.id, act: 'tanda-tangani', typed: { 'frasa-sandi': examplePassphrase }, seenVersion: drafted.version, formKey: randomUUID(), signer: p12Signer(database.secrets), base: 'https://bengkalis.example' }
  return await takeSigningStep(database, { tenant: place.id, actor: place.officer('kepala.diskominfotik'), now: at }, order)
}

describe('the trial', () => {
  test('is judged by the agency alone; it can send the work back to building, ask for changes, or accept, and its promise waits meanwhile', async () => {
    const waiting = await go(await apply('SIUJI'), ...built, invited, tried)
    expect((await place.traces(waiting.id)).turns).toMatchObject([{ post: 'admin-skpd', unit: 'dinkes', step: 'hasil-uji-coba' }])
    expect(await refusalOf(go(waiting, ['tim-aplikasi', 'terima']))).toMatchObject({ code: 'not-allowed' })
    expect((await place.traces(waiting.id)).clocks.find((clock) => clock.scope === 'ticket')!.pauses).toEqual([{ from: at.toISOString() }])
    const again = await go(waiting, ['dinkes', 'bangun-ulang', { 'daftar-perbaikan': 'Antrean belum ada.' }], invited, tried, ['dinkes', 'perbaiki', { 'daftar-perbaikan': 'Warna tombol.' }])
    expect(again.state.step).toBe('penyesuaian')
    expect((await go(again, ['tim-aplikasi', 'selesai-penyesuaian', { 'hasil-perbaikan': 'Sudah.' }])).state.step).toBe('panduan')
  })
})

describe('an application', () => {
  test('is handed over with signed minutes, meets its promise then, and is entered with number and date of the minutes', async () => {
    const handed = await toHandover(await go(await apply('SIANTRE'), ...built, invited, tried))
    const [minutes] = await place.as(theSystem, at, (work) => naskahOfTicket(work, handed.id))
    expect(minutes).toMatchObject({ state: 'sent', number: expect.stringMatching(/\/BAST\/DISKOMINFOTIK\/2026$/) })
    expect(handed.state.step).toBe('serah-terima')
    const received = await withFile(handed, ['dinkes', 'terima'], 'bast-bertanda-tangan')
    const promise = (await place.traces(handed.id)).clocks.find((clock) => clock.scope === 'ticket')!
    expect(promise).toMatchObject({ stoppedAt: at })
    expect(promise.breachedAt).toBeUndefined()
    const done = await go(received, ['prakom', 'catat-baru', { 'hak-cipta': 'Diajukan 5 Januari 2026', pemeliharaan: 'Tim Aplikasi, setiap bulan' }])
    expect(done.state).toMatchObject({ open: false, result: 'diserahkan' })
    expect(await place.as(theSystem, at, (work) => findProduct(work, { register: 'aplikasi', key: 'siantre' }))).toMatchObject({
      holder: { unit: 'dinkes' },
      values: { 'nama-aplikasi': 'SIANTRE', 'jenis-permohonan': 'pembangunan', 'perangkat-daerah': 'dinkes', 'alamat-hosting': 'antre.bengkaliskab.go.id', 'nomor-surat': minutes!.number, 'tanggal-surat': '2026-01-05', pemeliharaan: 'Tim Aplikasi, setiap bulan' },
    })
  })

  test('of that name is not built twice; its development is asked for instead, and updates its entry', async () => {
    expect(await refusalOf(apply('Siantre'))).toMatchObject({ faults: [{ field: 'nama-aplikasi', text: expect.stringContaining('atau ajukan pengembangan aplikasi itu') }] })
    const handed = await toHandover(await go(await apply('SIANTRE', 'pengembangan'), ...built, invited, tried))
    const received = await withFile(handed, ['tim-aplikasi', 'catat'], 'bast-bertanda-tangan')
    const kept = { 'hak-cipta': 'EC0002026', pemeliharaan: 'Tim Aplikasi, setiap pekan' }
    expect(await refusalOf(go(received, ['prakom', 'catat-baru', kept]))).toMatchObject({ code: 'not-allowed' })
    expect(await refusalOf(go(received, ['prakom', 'perbarui', { ...kept, 'aplikasi-tercatat': 'SITIADA' }]))).toMatchObject({ faults: [{ field: 'aplikasi-tercatat', text: expect.stringContaining('tidak ada aplikasi itu') }] })
    await go(received, ['prakom', 'perbarui', { ...kept, 'aplikasi-tercatat': 'SIANTRE' }])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from product where register = 'aplikasi' and key = 'siantre'`.execute(database.owner.db)
    expect(rows[0]!.n).toBe(1)
    expect(await place.as(theSystem, at, (work) => findProduct(work, { register: 'aplikasi', key: 'siantre' }))).toMatchObject({ values: { 'jenis-permohonan': 'pengembangan', 'hak-cipta': 'EC0002026' } })
  })

  test('may be taken back by the agency while it is built, by nobody else; the team is told', async () => {
    const ticket = await go(await apply('SIBATAL'), ...built)
    expect(await refusalOf(place.as(place.officer('kepala.dinkes'), at, (work) => withdrawTicket(work, { ticketId: ticket.id, text: 'x' })))).toMatchObject({ code: 'not-found' })
    const taken = await place.as(agency(), at, (work) => withdrawTicket(work, { ticketId: ticket.id, text: 'Anggaran dialihkan.' }))
    expect(taken.state).toMatchObject({ open: false, result: 'dicabut' })
    const told = (await place.traces(ticket.id)).messages.filter((message) => message.post === 'tim-aplikasi').at(-1)!
    expect(told.text).toBe(`Pelapor mencabut tiket ${ticket.number}. Tidak ada yang perlu dikerjakan lagi.`)
  })

  test('waits for the agency’s answer when the team asks, and goes on from there', async () => {
    const asked = await go(await apply('SITANYA'), ...begun, ['tim-aplikasi', 'tanya', { pertanyaan: 'Siapa penggunanya?' }])
    expect(asked.state.waiting).toBe(true)
    expect((await place.traces(asked.id)).messages.at(-1)).toMatchObject({ post: 'admin-skpd', unit: 'dinkes', text: 'Siapa penggunanya?' })
    const answered = await place.as(agency(), later(at, 3, 'days'), (work) => answerQuestion(work, { ticketId: asked.id, text: 'Petugas loket.' }))
    expect(answered.state).toMatchObject({ waiting: false, step: 'analisis' })
  })

  test('has ninety working days; before they end its makers are reminded, then their superiors are told, and five working days later the administrators', async () => {
    const ticket = await go(await apply('SILAMBAT'), ...built)
    const clock = (await place.traces(ticket.id)).clocks.find((one) => one.scope === 'ticket')!
    const due = clock.dueAt as Date
    // Counted by hand from Monday 5 January: up to Friday 29 May are 104 weekdays, of which 14 are holidays or joint leave.
    expect(due.toISOString()).toBe('2026-05-29T09:30:00.000Z')
    const heard = async (when: Date) => {
      await place.as(theSystem, when, (work) => sendReminders(work))
      while ((await place.as(theSystem, when, (work) => recordBreaches(work))) > 0);
      return (await place.traces(ticket.id)).messages.slice(before).map((message) => `${message.post}: ${message.text}`)
    }
    const before = (await place.traces(ticket.id)).messages.length
    expect(await heard(later(due, -20, 'days'))).toEqual([])
    expect((await heard(later(due, -1, 'days'))).some((line) => line.startsWith('tim-aplikasi: '))).toBe(true)
    const reminded = (await place.traces(ticket.id)).messages.length
    const late = (await heard(later(due, 10))).slice(reminded - before)
    expect(late.some((line) => line.startsWith('prakom: '))).toBe(true)
    expect(late.some((line) => line.startsWith('admin-diskominfotik: '))).toBe(false)
    const escalated = (await heard(later(due, 12, 'days'))).slice(reminded - before + late.length)
    expect(escalated.some((line) => line.startsWith('admin-diskominfotik: '))).toBe(true)
  })
})
