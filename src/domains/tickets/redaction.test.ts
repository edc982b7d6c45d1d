import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type KyselyPlugin, sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, testSecrets, type TestDatabase } from '../../kernel/testing.ts'
import type { Work } from '../../kernel/work.ts'
import { insertPerson } from '../access/person-store.ts'
import { type Box, filesOf, keepUpload, type PublicFile, receiveUpload, sweepUploads } from '../files/index.ts'
import { coveredWords } from './cover-text.ts'
import { saveSender } from './desk-sender.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { previewStep } from './preview-step.ts'
import { findPublished, publishedTickets } from './published-tickets.ts'
import { coverForErasure, maskPublicTexts, masksOf, publicTexts } from './public-mask.ts'
import { publicFilesOf, redactPicture } from './redact-picture.ts'
import { reporterWords, stillRead } from './reporter-words.ts'
import { searchPublished } from './search-published.ts'
import { similarTickets } from './search-similar.ts'
import { searchTickets } from './search-tickets.ts'
import { keepSearch } from './search-vocabulary.ts'
import type { Ticket } from './ticket.ts'
import { officerTimeline, reporterTimeline } from './timeline.ts'
import { verifyTickets } from './verify-tickets.ts'

let database: TestDatabase
let place: FixtureTenant
let dataFolder: string
const admin = 'admin-diskominfotik.diskominfotik'
const skpd = 'admin-skpd.dpupr'
const at = later(mondayMorning, 120)
const everybody: Actor = { kind: 'guest' }
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('bengkalis'))!)
  dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-redaction-'))
})
afterAll(async () => {
  await database.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

const as = <T>(by: string | Actor, task: (work: Work) => Promise<T>, when = at) => place.as(typeof by === 'string' ? place.officer(by) : by, when, task)

/** Black and white squares of 8 pixels: whatever is covered is grey, whatever is not is seen at once. */
async function checkers(width = 640, height = 480): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * width + x] = ((x >> 3) + (y >> 3)) % 2 ? 255 : 0
  return await sharp(pixels, { raw: { width, height, channels: 1 } }).png().toBuffer()
}

async function upload(bytes: Buffer, formKey: string, name = 'Foto Umpama Bakau.png'): Promise<string> {
  const received = await receiveUpload(Readable.from([bytes]), { dataFolder, field: 'lampiran', name })
  return (await keepUpload(database, { tenant: 'bengkalis', actor: everybody, now: mondayMorning, formKey }, received)).id
}

interface Made {
  typed?: Record<string, string>
  pictures?: Buffer[]
  anonymous?: boolean
  secret?: boolean
  reporterId?: string
}

async function open({ typed = {}, pictures = [], ...order }: Made = {}): Promise<Ticket> {
  const formKey = randomUUID()
  const lampiran = []
  for (const picture of pictures) lampiran.push(await upload(picture, formKey))
  return await place.open('sipendekar', { formKey, ...order, typed: { judul: 'Warung menutup parit', uraian: 'Warung Umpama Bakau menutup parit di samping rumah Bu Contoh Rimbun.', ...typed, ...(lampiran.length > 0 && { lampiran }) } })
}

async function answered(made: Made = {}, jawaban = 'Parit dibuka kembali; Umpama Bakau sudah ditegur.'): Promise<Ticket> {
  const ticket = await place.act(await open(made), 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
  return await place.act(ticket, 'jawab', { by: skpd, typed: { jawaban } })
}

async function published(made: Made = {}): Promise<Ticket> {
  const ticket = await answered(made)
  return await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Parit dibuka kembali; Umpama Bakau sudah ditegur.' } })
}

const mask = (ticket: Ticket, text: string, order: { by?: string | Actor; seenNo?: number; formKey?: string } = {}) =>
  as(order.by ?? admin, (work) => maskPublicTexts(work, { number: ticket.number, text, seenNo: order.seenNo ?? 0, formKey: order.formKey ?? randomUUID() }))

const page = (ticket: Ticket) => as(everybody, (work) => findPublished(work, ticket.number))

describe('a picture', () => {
  const half: Box = { x: 0, y: 0, width: 50, height: 100 }
  const first = async (ticket: Ticket) => (await as(theSystem, (work) => filesOf(work, ticket.id)))[0]!
  const shown = async (ticket: Ticket): Promise<PublicFile | undefined> => (await as(everybody, (work) => publicFilesOf(work, ticket.id)))[0]
  const bytesOf = (sha256: string) => readFileSync(join(dataFolder, 'files', 'bengkalis', sha256.slice(0, 2), sha256.slice(2, 4), sha256))

  async function redact(ticket: Ticket, order: { boxes?: Box[]; hidden?: boolean; seenNo?: number; by?: string; formKey?: string; admin?: boolean } = {}): Promise<void> {
    const file = await first(ticket)
    await redactPicture(database, {
      tenant: 'bengkalis', actor: place.officer(order.by ?? admin, order.admin), now: at, dataFolder, number: ticket.number, uploadId: file.id, boxes: order.boxes ?? [half], hidden: order.hidden ?? false,
      seenNo: order.seenNo ?? 0, formKey: order.formKey ?? randomUUID(),
    })
  }

  /** How far the brightest and the darkest pixel of a part lie apart. */
  async function spread(bytes: Buffer, part: { left: number; top: number; width: number; height: number }): Promise<number> {
    const pixels = (await sharp(bytes).extract(part).greyscale().raw().toBuffer()).toSorted()
    return pixels.at(-1)! - pixels[0]!
  }
  const left = { left: 0, top: 0, width: 316, height: 480 }
  const right = { left: 324, top: 0, width: 316, height: 480 }

  test('has nothing left under its boxes, in the copy and in its preview, and is untouched beside them and in the original', async () => {
    const ticket = await published({ pictures: [await checkers()] })
    const original = await first(ticket)
    expect(await shown(ticket)).toMatchObject({ version: 0, sha256: original.sha256, name: 'lampiran-1.png' })
    await redact(ticket)
    const copy = (await shown(ticket))!
    expect(copy).toMatchObject({ id: original.id, version: 1, kind: 'png', name: 'lampiran-1.png' })
    expect(copy.sha256).not.toBe(original.sha256)
    expect(copy.previewSha256).not.toBe(original.previewSha256)
    expect(await spread(bytesOf(copy.sha256), left)).toBe(0)
    expect(await spread(bytesOf(copy.sha256), right)).toBe(255)
    expect(await spread(bytesOf(copy.previewSha256!), { left: 0, top: 0, width: 230, height: 360 })).toBeLessThan(12)
    expect(await spread(bytesOf(original.sha256), left)).toBe(255)
    expect((await first(ticket)).sha256).toBe(original.sha256)
    expect(readdirSync(join(dataFolder, 'incoming'))).toEqual([])
  })

  test.each(['jpeg', 'webp', 'png'] as const)('as %s, in colour or with transparency, at its very edge and of one pixel, keeps kind and size', async (kind) => {
    const coloured = sharp({ create: { width: 61, height: 47, channels: kind === 'jpeg' ? 3 : 4, background: kind === 'jpeg' ? '#c33' : { r: 200, g: 40, b: 40, alpha: 0.5 } } })
    const ticket = await published({ pictures: [await coloured[kind]().toBuffer()] })
    await redact(ticket, { boxes: [{ x: 99.9, y: 99.9, width: 0.1, height: 0.1 }, { x: 0, y: 0, width: 100, height: 100 }, { x: 10, y: 10, width: 1, height: 90 }] })
    const made = await sharp(bytesOf((await shown(ticket))!.sha256)).metadata()
    expect([made.format, made.width, made.height, made.exif]).toEqual([kind, 61, 47, undefined])
  })

  test('gives the same blocks for things that differ: what was covered cannot be won back from them', async () => {
    const [one, other] = await Promise.all([4, 8].map(async (size) => {
      const dots = Buffer.from(Array.from({ length: 128 * 128 }, (_, n) => ((Math.floor((n % 128) / size) + Math.floor(n / 128 / size)) % 2 ? 255 : 0)))
      const ticket = await published({ pictures: [await sharp(dots, { raw: { width: 128, height: 128, channels: 1 } }).png().toBuffer()] })
      await redact(ticket, { boxes: [{ x: 0, y: 0, width: 100, height: 100 }] })
      return { sent: (await first(ticket)).sha256, shown: (await shown(ticket))!.sha256 }
    }))
    expect(one!.sent).not.toBe(other!.sent)
    expect(one!.shown).toBe(other!.shown)
  })

  test('can be hidden, uncovered and covered again: each is a new version with who and when, and an event with digests', async () => {
    const ticket = await published({ pictures: [await checkers()] })
    const original = await first(ticket)
    await redact(ticket)
    const copy = (await shown(ticket))!
    await redact(ticket, { hidden: true, seenNo: 1 })
    expect(await shown(ticket)).toBeUndefined()
    await redact(ticket, { boxes: [], seenNo: 2 })
    expect(await shown(ticket)).toMatchObject({ version: 3, sha256: original.sha256 })
    await redact(ticket, { seenNo: 3 })
    expect(await shown(ticket)).toMatchObject({ version: 4, sha256: copy.sha256 })
    const events = (await place.traces(ticket.id)).events.filter((event) => event.act === 'gambar-disamarkan')
    expect(events.map((event) => event.body.samaran)).toEqual([1, 2, 3, 4])
    expect(events[0]).toMatchObject({
      actor: { kind: 'officer', id: place.officer(admin).id, post: 'admin-diskominfotik', unit: 'diskominfotik' },
      body: { lampiran: original.id, tampil: true, kotak: [[0, 0, 50, 100]], 'sidik-asli': original.sha256, 'sidik-salinan': copy.sha256, 'sidik-kecil': copy.previewSha256 },
    })
    expect(events[1]!.body).toMatchObject({ tampil: false })
    expect(events[2]!.body['sidik-salinan']).toBeUndefined()
    await place.sealAll()
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
  })

  test('sent twice is one version, unchanged is none, and of two officers at once the second is told', async () => {
    const ticket = await published({ pictures: [await checkers()] })
    const formKey = randomUUID()
    for (let n = 0; n < 2; n++) await redact(ticket, { formKey })
    await redact(ticket, { seenNo: 1 })
    expect(await shown(ticket)).toMatchObject({ version: 1 })
    expect((await refusalOf(redact(ticket, { boxes: [] }))).code).toBe('conflict')
    const outcomes = await Promise.allSettled([redact(ticket, { boxes: [], seenNo: 1 }), redact(ticket, { hidden: true, seenNo: 1 })])
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(readdirSync(join(dataFolder, 'incoming'))).toEqual([])
  })

  test('is covered by who releases or administers, and by nobody else; boxes outside of it are refused', async () => {
    const ticket = await published({ pictures: [await checkers()] })
    for (const by of [skpd, 'admin-skpd.dinkes']) expect((await refusalOf(redact(ticket, { by }))).code).toBe('not-found')
    await redact(ticket, { by: 'admin-skpd.dinkes', admin: true })
    const wrong: Box[] = [{ x: -1, y: 0, width: 5, height: 5 }, { x: 0, y: 0, width: 0, height: 5 }, { x: 0, y: 60, width: 5, height: 50 }, { x: Number.NaN, y: 0, width: 5, height: 5 }, { x: 0, y: 100, width: 5, height: 5 }]
    for (const box of wrong) expect((await refusalOf(redact(ticket, { boxes: [box], seenNo: 1 }))).faults.map((fault) => fault.text)).toEqual(['Ada kotak di luar gambar.'])
    expect((await refusalOf(redact(ticket, { boxes: Array.from({ length: 31 }, () => half), seenNo: 1 }))).faults[0]!.text).toBe('Ada 31 kotak, paling banyak 30.')
    const secret = await answered({ pictures: [await checkers()], secret: true })
    expect((await refusalOf(redact(secret))).code).toBe('not-found')
  })

  test('keeps its copy while sweeps take away what nobody names', async () => {
    const ticket = await published({ pictures: [await checkers(320, 240)] })
    await redact(ticket)
    const copy = (await shown(ticket))!
    // The same bytes once more, as a file that was never sent.
    const form = randomUUID()
    await upload(bytesOf(copy.sha256), form)
    await sql`update upload set sha256 = ${copy.sha256}, preview_sha256 = ${copy.previewSha256} where form_key = ${form}`.execute(database.owner.db)
    expect(await sweepUploads(database, { tenant: 'bengkalis', actor: theSystem, now: later(mondayMorning, 3, 'days'), dataFolder })).toBeGreaterThan(0)
    expect(bytesOf(copy.sha256).length).toBe(copy.bytes)
    expect(bytesOf(copy.previewSha256!).length).toBe(copy.previewBytes)
  })

  test('whose version was tampered with is named', async () => {
    const ticket = await published({ pictures: [await checkers(320, 240)] })
    await redact(ticket)
    await place.sealAll()
    const faults = async () => (await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults.filter((fault) => fault.number === ticket.number).map((fault) => fault.text)
    const row = sql`ticket_id = ${ticket.id}`
    await sql`update picture_redaction set hidden = true where ${row}`.execute(database.owner.db)
    expect(await faults()).toEqual(['samaran gambar diubah'])
    await sql`update picture_redaction set hidden = false, sha256 = ${'a'.repeat(64)} where ${row}`.execute(database.owner.db)
    expect(await faults()).toEqual(['samaran gambar diubah'])
    await sql`update picture_redaction set no = 2 where ${row}`.execute(database.owner.db)
    expect((await faults()).sort()).toEqual(['samaran gambar dihapus', 'samaran gambar tanpa peristiwa: disisipkan dari luar'])
    await sql`delete from picture_redaction where ${row}`.execute(database.owner.db)
    expect(await faults()).toEqual(['samaran gambar dihapus'])
  })
})

describe('passages', () => {
  test('are covered in title, story, place and answer of every public output, and nowhere else', async () => {
    const ticket = await published({ typed: { judul: 'Warung Umpama Bakau menutup parit', tempat: 'Samping rumah Contoh Rimbun' } })
    await mask(ticket, 'umpama bakau\n  Contoh   Rimbun \n\n')
    const hidden = /umpama|bakau|rimbun/i
    expect(await page(ticket)).toMatchObject({
      title: `Warung ${coveredWords} menutup parit`, story: `Warung ${coveredWords} menutup parit di samping rumah Bu ${coveredWords}.`, place: `Samping rumah ${coveredWords}`,
      answer: `Parit dibuka kembali; ${coveredWords} sudah ditegur.`,
    })
    const { tickets } = await as(everybody, (work) => publishedTickets(work, { size: 50 }))
    expect(JSON.stringify(tickets.find((one) => one.number === ticket.number))).not.toMatch(hidden)
    await as(theSystem, async (work) => { while ((await keepSearch(work)) > 0); })
    const search = (text: string, by: Actor = everybody) => as(by, (work) => searchPublished(work, { text, size: 40 }))
    for (const text of ['bakau', 'rimbun', 'warung umpama', 'bakauu']) {
      const found = await search(text)
      expect(JSON.stringify(found.hits.filter((hit) => hit.ticket.number === ticket.number && found.mode !== 'any')), text).toBe('[]')
      expect(JSON.stringify(found.hits.find((hit) => hit.ticket.number === ticket.number) ?? ''), text).not.toMatch(hidden)
    }
    const [hit] = (await search('warung parit')).hits.filter((one) => one.ticket.number === ticket.number)
    expect(JSON.stringify(hit)).not.toMatch(hidden)
    expect((await as(admin, (work) => searchTickets(work, { text: 'rimbun', size: 40 }))).hits.map((one) => one.number)).toContain(ticket.number)
    expect(JSON.stringify((await place.traces(ticket.id)).row)).toMatch(hidden)
  })

  test('tell nothing by likeness or by mended words: neither can they be guessed', async () => {
    const ticket = await published({ typed: { judul: 'Pagar Zulkapli Kuncoro', uraian: 'Pagar milik Zulkapli Kuncoro melewati bahu jalan.' } })
    await as(theSystem, async (work) => { while ((await keepSearch(work)) > 0); })
    const like = () => as(everybody, (work) => similarTickets(work, { text: 'Zulkapli Kuncoro', sop: 'sipendekar' }))
    const mended = async () => (await as(everybody, (work) => searchPublished(work, { text: 'zulkaplli', size: 5 }))).mended
    expect((await like()).map((one) => one.number)).toEqual([ticket.number])
    expect(await mended()).toEqual([{ typed: 'zulkaplli', meant: 'zulkapli' }])
    await mask(ticket, 'Zulkapli Kuncoro')
    expect(await like()).toEqual([])
    expect(await mended()).toEqual([])
    const [near] = await as(everybody, (work) => similarTickets(work, { text: 'Pagar melewati bahu jalan', sop: 'sipendekar' }))
    expect(near).toMatchObject({ number: ticket.number, title: `Pagar ${coveredWords}` })
  })

  test('are sealed: in no table, event or history stands what they are', async () => {
    const ticket = await published({ typed: { uraian: 'Rumah kuncirahasia di simpang.' } })
    await mask(ticket, 'kuncirahasia')
    const { events } = await place.traces(ticket.id)
    expect(events.at(-1)).toMatchObject({ act: 'tulisan-disamarkan', body: { bagian: 1, 'sidik-samaran': expect.stringMatching(/^[0-9a-f]{64}$/) } })
    expect(JSON.stringify(events)).not.toContain('kuncirahasia')
    const { rows } = await sql<{ held: string }>`select m::text as held from public_mask m where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(rows).toHaveLength(1)
    expect(rows[0]!.held).not.toContain(Buffer.from('kuncirahasia').toString('hex'))
    const names = { unit: String, category: String, class: String, village: String }
    expect(officerTimeline(place.sop('sipendekar'), events, names).map((entry) => entry.text)).toContain('Tulisan untuk umum disamarkan')
    expect(JSON.stringify(reporterTimeline(place.sop('sipendekar'), events, names))).not.toMatch(/samar/)
  })

  test('that stand nowhere are refused by name; a draft counts, and so does what is released after it', async () => {
    const ticket = await answered()
    const refused = await refusalOf(mask(ticket, 'Umpama Bakau\nSiapa Saja\nwarun'))
    expect(refused.faults).toEqual([
      { field: 'samarkan', text: '“Siapa Saja” tidak ada dalam judul, cerita, tempat, atau jawaban. Salin persis dari tulisannya.' },
      { field: 'samarkan', text: '“warun” tidak ada dalam judul, cerita, tempat, atau jawaban. Salin persis dari tulisannya.' },
    ])
    await mask(ticket, 'sudah ditegur')
    expect(await page(ticket)).toBeUndefined()
    await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Pemiliknya sudah ditegur kemarin.' }, at: later(mondayMorning, 200) })
    expect((await page(ticket))!.answer).toBe(`Pemiliknya ${coveredWords} kemarin.`)
  })

  test('are kept in versions: sent twice is one, the second of two officers is told, none uncovers all', async () => {
    const ticket = await published()
    const formKey = randomUUID()
    for (let n = 0; n < 2; n++) await mask(ticket, 'Umpama Bakau', { formKey })
    await mask(ticket, 'Umpama Bakau', { seenNo: 1 })
    expect((await refusalOf(mask(ticket, 'Contoh Rimbun'))).code).toBe('conflict')
    await mask(ticket, '', { seenNo: 1 })
    expect((await page(ticket))!.story).toContain('Umpama Bakau')
    expect(await as(admin, (work) => masksOf(work, ticket.id))).toMatchObject([{ no: 1, passages: ['Umpama Bakau'], officerId: place.officer(admin).id }, { no: 2, passages: [] }])
    for (const by of [skpd, { kind: 'citizen', id: ticket.reporterId! } as Actor, everybody]) expect((await refusalOf(mask(ticket, 'parit', { by, seenNo: 2 }))).code).toBe('not-found')
  })

  test('that were tampered with are named', async () => {
    const ticket = await published()
    await mask(ticket, 'Umpama Bakau')
    await place.sealAll()
    const faults = async () => (await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults.filter((fault) => fault.number === ticket.number).map((fault) => fault.text)
    expect(await faults()).toEqual([])
    await sql`update public_mask set sealed = set_byte(sealed, 14, get_byte(sealed, 14) # 1) where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(await faults()).toEqual(['samaran tulisan diubah'])
    await sql`delete from public_mask where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(await faults()).toEqual(['samaran tulisan dihapus'])
  })

  test('are covered in the preview of the act that publishes', async () => {
    const ticket = await answered()
    await mask(ticket, 'Umpama Bakau')
    const preview = await previewStep((task) => as(admin, task), { ticketId: ticket.id, act: 'lepas', typed: { jawaban: 'Umpama Bakau ditegur.' }, seenVersion: ticket.version, formKey: randomUUID(), site: 'https://bengkalis.example' })
    expect(preview.published).toMatchObject({ answer: `${coveredWords} ditegur.`, story: `Warung ${coveredWords} menutup parit di samping rumah Bu Contoh Rimbun.` })
  })
})

describe('the reporter’s own name', () => {
  const name = 'Umpama Bakau'
  async function person(named = name, phone = '+62840100077'): Promise<string> {
    const id = randomUUID()
    const userId = randomUUID()
    await sql`insert into auth."user" (id, tenant_id, kind, name, email, email_verified, created_at, updated_at, holder_id) values (${userId}, 'bengkalis', 'citizen', ${named}, ${userId}, true, now(), now(), ${id})`.execute(database.owner.db)
    await as(theSystem, (work) => insertPerson(work, { id, userId, name: named, nik: `1403${String(Math.floor(Math.random() * 1e12)).padStart(12, '0')}`, phone }))
    return id
  }

  test('is covered by itself where they asked not to be named, their phone number too, in all public outputs', async () => {
    const reporterId = await person()
    const ticket = await published({ reporterId, anonymous: true, typed: { judul: `Gorong runtuh ${name}`, uraian: `Saya UMPAMA bakau, 0840-1000-77 atau +62840100077.` } })
    expect(await page(ticket)).toMatchObject({ title: `Gorong runtuh ${coveredWords}`, story: `Saya ${coveredWords}, ${coveredWords} atau ${coveredWords}.`, answer: `Parit dibuka kembali; ${coveredWords} sudah ditegur.` })
    const like = await as(everybody, (work) => similarTickets(work, { text: 'Gorong runtuh', sop: 'sipendekar', most: 50 }))
    expect(JSON.stringify(like.filter((one) => one.number === ticket.number))).toMatch(/Gorong runtuh \[disembunyikan\]/)
    expect(JSON.stringify(like.filter((one) => one.number === ticket.number))).not.toMatch(/umpama/i)
  })

  test('of somebody without an account is covered as well, where a desk wrote it down', async () => {
    const make = async (anonymous: boolean) => {
      const ticket = await published({ anonymous, typed: { judul: 'Gorong mampet total', uraian: `Saya ${name}.` } })
      await as(theSystem, (work) => saveSender(work, ticket.id, { name, enteredBy: randomUUID() }))
      return ticket
    }
    const ticket = await make(true)
    expect(await page(ticket)).toMatchObject({ story: `Saya ${coveredWords}.`, answer: `Parit dibuka kembali; ${coveredWords} sudah ditegur.` })
    expect((await page(await make(false)))!.story).toBe(`Saya ${name}.`)
    const like = await as(everybody, (work) => similarTickets(work, { text: 'Gorong mampet total', sop: 'sipendekar', most: 50 }))
    expect(JSON.stringify(like.filter((one) => one.number === ticket.number))).toContain(coveredWords)
    expect((await as(everybody, (work) => searchPublished(work, { text: 'bakau', size: 50 }))).hits.map((hit) => hit.ticket.number)).not.toContain(ticket.number)
  })

  test('stays where they did not ask so, until an officer covers it; who is nobody’s account has no name', async () => {
    const reporterId = await person(name, '+62840100078')
    const ticket = await published({ reporterId, typed: { uraian: `Saya ${name} (0840 1000 78).` } })
    expect((await page(ticket))!.story).toBe(`Saya ${name} (0840 1000 78).`)
    const words = await as(admin, (work) => reporterWords(work, reporterId))
    expect(stillRead(Object.values(publicTexts(ticket)), words, [])).toEqual([name, '0840 1000 78'])
    expect(stillRead(Object.values(publicTexts(ticket)), words, [{ words: name }, { words: '0840 1000 78' }])).toEqual([])
    expect(await as(admin, (work) => reporterWords(work, randomUUID()))).toEqual([])
    expect(await as(admin, (work) => reporterWords(work, undefined))).toEqual([])
  })

  test('stays covered when they are erased, in texts that are public and in those that may be one day', async () => {
    const reporterId = await person(name, '+62840100080')
    const shown = await published({ reporterId, anonymous: true })
    const waiting = await answered({ reporterId, typed: { uraian: `Saya ${name}.` } })
    await mask(shown, 'parit')
    for (let n = 0; n < 2; n++) await as({ kind: 'citizen', id: reporterId }, (work) => coverForErasure(work, reporterId))
    await sql`update person set name = 'Terhapus' where id = ${reporterId}`.execute(database.owner.db)
    expect((await page(shown))!.story).toBe(`Warung ${coveredWords} menutup ${coveredWords} di samping rumah Bu Contoh Rimbun.`)
    const done = await place.act(waiting, 'lepas', { by: admin, typed: { jawaban: 'Ya.' }, at: later(mondayMorning, 300) })
    expect((await page(done))!.story).toBe(`Saya ${coveredWords}.`)
    expect((await place.traces(shown.id)).events.filter((event) => event.act === 'tulisan-disamarkan').map((event) => event.actor.kind)).toEqual(['officer', 'system'])
    await place.sealAll()
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults.filter((fault) => fault.ticketId === shown.id)).toEqual([])
  })

  test('is asked for once, however many tickets a page or an erasure has', async () => {
    const reporterIds = [await person(name, '+62840100081'), await person(name, '+62840100082')]
    for (const reporterId of [...reporterIds, reporterIds[0]!]) await published({ reporterId, anonymous: true, typed: { uraian: `Saya ${name}.` } })
    let asked = 0
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        asked += 1
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const count = async (task: (work: Work) => Promise<unknown>) => {
      asked = 0
      await as({ kind: 'citizen', id: reporterIds[0]! }, (work) => task({ ...work, db: work.db.withPlugin(counting) }))
      return asked
    }
    // The tickets, desk senders, people.
    expect(await count(async (work) => expect((await publishedTickets(work, { size: 50 })).tickets.filter((one) => one.story === `Saya ${coveredWords}.`).length).toBeGreaterThanOrEqual(3))).toBe(3)
    await as({ kind: 'citizen', id: reporterIds[0]! }, (work) => coverForErasure(work, reporterIds[0]!))
    expect(await count((work) => coverForErasure(work, reporterIds[0]!))).toBe(3)
  })

  test('of one word counts only as it is written: it is often a word like others', async () => {
    const reporterId = await person('Bunga', '+62840100079')
    const ticket = await published({ reporterId, anonymous: true, typed: { judul: 'Taman kota', uraian: 'Saya Bunga. Taman tanpa bunga.' } })
    expect((await page(ticket))!.story).toBe(`Saya ${coveredWords}. Taman tanpa bunga.`)
  })
})
