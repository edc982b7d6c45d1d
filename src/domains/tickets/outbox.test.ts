import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type Carrier, CarrierRefusal, chooseChannel, deliverLetters, findTemplateFaults, type Letter, listLetters, queueCode, resendLetter, saveContact, saveTemplate } from '../messages/index.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { secretCode } from './ticket-number.ts'
import { recordBreaches, sendReminders } from './keep-clocks.ts'

// Letters are made by acts on tickets, so they are tested where tickets are.
let database: TestDatabase
let rembang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  rembang = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('rembang'))!)
})
afterAll(() => database.close())

/** A gateway that keeps what it is handed, and fails as it is told to. */
function standIn(behave: (letter: Letter) => void = () => {}): { carrier: Carrier; handed: Letter[] } {
  const handed: Letter[] = []
  const carrier: Carrier = {
    channel: 'sms', name: 'uji',
    async send(letter) {
      behave(letter)
      handed.push(letter)
      return { state: 'sent', providerId: `uji-${letter.id}` }
    },
  }
  return { carrier, handed }
}

const site = 'https://rembang.contoh.go.id'

async function deliver(carrier: Carrier, now = later(mondayMorning, 1)): Promise<number> {
  let tried = 0
  for (;;) {
    const some = await deliverLetters(database, { tenant: 'rembang', carriers: { sms: carrier }, site, now: () => now })
    if (some === 0) return tried
    tried += some
  }
}

async function citizenWithPhone(phone: string): Promise<string> {
  const id = randomUUID()
  await rembang.as(theSystem, mondayMorning, (work) => saveContact(work, { kind: 'person', id }, { channel: 'sms', address: phone }))
  return id
}

const lettersOf = (subjectId: string) => rembang.as(theSystem, mondayMorning, async (work) => (await listLetters(work, { subjectId, size: 50 })).letters)

describe('an act and its letters', () => {
  test('the receipt goes out with number and link, to the number that the reporter gave', async () => {
    const reporterId = await citizenWithPhone('+628400000001')
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId })
    const { carrier, handed } = standIn()
    await deliver(carrier)
    const receipt = handed.find((letter) => letter.to === '+628400000001')
    const code = secretCode(database.secrets, 'rembang', ticket.id).replace('-', '')
    expect(receipt?.text).toBe(`Laporan Anda kami terima dengan nomor ${ticket.number}. Simpan nomor ini. Lacak: ${site}/t/${ticket.number.replaceAll('-', '')}/${code}`)
    expect((await lettersOf(ticket.id)).map((letter) => [letter.kind, letter.state, letter.masked])).toEqual([['diterima', 'sent', expect.stringMatching(/^\+6284.*•/)]])
    // Who administers the letters does not get to read the ticket as its reporter.
    const shown = (await lettersOf(ticket.id)).map((letter) => letter.text).join('\n')
    expect(shown).toContain(`/t/${ticket.number.replaceAll('-', '')}/••••••••`)
    expect(shown).not.toContain(code)
  })

  test('a refused act leaves no letter behind', async () => {
    const before = (await sql<{ n: number }>`select count(*)::int as n from letter`.execute(database.owner.db)).rows[0]!.n
    await refusalOf(rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000002'), typed: { judul: '' } }))
    expect((await sql<{ n: number }>`select count(*)::int as n from letter`.execute(database.owner.db)).rows[0]!.n).toBe(before)
  })

  test('an officer is told by the channel that they use, and not by one that they turned off', async () => {
    const officer = { kind: 'officer', id: rembang.officer('admin-portal.dinkominfo').id } as const
    await rembang.as(theSystem, mondayMorning, async (work) => {
      await saveContact(work, officer, { channel: 'sms', address: '+628400000003' })
      await saveContact(work, officer, { channel: 'email', address: 'portal@contoh.example' })
      await chooseChannel(work, officer, { channel: 'sms', enabled: false })
    })
    const ticket = await rembang.open('sms-wadul-bupati')
    expect((await lettersOf(ticket.id)).map((letter) => [letter.kind, letter.channel, letter.masked])).toEqual([['tugas', 'email', 'p•••@contoh.example']])
    await rembang.as(theSystem, mondayMorning, (work) => chooseChannel(work, officer, { channel: 'email', enabled: false }))
  })

  test('a number that is both the account’s and the ticket’s is told once', async () => {
    const reporterId = await citizenWithPhone('+628400000004')
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId })
    await rembang.as(theSystem, mondayMorning, (work) => saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'sms', address: '+628400000004' }))
    const asked = await rembang.act(ticket, 'tanya', { by: 'admin-portal.dinkominfo', typed: { pertanyaan: 'Di sebelah mana pasar?' } })
    const questions = (await lettersOf(asked.id)).filter((letter) => letter.kind === 'pertanyaan')
    expect(questions.map((letter) => letter.text)).toEqual([expect.stringContaining('Di sebelah mana pasar?')])
  })

  test('the tenant’s own words are used, and unknown ones in braces are refused by name', async () => {
    await rembang.as(theSystem, mondayMorning, (work) => saveTemplate(work, { kind: 'diterima' }, { title: 'Wadul {nomor}', text: 'Matur nuwun. Nomer wadul panjenengan {nomor}.' }))
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000005') })
    expect((await lettersOf(ticket.id))[0]?.text).toBe(`Matur nuwun. Nomer wadul panjenengan ${ticket.number}.`)
    const refusal = await refusalOf(rembang.as(theSystem, mondayMorning, (work) => saveTemplate(work, { kind: 'kabar' }, { title: 'x', text: '{isi} {sandi}' })))
    expect(refusal.faults.map((fault) => fault.text)).toEqual([expect.stringContaining('{sandi}')])
    await rembang.as(theSystem, mondayMorning, (work) => saveTemplate(work, { kind: 'diterima' }, { title: '', text: '' }))
  })

  test('words for a step count there, before the tenant’s own for the kind and before the usual ones; empty ones bring those back', async () => {
    const at = { sop: 'sms-wadul-bupati', step: 'teruskan' }
    const save = (key: Parameters<typeof saveTemplate>[1], text: string) => rembang.as(theSystem, mondayMorning, (work) => saveTemplate(work, key, { title: text && 'Wadul', text }))
    const told = async () => {
      const ticket = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000007') })
      const sent = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dlh' } })
      const receipt = await rembang.act(sent, 'laporkan', { by: 'pejabat-penghubung.dlh' })
      expect(receipt.state.step).toBe('disposisi')
      return (await lettersOf(ticket.id)).filter((letter) => letter.channel === 'sms').map((letter) => `${letter.kind} ${letter.text.replace(ticket.number, 'N').replace(/ \{situs\}\S+/, '')}`).reverse()
    }
    const usual = ['diterima Laporan Anda kami terima dengan nomor N. Simpan nomor ini. Lacak:', 'kabar Laporan N: Aduan Anda diteruskan ke Dinas Lingkungan Hidup.']
    expect(await told()).toEqual(usual)
    await save({ kind: 'kabar' }, 'Kabar: {isi}')
    await save({ kind: 'kabar', at }, 'Panjenengan, {isi}')
    await save({ kind: 'kabar', at: { ...at, step: 'terima' } }, 'Lain: {isi}')
    expect((await told())[1]).toBe('kabar Panjenengan, Aduan Anda diteruskan ke Dinas Lingkungan Hidup.')
    await save({ kind: 'kabar', at }, '')
    expect((await told())[1]).toBe('kabar Kabar: Aduan Anda diteruskan ke Dinas Lingkungan Hidup.')
    await save({ kind: 'kabar' }, '')
    expect(await told()).toEqual(usual)
    const { rows } = await sql<{ sop: string; step: string; kind: string }>`select distinct kind, sop, step from message where to_kind = 'reporter' and kind in ('diterima', 'kabar') order by kind`.execute(database.owner.db)
    expect(rows).toEqual([{ kind: 'diterima', sop: 'sms-wadul-bupati', step: 'masuk' }, { kind: 'kabar', sop: 'sms-wadul-bupati', step: 'teruskan' }])
    await save({ kind: 'kabar', at: { ...at, step: 'terima' } }, '')
  })

  test('a reminder comes with the words of its step', async () => {
    const officer = { kind: 'officer', id: rembang.officer('kepala.dinkes').id } as const
    await rembang.as(theSystem, mondayMorning, async (work) => {
      await saveContact(work, officer, { channel: 'sms', address: '+628400000008' })
      await saveTemplate(work, { kind: 'terlambat', at: { sop: 'sms-wadul-bupati', step: 'disposisi' } }, { title: 'Disposisi', text: 'Mohon segera: {isi}' })
    })
    let ticket = await rembang.open('sms-wadul-bupati')
    ticket = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dinkes' } })
    ticket = await rembang.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dinkes' })
    await rembang.as(theSystem, later(mondayMorning, 2, 'days'), async (work) => {
      while ((await recordBreaches(work)) > 0);
      await saveTemplate(work, { kind: 'terlambat', at: { sop: 'sms-wadul-bupati', step: 'disposisi' } }, { title: '', text: '' })
    })
    expect((await lettersOf(ticket.id)).filter((letter) => letter.kind === 'terlambat').map((letter) => letter.text)).toEqual([expect.stringMatching(/^Mohon segera: Tenggat terlewati: langkah disposisi/)])
  })

  test.each([
    ['without a title', 'kabar', { title: '', text: '{isi}' }, ['judul-pesan']],
    ['without the news', 'kabar', { title: 'Kabar', text: 'Tanpa kabarnya.' }, ['isi-pesan']],
    ['with a brace that has no other', 'kabar', { title: 'Kabar {', text: '{isi} {nomor' }, ['judul-pesan', 'isi-pesan']],
    ['that are too long', 'kabar', { title: 'Kabar', text: `{isi}${'x'.repeat(1000)}` }, ['isi-pesan']],
    ['for a receipt without its number', 'diterima', { title: 'Diterima', text: 'Terima kasih.' }, ['isi-pesan']],
    ['for a receipt with its number', 'diterima', { title: 'Diterima', text: 'Nomor {nomor}.' }, []],
  ] as const)('words %s are looked at where they are wrong', (_name, kind, template, fields) => {
    expect(findTemplateFaults(kind, template).map((fault) => fault.field)).toEqual(fields)
  })

  test('a reminder in the night waits for seven in the morning', async () => {
    const officer = { kind: 'officer', id: rembang.officer('kepala.dlh').id } as const
    await rembang.as(theSystem, mondayMorning, (work) => saveContact(work, officer, { channel: 'sms', address: '+628400000006' }))
    const opened = await rembang.open('sms-wadul-bupati')
    const sent = await rembang.act(opened, 'teruskan', { by: 'admin-portal.dinkominfo', typed: { unit: 'dlh' } })
    const waiting = await rembang.act(sent, 'laporkan', { by: 'pejabat-penghubung.dlh' })
    const night = new Date('2026-01-05T22:30:00+07:00')
    await sql`update clock set remind_at = ${later(night, -1)} where subject_id = ${waiting.id} and stopped_at is null`.execute(database.owner.db)
    await rembang.as(theSystem, night, (work) => sendReminders(work))
    const { rows } = await sql<{ not_before: Date }>`select not_before from letter where subject_id = ${waiting.id} and kind = 'pengingat'`.execute(database.owner.db)
    expect(rows.map((row) => row.not_before.toISOString())).toEqual(['2026-01-06T00:00:00.000Z'])
  })
})

describe('a gateway that fails', () => {
  test('is tried again later and later; a number that it will never take is dead at once', async () => {
    const broken = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000011') })
    const wrong = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000012') })
    const { carrier } = standIn((letter) => {
      if (letter.to === '+628400000012') throw new CarrierRefusal('nomor tidak dikenal')
      throw new Error('gerbang mati')
    })
    await deliver(carrier)
    expect((await lettersOf(wrong.id)).map((letter) => [letter.state, letter.lastError])).toEqual([['dead', 'nomor tidak dikenal']])
    expect((await lettersOf(broken.id)).map((letter) => [letter.state, letter.attempts, letter.lastError])).toEqual([['queued', 1, 'gerbang mati']])
    const mended = standIn()
    expect(await deliver(mended.carrier, later(mondayMorning, 1.5))).toBe(0)
    await deliver(mended.carrier, later(mondayMorning, 3))
    expect(mended.handed.map((letter) => letter.to)).toContain('+628400000011')
    expect((await lettersOf(broken.id)).map((letter) => letter.state)).toEqual(['sent'])
  })

  test('is given up after twelve tries, and an administrator can send the letter once more', async () => {
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000013') })
    const { carrier } = standIn(() => { throw new Error('gerbang mati') })
    let at = mondayMorning
    for (let tries = 0; tries < 20; tries++) {
      at = later(at, 5 * 60)
      await deliver(carrier, at)
    }
    const [letter] = await lettersOf(ticket.id)
    expect([letter?.state, letter?.attempts]).toEqual(['dead', 12])
    expect(await rembang.as(theSystem, at, (work) => resendLetter(work, letter!.id))).toBe(true)
    const mended = standIn()
    await deliver(mended.carrier, later(at, 1))
    expect(mended.handed.map((one) => one.id)).toContain(letter!.id)
  })

  test('a letter whose worker died in the middle is sent again after the gateway had its time to report it', async () => {
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000014') })
    await sql`update letter set state = 'sending', attempts = 1, lease_until = ${later(mondayMorning, 1)} where subject_id = ${ticket.id}`.execute(database.owner.db)
    const { carrier, handed } = standIn()
    await deliver(carrier, later(mondayMorning, 1.5))
    expect(handed).toEqual([])
    await deliver(carrier, later(mondayMorning, 3))
    expect(handed.map((letter) => letter.to)).toEqual(['+628400000014'])
  })

  test('letters of a channel without a gateway wait three days, then are shown as dead', async () => {
    const ticket = await rembang.open('sms-wadul-bupati', { reporterId: await citizenWithPhone('+628400000015') })
    const at = (days: number) => deliverLetters(database, { tenant: 'rembang', carriers: {}, site, now: () => later(mondayMorning, days, 'days') })
    await at(2)
    expect((await lettersOf(ticket.id)).map((letter) => letter.state)).toEqual(['queued'])
    await at(4)
    expect((await lettersOf(ticket.id)).map((letter) => letter.state)).toEqual(['dead'])
  })
})

describe('a code for a new password', () => {
  const phone = '+628400000021'
  const queue = async (at = mondayMorning) => {
    const personId = randomUUID()
    await rembang.as(theSystem, at, (work) => queueCode(work, { personId, phone, code: '407031' }))
    return personId
  }
  const logOf = async (personId: string) => (await rembang.as(theSystem, mondayMorning, (work) => listLetters(work, { size: 100 }))).letters.filter((letter) => letter.owner.id === personId)
  const dump = async () => (await sql<{ text: string }>`select l::text as text from letter l where l.kind = 'kode'`.execute(database.owner.db)).rows.map((row) => row.text).join()

  test('goes at once to the registered number, whatever channels the person uses, and stands nowhere in clear', async () => {
    const night = new Date('2026-01-05T23:30:00+07:00')
    const personId = await queue(night)
    expect(await dump()).not.toMatch(/407031|84000000021/)
    const { carrier, handed } = standIn()
    await deliver(carrier, night)
    expect(handed.filter((letter) => letter.to === phone).map((letter) => letter.text)).toEqual([
      '407031 adalah kode untuk mengganti kata sandi Anda di Pemerintah Kabupaten Rembang. Berlaku 10 menit. Jangan berikan kepada siapa pun, termasuk petugas.',
    ])
    expect((await logOf(personId)).map((letter) => [letter.state, letter.masked, letter.text.slice(0, 17)])).toEqual([['sent', '+62840••••021', '•••••• adalah kod']])
    expect((await sql`select 1 from letter where kind = 'kode' and sealed is not null`.execute(database.owner.db)).rows).toEqual([])
  })

  test('is tried again while it counts, then given up with what was sealed; a gateway’s words never show it, and nobody sends it again', async () => {
    const personId = await queue()
    const { carrier } = standIn((letter) => { if (letter.to === phone) throw new Error(`menolak "${letter.text}"`) })
    await deliver(carrier, later(mondayMorning, 1))
    const [waiting] = await logOf(personId)
    expect([waiting?.state, waiting?.attempts, waiting?.lastError?.slice(0, 15)]).toEqual(['queued', 1, 'menolak "••••••'])
    await deliver(standIn().carrier, later(mondayMorning, 10))
    const [dead] = await logOf(personId)
    expect([dead?.state, dead?.lastError]).toEqual(['dead', 'kode sudah tidak berlaku'])
    expect(await dump()).not.toContain('407031')
    expect((await sql`select 1 from letter where kind = 'kode' and sealed is not null`.execute(database.owner.db)).rows).toEqual([])
    expect(await rembang.as(theSystem, mondayMorning, (work) => resendLetter(work, dead!.id))).toBe(false)
  })

  test('that a gateway will never take is forgotten at once', async () => {
    const personId = await queue()
    await deliver(standIn((letter) => { if (letter.to === phone) throw new CarrierRefusal('nomor tidak dikenal') }).carrier)
    expect((await logOf(personId)).map((letter) => letter.state)).toEqual(['dead'])
    expect((await sql`select 1 from letter where kind = 'kode' and sealed is not null`.execute(database.owner.db)).rows).toEqual([])
  })
})

test('eight workers at once send 400 letters, each exactly once', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => citizenWithPhone(`+62840000${String(1000 + n)}`)))
  for (let n = 0; n < 400; n++) await rembang.open('sms-wadul-bupati', { reporterId: people[n % 20]! })
  const { carrier, handed } = standIn()
  await Promise.all(Array.from({ length: 8 }, () => deliver(carrier)))
  const mine = handed.filter((letter) => letter.to.startsWith('+628400001'))
  expect(mine).toHaveLength(400)
  expect(new Set(mine.map((letter) => letter.id)).size).toBe(400)
})

test('addresses stand nowhere in clear', async () => {
  await citizenWithPhone('+628477777777')
  const { rows } = await sql<{ text: string }>`select c::text as text from contact c union all select l::text from letter l`.execute(database.owner.db)
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter((row) => row.text.includes('8477777777'))).toEqual([])
})
