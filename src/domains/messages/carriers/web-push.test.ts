import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { theSystem } from '../../../kernel/actor.ts'
import { keptPushKeys, type PushKeys } from '../../../kernel/push-keys.ts'
import { databaseForThisTest } from '../../../kernel/testing.ts'
import { inWork } from '../../../kernel/work.ts'
import { readTenant, saveTenant } from '../../organisation/index.ts'
import { CarrierRefusal, type Letter } from '../carrier.ts'
import { contactsOf, saveContact } from '../contact.ts'
import { deliverLetters } from '../deliver-letters.ts'
import { readVapid, startPushService } from './push-service-testing.ts'
import { makeWebPushCarrier, pushPayload } from './web-push.ts'

const subject = 'mailto:layanan@contoh.example'

function newKeys(): PushKeys {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-push-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return keptPushKeys(folder)
}

function letterTo(to: object, over: Partial<Letter> = {}): Letter {
  return {
    tenant: 'rembang', id: '019b0000-0000-7000-8000-000000000001', to: JSON.stringify(to), attempt: 1, title: 'Giliran Anda: tiket 482-109-375',
    text: 'Lampu jalan padam menunggu jawaban. https://rembang.tanggap.example/kotak-masuk/482-109-375', ...over,
  }
}

test('a message arrives sealed for the device, signed with the key of this installation, and opens to title, text and place', async () => {
  const service = await startPushService()
  const keys = newKeys()
  const handover = await makeWebPushCarrier(keys, subject).send(letterTo(service.subscription))
  expect(handover).toEqual({ state: 'sent', providerId: '/message/1' })
  const { headers, body } = service.received[0]!
  expect(body.toString('latin1')).not.toContain('Lampu')
  expect(JSON.parse(service.open(body))).toEqual({
    title: 'Giliran Anda: tiket 482-109-375', text: 'Lampu jalan padam menunggu jawaban.', url: 'https://rembang.tanggap.example/kotak-masuk/482-109-375',
  })
  expect(headers).toMatchObject({ ttl: '86400', urgency: 'high', topic: '019b0000000070008000000000000001', 'content-encoding': 'aes128gcm' })
  const vapid = readVapid(headers.authorization)
  expect(vapid.key).toBe(keys.publicKey)
  expect(vapid.claims).toMatchObject({ aud: service.origin, sub: subject })
  const hours = (Number(vapid.claims.exp) - Date.now() / 1000) / 3600
  expect(hours).toBeGreaterThan(1)
  expect(hours).toBeLessThanOrEqual(24)
})

test('the signature of other keys is not taken for ours', async () => {
  const service = await startPushService()
  await makeWebPushCarrier(newKeys(), subject).send(letterTo(service.subscription))
  const header = service.received[0]!.headers.authorization!
  expect(() => readVapid(header.replace(/k=\S+/, `k=${newKeys().publicKey}`))).toThrow('the signature is wrong')
})

test('a long letter is shortened to what one push message can hold', async () => {
  const service = await startPushService()
  const long = letterTo(service.subscription, { title: '😀'.repeat(1000), text: `${'Jalan rusak. '.repeat(400)}https://rembang.tanggap.example/t/482109375` })
  await makeWebPushCarrier(newKeys(), subject).send(long)
  const { body } = service.received[0]!
  expect(body.length).toBeLessThanOrEqual(4096)
  const { text, url } = JSON.parse(service.open(body)) as { text: string; url: string }
  expect(text).toMatch(/^Jalan rusak\. .*…$/)
  expect(url).toBe('https://rembang.tanggap.example/t/482109375')
})

test('a letter without a link opens the front page', () => {
  expect(pushPayload({ title: 'Ringkasan pagi', text: 'Tiga tiket menunggu.' })).toEqual({ title: 'Ringkasan pagi', text: 'Tiga tiket menunggu.', url: '/' })
})

test('a device that has gone is refused for good; a service in trouble is tried again', async () => {
  const service = await startPushService()
  const carrier = makeWebPushCarrier(newKeys(), subject)
  const failure = async (status: number) => {
    service.answer(status, 'because')
    return await carrier.send(letterTo(service.subscription)).catch((error: unknown) => error)
  }
  for (const status of [404, 410]) expect(await failure(status)).toMatchObject({ name: 'CarrierRefusal', addressGone: true })
  for (const status of [400, 413]) expect(await failure(status)).toMatchObject({ name: 'CarrierRefusal', addressGone: false })
  for (const status of [301, 403, 429, 500, 503]) {
    const error = await failure(status)
    expect(error).not.toBeInstanceOf(CarrierRefusal)
    expect((error as Error).message).toBe(`layanan push menjawab ${status}: because`)
  }
})

test('keys that no device has are refused before anything is sent', async () => {
  const service = await startPushService()
  const broken = { ...service.subscription, keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) } }
  await expect(makeWebPushCarrier(newKeys(), subject).send(letterTo(broken))).rejects.toMatchObject({ addressGone: true })
  expect(service.received).toEqual([])
})

test('a subject that no push service takes stops the start', () => {
  expect(() => makeWebPushCarrier(newKeys(), 'layanan')).toThrow()
})

test('the subscription of a device that has gone is forgotten with its first letter; other devices stay', async () => {
  const database = await databaseForThisTest()
  const now = new Date('2026-02-02T09:00+07:00')
  await saveTenant(database.owner.db, readTenant(readFileSync('tenants/rembang/tenant.yaml', 'utf8'), 'tenant.yaml').tenant!, now)
  const owner = { kind: 'officer' as const, id: '019b0000-0000-7000-8000-000000000009' }
  const service = await startPushService()
  service.answer(410)
  const order = { tenant: 'rembang', actor: theSystem, now }
  await inWork(database, order, async (work) => {
    await saveContact(work, owner, { channel: 'push', address: JSON.stringify(service.subscription), slot: 'one' })
    await saveContact(work, owner, { channel: 'push', address: JSON.stringify(service.subscription), slot: 'two' })
    await sql`
      insert into letter (tenant_id, id, kind, channel, owner_kind, owner_id, slot, title, text, idempotency_key, queued_at, not_before)
      values ('rembang', uuid_at(${now}), 'tugas', 'push', 'officer', ${owner.id}, 'one', 'Judul', 'Isi', 'x', ${now}, ${now})`.execute(work.db)
  })
  const carriers = { push: makeWebPushCarrier(newKeys(), subject) }
  expect(await deliverLetters(database, { tenant: 'rembang', carriers, now: () => now, site: 'https://rembang.tanggap.example' })).toBe(1)
  const left = await inWork(database, order, (work) => contactsOf(work, owner))
  expect(left.map((contact) => contact.slot)).toEqual(['two'])
  const { rows } = await sql`select state, last_error from letter`.execute(database.owner.db)
  expect(rows).toEqual([{ state: 'dead', last_error: 'perangkat ini sudah tidak menerima pemberitahuan' }])
})
