import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyProcessCaches } from '../../kernel/process-cache.ts'
import { databaseForThisTest } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { filesOf } from '../files/index.ts'
import { handmadePdf, phonePhoto } from '../files/fixture-files.ts'
import { saveContact } from '../messages/index.ts'
import { findTicket, type Ticket, toldEvents } from '../tickets/index.ts'
import { later, loadFixtureTenant, mondayMorning, tenantFolders } from '../tickets/fixture-tenant.ts'
import { writeBounce, writeMail } from './fixture-mail.ts'
import { handleWaiting, keepMail, mailLimits } from './index.ts'
import { releaseHeld } from './handle-incoming.ts'

interface Incoming {
  id: string
  state: string
  outcome: string | null
  ticket_id: string | null
  text: string
  masked: string
}

interface Letter {
  id: string
  kind: string
  title: string
  text: string
  state: string
  last_error: string | null
}

const system = { kind: 'system' } as const

/** A copy of a tenant's folder for this test, its SOPs edited; what other tests remember of the same version is forgotten, and the other way round. */
function editedFolder(folder: string, edit: (text: string) => string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'tanggap-folder-')), basename(folder))
  onTestFinished(() => rmSync(dirname(copy), { recursive: true, force: true }))
  emptyProcessCaches()
  onTestFinished(emptyProcessCaches)
  cpSync(folder, copy, { recursive: true })
  for (const file of readdirSync(join(copy, 'sops'))) writeFileSync(join(copy, 'sops', file), edit(readFileSync(join(copy, 'sops', file), 'utf8')))
  return copy
}

/** An office that reads mail, in an own database. */
async function office(name = 'rembang', edit?: (text: string) => string) {
  const database = await databaseForThisTest()
  const folder = tenantFolders.find((one) => one.endsWith(name))!
  const place = await loadFixtureTenant(database, edit ? editedFolder(folder, edit) : folder)
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-mail-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  let uid = 0
  const read = <T>(task: (work: Work) => Promise<T>) => inWork(database, { tenant: name, actor: system, now: mondayMorning }, task)
  return {
    database, place, dataFolder, read,
    async keep(raw: Buffer, { at = mondayMorning, size = raw.length } = {}) {
      return await keepMail(database, { tenant: name, dataFolder, now: at, ownAddresses: ['aduan@rembang.example'] }, { raw, size, place: `1:${++uid}`, receivedAt: at })
    },
    /** Keeps and handles; the mail as it then stands. */
    async receive(raw: Buffer, at = mondayMorning): Promise<Incoming> {
      await this.keep(raw, { at })
      const faults = await handleWaiting(database, { tenant: name, now: at })
      if (faults.length > 0) throw faults[0]
      return (await this.incoming()).at(-1)!
    },
    incoming: async () => (await sql<Incoming>`select id, state, outcome, ticket_id, text, address_masked as masked from incoming where tenant_id = ${name} order by xmin::text::bigint, ctid`.execute(database.owner.db)).rows,
    letters: async () => (await sql<Letter>`select id, kind, title, text, state, last_error from letter where tenant_id = ${name} and channel = 'email' order by queued_at, id`.execute(database.owner.db)).rows,
    ticket: (id: string) => read((work) => findTicket(work, { id })) as Promise<Ticket>,
    acts: async (id: string) => (await read((work) => toldEvents(work, id))).map((event) => event.act),
    /** The ticket of a first mail, and the Message-ID of the letter about it. */
    async opened(text = 'Jalan berlubang di depan pasar Sulang.') {
      const { ticket_id } = await this.receive(writeMail({ text }))
      const letter = (await this.letters()).at(-1)!
      return { ticket: await this.ticket(ticket_id!), letterId: `<${letter.id}.${name}@rembang.example>` }
    },
  }
}

type Office = Awaited<ReturnType<typeof office>>

async function ask(here: Office, ticket: Ticket): Promise<string> {
  await here.place.act(ticket, 'tanya', { by: 'admin-portal.dinkominfo', typed: { pertanyaan: 'Di mana tepatnya?' } })
  const { rows } = await sql<{ id: string }>`select id from letter where subject_id = ${ticket.id} and kind = 'pertanyaan' order by queued_at desc limit 1`.execute(here.database.owner.db)
  return `<${rows[0]!.id}.rembang@rembang.example>`
}

describe('a new mail', () => {
  test('becomes a ticket; its sender gets the number at that address', async () => {
    const here = await office()
    const mail = await here.receive(writeMail({ subject: 'Fwd: Jalan Sulang rusak', text: 'Jalan berlubang di depan pasar Sulang.\n\n-- \nSiti Rekaan' }))
    expect(mail).toMatchObject({ state: 'done', masked: 's•••@surel.example' })
    const ticket = await here.ticket(mail.ticket_id!)
    expect(mail.outcome).toBe(`menjadi tiket ${ticket.number}`)
    expect(ticket).toMatchObject({ channel: 'email', sop: 'sms-wadul-bupati', title: 'Jalan Sulang rusak', openedAt: mondayMorning })
    expect(ticket.submitted).toEqual({ judul: 'Jalan Sulang rusak', uraian: 'Jalan berlubang di depan pasar Sulang.' })
    const letters = await here.letters()
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({ kind: 'diterima', title: `Laporan ${ticket.number} diterima`, state: 'queued' })
  })

  test('brings its photo along, without the place where it was taken', async () => {
    const here = await office()
    const photo = await phonePhoto(800, 600)
    expect((await sharp(photo).metadata()).exif?.includes('Ponsel Contoh')).toBe(true)
    const mail = await here.receive(writeMail({ attachments: [{ name: 'IMG_0001.jpg', type: 'image/jpeg', bytes: photo }] }))
    const files = await here.read((work) => filesOf(work, mail.ticket_id!))
    expect(files).toMatchObject([{ name: 'IMG_0001.jpg', kind: 'jpeg', field: 'lampiran' }])
    expect((await here.ticket(mail.ticket_id!)).submitted.lampiran).toEqual([files[0]!.id])
    const kept = await sharp(join(here.dataFolder, 'files', 'rembang', files[0]!.sha256.slice(0, 2), files[0]!.sha256.slice(2, 4), files[0]!.sha256)).metadata()
    expect(kept.exif).toBeUndefined()
  })

  test('in HTML, without a subject, without a word', async () => {
    const here = await office()
    const html = await here.receive(writeMail({ subject: '', html: '<div>Lampu jalan <b>mati</b> di Pamotan.</div><div>Sudah seminggu.</div>' }))
    expect((await here.ticket(html.ticket_id!)).submitted).toEqual({ judul: 'Lampu jalan mati di Pamotan.', uraian: 'Lampu jalan mati di Pamotan.\nSudah seminggu.' })
    const subject = await here.receive(writeMail({ subject: 'Lampu mati di Pamotan', text: ' \n' }), later(mondayMorning, 20))
    expect((await here.ticket(subject.ticket_id!)).submitted).toEqual({ judul: 'Lampu mati di Pamotan', uraian: 'Lampu mati di Pamotan' })
    const nothing = await here.receive(writeMail({ subject: '', text: '' }), later(mondayMorning, 40))
    expect(nothing).toMatchObject({ state: 'done', ticket_id: null })
    expect(nothing.outcome).toContain('ditolak: Surat Anda kosong')
    expect((await here.letters()).at(-1)).toMatchObject({ kind: 'balasan', text: expect.stringContaining('Tulislah apa yang terjadi dan di mana') })
  })

  test('with NUL bytes, half an emoji and another character set is kept readable', async () => {
    const here = await office()
    const raw = Buffer.concat([Buffer.from('From: siti@surel.example\r\nSubject: =?iso-8859-1?Q?Caf=E9_ditutup?=\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nWarung \x00 “Caf'), Buffer.from([0xe9]), Buffer.from('” tutup\r\n')])
    const ticket = await here.ticket((await here.receive(raw)).ticket_id!)
    expect(ticket.title).toBe('Café ditutup')
    expect(ticket.submitted.uraian).toContain('Café')
  })

  test('longer than the form allows is shortened, and says where the rest is', async () => {
    const here = await office()
    const ticket = await here.ticket((await here.receive(writeMail({ subject: 'J'.repeat(400), text: 'panjang '.repeat(3000) }))).ticket_id!)
    expect(String(ticket.submitted.judul)).toHaveLength(120)
    expect(String(ticket.submitted.uraian)).toHaveLength(8000)
    expect(ticket.submitted.uraian).toMatch(/\[Terpotong: surat ini lebih panjang\. Selengkapnya ada di kotak surel\.\]$/)
  })

  test('the same mail fetched twice is one ticket with one photo', async () => {
    const here = await office()
    const raw = writeMail({ attachments: [{ name: 'foto.jpg', type: 'image/jpeg', bytes: await phonePhoto(400, 300) }] })
    expect([await here.keep(raw), await here.keep(raw)]).toEqual(['kept', 'known'])
    await handleWaiting(here.database, { tenant: 'rembang', now: mondayMorning })
    expect([await here.keep(raw), (await handleWaiting(here.database, { tenant: 'rembang', now: mondayMorning })).length]).toEqual(['known', 0])
    const { rows } = await sql<{ tickets: number; files: number }>`select (select count(*)::int from ticket) as tickets, (select count(*)::int from upload) as files`.execute(here.database.owner.db)
    expect(rows).toEqual([{ tickets: 1, files: 1 }])
  })

  test('another mail under the same Message-ID is not lost behind it', async () => {
    const here = await office()
    expect(await here.keep(writeMail({ messageId: '<1@surel.example>' }))).toBe('kept')
    expect(await here.keep(writeMail({ messageId: '<1@surel.example>', from: 'lain@surel.example', text: 'Sampah menumpuk di Lasem.' }))).toBe('kept')
    await handleWaiting(here.database, { tenant: 'rembang', now: mondayMorning })
    expect((await here.incoming()).map((one) => one.state)).toEqual(['done', 'done'])
  })

  test('where every service wants an account, gets the address of the site', async () => {
    const here = await office('bengkalis')
    const mail = await here.receive(writeMail())
    expect(mail).toMatchObject({ state: 'done', outcome: 'tidak ada layanan yang menerima laporan lewat surel', ticket_id: null })
    expect((await here.letters()).at(-1)).toMatchObject({ kind: 'balasan', title: 'Pemerintah Kabupaten Bengkalis', text: expect.stringContaining('Sampaikanlah di {situs}') })
  })
})

describe('a reply', () => {
  test('answers the open question of its ticket, without the quoted letter', async () => {
    const here = await office()
    const { ticket } = await here.opened()
    const letterId = await ask(here, ticket)
    const text = `Di depan pasar.\n\nPada Sen, 5 Jan 2026 pukul 10.00 Wadul Bupati <aduan@rembang.example> menulis:\n> Laporan ${ticket.number}: Di mana tepatnya?\n`
    const mail = await here.receive(writeMail({ subject: `Re: Pertanyaan tentang laporan ${ticket.number}`, text, headers: { 'In-Reply-To': letterId } }), later(mondayMorning, 90))
    expect(mail).toMatchObject({ state: 'done', outcome: `menjawab pertanyaan tiket ${ticket.number}`, ticket_id: ticket.id })
    const event = (await here.read((work) => toldEvents(work, ticket.id))).at(-1)!
    expect(event).toMatchObject({ act: 'jawab-pertanyaan', actor: { kind: 'guest', role: 'Masyarakat' }, body: { pertanyaan: 'Di mana tepatnya?', balasan: 'Di depan pasar.' } })
    expect((await here.ticket(ticket.id)).state.waiting).toBe(false)
  })

  test('without a question adds to its ticket, with its photo, which is not published', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    const photo = { name: 'lubang.jpg', type: 'image/jpeg', bytes: await phonePhoto(400, 300) }
    const mail = await here.receive(writeMail({ subject: 'Re: Laporan diterima', text: 'Makin dalam.', headers: { References: `<lain@surel.example> ${letterId}` }, attachments: [photo] }), later(mondayMorning, 30))
    expect(mail.outcome).toBe(`menambah keterangan tiket ${ticket.number}`)
    expect((await here.read((work) => toldEvents(work, ticket.id))).at(-1)).toMatchObject({ act: 'tambah-keterangan', body: { keterangan: 'Makin dalam.' } })
    expect(await here.read((work) => filesOf(work, ticket.id))).toMatchObject([{ name: 'lubang.jpg', field: 'keterangan' }])
  })

  test('of a photo alone says so', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    await here.receive(writeMail({ text: '', headers: { 'In-Reply-To': letterId }, attachments: [{ name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(400, 300) }] }), later(mondayMorning, 30))
    expect((await here.read((work) => toldEvents(work, ticket.id))).at(-1)!.body).toMatchObject({ keterangan: 'Pelapor mengirim 1 lampiran.' })
  })

  test('finds its ticket by a plus address, by the thread, and by the number in its subject', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    const plus = `aduan+${letterId.slice(1, 37).replaceAll('-', '')}@rembang.example`
    const clues = [{ to: plus }, { headers: { References: `<${ticket.number.replaceAll('-', '')}.rembang@rembang.example>` } }, { subject: `Tambahan untuk ${ticket.number.replaceAll('-', ' ')}` }]
    for (const [n, clue] of clues.entries()) {
      expect((await here.receive(writeMail({ ...clue, text: `Keterangan ke-${n + 1}.` }), later(mondayMorning, 20 * (n + 1)))).ticket_id).toBe(ticket.id)
    }
    expect((await here.acts(ticket.id)).filter((act) => act === 'tambah-keterangan')).toHaveLength(3)
  })

  test('from another address becomes a ticket of its own that names the number', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    const before = await here.acts(ticket.id)
    const mail = await here.receive(writeMail({ from: 'orang-lain@surel.example', text: 'Saya juga.', headers: { 'In-Reply-To': letterId } }), later(mondayMorning, 30))
    expect(mail.ticket_id).not.toBe(ticket.id)
    expect((await here.ticket(mail.ticket_id!)).submitted.uraian).toBe(`Saya juga.\n\n[Surat ini menyebut laporan ${ticket.number}.]`)
    expect(await here.acts(ticket.id)).toEqual(before)
  })

  test('from the address of the reporter’s account continues a ticket of the web', async () => {
    const here = await office()
    const reporterId = randomUUID()
    const ticket = await here.place.open('sms-wadul-bupati', { reporterId })
    await here.read((work) => saveContact(work, { kind: 'person', id: reporterId }, { channel: 'email', address: 'siti@surel.example' }))
    const mail = await here.receive(writeMail({ subject: ticket.number, text: 'Tambahan dari saya.' }))
    expect(mail.outcome).toBe(`menambah keterangan tiket ${ticket.number}`)
  })

  test('to a ticket that is closed begins one that says which it goes on from', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    await here.place.act(ticket, 'tolak', { by: 'admin-portal.dinkominfo', typed: { alasan: 'Bukan wewenang kami.' } })
    const mail = await here.receive(writeMail({ text: 'Lubangnya masih ada.', headers: { 'In-Reply-To': letterId } }), later(mondayMorning, 90))
    expect((await here.ticket(mail.ticket_id!)).submitted.uraian).toBe(`Lubangnya masih ada.\n\n[Lanjutan laporan ${ticket.number}, yang sudah selesai.]`)
  })

  test('with nothing new in it is answered, and changes nothing', async () => {
    const here = await office()
    const { ticket, letterId } = await here.opened()
    const mail = await here.receive(writeMail({ text: '> Laporan Anda kami terima\n> dengan nomor\n', headers: { 'In-Reply-To': letterId } }), later(mondayMorning, 30))
    expect(mail).toMatchObject({ outcome: 'balasan tanpa tulisan baru', ticket_id: null })
    expect((await here.letters()).at(-1)!.text).toContain(`laporan ${ticket.number} tidak berisi tulisan baru`)
  })

  test('of another tenant’s letter, or with an invented id, is a new mail', async () => {
    const here = await office()
    for (const [n, id] of ['<01956789-0000-7000-8000-0000000000aa.bengkalis@bengkalis.example>', '<01956789-0000-7000-8000-0000000000aa.rembang@rembang.example>', "<x' or 1=1 --.rembang@x>"].entries()) {
      expect((await here.receive(writeMail({ text: `Kabar ${n}.`, headers: { 'In-Reply-To': id } }), later(mondayMorning, 20 * n))).outcome).toMatch(/^menjadi tiket/)
    }
  })

  test('of an officer to a letter about their task is sent to the application', async () => {
    const here = await office()
    const officer = here.place.officer('admin-portal.dinkominfo')
    await here.read((work) => saveContact(work, { kind: 'officer', id: officer.id }, { channel: 'email', address: 'petugas@rembang.example' }))
    const { ticket } = await here.opened()
    const { rows } = await sql<{ id: string }>`select id from letter where owner_kind = 'officer' and subject_id = ${ticket.id}`.execute(here.database.owner.db)
    const mail = await here.receive(writeMail({ from: 'petugas@rembang.example', text: 'Sudah diperbaiki.', headers: { 'In-Reply-To': `<${rows[0]!.id}.rembang@rembang.example>` } }), later(mondayMorning, 30))
    expect(mail).toMatchObject({ state: 'done', outcome: 'balasan petugas atas surat tugas: ditolak', ticket_id: null })
    expect((await here.letters()).at(-1)!.text).toContain(`{situs}/kotak-masuk/${ticket.number}`)
  })
})

describe('what no person wrote', () => {
  test.each([
    ['an absence note', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'surat otomatis (Auto-Submitted: auto-replied)'],
    ['a newsletter', { headers: { Precedence: 'bulk' } }, 'surat massal (Precedence: bulk)'],
    ['a mailing list', { headers: { 'List-Id': '<warga.milis.example>' } }, 'surat dari milis atau buletin'],
    ['a mail without a way back', { headers: { 'Return-Path': '<>' } }, 'surat tanpa alamat kembali'],
    ['a mail server', { from: 'MAILER-DAEMON@surel.example' }, 'surat dari alamat yang tidak dibaca orang'],
    ['a sender that nobody reads', { from: 'no-reply@toko.example' }, 'surat dari alamat yang tidak dibaca orang'],
    ['what the mail server thinks is spam', { headers: { 'X-Spam-Flag': 'YES' } }, 'ditandai sampah oleh peladen surel'],
    ['our own address', { from: 'Aduan <ADUAN@rembang.example>' }, 'surat dari alamat kami sendiri'],
    ['a sender that is none', { from: 'tanpa alamat' }, 'alamat pengirimnya tidak terbaca'],
  ])('%s is held with the reason and not answered', async (_name, draft, reason) => {
    const here = await office()
    expect(await here.receive(writeMail(draft))).toMatchObject({ state: 'held', outcome: reason, ticket_id: null })
    expect(await here.letters()).toEqual([])
  })

  test('but an administrator may let it through', async () => {
    const here = await office()
    const { id } = await here.receive(writeMail({ headers: { Precedence: 'bulk' }, attachments: [{ name: 'peta.pdf', type: 'application/pdf', bytes: Buffer.from('x') }] }))
    await inWork(here.database, { tenant: 'rembang', actor: here.place.officer('admin-portal.dinkominfo', true), now: mondayMorning }, (work) => releaseHeld(work, id))
    const mail = (await here.incoming())[0]!
    expect(mail).toMatchObject({ state: 'done', outcome: expect.stringMatching(/^menjadi tiket/) })
    expect((await here.ticket(mail.ticket_id!)).submitted.uraian).toContain('[Lampiran yang tidak tersimpan: peta.pdf.')
  })

  test('the report that a letter of ours came back marks it as dead; that it is late does not', async () => {
    const here = await office()
    const { letterId } = await here.opened()
    await sql`update letter set state = 'sent'`.execute(here.database.owner.db)
    await here.receive(writeBounce({ messageId: letterId, action: 'delayed', status: '4.4.1', diagnostic: '451 try later' }), later(mondayMorning, 10))
    expect((await here.letters())[0]!.state).toBe('sent')
    await here.receive(writeBounce({ messageId: letterId.replace('.rembang@', '.bengkalis@'), action: 'failed', status: '5.1.1', diagnostic: '550 x' }), later(mondayMorning, 15))
    expect((await here.letters())[0]!.state).toBe('sent')
    const bounce = await here.receive(writeBounce({ messageId: letterId, action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 <siti@surel.example> no such user' }), later(mondayMorning, 20))
    expect(bounce.state).toBe('held')
    expect(await here.letters()).toMatchObject([{ state: 'dead', last_error: 'surat kembali: 550 5.1.1 alamat ini no such user' }])
  })
})

describe('too much of it', () => {
  test('two hundred attachments: five are kept, the others are named, the sender is told', async () => {
    const here = await office()
    const bytes = await Promise.all(Array.from({ length: 8 }, (_, n) => sharp({ create: { width: 20 + n, height: 20, channels: 3, background: '#123' } }).png().toBuffer()))
    const attachments = Array.from({ length: 200 }, (_, n) => ({ name: `foto-${n}.png`, type: 'image/png', bytes: bytes[n % 8]! }))
    const mail = await here.receive(writeMail({ attachments }))
    expect(await here.read((work) => filesOf(work, mail.ticket_id!))).toHaveLength(5)
    expect((await here.ticket(mail.ticket_id!)).submitted.uraian).toContain('[Lampiran yang tidak tersimpan: foto-5.png, foto-6.png, foto-7.png, foto-8.png, foto-9.png, dan 190 lainnya.')
    expect((await here.letters()).map((letter) => letter.kind).sort()).toEqual(['balasan', 'diterima'])
  })

  test('a program and a picture that is none are not kept; the mail is', async () => {
    const here = await office()
    const mail = await here.receive(writeMail({ attachments: [{ name: 'virus.exe', type: 'application/x-msdownload', bytes: Buffer.from('MZ\x90') }, { name: 'rusak.jpg', type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0, 1]) }] }))
    expect(await here.read((work) => filesOf(work, mail.ticket_id!))).toEqual([])
    expect((await here.ticket(mail.ticket_id!)).submitted.uraian).toContain('virus.exe, rusak.jpg')
  })

  test('what the form does not take is left out and told by name; the words and the rest become a ticket', async () => {
    const here = await office('rembang', (text) => text.replace('terima: [gambar, pdf], paling-banyak: 5', 'terima: [gambar], paling-banyak: 1'))
    const photo = await phonePhoto()
    const attachments = [
      { name: 'surat pengantar.pdf', type: 'application/pdf', bytes: handmadePdf() },
      { name: 'lubang.jpg', type: 'image/jpeg', bytes: photo }, { name: 'papan.jpg', type: 'image/jpeg', bytes: await sharp(photo).flop().jpeg().toBuffer() },
    ]
    const mail = await here.receive(writeMail({ text: 'Lubang di depan pasar Sulang.', attachments }))
    const ticket = await here.ticket(mail.ticket_id!)
    expect((await here.read((work) => filesOf(work, ticket.id))).map((file) => file.name)).toEqual(['lubang.jpg'])
    expect(ticket.submitted.uraian).toBe('Lubang di depan pasar Sulang.\n\n[Lampiran yang tidak tersimpan: surat pengantar.pdf, papan.jpg. Surat aslinya ada di kotak surel.]')
    const told = (await here.letters()).find((letter) => letter.kind === 'balasan')!
    expect(told.text).toContain(`laporan ${ticket.number} yang tidak dapat kami simpan: surat pengantar.pdf, papan.jpg. Tulisan Anda sudah kami terima. Yang diterima: foto (JPG, PNG, WebP), paling banyak 1 berkas`)
  })

  test('a mail that is too large is held unread, and its sender told', async () => {
    const here = await office()
    expect(await here.keep(writeMail({ subject: 'Video jalan' }).subarray(0, 300), { size: mailLimits.bytes + 1 })).toBe('held')
    expect((await here.incoming())[0]).toMatchObject({ state: 'held', outcome: 'terlalu besar: 40 MB', text: expect.stringContaining('Perihal: Video jalan') })
    expect((await here.letters())[0]!.text).toContain('Surat Anda (40 MB) terlalu besar')
  })

  test('a bomb of a thousand parts, or nested without end, is held and its sender told', async () => {
    const here = await office()
    const head = 'From: siti@surel.example\r\nSubject: bom\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    const wide = Buffer.from(`${head + '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(1000)}--b--\r\n`)
    const deep = Buffer.from(head.replace('bom', 'dalam') + Array.from({ length: 2000 }, (_, n) => `--${n === 0 ? 'b' : `b${n}`}\r\nContent-Type: multipart/mixed; boundary="b${n + 1}"\r\n\r\n`).join(''))
    expect([await here.keep(wide), await here.keep(deep)]).toEqual(['held', 'held'])
    for (const mail of await here.incoming()) expect(mail.outcome).toMatch(/^tidak dapat dibaca: /)
    expect((await here.letters()).map((letter) => letter.kind)).toEqual(['balasan', 'balasan'])
  })

  test('nonsense instead of a mail is held, never a fault', async () => {
    const here = await office()
    const noise = Buffer.from(Array.from({ length: 20_000 }, (_, n) => (n * 7919) % 256))
    for (const raw of [Buffer.alloc(0), Buffer.from('\r\n\r\n'), noise, Buffer.from(`From: siti@surel.example\r\nX: ${'a'.repeat(600_000)}\r\n\r\nisi`), Buffer.from('Content-Type: multipart/mixed\r\n\r\n--tanpa-batas')]) {
      expect(await here.keep(raw)).toBe('held')
    }
    expect((await here.incoming()).map((mail) => mail.state)).toEqual(['held', 'held', 'held', 'held', 'held'])
  })

  test('more than ten in ten minutes are held; the sender is told once', async () => {
    const here = await office()
    for (let n = 0; n < 13; n++) await here.keep(writeMail({ text: `Aduan ${n} tentang jalan.` }), { at: later(mondayMorning, n / 10) })
    expect(await handleWaiting(here.database, { tenant: 'rembang', now: later(mondayMorning, 2) })).toEqual([])
    const states = (await here.incoming()).map((mail) => mail.state)
    expect(states.filter((state) => state === 'done')).toHaveLength(10)
    expect(states.filter((state) => state === 'held')).toHaveLength(3)
    expect((await here.letters()).filter((letter) => letter.kind === 'balasan')).toHaveLength(1)
  })

  test('two machines do not write to each other for ever: three answers a day', async () => {
    const here = await office('bengkalis')
    for (let n = 0; n < 8; n++) await here.receive(writeMail({ text: `Jawaban mesin ${n}.` }), later(mondayMorning, 30 * n))
    expect(await here.letters()).toHaveLength(3)
  })
})
