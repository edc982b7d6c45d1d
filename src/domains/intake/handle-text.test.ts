import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inventedCitizens } from '../../../demo/people.ts'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { addressHash, makeAccess } from '../access/index.ts'
import { saveContact } from '../messages/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, tenantFolders } from '../tickets/fixture-tenant.ts'
import { findTicket, inboxViews, ownTickets, readInbox, readTicketNumber, type Ticket, toldEvents, withdrawTicket } from '../tickets/index.ts'
import { handleIncoming, handleWaiting, receiveIncoming, releaseHeld } from './handle-incoming.ts'
import { countHeld, dismissHeld, listHeld } from './hold-incoming.ts'
import { keepIncoming } from './keep-incoming.ts'
import { recogniseSender } from './known-sender.ts'

let database: TestDatabase
let rembang: FixtureTenant
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  rembang = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('rembang'))!)
  bengkalis = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('bengkalis'))!)
})
afterAll(() => database.close())

let people = 0
let phone = ''
let clock = mondayMorning
// Each test has its own sender, and a clock that goes a minute on with each message.
beforeEach(() => {
  phone = `+62840${String(1_000_000 + ++people)}`
  clock = mondayMorning
})

interface Said {
  outcome: string | null
  state: string
  ticket?: Ticket
  /** SMS that went back to the sender. */
  sms: string[]
}

async function send(text: string, order: { from?: string; place?: FixtureTenant; minutes?: number; id?: string } = {}): Promise<Said> {
  const { from = phone, place = rembang, minutes = 1, id = randomUUID() } = order
  clock = later(clock, minutes)
  const received = await receiveIncoming(database, { tenant: place.id, now: clock }, { channel: 'sms', providerId: id, from, text, receivedAt: clock })
  if (received.fault) throw received.fault
  return await place.as(theSystem, clock, async (work) => {
    const { rows } = await sql<{ outcome: string | null; state: string; ticket_id: string | null }>`select outcome, state, ticket_id from incoming where id = ${received.id}`.execute(work.db)
    const { rows: letters } = await sql<{ text: string }>`
      select l.text from letter l join contact c on c.owner_kind = l.owner_kind and c.owner_id = l.owner_id and c.channel = l.channel and c.slot = l.slot
      where l.queued_at = ${clock} and c.address_hash = ${addressHash(database.secrets, place.id, { channel: 'sms', address: from })} order by l.kind desc, l.id`.execute(work.db)
    const ticket = rows[0]!.ticket_id ? await findTicket(work, { id: rows[0]!.ticket_id }) : undefined
    return { outcome: rows[0]!.outcome, state: rows[0]!.state, sms: letters.map((letter) => letter.text), ...(ticket && { ticket }) }
  })
}

const ask = async (ticket: Ticket, question = 'Sejak kapan?') => {
  clock = later(clock, 1)
  return await rembang.act(ticket, 'tanya', { by: 'admin-portal.dinkominfo', at: clock, typed: { pertanyaan: question } })
}

/** Brings a ticket to the step in which the liaison of DPUTARU drafts the answer. */
async function toDraft(ticket: Ticket): Promise<Ticket> {
  clock = later(clock, 1)
  let at = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', at: clock, typed: { unit: 'dputaru', kategori: 'jalan' } })
  at = await rembang.act(at, 'laporkan', { by: 'pejabat-penghubung.dputaru', at: clock })
  at = await rembang.act(at, 'perintahkan', { by: 'kepala.dputaru', at: clock, typed: { instruksi: 'Tinjau.' } })
  return await rembang.act(at, 'selesai-telaah', { by: 'tim-opd.dputaru', at: clock, typed: { 'hasil-telaah': 'Lubang 3 meter.' } })
}

const report = 'Jalan Pemuda berlubang di depan pasar. Sudah dua orang jatuh.'

const toldOf = (id: string) => rembang.as({ kind: 'system' }, mondayMorning, (work) => toldEvents(work, id))

describe('a new report', () => {
  test('becomes a ticket of SMS Wadul Bupati on the first officer’s screen, and its sender gets the number', async () => {
    const { ticket, sms, outcome } = await send(report)
    expect(outcome).toBe('laporan baru')
    expect(ticket).toMatchObject({ sop: 'sms-wadul-bupati', channel: 'sms', title: 'Jalan Pemuda berlubang di depan pasar', submitted: { uraian: report }, openedAt: clock })
    expect(ticket!.reporterId).toBeUndefined()
    expect(sms).toEqual([expect.stringMatching(new RegExp(`^Laporan Anda kami terima dengan nomor ${ticket!.number}\\. Simpan nomor ini\\. Lacak: \\{situs\\}/t/\\d{9}/[0-9A-Z]{8}$`))])
    const inbox = await rembang.as(rembang.officer('admin-portal.dinkominfo'), clock, (work) => readInbox(work, { view: inboxViews[0], size: 50 }))
    expect(inbox.rows.map((row) => row.number)).toContain(ticket!.number)
  })

  test('that does not say where is asked, and the next text joins it', async () => {
    const first = await send('Jalan rusak parah')
    expect(first.sms).toHaveLength(2)
    expect(first.sms[1]).toBe(`Di mana kejadiannya? Sebutkan desa, jalan, atau patokan terdekat. Balas pesan ini; jawaban Anda kami gabung ke laporan ${first.ticket!.number}.`)
    const second = await send('desa Sulang dekat masjid')
    expect(second).toMatchObject({ outcome: 'keterangan ditambahkan', ticket: { id: first.ticket!.id } })
    expect(second.sms).toEqual([`Terima kasih. Keterangan Anda ditambahkan pada laporan ${first.ticket!.number}. Untuk laporan baru, awali pesan dengan LAPOR.`])
    const events = await toldOf(first.ticket!.id)
    expect(events.at(-1)).toMatchObject({ act: 'tambah-keterangan', body: { keterangan: 'desa Sulang dekat masjid' } })
    // It was told once: what comes next is something new.
    expect((await send('Lampu jalan mati di Lasem')).ticket!.id).not.toBe(first.ticket!.id)
  })

  test('after LAPOR is always a new one, also where we asked back', async () => {
    const first = await send('Jalan rusak')
    const second = await send('LAPOR banjir di desa Pasar Banggi')
    expect(second.ticket!.id).not.toBe(first.ticket!.id)
    expect(second.ticket!.submitted).toEqual({ judul: 'banjir di desa Pasar Banggi', uraian: 'banjir di desa Pasar Banggi', desa: '33.17.10.2010' })
  })

  test('a day later is a new one, and so is a text too long to be a place', async () => {
    const first = await send('Jalan rusak')
    expect((await send(`Lampu mati di Kragan ${'sangat gelap sekali '.repeat(9)}`)).ticket!.id).not.toBe(first.ticket!.id)
    const asked = await send('Sampah menumpuk')
    expect((await send('Di Lasem', { minutes: 25 * 60 })).ticket!.id).not.toBe(asked.ticket!.id)
  })

  test('of a registered citizen’s number is theirs: one list with what they sent on the web', async () => {
    const citizen = inventedCitizens('rembang', 1)[0]!
    const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 256, timeCost: 1 } })
    const { personId } = await access.registerCitizen('rembang', { name: citizen.name, nik: citizen.nik, phone: '0840 0000 077', password: 'kata sandi rekaan 77' }, clock)
    const web = await rembang.open('sms-wadul-bupati', { reporterId: personId, typed: { judul: 'Lewat web' } })
    const { ticket, sms } = await send(report, { from: '+628400000077' })
    expect(ticket!.reporterId).toBe(personId)
    expect(sms).toHaveLength(1)
    const own = await rembang.as({ kind: 'citizen', id: personId }, clock, (work) => ownTickets(work, { size: 10 }))
    expect(own.tickets.map((one) => one.id).sort()).toEqual([web.id, ticket!.id].sort())
    expect((await send(`CEK ${web.number}`, { from: '+628400000077' })).outcome).toBe('CEK')
    const { events } = await rembang.traces(ticket!.id)
    expect(events[0]!.actor).toMatchObject({ kind: 'citizen', id: personId })
  })

  test('is refused kindly where no SOP can be filled by a text', async () => {
    const { outcome, sms, ticket } = await send(report, { place: bengkalis })
    expect(ticket).toBeUndefined()
    expect(outcome).toBe('ditolak dengan penjelasan')
    expect(sms).toEqual(['Pemerintah Kabupaten Bengkalis belum menerima laporan lewat pesan ini. Silakan lapor di {situs}'])
  })

  test.each(['ok', 'p', 'test', 'Halo pak', 'lapor', '👍', ''])('“%s” opens nothing and is shown how', async (text) => {
    const { ticket, sms, outcome } = await send(text)
    expect({ ticket, outcome }).toEqual({ ticket: undefined, outcome: 'petunjuk dikirim' })
    expect(sms).toEqual(['Tulis apa yang terjadi dan di mana, lalu kirim ke nomor ini. Kabar laporan: CEK nomor. Mencabut: BATAL nomor. Menjawab petugas: JAWAB nomor isi.'])
  })

  test('thanks open nothing and are not answered', async () => {
    expect(await send('terima kasih banyak pak')).toEqual({ outcome: 'ucapan terima kasih', state: 'done', sms: [] })
  })
})

describe('a reporter', () => {
  test('answers an officer’s question by whatever they write next, even “ya”, and the clocks run again', async () => {
    let { ticket } = await send(report)
    ticket = await ask(ticket!, 'Apakah masih berlubang?')
    const { outcome, sms, ticket: after } = await send('ya')
    expect(outcome).toBe('pertanyaan dijawab')
    expect(after!.state.waiting).toBe(false)
    expect(sms).toEqual([`Terima kasih. Jawaban Anda untuk laporan ${ticket.number} sudah diteruskan. Untuk laporan baru, awali pesan dengan LAPOR.`])
    expect((await toldOf(ticket.id)).at(-1)).toMatchObject({ act: 'jawab-pertanyaan', body: { pertanyaan: 'Apakah masih berlubang?', balasan: 'ya' }, actor: { kind: 'guest', role: 'Masyarakat' } })
    // Asked again within ten minutes, the same word is an answer again.
    await ask(after!, 'Yakin?')
    expect((await send('ya')).outcome).toBe('pertanyaan dijawab')
  })

  test('with two questions open answers the one whose number they name', async () => {
    const one = await ask((await send(report)).ticket!)
    const two = await ask((await send('LAPOR lampu mati di Kragan')).ticket!)
    expect((await send(`JAWAB ${one.number} sejak Senin`)).ticket!.id).toBe(one.id)
    expect((await send('sejak Selasa')).ticket!.id).toBe(two.id)
  })

  test('adds to an open ticket by its number', async () => {
    const { ticket } = await send(report)
    expect(await send(`${ticket!.number.replaceAll('-', ' ')} lubangnya makin besar`)).toMatchObject({ outcome: 'keterangan ditambahkan', ticket: { id: ticket!.id } })
  })

  test('hears by CEK what is going on, in whose hands and until when', async () => {
    let { ticket } = await send(report)
    expect((await send(`CEKK ${ticket!.number}`)).sms).toEqual([
      `Laporan ${ticket!.number} (Jalan Pemuda berlubang di depan pasar): Aduan Anda dibaca Admin Portal untuk diteruskan ke OPD yang berwenang. Ditangani: Admin Portal Dinkominfo.`,
    ])
    ticket = await toDraft(ticket!)
    // The review ended on Monday: one working day for the answer.
    expect((await send(`cek no ${ticket.number.replaceAll('-', '')}`)).sms).toEqual([
      `Laporan ${ticket.number} (Jalan Pemuda berlubang di depan pasar): OPD sedang menyusun tanggapan atas aduan Anda. Ditangani: Pejabat Penghubung DPUTARU atau Tim OPD DPUTARU. Batas waktu: 6 Januari 2026.`,
    ])
    expect((await send('cek')).sms[0]).toContain(ticket.number)
  })

  test('takes a ticket back by BATAL, once, and by its number only', async () => {
    const { ticket } = await send(report)
    expect((await send('batal')).sms).toEqual([`Untuk mencabut laporan ${ticket!.number}, kirim: BATAL ${ticket!.number}`])
    const { ticket: after, sms } = await send(`btal ${ticket!.number} sudah ditambal warga`)
    expect(after!.state).toMatchObject({ open: false, result: 'dicabut' })
    expect(sms).toEqual([`Laporan ${ticket!.number} sudah dicabut. Terima kasih.`])
    expect((await toldOf(ticket!.id)).at(-1)).toMatchObject({ act: 'cabut', body: { alasan: 'sudah ditambal warga' } })
    expect((await send(`BATAL ${ticket!.number}`)).sms).toEqual([`Laporan ${ticket!.number}: Laporan ini sudah selesai.`])
  })

  test('learns nothing of a stranger’s ticket, and can do nothing to it', async () => {
    const { ticket } = await send(report)
    await ask(ticket!)
    const stranger = '+6284099999999'
    const nobodys = Array.from({ length: 10 }, (_, n) => readTicketNumber(`10000000${n}`)).find((one) => one !== undefined)!
    const missing = await send(`CEK ${nobodys}`, { from: stranger })
    const sms: string[] = []
    for (const text of [`CEK ${ticket!.number}`, `BATAL ${ticket!.number}`, `JAWAB ${ticket!.number} bohong`, `${ticket!.number} bohong`]) {
      const said = await send(text, { from: stranger })
      expect(said).toMatchObject({ outcome: 'ditolak dengan penjelasan' })
      expect(said.ticket).toBeUndefined()
      sms.push(...said.sms)
    }
    const refusal = (number: string) => `Tidak ada laporan ${number} yang dikirim dari nomor ini. Demi kerahasiaan, laporan hanya dapat dibuka pengirimnya. Dengan nomor dan kodenya: {situs}/lacak`
    expect(new Set(sms)).toEqual(new Set([refusal(ticket!.number)]))
    // A number that exists and one that does not are answered alike.
    expect(missing.sms[0]!.replace(nobodys, ticket!.number)).toBe(refusal(ticket!.number))
    expect((await rembang.traces(ticket!.id)).row).toMatchObject({ open: true, question: 'Sejak kapan?' })
  })

  test('is told that a number was mistyped', async () => {
    const { ticket } = await send(report)
    const digits = ticket!.number.replaceAll('-', '')
    const wrong = `${digits.slice(0, 8)}${(Number(digits[8]) + 1) % 10}`
    expect((await send(`CEK ${wrong}`)).sms).toEqual([`“${wrong}” bukan nomor laporan. Nomornya sembilan angka, tertera di pesan tanda terima. Periksa lagi, lalu kirim CEK dan nomornya.`])
  })

  test('gets the answer by SMS, as it was released', async () => {
    let ticket = await toDraft((await send(report)).ticket!)
    const step = async (act: string, by: string, typed = {}) => {
      clock = later(clock, 1)
      ticket = await rembang.act(ticket, act, { by, at: clock, typed })
    }
    await step('laporkan', 'pejabat-penghubung.dputaru', { jawaban: 'Lubang ditambal 12 Januari.' })
    await step('setujui', 'kepala.dputaru')
    await step('serahkan', 'pejabat-penghubung.dputaru', { 'tindak-lanjut': 'Selesai.' })
    await step('kirim', 'admin-portal.dinkominfo')
    const { rows } = await rembang.as(theSystem, clock, (work) => sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and kind = 'jawaban'`.execute(work.db))
    expect(rows.map((row) => row.text)).toEqual([expect.stringMatching(new RegExp(`^Jawaban laporan ${ticket.number}: Lubang ditambal 12 Januari\\. \\{situs\\}/t/`))])
    expect((await send(`CEK ${ticket.number}`)).sms[0]).toContain('sudah dijawab. Lubang ditambal 12 Januari. {situs}/t/')
    expect((await send(`${ticket.number} masih rusak`)).sms).toEqual([`Laporan ${ticket.number}: Laporan ini sudah selesai. Untuk laporan baru, awali pesan dengan LAPOR.`])
  })
})

describe('a liaison officer', () => {
  let liaison = ''
  beforeEach(async () => {
    liaison = `+62841${String(1_000_000 + people)}`
    const officer = rembang.officer('pejabat-penghubung.dputaru')
    await rembang.as(theSystem, clock, (work) => saveContact(work, { kind: 'officer', id: officer.id }, { channel: 'sms', address: liaison }))
  })

  test('drafts the answer by SMS from their registered number, by the act of the SOP', async () => {
    const ticket = await toDraft((await send(report)).ticket!)
    const { outcome, sms, ticket: after } = await send(`JAWAB#${ticket.number}#Lubang ditambal 12 Januari.`, { from: liaison })
    expect(outcome).toBe('konsep jawaban petugas')
    expect(after!.state).toMatchObject({ step: 'persetujuan', drafted: true })
    expect(sms).toContain(`Konsep jawaban tiket ${ticket.number} disimpan. Giliran berikutnya: Ka. OPD DPUTARU.`)
    const traces = await rembang.traces(ticket.id)
    expect(traces.answers).toEqual([{ no: 1, text: 'Lubang ditambal 12 Januari.', released: false }])
    expect(traces.events.at(-1)).toMatchObject({ act: 'laporkan', actor: { kind: 'officer', post: 'pejabat-penghubung', unit: 'dputaru' } })
  })

  test('is told why not when it is not their turn', async () => {
    const { ticket } = await send(report)
    await rembang.act(ticket!, 'teruskan', { by: 'admin-portal.dinkominfo', at: clock, typed: { unit: 'dputaru', kategori: 'jalan' } })
    expect((await send(`JAWAB ${ticket!.number} selesai`, { from: liaison })).sms.at(-1)).toBe(
      `Jawaban Anda belum disimpan. Tiket ${ticket!.number} sedang pada langkah "Menerima aduan dari Admin Portal dan melaporkan kepada Kepala OPD", giliran Pejabat Penghubung DPUTARU. JAWAB dipakai saat giliran Anda menyusun tanggapan.`,
    )
    expect((await rembang.traces(ticket!.id)).answers).toEqual([])
  })

  test('of another unit does not even learn that the ticket is there', async () => {
    const { ticket } = await send(report)
    await rembang.act(ticket!, 'teruskan', { by: 'admin-portal.dinkominfo', at: clock, typed: { unit: 'dinkes', kategori: 'kesehatan' } })
    expect((await send(`JAWAB ${ticket!.number} selesai`, { from: liaison })).sms.at(-1)).toBe(`Tiket ${ticket!.number} tidak ada, atau bukan untuk unit Anda.`)
  })

  test('whose letter of assignment has ended drafts nothing', async () => {
    const ticket = await toDraft((await send(report)).ticket!)
    const { id } = rembang.officer('pejabat-penghubung.dputaru')
    await database.owner.db.executeQuery(sql`update assignment set valid_until = '2025-12-31' where officer_id = ${id}`.compile(database.owner.db))
    const { sms } = await send(`JAWAB ${ticket.number} selesai`, { from: liaison })
    await database.owner.db.executeQuery(sql`update assignment set valid_until = null where officer_id = ${id}`.compile(database.owner.db))
    // They acted on it before, so they may know of it, but not act again.
    expect(sms.at(-1)).toMatch(/^Jawaban Anda belum disimpan\./)
    expect((await rembang.traces(ticket.id)).answers).toEqual([])
  })

  test('is a citizen too: their own complaint is a complaint', async () => {
    expect((await send('Lampu jalan mati di Kragan', { from: liaison })).outcome).toBe('laporan baru')
  })
})

describe('what comes in too much', () => {
  const admin = () => rembang.officer('admin-portal.dinkominfo', true)

  test('the same message delivered twice by the gateway is one', async () => {
    const first = await send(report, { id: 'gerbang-1' })
    const again = await receiveIncoming(database, { tenant: 'rembang', now: clock }, { channel: 'sms', providerId: 'gerbang-1', from: phone, text: report })
    expect(again.fresh).toBe(false)
    const { rows } = await rembang.as(theSystem, clock, (work) => sql<{ n: number }>`select count(*)::int as n from incoming where provider_id = 'gerbang-1'`.execute(work.db))
    expect([rows[0]!.n, first.sms.length]).toEqual([1, 1])
  })

  test('the same text again within ten minutes is held, listed, and released by an administrator', async () => {
    const first = await send(report)
    const again = await send(report.toUpperCase().replaceAll(' ', '  '))
    expect(again).toMatchObject({ state: 'held', outcome: 'teks yang sama lagi dalam 10 menit; pengirim diberi tahu' })
    expect(again.sms).toHaveLength(1)
    expect((await send(report)).sms).toEqual([])
    const { held } = await rembang.as(admin(), clock, (work) => listHeld(work))
    expect(held.slice(0, 2).map(({ reason, text, from }) => ({ reason, text, from }))).toEqual([
      { reason: 'teks yang sama lagi dalam 10 menit', text: report, from: `${phone.slice(0, 6)}${'•'.repeat(phone.length - 9)}${phone.slice(-3)}` },
      { reason: 'teks yang sama lagi dalam 10 menit', text: report.toUpperCase().replaceAll(' ', '  '), from: expect.any(String) },
    ])
    const released = await rembang.as(admin(), later(clock, 1), (work) => releaseHeld(work, held[0]!.id))
    expect(released).toMatchObject({ text: 'laporan baru' })
    expect(released.ticketId).not.toBe(first.ticket!.id)
    expect((await refusalOf(rembang.as(admin(), clock, (work) => releaseHeld(work, held[0]!.id)))).code).toBe('not-found')
    expect((await refusalOf(rembang.as(rembang.officer('kepala.dputaru'), clock, (work) => listHeld(work)))).code).toBe('not-allowed')
    // After ten minutes it may be meant.
    expect((await send(report, { minutes: 11 })).state).toBe('done')
  })

  test('the eleventh message in ten minutes is held with one notice an hour; none is lost', async () => {
    const states: string[] = []
    let notices = 0
    for (let n = 1; n <= 25; n++) {
      const { state, sms } = await send(`Lubang nomor ${n} di jalan Pemuda`, { minutes: 0.1 })
      states.push(state)
      if (state === 'held') notices += sms.length
    }
    expect(states).toEqual([...Array(10).fill('done'), ...Array(15).fill('held')])
    expect(notices).toBe(1)
    expect((await send('Lubang lagi di jalan Pemuda', { minutes: 11 })).state).toBe('done')
  })

  test('of many at once from one sender ten pass and the rest is held, whatever handles them', async () => {
    const at = later(clock, 1)
    await Promise.all(Array.from({ length: 16 }, (_, n) => receiveIncoming(database, { tenant: 'rembang', now: at }, { channel: 'sms', providerId: `${phone}/${n}`, from: phone, text: `Pohon tumbang ${n} di Lasem` })))
    const { rows } = await rembang.as(theSystem, at, (work) => sql<{ state: string; n: number }>`
      select state, count(*)::int as n from incoming where provider_id like ${`${phone}/%`} group by state order by state`.execute(work.db))
    expect(rows).toEqual([{ state: 'done', n: 10 }, { state: 'held', n: 6 }])
  })

  test('an advertisement from a short code is held and not answered', async () => {
    for (const from of ['PROMO', '3636', '']) expect(await send('Pulsa murah di sini', { from })).toMatchObject({ state: 'held', sms: [], outcome: 'pengirimnya bukan nomor yang dapat dibalas' })
    const { held } = await rembang.as(admin(), clock, (work) => listHeld(work))
    expect((await rembang.as(admin(), clock, (work) => releaseHeld(work, held.find((one) => one.text.startsWith('Pulsa'))!.id))).text).toMatch(/^laporan baru/)
  })

  test('a held message is set aside with a reason, stays listed as such, and can still be released', async () => {
    await send('Diskon besar hari ini', { from: '5454' })
    const lists = async () => await rembang.as(admin(), clock, async (work) => ({ held: (await listHeld(work)).held, dismissed: (await listHeld(work, { dismissed: true })).held, counts: await countHeld(work) }))
    const before = await lists()
    const id = before.held.find((one) => one.text.startsWith('Diskon'))!.id
    const dismiss = (reason: string, actor = admin()) => rembang.as(actor, clock, (work) => dismissHeld(work, { id, reason }))
    expect((await refusalOf(dismiss('  '))).faults).toEqual([{ field: 'alasan', text: 'Alasan: tulis mengapa pesan ini diabaikan.' }])
    expect((await refusalOf(dismiss('x'.repeat(501)))).faults[0]?.field).toBe('alasan')
    expect((await refusalOf(dismiss('Iklan.', rembang.officer('kepala.dputaru')))).code).toBe('not-allowed')
    await dismiss(' Iklan. ')
    expect((await refusalOf(dismiss('Iklan.'))).code).toBe('not-found')
    const after = await lists()
    expect(after.held.map((one) => one.id)).not.toContain(id)
    expect(after.dismissed.find((one) => one.id === id)).toMatchObject({
      text: 'Diskon besar hari ini', reason: 'pengirimnya bukan nomor yang dapat dibalas', dismissed: { at: clock, reason: 'Iklan.', by: expect.stringMatching(/\S/) },
    })
    expect(after.counts).toEqual({ held: before.counts.held - 1, dismissed: before.counts.dismissed + 1 })
    expect((await rembang.as(admin(), clock, (work) => releaseHeld(work, id))).text).toMatch(/^laporan baru/)
    expect((await lists()).counts.dismissed).toBe(before.counts.dismissed)
  })

  test('held messages are listed in pages, the newest first, each once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await rembang.as(admin(), clock, (work) => listHeld(work, { size: 4, ...(after && { after }) }))
      seen.push(...page.held.map((one) => one.id))
      after = page.next
    } while (after)
    const { counts, all } = await rembang.as(admin(), clock, async (work) => ({ counts: await countHeld(work), all: (await listHeld(work, { size: 1000 })).held }))
    expect(seen).toEqual(all.map((one) => one.id))
    expect(seen).toHaveLength(counts.held)
    expect(counts.held).toBeGreaterThan(8)
    expect(all.map((one) => one.receivedAt.getTime())).toEqual(all.map((one) => one.receivedAt.getTime()).sort((a, b) => b - a))
  })

  test('an officer’s number may send many', async () => {
    const officer = rembang.officer('pejabat-penghubung.dinkes')
    await rembang.as(theSystem, clock, (work) => saveContact(work, { kind: 'officer', id: officer.id }, { channel: 'sms', address: phone }))
    for (let n = 1; n <= 12; n++) expect((await send(`CEK 10000000${n}`, { minutes: 0.1 })).state).toBe('done')
  })
})

describe('a fault in the middle', () => {
  test('what was kept and not handled is handled later', async () => {
    const at = later(clock, 1)
    const { id } = await rembang.as(theSystem, at, (work) => keepIncoming(work, { channel: 'sms', providerId: randomUUID(), from: phone, text: report }))
    expect(await handleWaiting(database, { tenant: 'rembang', now: at })).toEqual([])
    const { rows } = await rembang.as(theSystem, at, (work) => sql<{ state: string; outcome: string }>`select state, outcome from incoming where id = ${id}`.execute(work.db))
    expect(rows).toEqual([{ state: 'done', outcome: 'laporan baru' }])
    expect(await rembang.as(theSystem, at, (work) => handleIncoming(work, id))).toBeUndefined()
  })

  test('what cannot be handled is tried five times and then held, and leaves nothing behind', async () => {
    const at = later(clock, 1)
    await sql.raw("create function refuse_letters() returns trigger language plpgsql as $$ begin raise exception 'galat rekaan'; end $$; create trigger fault before insert on letter for each row execute function refuse_letters()").execute(database.owner.db)
    const { id, fault } = await receiveIncoming(database, { tenant: 'rembang', now: at }, { channel: 'sms', providerId: randomUUID(), from: phone, text: report })
    const seen = async () => (await rembang.as(theSystem, at, (work) => sql<{ state: string; outcome: string }>`select state, outcome from incoming where id = ${id}`.execute(work.db))).rows[0]
    expect(String(fault)).toContain('galat rekaan')
    expect(await seen()).toEqual({ state: 'new', outcome: 'gagal 1 kali diolah karena galat' })
    for (let n = 0; n < 4; n++) expect(await handleWaiting(database, { tenant: 'rembang', now: at })).toHaveLength(1)
    await sql`drop trigger fault on letter`.execute(database.owner.db)
    expect(await seen()).toEqual({ state: 'held', outcome: 'gagal 5 kali diolah karena galat' })
    const tickets = async () => (await rembang.as(theSystem, at, (work) => recogniseSender(work, 'sms', phone))).tickets.length
    expect(await tickets()).toBe(0)
    expect(await rembang.as(rembang.officer('admin-portal.dinkominfo', true), at, (work) => releaseHeld(work, id))).toMatchObject({ text: 'laporan baru' })
    expect(await tickets()).toBe(1)
  })
})

test('a ticket that was withdrawn on the web is not joined to by SMS', async () => {
  const { ticket } = await send('Jalan rusak')
  await rembang.as({ kind: 'guest' }, clock, (work) => withdrawTicket(work, { ticketId: ticket!.id, text: '', holdsCode: true }))
  expect((await send('di Lasem')).ticket!.id).not.toBe(ticket!.id)
})
