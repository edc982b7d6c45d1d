import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { databaseForThisTest } from '../kernel/testing.ts'
import { makeLog } from '../kernel/log.ts'
import { phonePhoto } from '../domains/files/fixture-files.ts'
import { writeMail } from '../domains/intake/fixture-mail.ts'
import { loadFixtureTenant, tenantFolders } from '../domains/tickets/fixture-tenant.ts'
import { type Dovecot, hasDovecot, startBrokenLine, startDovecot } from './fixture-dovecot.ts'
import { readImapSettings, startMailFetcher } from './fetch-mail.ts'

test('one address of the environment holds all settings of a mailbox', () => {
  expect(readImapSettings(new URL('imaps://aduan%40rembang.example:ra%2Fhasia@surel.rembang.example'))).toEqual({
    host: 'surel.rembang.example', port: 993, line: 'tls', user: 'aduan@rembang.example', password: 'ra/hasia', mailbox: 'INBOX',
  })
  expect(readImapSettings(new URL('imap://aduan:x@surel.rembang.example/Aduan%20Warga?moveTo=Selesai'))).toMatchObject({ port: 143, line: 'starttls', mailbox: 'Aduan Warga', moveTo: 'Selesai' })
  expect(readImapSettings(new URL('imap://aduan:x@surel.rembang.example?requireTLS=false')).line).toBe('open')
  expect(readImapSettings(new URL('imap://aduan:x@[::1]:1143'))).toMatchObject({ host: '::1', port: 1143, line: 'open' })
})

const rembang = tenantFolders.find((folder) => folder.endsWith('rembang'))!
let users = 0

/** An office with a mailbox of its own on the server, and a fetcher that can be started and stopped. */
async function office(dovecot: Dovecot) {
  const database = await databaseForThisTest()
  await loadFixtureTenant(database, rembang)
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-fetch-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  const user = `aduan${++users}`
  const mailbox = await dovecot.open(user)
  onTestFinished(() => mailbox.close())
  const counted = async () => (await sql<{ kept: number; waiting: number; tickets: number; uploads: number }>`
    select (select count(*)::int from incoming) as kept, (select count(*)::int from incoming where state = 'new') as waiting, (select count(*)::int from ticket) as tickets,
      (select count(*)::int from upload) as uploads`.execute(database.owner.db)).rows[0]!
  return {
    database, dataFolder, user, mailbox, counted,
    start({ port = dovecot.port, folder = dataFolder, query = '' } = {}) {
      const fetcher = startMailFetcher({
        imap: readImapSettings(new URL(dovecot.url(user, port).href + query)), tenant: 'rembang', resources: database, dataFolder: folder, ownAddresses: ['aduan@rembang.example'],
        log: makeLog('silent'), now: () => new Date(), every: 60_000,
      })
      onTestFinished(() => fetcher.stop())
      return fetcher
    },
    post: (raw: Buffer) => mailbox.append('INBOX', raw),
    async unread() {
      await mailbox.noop()
      return ((await mailbox.search({ seen: false }, { uid: true })) || []).length
    },
  }
}

/** Waits until it holds, for ten seconds at most. */
async function until(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > 10_000) throw new Error('it did not come to hold within ten seconds')
    await pause(25)
  }
  return performance.now() - began
}

describe.skipIf(!hasDovecot)(`a mailbox on a real server${hasDovecot ? '' : ' (left out: Debian’s dovecot-imapd is not installed)'}`, () => {
  let dovecot: Dovecot
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot?.stop())

  test('a mail with a photo is a ticket with that photo as soon as the server announces it, and marked as read', async () => {
    const here = await office(dovecot)
    here.start()
    await here.post(writeMail({ text: 'Surat pertama, dari sebelum ini.' }))
    await until(async () => (await here.unread()) === 0)
    await pause(300)
    await here.post(writeMail({ subject: 'Jembatan putus', attachments: [{ name: 'IMG_0001.jpg', type: 'image/jpeg', bytes: await phonePhoto(640, 480) }] }))
    expect(await until(async () => (await here.counted()).tickets === 2)).toBeLessThan(5000)
    await until(async () => (await here.unread()) === 0)
    const { rows } = await sql<{ sha256: string; field: string; title: string; channel: string }>`
      select u.sha256, u.field, t.title, t.channel from upload u join ticket t on t.id = u.attached_to`.execute(here.database.owner.db)
    expect(rows).toMatchObject([{ field: 'lampiran', title: 'Jembatan putus', channel: 'email' }])
    const kept = readFileSync(join(here.dataFolder, 'files', 'rembang', rows[0]!.sha256.slice(0, 2), rows[0]!.sha256.slice(2, 4), rows[0]!.sha256))
    expect([(await sharp(kept).metadata()).exif, kept.includes('Ponsel Contoh')]).toEqual([undefined, false])
  })

  test('a reply continues its ticket', async () => {
    const here = await office(dovecot)
    here.start()
    await here.post(writeMail())
    await until(async () => (await here.unread()) === 0)
    const { rows } = await sql<{ id: string }>`select id from letter where kind = 'diterima' and channel = 'email'`.execute(here.database.owner.db)
    await here.post(writeMail({ text: 'Makin dalam.\n\nOn Mon, 5 Jan 2026 at 10:00, Wadul Bupati <aduan@rembang.example> wrote:\n> Laporan Anda kami terima', headers: { 'In-Reply-To': `<${rows[0]!.id}.rembang@rembang.example>` } }))
    await until(async () => (await here.unread()) === 0)
    const events = await sql<{ text: string }>`select t.text from event e join reporter_text t using (tenant_id, ticket_id, seq) where e.act = 'tambah-keterangan'`.execute(here.database.owner.db)
    expect(events.rows).toEqual([{ text: 'Makin dalam.' }])
    expect((await here.counted()).tickets).toBe(1)
  })

  test('the same mail twice in the mailbox is one ticket, and both are read', async () => {
    const here = await office(dovecot)
    const raw = writeMail({ attachments: [{ name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(320, 240) }] })
    await here.post(raw)
    await here.post(raw)
    here.start()
    await until(async () => (await here.unread()) === 0)
    expect(await here.counted()).toEqual({ kept: 1, waiting: 0, tickets: 1, uploads: 1 })
  })

  test('two fetchers on one mailbox make each ticket once', async () => {
    const here = await office(dovecot)
    for (let n = 0; n < 6; n++) await here.post(writeMail({ from: `warga${n}@surel.example`, text: `Aduan ke-${n}.` }))
    here.start()
    here.start()
    await until(async () => (await here.unread()) === 0 && (await here.counted()).waiting === 0)
    expect(await here.counted()).toMatchObject({ kept: 6, tickets: 6 })
  })

  test('a fetcher that is killed between keeping and marking has lost nothing, and makes nothing twice', async () => {
    const here = await office(dovecot)
    const line = await startBrokenLine(dovecot.port, / STORE /)
    onTestFinished(() => line.close())
    const child = startChild(here, dovecot.url(here.user, line.port))
    await here.post(writeMail({ attachments: [{ name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(320, 240) }] }))
    await line.heldBack
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect([(await here.counted()).kept, await here.unread()]).toEqual([1, 1])
    here.start()
    await until(async () => (await here.unread()) === 0)
    expect(await here.counted()).toEqual({ kept: 1, waiting: 0, tickets: 1, uploads: 1 })
  })

  test('a fetcher that is killed before it has the whole mail has left it in the mailbox', async () => {
    const here = await office(dovecot)
    const line = await startBrokenLine(dovecot.port, /BODY\.PEEK|BINARY\.PEEK/)
    onTestFinished(() => line.close())
    const child = startChild(here, dovecot.url(here.user, line.port))
    await here.post(writeMail())
    await line.heldBack
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect([(await here.counted()).kept, await here.unread()]).toEqual([0, 1])
    here.start()
    await until(async () => (await here.counted()).tickets === 1)
  })

  test('a line that breaks is opened again', async () => {
    const here = await office(dovecot)
    const line = await startBrokenLine(dovecot.port)
    onTestFinished(() => line.close())
    here.start({ port: line.port })
    await here.post(writeMail({ text: 'Sebelum putus.' }))
    await until(async () => (await here.unread()) === 0)
    line.cut()
    await here.post(writeMail({ text: 'Sesudah putus.', from: 'lain@surel.example' }))
    await until(async () => (await here.counted()).tickets === 2)
  })

  test('a mail that cannot be kept stays unread and holds up nobody; later it is taken', async () => {
    const here = await office(dovecot)
    const noFolder = join(here.dataFolder, 'berkas-biasa')
    writeFileSync(noFolder, '')
    const fetcher = here.start({ folder: noFolder })
    await here.post(writeMail({ subject: 'Dengan foto', attachments: [{ name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(320, 240) }] }))
    await here.post(writeMail({ subject: 'Tanpa foto', from: 'lain@surel.example' }))
    await until(async () => (await here.unread()) === 1)
    expect((await here.counted()).tickets).toBe(1)
    await fetcher.stop()
    here.start()
    await until(async () => (await here.unread()) === 0)
    expect(await here.counted()).toMatchObject({ tickets: 2, uploads: 1 })
  })

  test('with a folder to move to, the mailbox is empty afterwards and nothing is gone', async () => {
    const here = await office(dovecot)
    await here.post(writeMail())
    await here.post(writeMail({ headers: { 'Auto-Submitted': 'auto-replied' } }))
    here.start({ query: '?moveTo=Diproses' })
    await until(async () => {
      await here.mailbox.noop()
      return here.mailbox.mailbox !== false && here.mailbox.mailbox.exists === 0
    })
    const moved = await dovecot.open(here.user, 'Diproses')
    onTestFinished(() => moved.close())
    expect(moved.mailbox).toMatchObject({ exists: 2 })
    expect(await here.counted()).toMatchObject({ kept: 2, tickets: 1 })
  })

  test('a stop waits for no announcement, and leaves no connection', async () => {
    const here = await office(dovecot)
    const fetcher = here.start()
    await here.post(writeMail())
    await until(async () => (await here.unread()) === 0)
    const began = performance.now()
    await fetcher.stop()
    expect(performance.now() - began).toBeLessThan(3000)
    await here.post(writeMail({ text: 'Sesudah berhenti.' }))
    await pause(500)
    expect((await here.counted()).kept).toBe(1)
  })

  test('a wrong password is no reason to fall over', async () => {
    const here = await office(dovecot)
    const url = dovecot.url(here.user)
    url.password = 'salah'
    const warnings: unknown[] = []
    const log = { ...makeLog('silent'), warn: (...what: unknown[]) => warnings.push(what[1]) } as unknown as ReturnType<typeof makeLog>
    const fetcher = startMailFetcher({ imap: readImapSettings(url), tenant: 'rembang', resources: here.database, dataFolder: here.dataFolder, ownAddresses: [], log, now: () => new Date() })
    await until(async () => warnings.length > 0)
    await fetcher.stop()
    expect(warnings[0]).toBe('the mailbox cannot be read; tried again')
    expect(readdirSync(here.dataFolder)).toEqual([])
  })
})

/** A fetcher in a process of its own, to be killed. */
function startChild(here: Awaited<ReturnType<typeof office>>, imap: URL) {
  const from = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href)
  const script = join(here.dataFolder, 'fetcher.mts')
  const appUrl = (here.database.owner.pool.options as { connectionString: string }).connectionString
  writeFileSync(script, `
    import { appUrl, openDatabase } from ${from('../kernel/database.ts')}
    import { makeLog } from ${from('../kernel/log.ts')}
    import { Secrets } from ${from('../kernel/secrets.ts')}
    import { readImapSettings, startMailFetcher } from ${from('./fetch-mail.ts')}
    const secrets = new Secrets(Buffer.alloc(32, 7))
    startMailFetcher({
      imap: readImapSettings(new URL(${JSON.stringify(imap.href)})), tenant: 'rembang', resources: { db: openDatabase(appUrl(${JSON.stringify(appUrl)}, secrets), 2).db, secrets },
      dataFolder: ${JSON.stringify(here.dataFolder)}, ownAddresses: [], log: makeLog('warn'), now: () => new Date(),
    })`)
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], { stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
