import { randomUUID } from 'node:crypto'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { refusalOf, waitingFile } from '../tickets/fixture-tenant.ts'
import { fileObjection, type Ticket, withdrawTicket } from '../tickets/index.ts'
import { asked, at, openPpidPlace, type PpidPlace, refusal, seats } from '../tickets/ppid-testing.ts'
import { type PpidReport, readPpidReport } from './ppid-report.ts'
import { writePpidReportCsv, writePpidReportXlsx } from './ppid-report-files.ts'
import { makePpidReportPdf } from './ppid-report-pdf.ts'
import { reportSections } from './ppid-report-sections.ts'

let database: TestDatabase
let place: PpidPlace
let report: PpidReport
const owner = (ticket: Ticket) => ({ kind: 'citizen' as const, id: ticket.reporterId! })
const readAs = (seat: string, when = '2026-11-22T08:00', admin = false) => place.as(place.officer(seat, admin), at(when), (work) => readPpidReport(work, 2026))

async function object(ticket: Ticket, when: string, reason: string): Promise<Ticket> {
  const typed = { ...asked, 'alasan-keberatan': reason, 'kasus-posisi': 'Saya keberatan.' }
  return await place.as(owner(ticket), at(when), (work) => fileObjection(work, { ticketId: ticket.id, formKey: randomUUID(), typed }))
}

/** A year in small, each line with what it adds to the figures. */
async function live(): Promise<void> {
  // Of the year before: in no figure.
  await place.refused('2025-12-29')
  // Granted on the day on which it came: 0 working days.
  await place.decided(await place.request('2026-02-02T08:00'), '2026-02-02', { keputusan: 'dikabulkan' })
  // Granted in part on the third working day, two letters of article 17.
  const part = await place.decided(await place.request('2026-02-02T08:00'), '2026-02-05', { keputusan: 'sebagian', 'alasan-penolakan': 'dikecualikan', 'dasar-pengecualian': ['h', 'j'], 'penjelasan-penolakan': 'Nama orang.' })
  // A legal entity, refused on the 8th: 3, 4, 5, 6, 9, 10, 11, 12 March.
  const firm = await place.decided(await place.request('2026-03-02T08:00', { 'jenis-pemohon': 'badan-hukum', 'nama-pemohon': 'Yayasan Umpama' }), '2026-03-12', refusal)
  // Extended, never decided: late.
  await place.take(await place.take(await place.request('2026-03-02T08:00'), 'lengkap', seats.back, { when: '2026-03-02T09:00' }), 'perpanjang', seats.back, { when: '2026-03-03T09:00', typed: { 'alasan-perpanjangan': 'Banyak.' } })
  // Taken back; never completed.
  const mine = await place.request('2026-04-06T08:00')
  await place.as(owner(mine), at('2026-04-07T08:00'), (work) => withdrawTicket(work, { ticketId: mine.id, text: '' }))
  const lost = await place.take(await place.request('2026-04-06T08:00'), 'kembalikan', seats.back, { when: '2026-04-06T09:00', typed: { 'dokumen-kurang': ['isian'], kekurangan: 'Tahun?' } })
  await place.take(lost, 'tutup', seats.back, { when: '2026-04-20T09:00', typed: { alasan: 'Tidak dilengkapi.' } })
  // Really a complaint.
  await place.take(await place.request('2026-05-04T08:00'), 'pindah-sipendekar', seats.back, { when: '2026-05-04T09:00', typed: { alasan: 'Laporan.' } })
  // A complaint that was really a request counts from the day of its registration, in June.
  const formKey = randomUUID()
  let moved = await place.open('sipendekar', { at: at('2026-05-28T09:00') })
  moved = await place.act(moved, 'pindah-ppid', { by: 'admin-diskominfotik.diskominfotik', at: at('2026-05-29T09:00') })
  await place.take(moved, 'daftar', owner(moved), { when: '2026-06-02T09:00', typed: { ...asked, ktp: [await waitingFile(place, 'ktp', formKey)] }, formKey })
  // An objection granted on the 4th working day, whose applicant accepts; one that still waits.
  let filed = await object(part, '2026-02-09T09:00', 'ditolak')
  filed = await place.take(filed, 'teruskan', seats.front, { when: '2026-02-09T10:00' })
  filed = await place.take(filed, 'jelaskan', seats.ppid, { when: '2026-02-10T10:00', typed: { 'penjelasan-ppid': 'Data pribadi.' } })
  filed = await place.take(filed, 'putuskan', seats.superior, { when: '2026-02-11T10:00', typed: { 'keputusan-atasan': 'dikabulkan', pertimbangan: 'Dapat dihitamkan.', 'jabatan-atasan': 'Sekretaris Daerah' } })
  filed = await place.take(filed, 'susun', seats.back, { when: '2026-02-12T10:00', typed: { 'isi-surat': 'Dikabulkan.' } })
  filed = await place.sign(await place.take(filed, 'paraf', seats.ppid, { when: '2026-02-12T11:00' }), seats.superior, '2026-02-13T09:00')
  await place.take(filed, 'catat', seats.front, { when: '2026-02-20T09:00', typed: { 'tanggapan-pemohon': 'menerima', jawaban: 'Terima kasih.' } })
  await object(firm, '2026-03-16T09:00', 'tidak-sebagaimana-diminta')
}

beforeAll(async () => {
  database = await makeTestDatabase()
  place = await openPpidPlace(database)
  await live()
  report = await readAs(seats.front)
}, 120_000)
afterAll(() => database.close())

test('the figures are those counted by hand', () => {
  expect(report.requests.received).toBe(8)
  expect(report.requests.months.filter((month) => month.person + month.entity > 0)).toEqual([
    { name: 'Februari', person: 2, entity: 0 }, { name: 'Maret', person: 1, entity: 1 }, { name: 'April', person: 2, entity: 0 }, { name: 'Mei', person: 1, entity: 0 }, { name: 'Juni', person: 1, entity: 0 },
  ])
  expect(report.requests.outcomes).toEqual([
    { name: 'Dikabulkan', count: 1 }, { name: 'Dikabulkan sebagian', count: 1 }, { name: 'Ditolak', count: 1 }, { name: 'Masih diproses', count: 2 }, { name: 'Ditutup karena tidak dilengkapi', count: 1 },
    { name: 'Dicabut pemohon', count: 1 }, { name: 'Dipindahkan ke layanan lain', count: 1 },
  ])
  expect(report.requests.grounds.filter((one) => one.count > 0)).toEqual([{ name: 'Informasi dikecualikan', count: 1 }, { name: 'Sudah diumumkan dan tersedia untuk umum', count: 1 }])
  expect(report.requests.articles.filter((one) => one.count > 0).map((one) => one.name.slice(0, 7))).toEqual(['huruf h', 'huruf j'])
  // 0, 3 and 8 working days.
  expect(report.requests.days).toEqual({ decided: 3, mean: 3.7, median: 3 })
  expect([report.requests.extended, report.requests.late]).toEqual([1, 2])
})

test('objections and what followed them', () => {
  const { objections, disputes } = report
  expect(objections.received).toBe(2)
  expect(objections.reasons.filter((one) => one.count > 0)).toEqual([{ name: 'Permohonan ditolak dengan alasan pengecualian', count: 1 }, { name: 'Permohonan ditanggapi tidak sebagaimana yang diminta', count: 1 }])
  expect(objections.outcomes.filter((one) => one.count > 0)).toEqual([{ name: 'Dikabulkan', count: 1 }, { name: 'Masih diproses', count: 1 }])
  expect(objections.days).toEqual({ decided: 1, mean: 4, median: 4 })
  expect(objections.late).toBe(1)
  expect(disputes).toEqual([{ name: 'Menerima', count: 1 }, { name: 'Mengajukan sengketa', count: 0 }, { name: 'Tidak menanggapi', count: 0 }, { name: 'Belum tercatat', count: 0 }])
})

test('each table sums to what was received', () => {
  const sums = reportSections(report).filter((section) => section.summed).map((section) => [section.title.split(' ')[0], section.rows.at(-1)!.at(-1)])
  expect(sums).toEqual([['Permohonan', 8], ['Cara', 8], ['Keputusan', 8], ['Alasan', 2], ['Keberatan', 2], ['Putusan', 2], ['Sesudah', 1]])
})

test('on another day the same year has other figures: nothing is late yet', async () => {
  expect((await readAs(seats.front, '2026-03-13T08:00')).requests.late).toBe(0)
})

test('it is open to the posts of PPID and to administrators, and does not exist for others', async () => {
  for (const seat of Object.values(seats)) expect((await readAs(seat)).requests.received).toBe(8)
  expect((await readAs('admin-skpd.dpupr', '2026-11-22T08:00', true)).requests.received).toBe(8)
  for (const seat of ['ppid-pembantu.dpupr', 'kepala.dpupr', 'admin-skpd.dpupr']) expect((await refusalOf(readAs(seat))).code).toBe('not-found')
})

test('the files say the same: figures that can be reckoned with, and the same PDF from the same figures', async () => {
  const csv = writePpidReportCsv(report).split('\n')
  expect(csv[0]).toBe('\uFEFFBagian;Rincian;Kolom;Tahun 2026')
  expect(csv).toContain('Permohonan informasi menurut bulan dan jenis pemohon;Maret;Badan hukum;1')
  expect(csv).toContain('Waktu menjawab permohonan;Rata-rata hari kerja;Jumlah;3,7')
  const [sheet] = await readExcelFile(await writePpidReportXlsx(report))
  expect(sheet!.data.find((row) => row[0] === 'Maret')).toEqual(['Maret', 1, 1, 2])
  expect(sheet!.data.find((row) => row[0] === 'Rata-rata hari kerja')!.slice(0, 2)).toEqual(['Rata-rata hari kerja', 3.7])
  const order = { report, government: 'Pemerintah Kabupaten Bengkalis', unit: 'Dinas Umpama', contact: { address: 'Jalan Umpama 1' }, place: 'Bengkalis', signer: 'PPID Utama' }
  expect((await makePpidReportPdf(order)).equals(await makePpidReportPdf(order))).toBe(true)
})

test('a year without anything has figures all the same', async () => {
  const empty = await place.as(place.officer(seats.front), at('2026-11-22T08:00'), (work) => readPpidReport(work, 2024))
  expect(empty.requests).toMatchObject({ received: 0, days: { decided: 0 } })
  expect(reportSections(empty)).toHaveLength(10)
})
