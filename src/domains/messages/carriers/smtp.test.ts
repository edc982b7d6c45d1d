import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { CarrierRefusal, type Letter } from '../carrier.ts'
import { makeSmtpCarrier, readSmtpSettings, type SmtpSettings } from './smtp.ts'

interface Received {
  raw: Buffer
  from: string
  to: string[]
}

/** A mail server on this machine that takes everything, except where `options` say otherwise. */
async function mailServer(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const received: Received[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect(_session, done) {
      connections++
      done()
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const from = session.envelope.mailFrom
      received.push({ raw: Buffer.concat(chunks), from: from ? from.address : '', to: session.envelope.rcptTo.map((one) => one.address) })
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  server.listen(0, host)
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  return { url: `smtp://${host}:${(server.server.address() as AddressInfo).port}`, received, connections: () => connections, server }
}

function carrierTo(url: string, settings: Partial<SmtpSettings> = {}) {
  const carrier = makeSmtpCarrier({ url, from: 'Wadul Bupati <aduan@rembang.example>', patience: 3000, ...settings })
  onTestFinished(() => carrier.close())
  return carrier
}

const letter: Letter = {
  tenant: 'rembang', id: '01956789-0000-7000-8000-0000000000aa', to: 'siti@surel.example', title: 'Jawaban laporan 482-109-375', attempt: 1,
  text: 'Jawaban laporan 482-109-375: Jalan <b>Sulang</b> & jembatan "Kali Wetan" sudah ditambal.\nTerima kasih.\n\nLihat https://rembang.tanggap.example/t/482109375/ABCD2345.',
}

/** An answer of the server with this code to every RCPT. */
const refusing = (responseCode: number, text: string): SMTPServerOptions => ({ onRcptTo: (_address, _session, done) => done(Object.assign(new Error(text), { responseCode })) })

const failureOf = (sending: Promise<unknown>): Promise<Error> => sending.then(() => new Error('it was sent'), (fault: Error) => fault)

test('a letter arrives with its number, its thread, and the same text in plain and in HTML', async () => {
  const server = await mailServer()
  expect(await carrierTo(server.url).send({ ...letter, ticketNumber: '482-109-375' })).toEqual({ state: 'sent', providerId: '<01956789-0000-7000-8000-0000000000aa.rembang@rembang.example>' })
  expect(server.received[0]).toMatchObject({ from: 'aduan@rembang.example', to: ['siti@surel.example'] })
  const mail = await simpleParser(server.received[0]!.raw, { skipTextLinks: true })
  expect(mail.messageId).toBe('<01956789-0000-7000-8000-0000000000aa.rembang@rembang.example>')
  expect(mail.references).toBe('<482109375.rembang@rembang.example>')
  expect(mail.headers.get('x-tanggap-tiket')).toBe('482-109-375')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.from?.value).toEqual([{ name: 'Wadul Bupati', address: 'aduan@rembang.example' }])
  expect(mail.replyTo?.value[0]?.address).toBe('aduan@rembang.example')
  expect(mail.subject).toBe('Jawaban laporan 482-109-375')
  expect(mail.text?.trim()).toBe(letter.text)
  expect(mail.html).toContain('Jalan &lt;b&gt;Sulang&lt;/b&gt; &amp; jembatan &quot;Kali Wetan&quot; sudah ditambal.<br>Terima kasih.</p>')
  expect(mail.html).toContain('<a href="https://rembang.tanggap.example/t/482109375/ABCD2345">https://rembang.tanggap.example/t/482109375/ABCD2345</a>.</p>')
})

test('with plus addresses, replies and bounces name the letter', async () => {
  const server = await mailServer()
  await carrierTo(server.url, { from: 'aduan@rembang.example', replyTo: 'kotak@rembang.example', plusAddress: true }).send(letter)
  const answers = 'kotak+01956789000070008000' + '0000000000aa@rembang.example'
  expect(server.received[0]?.from).toBe(answers)
  expect((await simpleParser(server.received[0]!.raw)).replyTo?.value[0]?.address).toBe(answers)
})

test('line ends in a title make no further header, and an address is never a list', async () => {
  const server = await mailServer()
  const carrier = carrierTo(server.url)
  await carrier.send({ ...letter, title: 'Kabar\r\nBcc: lain@surel.example\r\n\r\nisi palsu' })
  const mail = await simpleParser(server.received[0]!.raw)
  expect(mail.subject).toBe('Kabar Bcc: lain@surel.example isi palsu')
  expect(mail.bcc).toBeUndefined()
  for (const to of ['a@surel.example, b@surel.example', 'a@surel.example\r\nRCPT TO:<b@surel.example>', 'Budi <b@surel.example>', 'tanpa-alamat', '@surel.example', '']) {
    expect(await failureOf(carrier.send({ ...letter, to }))).toBeInstanceOf(CarrierRefusal)
  }
  expect(server.received).toHaveLength(1)
})

test('an address that the server does not know is refused for good, and the log does not show it', async () => {
  const fault = await failureOf(carrierTo((await mailServer(refusing(550, '5.1.1 <siti@surel.example> no such user'))).url).send(letter))
  expect(fault).toBeInstanceOf(CarrierRefusal)
  expect(fault.message).toContain('550 5.1.1 <alamat ini> no such user')
})

test.each([
  [450, '4.2.1 greylisted, come back later'],
  [452, '4.2.2 mailbox full'],
  [552, '5.2.2 mailbox full'],
  [554, '5.7.1 relay access denied'],
  [530, '5.7.0 authentication required'],
])('RCPT answered with %i %s is tried again', async (code, text) => {
  const fault = await failureOf(carrierTo((await mailServer(refusing(code, text))).url).send(letter))
  expect(fault).not.toBeInstanceOf(CarrierRefusal)
  expect(fault.message).toContain(String(code))
})

test('a refusal of the sender or of the text says nothing about the address: it is tried again', async () => {
  const sender = await mailServer({ onMailFrom: (_address, _session, done) => done(Object.assign(new Error('sender blocked'), { responseCode: 550 })) })
  expect(await failureOf(carrierTo(sender.url).send(letter))).not.toBeInstanceOf(CarrierRefusal)
  const text = await mailServer({
    onData(stream, _session, done) {
      stream.resume().on('end', () => done(Object.assign(new Error('looks like spam'), { responseCode: 554 })))
    },
  })
  const fault = await failureOf(carrierTo(text.url).send(letter))
  expect(fault).not.toBeInstanceOf(CarrierRefusal)
  expect(fault.message).toContain('554 looks like spam')
})

test('a server that hangs, at its greeting or in the middle, is given up in time', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const hanging = await mailServer({ onRcptTo: () => {} })
  for (const url of [`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, hanging.url]) {
    const began = performance.now()
    expect(await failureOf(carrierTo(url, { patience: 400 }).send(letter))).not.toBeInstanceOf(CarrierRefusal)
    expect(performance.now() - began).toBeLessThan(2500)
  }
})

test('a server that drops the line in the middle is tried again; the same carrier then reaches it', async () => {
  let drop = true
  const server = await mailServer({
    onMailFrom(_address, _session, done) {
      if (!drop) return done()
      drop = false
      for (const one of server.server.connections) (one as unknown as { _socket: { destroy(): void } })._socket.destroy()
    },
  })
  const carrier = carrierTo(server.url)
  expect(await failureOf(carrier.send(letter))).not.toBeInstanceOf(CarrierRefusal)
  expect(await carrier.send(letter)).toMatchObject({ state: 'sent' })
  expect(server.received).toHaveLength(1)
})

test('nobody listens: tried again', async () => {
  const gone = await mailServer()
  await new Promise<void>((done) => gone.server.close(() => done()))
  const fault = await failureOf(carrierTo(gone.url).send(letter))
  expect(fault).not.toBeInstanceOf(CarrierRefusal)
  expect(fault.message).toContain('ECONNREFUSED')
})

test('fifty letters go over at most five connections', async () => {
  const server = await mailServer()
  const carrier = carrierTo(server.url, { patience: 20_000 })
  const ids = Array.from({ length: 50 }, (_, n) => `01956789-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`)
  await Promise.all(ids.map((id) => carrier.send({ ...letter, id })))
  expect(server.received).toHaveLength(50)
  expect(server.connections()).toBeLessThanOrEqual(5)
})

test('a password never goes over an open line to another machine', async () => {
  const tried: string[] = []
  const options: SMTPServerOptions = {
    authOptional: false, allowInsecureAuth: true, disabledCommands: ['STARTTLS'],
    onAuth(auth, _session, done) {
      tried.push(String(auth.username))
      done(null, { user: auth.username })
    },
  }
  const here = await mailServer(options)
  await carrierTo(here.url.replace('//', '//petugas:rahasia@')).send(letter)
  expect(tried).toEqual(['petugas'])
  // For the carrier this name is another machine's; for the test it is this one.
  const there = await mailServer(options, '127.0.0.2')
  expect(await failureOf(carrierTo(there.url.replace('//', '//petugas:rahasia@')).send(letter))).not.toBeInstanceOf(CarrierRefusal)
  expect(tried).toEqual(['petugas'])
  await carrierTo(`${there.url.replace('//', '//petugas:rahasia@')}?requireTLS=false`).send(letter)
  expect(tried).toEqual(['petugas', 'petugas'])
})

test('settings that name no address are found at the start', () => {
  const url = 'smtp://127.0.0.1:25'
  expect(() => makeSmtpCarrier({ url, from: 'Wadul Bupati' })).toThrow('“Wadul Bupati” names no e-mail address')
  expect(() => makeSmtpCarrier({ url, from: 'aduan@rembang.example', replyTo: 'satu@rembang.example, dua@rembang.example' })).toThrow('names no e-mail address')
})

test('one address of the environment holds all settings', () => {
  const url = 'smtps://petugas:ra%40hasia@surel.rembang.example:465'
  expect(readSmtpSettings(new URL(`${url}?from=aduan@rembang.example`))).toEqual({ url, from: 'aduan@rembang.example', plusAddress: false })
  expect(readSmtpSettings(new URL(`${url}?from=aduan@rembang.example&name=Wadul%20%22Bupati%22&reply=kotak@rembang.example&plus=ya&requireTLS=false`))).toEqual({
    url: `${url}?requireTLS=false`, from: '"Wadul Bupati" <aduan@rembang.example>', plusAddress: true, replyTo: 'kotak@rembang.example',
  })
  expect(() => readSmtpSettings(new URL(url))).toThrow('names no e-mail address')
})
