import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeLog } from '../../kernel/log.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { makeAccess } from '../../domains/access/index.ts'
import { type Carriers, deliverLetters, makeKannelCarrier, queueReply, saveContact } from '../../domains/messages/index.ts'
import { type FixtureTenant, loadFixtureTenant, tenantFolders } from '../../domains/tickets/fixture-tenant.ts'
import { findTicket, readInbox } from '../../domains/tickets/index.ts'
import { makeServer } from '../server.ts'
import { freePort, type Kannel, kannelIsHere, startKannel, until } from './fixture-kannel.ts'

const reason = kannelIsHere ? '' : ' (left out: Debian’s kannel and kannel-extras are not installed)'

describe.skipIf(!kannelIsHere)(`a real Kannel with fakesmsc as the operator${reason}`, () => {
  let database: TestDatabase
  let rembang: FixtureTenant
  let app: FastifyInstance
  let kannel: Kannel
  let carriers: Carriers
  let folder: string
  // A Monday in office hours that goes on as real time does; a test may jump ahead.
  let start = new Date('2026-01-05T10:00:00+07:00').getTime() - performance.now()
  const now = () => new Date(start + performance.now())
  const heard: { url: string; at: number }[] = []

  beforeAll(async () => {
    database = await makeTestDatabase()
    rembang = await loadFixtureTenant(database, tenantFolders.find((one) => one.endsWith('rembang'))!)
    folder = mkdtempSync(join(tmpdir(), 'tanggap-'))
    app = await makeServer({
      resources: database, access: makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost' }), dataFolder: folder, baseHost: 'localhost', https: false, trustProxy: false,
      requestsPerMinute: 60, log: makeLog('silent'), now, gateways: { kannelToken: (tenant) => (tenant === 'rembang' ? 'kunci-rekaan' : undefined), whatsapp: () => undefined },
    })
    const port = await freePort()
    await app.listen({ port, host: '127.0.0.1' })
    app.server.prependListener('request', (request) => heard.push({ url: request.url ?? '', at: performance.now() }))
    const door = `http://127.0.0.1:${port}/gerbang/kannel`
    kannel = await startKannel(`${door}/masuk?kabupaten=rembang&kunci=kunci-rekaan`)
    carriers = { sms: makeKannelCarrier({ url: kannel.sendsms, username: 'tanggap', password: 'rahasia', from: '1708', reportUrl: `${door}/laporan?kunci=kunci-rekaan` }) }
  })
  afterAll(async () => {
    await kannel?.stop()
    await app?.close()
    await database?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const deliver = async () => await deliverLetters(database, { tenant: 'rembang', carriers, now, site: 'https://rembang.tanggap.example' })
  const inbox = async () => (await rembang.as(rembang.officer('admin-portal.dinkominfo'), now(), (work) => readInbox(work, { view: 'giliran', size: 100 }))).rows
  const inInbox = async (title: string) => await until(async () => (await inbox()).find((row) => row.title === title))
  const states = async () => {
    const { rows } = await rembang.as(theSystem, now(), (work) => sql<{ state: string; n: number }>`select state, count(*)::int as n from letter group by state order by state`.execute(work.db))
    return Object.fromEntries(rows.map((row) => [row.state, row.n]))
  }

  test('an SMS is a ticket on the officer’s screen within a second of the gateway’s call; the receipt leaves as SMS and its delivery is known', async () => {
    const before = heard.length
    await kannel.say('+628400000101 1708 text LAPOR jalan Pemuda berlubang di depan pasar')
    const row = await inInbox('jalan Pemuda berlubang di depan pasar')
    const call = heard.slice(before).find(({ url }) => url.startsWith('/gerbang/kannel/masuk'))!
    const took = performance.now() - call.at
    process.stdout.write(`\nfrom the gateway's call to the officer's inbox: ${took.toFixed(0)} ms\n`)
    expect(took).toBeLessThan(1000)
    await deliver()
    const sms = await until(() => kannel.received.find((one) => one.includes('+628400000101')))
    expect(sms).toMatch(new RegExp(`^1708 \\+628400000101 text Laporan Anda kami terima dengan nomor ${row.number}\\. Simpan nomor ini\\. Lacak: https://rembang\\.tanggap\\.example/t/\\d{9}/[0-9A-Z]{8}$`))
    expect(await until(async () => (await states()).delivered)).toBe(1)
  })

  test('an SMS in any script arrives as it was written', async () => {
    const text = 'Saluran “mampet” di Lasém 😀 ꦲ'
    await kannel.say(`+628400000102 1708 ucs2 ${[...Buffer.from(text, 'utf16le').swap16()].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`)
    expect((await inInbox(text)).title).toBe(text)
  })

  test('a message in three parts that come in disorder is one ticket', async () => {
    const parts = [`Sampah menumpuk di depan pasar Sulang ${'sejak lama '.repeat(8)}`, `dan baunya sangat mengganggu ${'sekali '.repeat(12)}`, 'Mohon segera diangkut.']
    for (const no of [2, 1, 3]) await kannel.say(`+628400000103 1708 udh-text %05%00%03%4D%03%0${no} ${parts[no - 1]}`)
    const row = await until(async () => (await inbox()).find((one) => one.title.startsWith('Sampah menumpuk')))
    const ticket = await rembang.as(theSystem, now(), (work) => findTicket(work, { id: row.id }))
    expect(String(ticket!.submitted.uraian).replace(/\s+/g, ' ')).toBe(parts.join('').replace(/\s+/g, ' '))
  })

  test('the answer leaves as SMS in parts that telephones join', async () => {
    const row = await inInbox('jalan Pemuda berlubang di depan pasar')
    let ticket = (await rembang.as(theSystem, now(), (work) => findTicket(work, { id: row.id })))!
    const jawaban = `Jalan Pemuda sudah kami tinjau. ${'Lubang di depan pasar ditambal oleh tim. '.repeat(4)}Terima kasih.`
    for (const [act, by, typed] of [
      ['teruskan', 'admin-portal.dinkominfo', { unit: 'dputaru', kategori: 'jalan' }], ['laporkan', 'pejabat-penghubung.dputaru', {}], ['perintahkan', 'kepala.dputaru', { instruksi: 'Tambal.' }],
      ['selesai-telaah', 'tim-opd.dputaru', { 'hasil-telaah': 'Berlubang.' }], ['laporkan', 'pejabat-penghubung.dputaru', { jawaban }], ['setujui', 'kepala.dputaru', {}],
      ['serahkan', 'pejabat-penghubung.dputaru', { 'tindak-lanjut': 'Ditambal.' }], ['kirim', 'admin-portal.dinkominfo', {}],
    ] as const) ticket = await rembang.act(ticket, act, { by, at: now(), typed })
    while ((await deliver()) > 0);
    const parts = await until(() => {
      const found = kannel.received.filter((one) => one.includes('+628400000101 udh') && /%05%00%03/.test(one))
      return found.length >= 2 && found
    })
    const joined = parts.map((part) => part.replace(/^.* data /, '')).join('').replaceAll('+', ' ')
    expect(decodeURIComponent(joined.replace(/%(?![0-9A-F]{2})/gi, '%25'))).toContain(`Jawaban laporan ${ticket.number}: ${jawaban}`)
  })

  test('a number that no telephone can have is refused for good, and its letter is dead with the reason', async () => {
    const owner = { kind: 'ticket', id: '01956789-0000-7000-8000-0000000000bb' } as const
    await rembang.as(theSystem, now(), async (work) => {
      await saveContact(work, owner, { channel: 'sms', address: 'bukan-nomor-telepon' })
      await queueReply(work, { owner, channel: 'sms', text: 'Halo', key: 'uji/salah' })
    })
    await deliver()
    const { rows } = await rembang.as(theSystem, now(), (work) => sql`select state, last_error from letter where idempotency_key = 'uji/salah'`.execute(work.db))
    expect(rows).toEqual([{ state: 'dead', last_error: 'Kannel: 400 Number(s) has/have been denied by white- and/or black-lists.' }])
  })

  test('smsbox killed in the middle of 200 letters: none is lost, none goes twice', async () => {
    // So that nothing of the tests before is under way.
    await kannel.say('+628400000104 1708 text CEK')
    await until(async () => Object.keys(await states()).every((state) => state !== 'sending'))
    while ((await deliver()) > 0);
    kannel.received.length = 0
    await rembang.as(theSystem, now(), async (work) => {
      for (let n = 0; n < 200; n++) {
        const owner = { kind: 'ticket', id: `01956789-0000-7000-8000-${String(n).padStart(12, '0')}` } as const
        await saveContact(work, owner, { channel: 'sms', address: `+62842${String(1_000_000 + n)}` })
        await queueReply(work, { owner, channel: 'sms', text: `Pesan ke-${n}.`, key: `uji/${n}` })
      }
    })
    const sent = () => kannel.received.filter((one) => one.includes('Pesan ke-'))
    const delivering = (async () => {
      while ((await deliver()) > 0);
    })()
    await until(() => sent().length >= 60)
    await kannel.killSmsbox()
    await delivering
    const failed = (await states()).queued ?? 0
    process.stdout.write(`\nsmsbox killed: ${sent().length} of 200 at the operator, ${failed} letters to be tried again\n`)
    expect(failed).toBeGreaterThan(0)
    await kannel.startSmsbox()
    // What bearerbox holds for smsbox comes now: reports of letters that we do not know to be sent. The second try is a minute away, here a jump.
    await until(async () => /DLR: 0 queued/.test(await kannel.status()))
    await new Promise((done) => setTimeout(done, 1500))
    for (let n = 0; n < 4 && ((await states()).queued ?? 0) > 0; n++) {
      start += 61_000 * 2 ** n
      while ((await deliver()) > 0);
    }
    await until(() => sent().length >= 200)
    await new Promise((done) => setTimeout(done, 1000))
    const counted = Map.groupBy(sent(), (one) => /Pesan ke-(\d+)\./.exec(one)![1]!)
    process.stdout.write(`\nat the operator: ${sent().length} messages, ${counted.size} different\n`)
    expect([sent().length, counted.size]).toEqual([200, 200])
    const { rows } = await rembang.as(theSystem, now(), (work) => sql<{ state: string; n: number }>`
      select case when state in ('sent', 'delivered') then 'sent' else state end as state, count(*)::int as n from letter where idempotency_key like 'uji/%' and idempotency_key <> 'uji/salah' group by 1`.execute(work.db))
    expect(rows).toEqual([{ state: 'sent', n: 200 }])
  })
})
