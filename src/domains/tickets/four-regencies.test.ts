import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { eventsOf } from '../audit/index.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { openTicket } from './open-ticket.ts'
import { findPublished, publishedTickets } from './published-tickets.ts'
import { recordAnswerRead } from './read-answer.ts'
import { actsFor } from './take-step.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { reporterTimeline, type TimelineNames } from './timeline.ts'

let database: TestDatabase
const places = new Map<string, FixtureTenant>()
beforeAll(async () => {
  database = await makeTestDatabase()
  for (const folder of tenantFolders) {
    const place = await loadFixtureTenant(database, folder)
    places.set(place.id, place)
  }
})
afterAll(() => database.close())

const at = (local: string, offset = '+07:00') => new Date(`${local}:00${offset}`)
/** What the system does by itself is measured, so its moments carry some milliseconds. */
const toMinute = (moment: Date | undefined) => moment && new Date(Math.floor(moment.getTime() / 60_000) * 60_000)
const names: TimelineNames = { unit: (code) => `(${code})`, category: (code) => code, class: (code) => code, village: (code) => code }

async function newsFor(place: FixtureTenant, ticket: Ticket): Promise<string[]> {
  const events = await place.as({ kind: 'system' }, at('2026-02-01T00:00'), (work) => eventsOf(work, ticket.id))
  return reporterTimeline(place.sop(ticket.sop), events, names).map((entry) => entry.text)
}

async function published(place: FixtureTenant): Promise<string[]> {
  return (await place.as({ kind: 'guest' }, at('2026-02-01T00:00'), (work) => publishedTickets(work, { size: 100 }))).tickets.map((one) => one.number)
}

async function dueOf(place: FixtureTenant, ticket: Ticket, scope: 'ticket' | 'step'): Promise<Date | undefined> {
  return (await place.traces(ticket.id)).clocks.find((clock) => clock.scope === scope && !clock.stoppedAt)?.dueAt
}

describe('SIPENDEKAR', () => {
  const admin = 'admin-diskominfotik.diskominfotik'
  const skpd = 'admin-skpd.dpupr'

  test('a draft sent back once is released as the admin corrected it, and published', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('sipendekar', { at: at('2026-01-10T20:15'), typed: { judul: 'Jembatan lapuk', uraian: 'Papan jembatan patah.' } })
    expect(await dueOf(place, ticket, 'step')).toEqual(at('2026-01-13T16:00'))
    ticket = await place.act(ticket, 'teruskan', { by: admin, at: at('2026-01-12T09:00'), typed: { unit: 'dpupr', kategori: 'jalan', instruksi: 'Mohon ditinjau.' } })
    expect(await dueOf(place, ticket, 'step')).toEqual(at('2026-01-15T16:00'))
    ticket = await place.act(ticket, 'jawab', { by: skpd, at: at('2026-01-13T09:00'), typed: { jawaban: 'Sudah di perbaiki' } })
    expect(ticket.answer).toBeUndefined()
    ticket = await place.act(ticket, 'kembalikan', { by: admin, at: at('2026-01-13T10:00'), typed: { catatan: 'Sebut tanggalnya.' } })
    expect(ticket.state).toMatchObject({ step: 'tanggapan', unit: 'dpupr' })
    ticket = await place.act(ticket, 'jawab', { by: skpd, at: at('2026-01-13T11:00'), typed: { jawaban: 'Diperbaiki tgl 20 Januari.' } })
    expect(await published(place)).not.toContain(ticket.number)
    ticket = await place.act(ticket, 'lepas', { by: admin, at: at('2026-01-13T13:30'), typed: { jawaban: 'Jembatan diperbaiki pada 20 Januari 2026.' } })
    expect((await place.traces(ticket.id)).answers).toEqual([
      { no: 1, text: 'Sudah di perbaiki', released: false },
      { no: 2, text: 'Diperbaiki tgl 20 Januari.', released: false },
      { no: 3, text: 'Jembatan diperbaiki pada 20 Januari 2026.', released: true },
    ])
    expect(await place.as({ kind: 'guest' }, at('2026-01-14T09:00'), (work) => findPublished(work, ticket.number))).toMatchObject({
      title: 'Jembatan lapuk', story: 'Papan jembatan patah.', unit: 'dpupr', category: 'jalan', answer: 'Jembatan diperbaiki pada 20 Januari 2026.', answeredAt: at('2026-01-13T13:30'),
    })
    expect(await newsFor(place, ticket)).toEqual([
      'Laporan Anda diterima dan dicatat.',
      'Laporan Anda diteruskan ke (dpupr).',
      'SKPD telah menyusun draf jawaban. Draf sedang dikoreksi.',
      'Draf jawaban dikembalikan ke SKPD untuk diperbaiki.',
      'SKPD telah menyusun draf jawaban. Draf sedang dikoreksi.',
      'Laporan Anda telah dijawab.',
    ])
  })

  test('the first reading by the reporter is recorded once, as the last row asks', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('sipendekar')
    ticket = await place.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    ticket = await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban: 'Sudah.' } })
    ticket = await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Sudah.' } })
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    for (const minute of [1, 2]) {
      await place.as(reporter, at(`2026-01-06T10:0${minute}`), async (work) => recordAnswerRead(work, (await findTicket(work, { id: ticket.id }))!))
    }
    const { events, row } = await place.traces(ticket.id)
    expect(events.filter((event) => event.act === 'baca-jawaban').map((event) => [event.at, event.actor])).toEqual([
      [at('2026-01-06T10:01'), { kind: 'citizen', id: reporter.id, role: 'Masyarakat' }],
    ])
    expect(row).toMatchObject({ read_at: at('2026-01-06T10:01'), last_seq: 5 })
  })

  test('a secret report is answered and never published, and no hand can publish it', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('sipendekar', { secret: true })
    ticket = await place.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    ticket = await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban: 'Sudah.' } })
    ticket = await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Sudah.' } })
    expect(ticket).toMatchObject({ answer: 'Sudah.', secret: true })
    expect(ticket.publishedAt).toBeUndefined()
    expect(await published(place)).not.toContain(ticket.number)
    expect((await place.traces(ticket.id)).events.at(-1)!.body.terbit).toBe(false)
    await expect(sql`update ticket set published_at = now() where id = ${ticket.id}`.execute(database.owner.db)).rejects.toThrow('check constraint')
  })

  test('a reporter who stays unnamed is marked so; where an SOP knows no unnamed reports the wish changes nothing', async () => {
    expect((await places.get('bengkalis')!.open('sipendekar', { anonymous: true })).anonymous).toBe(true)
    expect((await places.get('lumajang')!.open('pengaduan-online', { anonymous: true })).anonymous).toBe(false)
    expect((await places.get('rimbaraya')!.open('izin-keramaian', { anonymous: true, typed: permit })).anonymous).toBe(false)
  })

  test('no event holds what the reporter wrote, only its digest', async () => {
    const place = places.get('bengkalis')!
    const ticket = await place.open('sipendekar', { typed: { uraian: 'Nama saya Umpama Contoh.' } })
    const { events } = await place.traces(ticket.id)
    expect(JSON.stringify(events)).not.toContain('Umpama')
    expect(events[0]!.body.sidik).toMatch(/^[0-9a-f]{64}$/)
  })

  test('without an account nobody reports where the SOP wants one', async () => {
    const place = places.get('bengkalis')!
    const order = { sop: place.sop('sipendekar'), formKey: '01956789-0000-7000-8000-00000000aaaa', channel: 'web' as const, typed: {} }
    expect((await refusalOf(place.as({ kind: 'guest' }, at('2026-01-05T10:00'), (work) => openTicket(work, order)))).code).toBe('not-signed-in')
  })
})

describe('Lumajang', () => {
  async function answered(place: FixtureTenant, result: 'valid' | 'tidak-valid'): Promise<Ticket> {
    let ticket = await place.open('pengaduan-online', { at: at('2026-01-09T18:00'), typed: { unit: 'dputr' } })
    ticket = await place.act(ticket, 'periksa', { by: 'validator.diskominfo', at: at('2026-01-10T08:00') })
    ticket = await place.act(ticket, result, { by: 'validator.diskominfo', at: at('2026-01-10T08:05'), typed: { catatan: 'Dicocokkan dengan SIAK.' } })
    expect(ticket.state.facts.identitas).toBe(result)
    expect(await published(place)).not.toContain(ticket.number)
    return await place.act(ticket, 'jawab', { by: 'admin-opd.dputr', at: at('2026-01-12T09:00'), typed: { jawaban: 'Lubang ditambal.' } })
  }

  test('with a valid KTP the complaint is published with its answer', async () => {
    const place = places.get('lumajang')!
    const ticket = await answered(place, 'valid')
    expect(ticket).toMatchObject({ answer: 'Lubang ditambal.', answerPrivate: false })
    expect(toMinute(ticket.publishedAt)).toEqual(at('2026-01-12T09:00'))
    expect(ticket.state.result).toBe('terjawab')
    expect(await published(place)).toContain(ticket.number)
    expect(await newsFor(place, ticket)).toContain('Pengaduan Anda telah dijawab (dputr).')
  })

  test('with an invalid KTP the answer is private; not even direct SQL publishes it', async () => {
    const place = places.get('lumajang')!
    const ticket = await answered(place, 'tidak-valid')
    expect(ticket).toMatchObject({ answer: 'Lubang ditambal.', answerPrivate: true })
    expect(ticket.state.result).toBe('terjawab-pribadi')
    expect(await published(place)).not.toContain(ticket.number)
    expect(await newsFor(place, ticket)).toContain('Pengaduan Anda telah dijawab (dputr). Jawaban ini hanya untuk Anda.')
    const publish = (also: string) => sql.raw(`update ticket set published_at = now()${also} where id = '${ticket.id}'`).execute(database.owner.db)
    await expect(publish('')).rejects.toThrow('check constraint')
    await expect(publish(', answer_private = false')).rejects.toThrow('check constraint')
  })

  test('the validator has 24 hours from the submission, by day and night', async () => {
    const place = places.get('lumajang')!
    const ticket = await place.open('pengaduan-online', { at: at('2026-01-09T18:00'), typed: { unit: 'dputr' } })
    const clock = (await place.traces(ticket.id)).clocks.find((one) => one.step === 'periksa')!
    expect(clock).toMatchObject({ roles: ['Validator'], startedAt: at('2026-01-09T18:00'), dueAt: at('2026-01-10T18:00') })
  })

  test('“bukan kewenangan kami” hands the complaint over to the OPD named, and its time runs on', async () => {
    const place = places.get('lumajang')!
    let ticket = await place.open('pengaduan-online', { typed: { unit: 'dputr' } })
    ticket = await place.act(ticket, 'periksa', { by: 'validator.diskominfo' })
    ticket = await place.act(ticket, 'valid', { by: 'validator.diskominfo' })
    const due = await dueOf(place, ticket, 'step')
    ticket = await place.act(ticket, 'alihkan', { by: 'admin-opd.dputr', typed: { alasan: 'Ini urusan lampu.', 'unit-seharusnya': 'dishub' } })
    expect(ticket.state).toMatchObject({ step: 'tanggapan', unit: 'dishub' })
    expect(await dueOf(place, ticket, 'step')).toEqual(due)
    expect((await place.traces(ticket.id)).turns.map((turn) => turn.unit)).toEqual(['dishub'])
    expect(await newsFor(place, ticket)).toContain('Pengaduan Anda dialihkan ke (dishub).')
    await refusalOf(place.act(ticket, 'jawab', { by: 'admin-opd.dputr', typed: { jawaban: 'x' } }))
    expect((await place.act(ticket, 'jawab', { by: 'admin-opd.dishub', typed: { jawaban: 'Menyala.' } })).state.open).toBe(false)
  })
})

describe('Rembang', () => {
  test('all eight rows, the Kepala OPD sending the answer back once', async () => {
    const place = places.get('rembang')!
    let ticket = await place.open('sms-wadul-bupati', { at: at('2026-01-05T09:00') })
    const go = async (act: string, by: string, time: string, typed = {}) => { ticket = await place.act(ticket, act, { by, at: at(`2026-01-${time}`), typed }) }
    await go('teruskan', 'admin-portal.dinkominfo', '05T09:30', { unit: 'dputaru' })
    await go('laporkan', 'pejabat-penghubung.dputaru', '05T10:00')
    expect(await dueOf(place, ticket, 'step')).toEqual(at('2026-01-05T10:30'))
    await go('perintahkan', 'kepala.dputaru', '05T10:20', { instruksi: 'Tinjau hari ini.' })
    await go('selesai-telaah', 'tim-opd.dputaru', '06T09:00', { 'hasil-telaah': 'Benar rusak.' })
    await go('laporkan', 'tim-opd.dputaru', '06T10:00', { jawaban: 'Akan diperbaiki.' })
    await go('kembalikan', 'kepala.dputaru', '06T11:00', { catatan: 'Kapan?' })
    await go('laporkan', 'pejabat-penghubung.dputaru', '06T13:00', { jawaban: 'Diperbaiki Senin depan.' })
    await go('setujui', 'kepala.dputaru', '06T14:00')
    await go('serahkan', 'pejabat-penghubung.dputaru', '07T09:00', { 'tindak-lanjut': 'Terjadwal.' })
    await go('kirim', 'admin-portal.dinkominfo', '07T10:00')
    expect(ticket).toMatchObject({ answer: 'Diperbaiki Senin depan.', publishedAt: at('2026-01-07T10:00') })
    const { events, clocks } = await place.traces(ticket.id)
    expect(events.map((event) => event.actor.role)).toEqual([
      'Masyarakat', 'Admin Portal', 'Pejabat Penghubung', 'Ka. OPD', 'Tim OPD', 'Tim OPD', 'Ka. OPD', 'Pejabat Penghubung', 'Ka. OPD', 'Pejabat Penghubung', 'Admin Portal',
    ])
    expect(events[5]!.actor).toMatchObject({ kind: 'officer', post: 'tim-opd', unit: 'dputaru' })
    expect(clocks.filter((clock) => clock.breachedAt)).toEqual([])
  })

  test('either of the two who may write the answer, and the other one’s turn is over', async () => {
    const place = places.get('rembang')!
    let ticket = await place.open('sms-wadul-bupati')
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dputaru' } })
    ticket = await place.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dputaru' })
    ticket = await place.act(ticket, 'perintahkan', { by: 'kepala.dputaru', typed: { instruksi: 'Tinjau.' } })
    ticket = await place.act(ticket, 'selesai-telaah', { by: 'tim-opd.dputaru', typed: { 'hasil-telaah': 'Benar.' } })
    expect((await place.traces(ticket.id)).turns.map((turn) => turn.post)).toEqual(['pejabat-penghubung', 'tim-opd'])
    ticket = await place.act(ticket, 'laporkan', { by: 'tim-opd.dputaru', typed: { jawaban: 'Ya.' } })
    expect((await place.traces(ticket.id)).turns.map((turn) => turn.post)).toEqual(['kepala'])
  })

  test('“bukan kewenangan kami” brings it back to the Admin Portal, with the reason', async () => {
    const place = places.get('rembang')!
    let ticket = await place.open('sms-wadul-bupati')
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dputaru' } })
    ticket = await place.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dputaru' })
    ticket = await place.act(ticket, 'bukan-kami', { by: 'kepala.dputaru', typed: { kewenangan: 'unit-lain', alasan: 'Jalan provinsi.', 'unit-seharusnya': 'dinperkim' } })
    const kept = await place.traces(ticket.id)
    expect(kept.turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['admin-portal.dinkominfo'])
    expect(kept.events.at(-1)!.body.isi).toEqual({ kewenangan: 'unit-lain', alasan: 'Jalan provinsi.', 'unit-seharusnya': 'dinperkim' })
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dinperkim' } })
    expect((await place.traces(ticket.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['pejabat-penghubung.dinperkim'])
  })

  test('the Kepala of another OPD is offered nothing, and the ticket is not there for them', async () => {
    const place = places.get('rembang')!
    let ticket = await place.open('sms-wadul-bupati')
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dputaru' } })
    expect(await place.as(place.officer('kepala.dinperkim'), at('2026-01-05T11:00'), (work) => actsFor(work, ticket))).toEqual([])
    expect((await refusalOf(place.act(ticket, 'laporkan', { by: 'kepala.dinperkim' }))).code).toBe('not-found')
    expect((await refusalOf(place.act(ticket, 'laporkan', { by: 'kepala.dputaru' }))).code).toBe('not-allowed')
  })
})

describe('Cirebon', () => {
  test('the system classifies, says by which words, and tells the group: SKPD and vertical agencies', async () => {
    const place = places.get('cirebon')!
    const ticket = await place.open('upik', { typed: { judul: 'Pasien ditolak', uraian: 'Tolong, pasien BPJS ditolak di puskesmas.' } })
    const kept = await place.traces(ticket.id)
    expect(ticket.state).toMatchObject({ step: 'tanggapan', group: ['dinkes', 'rsud-arjawinangun', 'rsud-waled', 'bpjs-kesehatan'], facts: { klasifikasi: 'keluhan', kategori: 'kesehatan' } })
    expect(kept.events.map((event) => [event.act, event.actor.kind, event.actor.role])).toEqual([
      ['kirim', 'citizen', 'Masyarakat'], ['saring', 'system', 'Sistem'], ['beritahu', 'system', 'Admin (Kepala Seksi E-Gov)'], ['terima', 'system', 'PIC SKPD'],
    ])
    expect(kept.events[1]!.body.klasifikasi).toMatchObject({ kelas: 'keluhan', kategori: 'kesehatan', cocok: { class: ['Tolong'] } })
    const cocok = (kept.events[1]!.body.klasifikasi as { cocok: { category: string[] } }).cocok
    expect([...new Set(cocok.category.map((word) => word.toLowerCase()))].sort()).toEqual(['bpjs', 'pasien', 'puskesmas'])
    expect(kept.messages.filter((message) => message.post).map((message) => `${message.post}.${message.unit}`).sort()).toEqual([
      'pic-skpd.dinkes', 'pic-skpd.rsud-arjawinangun', 'pic-skpd.rsud-waled', 'pic-vertikal.bpjs-kesehatan',
    ])
    expect(kept.turns.map((turn) => turn.unit).sort()).toEqual(['bpjs-kesehatan', 'dinkes', 'rsud-arjawinangun', 'rsud-waled'])
  })

  test('its three steps of 15 seconds are measured, and kept', async () => {
    const place = places.get('cirebon')!
    const ticket = await place.open('upik')
    const clocks = (await place.traces(ticket.id)).clocks.filter((clock) => clock.duration.unit === 'second')
    expect(clocks.map((clock) => [clock.step, clock.duration.amount])).toEqual([['saring', 15], ['notifikasi', 15], ['terima', 15]])
    for (const clock of clocks) {
      expect(clock.dueAt!.getTime() - clock.startedAt.getTime()).toBe(15_000)
      expect(clock.stoppedAt!.getTime() - clock.startedAt.getTime()).toBeGreaterThanOrEqual(0)
      expect(clock.stoppedAt!.getTime() - clock.startedAt.getTime()).toBeLessThan(15_000)
      expect(clock.breachedAt).toBeUndefined()
    }
  })

  test('one PIC answers for the group, the admin passes it on, the system sends it', async () => {
    const place = places.get('cirebon')!
    let ticket = await place.open('upik', { at: at('2026-01-05T10:00'), typed: { judul: 'Jalan berlubang', uraian: 'Tolong, jalan berlubang.' } })
    expect(toMinute(await dueOf(place, ticket, 'step'))).toEqual(at('2026-01-05T14:00'))
    ticket = await place.act(ticket, 'jawab', { by: 'pic-skpd.dputr', typed: { jawaban: 'Ditambal besok.' } })
    ticket = await place.act(ticket, 'lanjutkan', { by: 'admin-egov.diskominfo' })
    expect(ticket).toMatchObject({ answer: 'Ditambal besok.', state: { open: false, result: 'terjawab', step: 'diterima' } })
    expect((await place.traces(ticket.id)).events.slice(-2).map((event) => [event.act, event.actor.role])).toEqual([['lanjutkan', 'Admin (Kepala Seksi E-Gov)'], ['kirim', 'Sistem']])
  })

  test('a report that was sorted wrongly goes to the group that the admin names', async () => {
    const place = places.get('cirebon')!
    let ticket = await place.open('upik', { typed: { judul: 'Jalan berlubang', uraian: 'Tolong, jalan berlubang.' } })
    ticket = await place.act(ticket, 'bukan-kami', { by: 'pic-skpd.dputr', typed: { kewenangan: 'unit-lain', alasan: 'Tiang listrik.', 'unit-seharusnya': 'pln' } })
    ticket = await place.act(ticket, 'arahkan', { by: 'admin-egov.diskominfo', typed: { kategori: 'listrik' } })
    expect(ticket.state).toMatchObject({ step: 'tanggapan', group: ['pln'], facts: { kategori: 'listrik' } })
    expect((await place.traces(ticket.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['pic-vertikal.pln'])
  })
})

describe('LAPOR', () => {
  const classes = [
    ['permintaan-informasi', at('2026-01-12T16:00')],
    ['tidak-berkadar-pengawasan', at('2026-01-26T16:00')],
    ['berkadar-pengawasan', at('2026-04-10T16:30')],
  ] as const

  test.each(classes)('%s: the time of the whole report is that of its class, from the submission', async (klasifikasi, due) => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('lapor', { at: at('2026-01-05T10:00') })
    expect(await dueOf(place, ticket, 'ticket')).toEqual(at('2026-01-26T16:00'))
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-pusat.diskominfotik', at: at('2026-01-06T10:00'), typed: { klasifikasi, unit: 'dinkes' } })
    expect(await dueOf(place, ticket, 'ticket')).toEqual(due)
    expect(ticket.dueAt).toEqual([due, at('2026-01-09T16:30')].sort((a, b) => a.getTime() - b.getTime())[0])
    ticket = await place.act(ticket, 'terverifikasi', { by: 'admin-instansi.dinkes', at: at('2026-01-07T10:00') })
    expect(ticket.dueAt).toEqual(due)
  })

  test('a question stops every clock; the answer lets them run again, the days between not counted', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('lapor', { at: at('2026-01-05T10:00') })
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-pusat.diskominfotik', at: at('2026-01-06T10:00'), typed: { klasifikasi: 'permintaan-informasi', unit: 'dinkes' } })
    ticket = await place.act(ticket, 'tanya', { by: 'admin-instansi.dinkes', at: at('2026-01-07T10:00'), typed: { pertanyaan: 'Puskesmas yang mana?' } })
    expect(ticket).toMatchObject({ question: 'Puskesmas yang mana?', waitingSince: at('2026-01-07T10:00'), state: { waiting: true } })
    const paused = await place.traces(ticket.id)
    expect(paused.clocks.filter((clock) => !clock.stoppedAt).map((clock) => clock.dueAt)).toEqual([undefined, undefined])
    expect(paused.turns.map((turn) => [turn.paused, turn.due_at])).toEqual([[true, Number.POSITIVE_INFINITY]])
    const acts = await place.as(place.officer('admin-instansi.dinkes'), at('2026-01-07T11:00'), (work) => actsFor(work, ticket))
    expect(acts.map((one) => one.act.name)).not.toContain('tanya')
    const order = { ticketId: ticket.id, text: 'Puskesmas Contoh.' }
    expect((await refusalOf(place.as({ kind: 'citizen', id: '00000000-0000-7000-8000-000000000001' }, at('2026-01-08T09:00'), (work) => answerQuestion(work, order)))).code).toBe('not-found')
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    expect((await refusalOf(place.as(reporter, at('2026-01-08T09:00'), (work) => answerQuestion(work, { ...order, text: ' \0 ' })))).faults.map((fault) => fault.field)).toEqual(['balasan'])
    expect((await refusalOf(place.as(reporter, at('2026-01-08T09:00'), (work) => answerQuestion(work, { ...order, text: 'a'.repeat(8001) })))).faults.map((fault) => fault.field)).toEqual(['balasan'])
    ticket = await place.as(reporter, at('2026-01-08T09:00'), (work) => answerQuestion(work, { ...order, text: 'Puskesmas Contoh \ud800.' }))
    expect(await dueOf(place, ticket, 'ticket')).toEqual(at('2026-01-14T16:00'))
    expect(await dueOf(place, ticket, 'step')).toEqual(at('2026-01-13T16:00'))
    expect(ticket.question).toBeUndefined()
    expect((await refusalOf(place.as(reporter, at('2026-01-08T10:00'), (work) => answerQuestion(work, order)))).code).toBe('conflict')
  })

  test('an officer who goes on without waiting for the answer takes the question back; the time runs again', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('lapor', { at: at('2026-01-05T10:00') })
    ticket = await place.act(ticket, 'tanya', { by: 'admin-pusat.diskominfotik', at: at('2026-01-06T10:00'), typed: { pertanyaan: 'Di mana?' } })
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-pusat.diskominfotik', at: at('2026-01-06T11:00'), typed: { klasifikasi: 'permintaan-informasi', unit: 'dinkes' } })
    expect(ticket.question).toBeUndefined()
    expect(ticket.state.waiting).toBe(false)
    expect(await dueOf(place, ticket, 'ticket')).toEqual(at('2026-01-13T16:00'))
    expect(await dueOf(place, ticket, 'step')).toEqual(at('2026-01-09T16:30'))
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    expect((await refusalOf(place.as(reporter, at('2026-01-08T10:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di sini.' })))).code).toBe('conflict')
  })

  test('news on the way changes neither step nor clock', async () => {
    const place = places.get('bengkalis')!
    let ticket = await place.open('lapor', { at: at('2026-01-05T10:00') })
    ticket = await place.act(ticket, 'teruskan', { by: 'admin-pusat.diskominfotik', typed: { klasifikasi: 'permintaan-informasi', unit: 'dinkes' } })
    ticket = await place.act(ticket, 'terverifikasi', { by: 'admin-instansi.dinkes' })
    const due = ticket.dueAt
    ticket = await place.act(ticket, 'kabari', { by: 'pejabat-penghubung.dinkes', typed: { perkembangan: 'Suku cadang dipesan.' } })
    expect(ticket.state.step).toBe('tindak-lanjut')
    expect(ticket.dueAt).toEqual(due)
    expect(await newsFor(place, ticket)).toContain('Suku cadang dipesan.')
  })
})

/** The permit's form, for a private person's wedding feast. */
const permit = { 'jenis-pemohon': 'perorangan', 'jenis-acara': 'hajatan', nik: '1403011708909001' }
