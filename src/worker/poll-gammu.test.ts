import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { theSystem } from '../kernel/actor.ts'
import { makeLog } from '../kernel/log.ts'
import { makeTestDatabase, type TestDatabase } from '../kernel/testing.ts'
import { deliverLetters, makeGammuCarrier, queueReply, saveContact } from '../domains/messages/index.ts'
import { type FixtureTenant, loadFixtureTenant, tenantFolders } from '../domains/tickets/fixture-tenant.ts'
import { readInbox } from '../domains/tickets/index.ts'
import { type Gammu, gammuIsHere, startGammu } from './fixture-gammu.ts'
import { startGammuPoller } from './poll-gammu.ts'

const reason = gammuIsHere ? '' : ' (left out: Debian’s gammu and gammu-smsd are not installed)'

describe.skipIf(!gammuIsHere)(`a real gammu-smsd with its dummy telephone${reason}`, () => {
  let database: TestDatabase
  let rembang: FixtureTenant
  let gammu: Gammu
  let carrier: ReturnType<typeof makeGammuCarrier>
  let poller: ReturnType<typeof startGammuPoller>
  const start = new Date('2026-01-05T10:00:00+07:00').getTime() - performance.now()
  const now = () => new Date(start + performance.now())

  beforeAll(async () => {
    database = await makeTestDatabase()
    rembang = await loadFixtureTenant(database, tenantFolders.find((one) => one.endsWith('rembang'))!)
    gammu = await startGammu(inject('clusterUrl'))
    carrier = makeGammuCarrier({ url: gammu.url })
    poller = startGammuPoller({ resources: database, tenant: 'rembang', url: gammu.url, log: makeLog('silent'), now, every: 50 })
  })
  afterAll(async () => {
    await poller?.stop()
    await carrier?.close()
    await gammu?.stop()
    await database?.close()
  })

  const until = async <T>(ask: () => Promise<T | undefined>): Promise<T> => await expect.poll(ask, { timeout: 30_000, interval: 50 }).toBeTruthy().then(async () => (await ask())!)
  const deliver = () => deliverLetters(database, { tenant: 'rembang', carriers: { sms: carrier }, now, site: 'https://rembang.tanggap.example' })
  const inbox = async () => (await rembang.as(rembang.officer('admin-portal.dinkominfo'), now(), (work) => readInbox(work, { view: 'giliran', size: 100 }))).rows
  const stateOf = async (key: string) => (await rembang.as(theSystem, now(), (work) => sql<{ state: string }>`select state from letter where idempotency_key = ${key}`.execute(work.db))).rows[0]?.state

  test('an SMS to the modem becomes a ticket, and its row is marked', async () => {
    gammu.say('+628400000201', 'Jalan rusak di desa Sulang')
    const row = await until(async () => (await inbox()).find((one) => one.title === 'Jalan rusak di desa Sulang'))
    expect(row.number).toMatch(/^\d{3}-\d{3}-\d{3}$/)
    await until(async () => (await gammu.pool.query('select from inbox where "Processed"')).rowCount === 1 || undefined)
  })

  test('a long SMS in several parts is one ticket with the whole text', async () => {
    const text = `Sampah menumpuk di pasar Sulang. ${'Baunya sangat mengganggu warga. '.repeat(8)}Mohon diangkut.`
    gammu.say('+628400000202', text)
    const row = await until(async () => (await inbox()).find((one) => one.title.startsWith('Sampah menumpuk')))
    const { rows } = await rembang.as(theSystem, now(), (work) => sql<{ story: string }>`select submitted ->> 'uraian' as story from ticket where id = ${row.id}`.execute(work.db))
    expect(rows[0]!.story).toBe(text)
    expect((await gammu.pool.query('select from inbox where "UDH" <> \'\'')).rowCount).toBeGreaterThan(1)
  })

  test('the receipt leaves through gammu, and what it says of it is kept', async () => {
    while ((await deliver()) > 0);
    const sent = await until(async () => (await gammu.pool.query<{ TextDecoded: string }>('select "TextDecoded" from sentitems where "DestinationNumber" = $1 and "SequencePosition" = 1', ['+628400000201'])).rows[0])
    expect(sent.TextDecoded).toMatch(/^Laporan Anda kami terima dengan nomor \d{3}-\d{3}-\d{3}\./)
  })

  test('a letter tried again lies in gammu’s outbox once; one in three parts leaves in three, and beyond the small alphabet too', async () => {
    const texts = { lama: `Jawaban: ${'jalan sudah ditambal oleh tim. '.repeat(13)}Selesai.`, lain: `Jawaban: ${'saluran 🙂 '.repeat(10)}Selesai.` }
    for (const [at, [key, text]] of Object.entries(texts).entries()) {
      const owner = { kind: 'ticket', id: `01956789-0000-7000-8000-0000000000c${at}` } as const
      await rembang.as(theSystem, now(), async (work) => {
        await saveContact(work, owner, { channel: 'sms', address: `+62840000030${at}` })
        await queueReply(work, { owner, channel: 'sms', text, key: `uji/${key}` })
      })
    }
    await deliver()
    const { rows } = await rembang.as(theSystem, now(), (work) => sql<{ id: string; key: string; text: string }>`select id, idempotency_key as key, text from letter where idempotency_key like 'uji/%'`.execute(work.db))
    for (const { id, text } of rows) for (let attempt = 2; attempt < 4; attempt++) await carrier.send({ tenant: 'rembang', id, to: '+628400000300', title: '', text, attempt })
    for (const [key, text] of Object.entries(texts)) {
      const { id } = rows.find((row) => row.key === `uji/${key}`)!
      const parts = await until(async () => {
        const found = await gammu.pool.query<{ text: string; coding: string; header: string }>('select "TextDecoded" as text, "Coding" as coding, "UDH" as header from sentitems where "CreatorID" = $1 order by "SequencePosition"', [id])
        return found.rows.length === (key === 'lama' ? 3 : 2) ? found.rows : undefined
      })
      expect(parts.map((part) => part.text).join('')).toBe(text)
      expect(new Set(parts.map((part) => part.coding))).toEqual(new Set([key === 'lama' ? 'Default_No_Compression' : 'Unicode_No_Compression']))
      expect(parts.map((part) => part.header.slice(0, 6))).toEqual(parts.map(() => '050003'))
      await until(async () => ['sent', 'delivered'].includes((await stateOf(`uji/${key}`))!) || undefined)
    }
  })

  test('what the modem could not send is a dead letter with the reason', async () => {
    const owner = { kind: 'ticket', id: '01956789-0000-7000-8000-0000000000d1' } as const
    await rembang.as(theSystem, now(), async (work) => {
      await saveContact(work, owner, { channel: 'sms', address: '+628400000401' })
      await queueReply(work, { owner, channel: 'sms', text: 'Halo', key: 'uji/gagal' })
    })
    await deliver()
    await until(async () => (await gammu.pool.query('select from sentitems where "DestinationNumber" = \'+628400000401\'')).rowCount === 1 || undefined)
    // The dummy telephone sends everything; what a real one reports we write ourselves.
    await gammu.pool.query('update sentitems set "Status" = \'SendingError\' where "DestinationNumber" = \'+628400000401\'')
    await until(async () => (await stateOf('uji/gagal')) === 'dead' || undefined)
  })
})
