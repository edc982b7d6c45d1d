import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { openDatabase } from '../../kernel/database.ts'
import { makeLog } from '../../kernel/log.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { makeAccess } from '../../domains/access/index.ts'
import { queueReply, saveContact } from '../../domains/messages/index.ts'
import { type FixtureTenant, loadFixtureTenant, mondayMorning, tenantFolders } from '../../domains/tickets/fixture-tenant.ts'
import { makeServer } from '../server.ts'
import type { WebOptions } from '../web-context.ts'

let database: TestDatabase
let rembang: FixtureTenant
let folder: string
let app: FastifyInstance

function options(): WebOptions {
  return {
    resources: database, access: makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost' }), dataFolder: folder, baseHost: 'localhost', https: false, trustProxy: false,
    requestsPerMinute: 5, log: makeLog('silent'), now: () => mondayMorning,
    gateways: {
      kannelToken: (tenant) => (tenant === 'rembang' ? 'kunci-rekaan' : undefined),
      whatsapp: (tenant) => (tenant === 'rembang' ? { verifyToken: 'kata-rekaan', appSecret: 'rahasia-rekaan', phoneNumberId: '100200300' } : undefined),
    },
  }
}

async function serve(over: Partial<WebOptions> = {}): Promise<FastifyInstance> {
  return await makeServer({ ...options(), ...over })
}

beforeAll(async () => {
  database = await makeTestDatabase()
  rembang = await loadFixtureTenant(database, tenantFolders.find((one) => one.endsWith('rembang'))!)
  folder = mkdtempSync(join(tmpdir(), 'tanggap-'))
  app = await serve()
})
afterAll(async () => {
  await app.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const door = '/gerbang/kannel/masuk?kabupaten=rembang&kunci=kunci-rekaan'
const incoming = async (providerId: string) => (await rembang.as(theSystem, mondayMorning, (work) => sql<{ text: string; state: string; received_at: Date; channel: string }>`
  select text, state, received_at, channel from incoming where provider_id = ${providerId}`.execute(work.db))).rows
let letters = 0
async function letter(): Promise<string> {
  const key = `uji/${++letters}`
  return await rembang.as(theSystem, mondayMorning, async (work) => {
    const owner = { kind: 'ticket', id: `01956789-0000-7000-8000-${String(letters).padStart(12, '0')}` } as const
    await saveContact(work, owner, { channel: 'sms', address: '+628400000501' })
    await queueReply(work, { owner, channel: 'sms', text: 'Halo', key })
    return (await sql<{ id: string }>`update letter set state = 'sent' where idempotency_key = ${key} returning id`.execute(work.db)).rows[0]!.id
  })
}
const stateOf = async (id: string) => (await rembang.as(theSystem, mondayMorning, (work) => sql<{ state: string; last_error: string | null }>`select state, last_error from letter where id = ${id}`.execute(work.db))).rows[0]

describe('the door for Kannel', () => {
  test.each([
    ['a wrong token', '/gerbang/kannel/masuk?kabupaten=rembang&kunci=kunci-rekaaN&from=1&text=x&id=1', 403],
    ['no token', '/gerbang/kannel/masuk?kabupaten=rembang&from=1&text=x&id=1', 403],
    ['a tenant without a gateway', '/gerbang/kannel/masuk?kabupaten=bengkalis&kunci=kunci-rekaan&from=1&text=x&id=1', 404],
    ['no tenant', '/gerbang/kannel/masuk?kunci=kunci-rekaan&from=1&text=x&id=1', 404],
    ['a tenant that is no name', '/gerbang/kannel/masuk?kabupaten=%27%3B--&kunci=kunci-rekaan&from=1&text=x&id=1', 404],
    ['no sender', `${door}&text=x&id=1`, 422],
    ['no id', `${door}&from=%2B628400000601&text=x`, 422],
    ['a report with a wrong token', '/gerbang/kannel/laporan?kabupaten=rembang&kunci=x&surat=01956789-0000-7000-8000-000000000001&jenis=1', 403],
  ])('stays shut for %s', async (_name, url, status) => {
    const answer = await app.inject(url)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('text/plain')
    expect((await rembang.as(theSystem, mondayMorning, (work) => sql`select from incoming where provider_id = 'kannel/1'`.execute(work.db))).rows).toEqual([])
  })

  test('stays shut for another machine, also with the right token', async () => {
    expect((await app.inject({ url: `${door}&from=%2B628400000602&text=halo&id=jauh`, remoteAddress: '203.0.113.9' })).statusCode).toBe(403)
    expect((await app.inject({ url: `${door}&from=%2B628400000602&text=halo&id=jauh`, remoteAddress: '203.0.113.9', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(403)
    expect((await app.inject({ url: `${door}&from=%2B628400000602&text=halo&id=dekat`, remoteAddress: '::ffff:127.0.0.1' })).statusCode).toBe(200)
  })

  test('does not exist where no gateway was set', async () => {
    const { gateways: _, ...without } = options()
    const plain = await makeServer(without)
    expect((await plain.inject(`${door}&from=%2B628400000603&text=x&id=1`)).statusCode).toBe(404)
    expect((await plain.inject({ method: 'POST', url: '/gerbang/whatsapp?kabupaten=rembang', headers: { 'content-type': 'application/json' }, payload: '{}' })).statusCode).toBe(404)
    await plain.close()
  })

  test('keeps what came, answers with nothing to be sent back, and knows it when it comes again', async () => {
    for (let n = 0; n < 2; n++) {
      const answer = await app.inject(`${door}&from=%2B628400000604&to=1708&text=jalan+rusak+di+Sulang&time=${Math.floor(mondayMorning.getTime() / 1000) - 120}&id=abc&coding=0&charset=UTF-8&smsc=uji`)
      expect([answer.statusCode, answer.body]).toEqual([200, ''])
    }
    expect(await incoming('kannel/abc')).toEqual([{ text: 'jalan rusak di Sulang', state: 'done', channel: 'sms', received_at: new Date(mondayMorning.getTime() - 120_000) }])
  })

  test('is found by the host of the tenant too', async () => {
    expect((await app.inject({ url: '/gerbang/kannel/masuk?kunci=kunci-rekaan&from=%2B628400000605&text=banjir+di+Lasem&id=host', headers: { host: 'rembang.localhost:3000' } })).statusCode).toBe(200)
    expect(await incoming('kannel/host')).toHaveLength(1)
  })

  test.each([
    ['windows-1252', 'text=Las%E9m+%93banjir%94&charset=WINDOWS-1252&coding=0', 'Lasém “banjir”'],
    ['UCS-2 without a name', 'text=%00L%00a%00s%00%E9%00m&coding=2', 'Lasém'],
    ['a character set that nobody knows', 'text=Las%C3%A9m&charset=8-BIT&coding=1', 'Lasém'],
    ['bytes of no character set', 'text=Las%E9m&coding=0', 'Lasém'],
    ['a NUL and half of an emoji', 'text=%00%ED%A0%BDbanjir%00+di+Sulang&charset=UTF-8', '���banjir di Sulang'],
    ['a percent sign that says nothing', 'text=naik+50%+di+Sulang%2', 'naik 50% di Sulang%2'],
  ])('reads %s', async (name, query, text) => {
    const id = encodeURIComponent(name)
    expect((await app.inject(`${door}&from=%2B628400000606&id=${id}&${query}`)).statusCode).toBe(200)
    expect((await incoming(`kannel/${name}`)).map((row) => row.text)).toEqual([text])
  })

  test('a moment that lies ahead, or is none, counts as now', async () => {
    for (const [id, time] of [['besok', Math.floor(mondayMorning.getTime() / 1000) + 86_400], ['nol', 0], ['kata', 'kemarin']]) {
      await app.inject(`${door}&from=%2B628400000607&text=lampu+mati+di+${id}&id=${id}&time=${time}`)
      expect((await incoming(`kannel/${id}`))[0]!.received_at).toEqual(mondayMorning)
    }
  })

  test('takes more messages a minute than a browser may ask for', async () => {
    for (let n = 0; n < 20; n++) expect((await app.inject(`${door}&from=%2B6284000007${String(n).padStart(2, '0')}&text=ok&id=banyak${n}`)).statusCode).toBe(200)
  })

  test('asks Kannel to try again while the database is away', async () => {
    const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/nothing', 1)
    const away = await serve({ resources: { ...database, db: nowhere.db } })
    expect((await away.inject(`${door}&from=%2B628400000608&text=x&id=putus`)).statusCode).toBe(503)
    await away.close()
    await nowhere.db.destroy()
    expect(await incoming('kannel/putus')).toEqual([])
  })

  test('a report changes the letter: on its way, delivered, or dead with the reason; never back', async () => {
    const report = async (id: string, kind: number) => await app.inject(`/gerbang/kannel/laporan?kunci=kunci-rekaan&kabupaten=rembang&surat=${id}&jenis=${kind}`)
    const [one, two, three] = [await letter(), await letter(), await letter()]
    for (const kind of [4, 8, 1, 8, 2]) expect((await report(one, kind)).statusCode).toBe(200)
    expect(await stateOf(one)).toEqual({ state: 'delivered', last_error: null })
    await report(two, 2)
    expect(await stateOf(two)).toEqual({ state: 'dead', last_error: 'operator: tidak sampai ke ponsel' })
    await report(three, 16)
    expect(await stateOf(three)).toEqual({ state: 'dead', last_error: 'operator menolak pesan ini' })
    for (const id of ['01956789-0000-7000-8000-00000000ffff', 'x', "';--"]) expect((await report(encodeURIComponent(id), 1)).statusCode).toBe(200)
  })
})

describe('the door for WhatsApp (payload shapes of the Cloud API’s documentation, no real service)', () => {
  const post = async (body: unknown, secret = 'rahasia-rekaan') => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    return await app.inject({
      method: 'POST', url: '/gerbang/whatsapp?kabupaten=rembang', payload, remoteAddress: '203.0.113.9',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}` },
    })
  }
  const value = (inside: object, phone = '100200300') => ({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '628400000900', phone_number_id: phone }, ...inside } }] }],
  })
  const message = (id: string, content: object) => value({ contacts: [{ profile: { name: 'Contoh' }, wa_id: '628400000801' }], messages: [{ from: '628400000801', id, timestamp: String(Math.floor(mondayMorning.getTime() / 1000) - 5), ...content }] })

  test('answers the verification with the challenge, and only to the agreed word', async () => {
    const ask = (word: string) => app.inject(`/gerbang/whatsapp?kabupaten=rembang&hub.mode=subscribe&hub.verify_token=${word}&hub.challenge=1158201444`)
    expect([(await ask('kata-rekaan')).body, (await ask('lain')).statusCode]).toEqual(['1158201444', 403])
  })

  test('takes nothing that is not signed with the app’s secret', async () => {
    expect((await post(message('wamid.palsu', { type: 'text', text: { body: 'jalan rusak di Sulang' } }), 'lain')).statusCode).toBe(403)
    const unsigned = await app.inject({ method: 'POST', url: '/gerbang/whatsapp?kabupaten=rembang', payload: '{}', headers: { 'content-type': 'application/json' } })
    expect(unsigned.statusCode).toBe(403)
    expect(await incoming('wamid.palsu')).toEqual([])
  })

  test('a text becomes a ticket, once, and is answered on WhatsApp', async () => {
    const body = message('wamid.1', { type: 'text', text: { body: 'Jalan rusak di desa Sulang' } })
    expect([(await post(body)).statusCode, (await post(body)).statusCode]).toEqual([200, 200])
    expect(await incoming('wamid.1')).toEqual([{ text: 'Jalan rusak di desa Sulang', state: 'done', channel: 'whatsapp', received_at: new Date(mondayMorning.getTime() - 5000) }])
    const { rows } = await rembang.as(theSystem, mondayMorning, (work) => sql<{ channel: string; kind: string }>`
      select l.channel, l.kind from letter l join ticket t on t.id = l.subject_id where t.channel = 'whatsapp'`.execute(work.db))
    expect(rows).toEqual([{ channel: 'whatsapp', kind: 'diterima' }])
  })

  test.each([
    ['a button', { type: 'button', button: { text: 'BANTUAN', payload: 'x' } }, 'BANTUAN'],
    ['a choice', { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Ya' } } }, 'Ya'],
    ['a place', { type: 'location', location: { latitude: -6.7, longitude: 111.3, name: 'Pasar Sulang' } }, 'Lokasi: Pasar Sulang, -6.7, 111.3'],
    ['a picture with words', { type: 'image', image: { id: '9', mime_type: 'image/jpeg', sha256: 'x', caption: 'Lubang di Sulang' } }, 'Lubang di Sulang\n(Pengirim menyertakan foto lewat WhatsApp; tidak ikut tersimpan.)'],
    ['a sticker', { type: 'sticker', sticker: { id: '9' } }, ''],
  ])('reads %s', async (name, content, text) => {
    expect((await post(message(`wamid.${name}`, content))).statusCode).toBe(200)
    expect((await incoming(`wamid.${name}`)).map((row) => row.text)).toEqual([text])
  })

  test('leaves out reactions, and what is for another number', async () => {
    await post(message('wamid.reaksi', { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }))
    await post(value({ messages: [{ from: '628400000801', id: 'wamid.lain', timestamp: '1', type: 'text', text: { body: 'halo' } }] }, '999'))
    expect([...(await incoming('wamid.reaksi')), ...(await incoming('wamid.lain'))]).toEqual([])
  })

  test('reports change the letter that they name', async () => {
    const [one, two] = [await letter(), await letter()]
    const status = (id: string, state: string, over: object = {}) => post(value({ statuses: [{ id: 'wamid.x', status: state, timestamp: '1', recipient_id: '628400000801', biz_opaque_callback_data: id, ...over }] }))
    for (const state of ['sent', 'delivered', 'read']) expect((await status(one, state)).statusCode).toBe(200)
    await status(two, 'failed', { errors: [{ code: 131026, title: 'Message undeliverable' }] })
    expect([await stateOf(one), await stateOf(two)]).toEqual([{ state: 'delivered', last_error: null }, { state: 'dead', last_error: 'WhatsApp: 131026 Message undeliverable' }])
  })

  test.each(['', '{', '[]', '{"entry":1}', 'null', '"x"'])('answers nonsense (%s) with a plain no', async (body) => {
    expect((await post(body)).statusCode).toBe(422)
  })
})
