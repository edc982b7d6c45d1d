import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase, testSecrets } from '../../kernel/testing.ts'
import type { Work } from '../../kernel/work.ts'
import { checkIdentity, findPersonByNik, findPersonName, makeAccess } from '../access/index.ts'
import { appendEvents, canonical, chainEvents, chainStart, eventsOf } from '../audit/index.ts'
import { sweepUploads } from '../files/index.ts'
import { listLetters, saveContact } from '../messages/index.ts'
import { findSender, saveSender, sendersOf, addInformation, addNote, answersOf, checkOwnChain, findPublished, findTicket, followTicket, mergeTickets, keepSearch, masksOf, notesOf, partsOf, reopenTicket, searchTickets, splitTicket, type Ticket, toldEvents, verifyTickets } from '../tickets/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, waitingFile } from '../tickets/fixture-tenant.ts'
import { exportTickets, recapitulate } from '../reports/index.ts'
import { readKin, readSharedCourse } from '../../web/ticket-kin.ts'
import { closeAccount, finishErasures, ticketsByDesk } from './close-account.ts'
import { correctOwnNik } from './correct-own-nik.ts'
import { keepIncoming } from './keep-incoming.ts'

const admin = 'admin-diskominfotik.diskominfotik'
const nobody = { name: 'Wijayakusuma Rekaan', nik: '1403015708909017', phone: '0812-0000-0717', password: 'ikan-laut-biru' }
const other = { name: 'Teratai Umpama', nik: '1403015708909025', phone: '0812-0000-0725', password: 'ikan-laut-biru' }
const said = `Saya ${nobody.name}, NIK ${nobody.nik}, telepon 0812 0000 0717.`
const noon = later(mondayMorning, 120)
const evening = later(mondayMorning, 600)

let database: TestDatabase
let place: FixtureTenant
let access: ReturnType<typeof makeAccess>
let personId: string
let otherId: string
let dataFolder: string
let made: Record<'answered' | 'reopened' | 'request' | 'split' | 'asked' | 'secret' | 'withdrawn' | 'desk' | 'theirs' | 'followed', Ticket>

const register = async (who: typeof nobody) => (await access.registerCitizen('bengkalis', who, mondayMorning)).personId
const as = <T>(id: string, task: Parameters<FixtureTenant['as']>[2]) => place.as({ kind: 'citizen', id }, noon, task) as Promise<T>
const look = <T>(task: Parameters<typeof place.as<T>>[2]) => place.as(theSystem, evening, task)
const asAdmin = <T>(task: Parameters<typeof place.as<T>>[2]) => place.as(place.officer(admin, true), evening, task)
const now = async (ticket: Ticket) => (await look((work) => findTicket(work, { id: ticket.id })))!
const faults = async () => (await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults
const open = (order: object = {}) => place.open('sipendekar', { reporterId: personId, typed: { judul: `Jalan rusak depan rumah ${nobody.name}`, uraian: said }, ...order })
const placeOnDisk = (sha256: string) => join(dataFolder, 'files', 'bengkalis', sha256.slice(0, 2), sha256.slice(2, 4), sha256)

async function answered(ticket: Ticket, name = nobody.name): Promise<Ticket> {
  const given = await place.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr', instruksi: `Hubungi ${name}.` } })
  const drafted = await place.act(given, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: `Sdr. ${name}, sudah ditambal.` } })
  return await place.act(drafted, 'lepas', { by: admin, typed: { jawaban: `Sdr. ${name}, sudah ditambal.` } })
}

async function papers() {
  const formKey = randomUUID()
  return { formKey, files: { ktp: [await waitingFile(place, 'ktp', formKey)], akta: [await waitingFile(place, 'akta', formKey)] } }
}

async function ask(): Promise<Ticket> {
  const { formKey, files } = await papers()
  for (const [id] of Object.values(files)) {
    const path = placeOnDisk(id!.replaceAll('-', '').repeat(2))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'foto KTP')
  }
  return await place.open('ppid', { reporterId: personId, formKey, typed: { 'nama-pemohon': nobody.name, pekerjaan: 'Pengrawit', alamat: 'Jalan Rahasia 7', 'nomor-kontak': '+6281200000717', 'jenis-pemohon': 'perorangan', ...files } })
}

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-close-'))
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, 'tenants/bengkalis')
  access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  ;[personId, otherId] = [await register(nobody), await register(other)]
  const reporter = { kind: 'person', id: personId } as const
  await as(personId, async (work) => {
    await saveContact(work, reporter, { channel: 'email', address: 'wijayakusuma@contoh.example' })
    await saveContact(work, reporter, { channel: 'push', slot: 'ponsel', address: '{"endpoint":"https://push.example/wijayakusuma"}' })
  })
  made = {
    answered: await answered(await open({ anonymous: true })), reopened: await answered(await open()), request: await ask(), split: await open(), asked: await open(), secret: await open({ secret: true }),
    withdrawn: await open(), desk: await place.open('sipendekar', { reporterId: randomUUID(), channel: 'surat' }),
    theirs: await place.open('sipendekar', { reporterId: otherId, typed: { uraian: 'Lampu jalan mati.' } }), followed: await answered(await place.open('sipendekar', { reporterId: otherId }), other.name),
  }
  await place.as(place.officer(admin), noon, async (work) => {
    await splitTicket(work, { ticketId: made.split.id, typed: {}, parts: [{ unit: 'dpupr', instruction: 'Perbaiki.' }, { unit: 'dishub', instruction: 'Pasang rambu.' }], seenVersion: made.split.version, formKey: randomUUID() })
    await addNote(work, { ticketId: made.asked.id, text: `${nobody.name} sudah menelepon.`, formKey: randomUUID() })
  })
  made.asked = await place.act(made.asked, 'tanya', { by: admin, at: noon, typed: { pertanyaan: `${nobody.name}, di mana tepatnya?` } })
  await as(personId, async (work) => {
    await addInformation(work, { ticketId: made.secret.id, text: `Tetangga saya tahu. ${nobody.name}.` })
    await reopenTicket(work, { ticketId: made.reopened.id, text: 'Rumah saya nomor tujuh masih becek.', formKey: randomUUID() })
    await followTicket(work, { number: made.followed.number, join: true })
  })
  await look(async (work) => {
    await saveSender(work, made.desk.id, { name: 'WIJAYAKUSUMA REKAAN', nik: nobody.nik, enteredBy: place.officer(admin).id })
    const { id } = await keepIncoming(work, { channel: 'sms', providerId: 'a-1', from: '081200000717', text: said, receivedAt: noon })
    await sql`update incoming set state = 'done', ticket_id = ${made.secret.id} where id = ${id}`.execute(work.db)
    while ((await keepSearch(work)) > 0);
  })
  await place.sealAll()
})
afterAll(async () => {
  await database.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('before: tickets that the desk wrote for the same person are found by NIK and name, those of namesakes are not', async () => {
  expect(await as(personId, (work) => ticketsByDesk(work, personId))).toEqual([made.desk.id])
  expect(await as(otherId, (work) => ticketsByDesk(work, otherId))).toEqual([])
  expect(await faults()).toEqual([])
})

describe('an account that is closed, complaints going on', () => {
  beforeAll(async () => {
    made.withdrawn = await now(made.withdrawn)
    await place.as({ kind: 'citizen', id: personId }, evening, (work) => closeAccount(work, personId, 'go-on'))
  })

  test('leaves name, NIK, phone, addresses and what was personal nowhere but in registers, letters, and what officers wrote into the proof', async () => {
    const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth')`.execute(database.owner.db)
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.raw(name)} t`.execute(database.owner.db)
      for (const { row } of rows) if (/wijayakusuma|rekaan|1403015708909017|0812.?0000.?0717|81200000717|Jalan Rahasia|Pengrawit|Tetangga saya|nomor tujuh/i.test(row)) found.push(name)
    }
    expect([...new Set(found)].sort()).toEqual(['public.event', 'public.internal_note', 'public.product', 'public.product_event'])
  })

  test('does not leave what was personal in the events either, nor a digest that could be guessed', async () => {
    const { rows } = await sql<{ body: string }>`select body::text as body from event`.execute(database.owner.db)
    const all = rows.map((row) => row.body).join('\n')
    expect(all).not.toMatch(/1403015708909017|81200000717|Jalan Rahasia|Pengrawit|Tetangga saya|nomor tujuh/)
    const { sidik } = (await look((work) => checkOwnChain(work, made.request))).events[0]!.event.body
    expect(sidik).not.toBe(sha(canonical(made.request.submitted)))
    expect(sidik).toBe(sha(`${made.request.salt}:${canonical(made.request.submitted)}`))
    expect((await now(made.request)).salt).not.toBe(made.request.salt)
  })

  test('keeps every chain whole, for all and for one ticket', async () => {
    expect(await faults()).toEqual([])
    for (const ticket of Object.values(made)) {
      const { events, faults: wrong } = await look(async (work) => checkOwnChain(work, (await findTicket(work, { id: ticket.id }))!))
      expect([ticket.number, wrong, events.flatMap((one) => one.faults)]).toEqual([ticket.number, [], []])
    }
  })

  test('shows a change of what is left', async () => {
    const { rows } = await sql<{ kept: string }>`update ticket set submitted = submitted || '{"uraian": "Semua baik."}' where id = ${made.secret.id} returning submitted::text as kept`.execute(database.owner.db)
    expect(rows[0]!.kept).toContain('Semua baik.')
    expect((await faults()).map((fault) => fault.text)).toEqual([expect.stringMatching(/^isi laporan diubah: tidak cocok dengan sidik pada peristiwa \d+$/)])
    await sql`update ticket set submitted = submitted || ${JSON.stringify({ uraian: 'Saya [disembunyikan], NIK [disembunyikan], telepon [disembunyikan].' })}::jsonb where id = ${made.secret.id}`.execute(database.owner.db)
    expect(await faults()).toEqual([])
  })

  test('leaves the public ticket, without the name', async () => {
    const page = await look((work) => findPublished(work, made.answered.number))
    expect(page).toMatchObject({ title: 'Jalan rusak depan rumah [disembunyikan]', story: 'Saya [disembunyikan], NIK [disembunyikan], telepon [disembunyikan].', answer: 'Sdr. [disembunyikan], sudah ditambal.' })
  })

  test('shows officers a history, notes, answers and letters without the name', async () => {
    for (const ticket of Object.values(made)) {
      const shown = await asAdmin(async (work) => JSON.stringify([await toldEvents(work, ticket.id), await notesOf(work, ticket.id), await answersOf(work, ticket.id)]))
      expect(shown).not.toMatch(/wijayakusuma/i)
    }
    expect((await asAdmin((work) => notesOf(work, made.asked.id))).map((note) => note.text)).toEqual(['[disembunyikan] sudah menelepon.'])
    expect(JSON.stringify(await asAdmin((work) => listLetters(work, { size: 200 })))).not.toMatch(/wijayakusuma|0717/i)
    expect((await asAdmin((work) => masksOf(work, made.answered.id))).at(-1)).not.toHaveProperty('officerId')
  })

  test('is found by no search for the name, while the ticket is found by its matter', async () => {
    const find = (words: string) => asAdmin((work) => searchTickets(work, { text: words, size: 50 } as never))
    expect((await find('wijayakusuma')).hits).toEqual([])
    expect((await find('rusak rumah')).hits.map((hit) => hit.number)).toContain(made.answered.number)
  })

  test('goes out in no export, recapitulation or list of what came in', async () => {
    const parts: Uint8Array[] = []
    const senders = (work: Work, ids: string[]) => sendersOf(work, ids)
    for (const layout of ['lengkap', 'sp4n'] as const) for await (const part of await exportTickets(asAdmin, { layout, format: 'csv', filter: {}, senders })) parts.push(part)
    const text = Buffer.concat(parts).toString()
    expect(text).toContain(made.answered.number)
    expect(text).not.toMatch(/wijayakusuma|rekaan|0717/i)
    expect(JSON.stringify(await asAdmin((work) => recapitulate(work, 'unit', {})))).not.toMatch(/wijayakusuma/i)
  })

  test('says so in each of its tickets, their parts too, without a name', async () => {
    const parts = await look((work) => partsOf(work, made.split.id))
    expect(parts).toHaveLength(2)
    for (const ticket of [made.answered, made.request, made.split, made.asked, made.secret, made.desk, ...parts]) {
      const { events } = await place.traces(ticket.id)
      expect([ticket.number, events.filter((event) => event.act === 'hapus-data')]).toEqual([ticket.number, [expect.objectContaining({ body: expect.not.objectContaining({ nama: expect.anything() }) })]])
    }
    expect((await place.traces(made.theirs.id)).events.some((event) => event.act === 'hapus-data')).toBe(false)
  })

  test('takes back requests, which nobody could receive; complaints go on, and a question asked in vain stops no clock', async () => {
    expect((await now(made.request)).state).toMatchObject({ open: false, result: 'dicabut' })
    expect((await now(made.secret)).state).toMatchObject({ open: true })
    const asked = await now(made.asked)
    expect([asked.state.open, asked.state.waiting, asked.question]).toEqual([true, false, undefined])
    const { clocks, messages } = await place.traces(made.asked.id)
    expect(clocks.filter((clock) => !clock.stoppedAt).every((clock) => clock.dueAt !== undefined)).toBe(true)
    expect(messages.filter((one) => one.to_kind === 'post').map((one) => one.text)).toContain(`Pelapor tiket ${asked.number} menutup akunnya. Tiket tetap diselesaikan; kabar dan jawabannya tidak lagi dikirim kepadanya.`)
    const done = await answered(await now(made.withdrawn), 'pelapor')
    expect(done.state.result).toBe('terjawab')
    expect((await place.traces(done.id)).messages.filter((one) => one.text.includes('sudah ditambal'))).toHaveLength(1)
    expect(await faults()).toEqual([])
  })

  test('forgets who stood behind what the desk wrote, whom they follow, and what waits to be sent', async () => {
    expect(await look((work) => findSender(work, made.desk.id))).toBeUndefined()
    const { rows } = await sql<{ what: string; n: number }>`
      select 'pengikut' as what, count(*)::int as n from ticket_follower where person_id = ${personId} union all
      select 'alamat', count(*)::int from contact where owner_id = ${personId} union all
      select 'surat', count(*)::int from letter where owner_id = ${personId} and state in ('queued', 'sending') union all
      select 'akun', count(*)::int from auth."user" where holder_id = ${personId} union all select 'sesi', count(*)::int from auth.session s join auth."user" u on u.id = s.user_id where u.holder_id = ${personId}`.execute(database.owner.db)
    expect(rows.map((row) => [row.what, row.n])).toEqual([['pengikut', 0], ['alamat', 0], ['surat', 0], ['akun', 0], ['sesi', 0]])
  })

  test('deletes files of personal fields from the disk, however often the sweep is cut off before', async () => {
    const [ktp] = made.request.submitted.ktp as string[]
    const path = placeOnDisk(ktp!.replaceAll('-', '').repeat(2))
    expect(existsSync(path)).toBe(true)
    for (let n = 0; n < 2; n++) await sweepUploads(database, { tenant: 'bengkalis', actor: theSystem, now: evening, dataFolder })
    expect(existsSync(path)).toBe(false)
    expect(await faults()).toEqual([])
  })

  test('opens no door any more, and NIK and phone may register anew', async () => {
    const signIn = () => access.signInCitizen('bengkalis', { nikOrPhone: nobody.nik, password: nobody.password }, evening)
    expect((await refusalOf(signIn())).faults[0]!.field).toBe('masuk')
    expect(await look((work) => findPersonName(work, personId))).toBeUndefined()
    expect(await look((work) => findPersonByNik(work, nobody.nik))).toBeUndefined()
    const again = await register(nobody)
    expect(again).not.toBe(personId)
    expect(await signIn()).not.toEqual([])
    expect(await as(again, (work) => ticketsByDesk(work, again))).toEqual([])
  })

  test('is closed once: another order is refused', async () => {
    expect((await refusalOf(as(personId, (work) => closeAccount(work, personId, 'go-on')))).code).toBe('not-found')
  })
})

test('two orders at once close it once; open complaints are taken back where that is wished; nobody else’s are touched', async () => {
  const order = () => as(otherId, (work) => closeAccount(work, otherId, 'withdraw')).then(() => 'closed', () => 'refused')
  expect((await Promise.all([order(), order()])).sort()).toEqual(['closed', 'refused'])
  expect((await now(made.theirs)).state).toMatchObject({ open: false, result: 'dicabut' })
  expect((await place.traces(made.theirs.id)).events.map((event) => event.act)).toEqual(['kirim', 'cabut', 'hapus-data'])
  expect((await now(made.split)).state.open).toBe(true)
  expect(await faults()).toEqual([])
})

test('a report that was on its way while the account was closed is finished off by the worker, once', async () => {
  const { formKey, files } = await papers()
  const late = await place.open('ppid', { reporterId: otherId, at: evening, formKey, typed: { 'nama-pemohon': other.name, 'nomor-kontak': '+6281200000725', 'jenis-pemohon': 'perorangan', ...files } })
  await as(otherId, (work) => saveContact(work, { kind: 'person', id: otherId }, { channel: 'sms', address: '+6281200000725' }))
  expect([await look(finishErasures), await look(finishErasures)]).toEqual([1, 0])
  expect((await now(late)).submitted).toMatchObject({ 'nama-pemohon': '(dihapus atas permintaan pelapor)', ktp: [] })
  const { rows } = await sql`select 1 from contact where owner_id = ${otherId}`.execute(database.owner.db)
  expect(rows).toEqual([])
  expect(await faults()).toEqual([])
})

test('a ticket from before there were salts is erased and stays verifiable; requests of an agency are nobody’s personal data', async () => {
  const fourth = await register({ ...other, nik: '1403015708909041', phone: '0812-0000-0741' })
  const old = await place.open('sipendekar', { reporterId: fourth, typed: { uraian: `Saya ${other.name}.` } })
  const unsalted = sha(canonical(old.submitted))
  await rewriteFirst(old, unsalted)
  const officer = place.officer('admin-skpd.dpupr')
  const { reporterId: _, ...agency } = await place.open('subdomain', { actor: officer, applicant: officer.posts[0]! })
  expect(await faults()).toEqual([])
  await as(fourth, (work) => closeAccount(work, fourth, 'go-on'))
  expect((await now(old)).submitted.uraian).toBe('Saya [disembunyikan].')
  expect(await faults()).toEqual([])
  expect((await now(agency as Ticket)).version).toBe(agency.version)
})

/** Makes a ticket as if it were from before 0030: no salt, and a first event with the plain digest. Nothing of it is sealed yet. */
async function rewriteFirst(ticket: Ticket, digest: string): Promise<void> {
  await place.as(theSystem, noon, async (work) => {
    const [first, ...rest] = await eventsOf(work, ticket.id)
    expect(rest).toEqual([])
    const [event] = chainEvents('bengkalis', [{ ...first!, body: { ...first!.body, sidik: digest } }], { seq: 0, hash: chainStart })
    const run = sql`delete from event_to_seal where ticket_id = ${ticket.id}`
    await run.execute(database.owner.db)
    await sql`delete from event where ticket_id = ${ticket.id}`.execute(database.owner.db)
    await sql`update ticket set salt = null, last_hash = ${event!.hash} where id = ${ticket.id}`.execute(database.owner.db)
    await appendEvents(work, [event!])
  })
}

test('a NIK that is put right is told to who holds a ticket whose reporter was looked up, in its chain; with the account both go', async () => {
  const who = { ...other, name: 'Kenanga Rekaan', nik: '1403015708909058', phone: '0812-0000-0758' }
  const third = await register(who)
  const [checked, plain] = [await place.open('sipendekar', { reporterId: third, typed: { uraian: `NIK saya ${who.nik}.` } }), await place.open('sipendekar', { reporterId: third })]
  const says = { source: 'peraga', lookUp: async () => ({ result: 'tidak-cocok' as const, differs: [] }) }
  await checkIdentity(database, { tenant: 'bengkalis', actor: place.officer(admin), now: () => noon, ticketId: checked.id, who: { personId: third }, purpose: 'pencocokan', register: says })
  await place.as({ kind: 'citizen', id: third }, later(noon, 5), (work) => correctOwnNik(work, third, '1403015708909066'))
  const acts = (ticket: Ticket) => look(async (work) => (await toldEvents(work, ticket.id)).map((event) => [event.act, event.actor.kind]))
  expect([await acts(checked), await acts(plain)]).toEqual([[['kirim', 'citizen'], ['betulkan-nik', 'citizen']], [['kirim', 'citizen']]])
  const { messages } = await place.traces(checked.id)
  expect(messages.filter((message) => message.text.includes('membetulkan NIK-nya')).map((message) => message.post)).toEqual(['admin-diskominfotik'])
  expect(await faults()).toEqual([])
  await place.as({ kind: 'citizen', id: third }, evening, (work) => closeAccount(work, third, 'go-on'))
  expect((await now(checked)).submitted.uraian).toBe('NIK saya [disembunyikan].')
  expect(await faults()).toEqual([])
})

test('who reported the same reads news of a ticket whose reporter was erased without their name', async () => {
  const third = await register({ ...other, name: 'Kenanga Rekaan', nik: '1403015708909074', phone: '0812-0000-0774' })
  const [theirs, mine] = [await place.open('sipendekar', { reporterId: third }), await place.open('sipendekar', { reporterId: otherId })]
  await place.as(place.officer(admin), noon, (work) => mergeTickets(work, { ticketId: mine.id, into: theirs.number, formKey: randomUUID() }))
  await place.act(await now(theirs), 'tolak', { by: admin, at: later(noon, 5), typed: { alasan: 'Sdr. Kenanga Rekaan keliru.' } })
  const news = () => look(async (work) => (await readSharedCourse(work, await readKin(work, await now(mine))))!.news.map((entry) => entry.text))
  expect(await news()).toEqual(['Laporan Anda tidak dapat kami teruskan. Alasannya: Sdr. Kenanga Rekaan keliru.'])
  await place.as({ kind: 'citizen', id: third }, evening, (work) => closeAccount(work, third, 'go-on'))
  expect(await news()).toEqual(['Laporan Anda tidak dapat kami teruskan. Alasannya: Sdr. [disembunyikan] keliru.'])
})

test('what fails half-way changes nothing', async () => {
  const third = await register({ ...other, nik: '1403015708909033', phone: '0812-0000-0733' })
  const ticket = await place.open('sipendekar', { reporterId: third })
  await expect(as(third, async (work) => {
    await closeAccount(work, third, 'withdraw')
    throw new Error('the line broke')
  })).rejects.toThrow('the line broke')
  expect(await now(ticket)).toEqual(ticket)
  expect(await look((work) => findPersonName(work, third))).toBe(other.name)
})

test('the application cannot rewrite a report without an event that says so', async () => {
  const ticket = await place.open('sipendekar', {})
  const kept = JSON.stringify({ submitted: { uraian: 'Semua baik.' }, title: 'Baik', salt: 'x', answers: [], names: [] })
  await expect(look((work) => sql`select erase_from_ticket(${ticket.id}::uuid, ${kept}::jsonb)`.execute(work.db))).rejects.toThrow('no event says that this is erased')
})

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
