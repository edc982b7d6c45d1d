import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { CarrierRefusal, type Letter } from '../carrier.ts'
import { makeKannelCarrier } from './kannel.ts'

// What Kannel itself does is tried with a real one (src/web/routes/kannel-gateway.test.ts); here it is played where it would not do so on demand.
async function standIn(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ url: string; asked: URL[] }> {
  const asked: URL[] = []
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://127.0.0.1'))
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => new Promise<void>((done) => {
    server.closeAllConnections()
    server.close(() => done())
  }))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cgi-bin/sendsms`, asked }
}

const letter: Letter = { tenant: 'rembang', id: '01956789-0000-7000-8000-0000000000aa', to: '+628400000001', title: 'Jawaban', text: 'Jalan “ditambal” & aman = 100%', attempt: 1 }
const login = { username: 'tanggap', password: 'rahasia & lain' }

test('a letter is one call, with the address for reports about it', async () => {
  const { url, asked } = await standIn((_request, response) => response.writeHead(202).end('0: Accepted for delivery'))
  const carrier = makeKannelCarrier({ url, ...login, from: '1708', smsc: 'satu', reportUrl: 'http://127.0.0.1:3000/gerbang/kannel/laporan?kunci=k' })
  expect(await carrier.send(letter)).toEqual({ state: 'sent' })
  expect(Object.fromEntries(asked[0]!.searchParams)).toEqual({
    username: 'tanggap', password: 'rahasia & lain', to: '+628400000001', text: 'Jalan "ditambal" & aman = 100%', charset: 'UTF-8', coding: '0', from: '1708', smsc: 'satu', 'dlr-mask': '31',
    'dlr-url': `http://127.0.0.1:3000/gerbang/kannel/laporan?kunci=k&kabupaten=rembang&surat=${letter.id}&jenis=%d`,
  })
})

test('a text beyond the small alphabet is marked as such', async () => {
  const { url, asked } = await standIn((_request, response) => response.writeHead(202).end('3: Queued for later delivery'))
  await makeKannelCarrier({ url, ...login }).send({ ...letter, text: 'ꦱ' })
  expect([asked[0]!.searchParams.get('coding'), asked[0]!.searchParams.get('text'), asked[0]!.searchParams.has('dlr-url')]).toEqual(['2', 'ꦱ', false])
})

test.each([
  [400, 'Number(s) has/have been denied by white- and/or black-lists.', true],
  [403, '5: Not routable. Do not try again.', true],
  [403, 'Authorization failed for sendsms', false],
  [401, 'Unauthorised', false],
  [503, '4: Temporal failure, try again later.', false],
  [500, '', false],
  [200, '<html>somebody else', false],
])('an answer of %i “%s” is final: %s', async (status, text, final) => {
  const { url } = await standIn((_request, response) => response.writeHead(status).end(text))
  const error = await makeKannelCarrier({ url, ...login }).send(letter).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(Error)
  expect(error instanceof CarrierRefusal).toBe(final)
  expect((error as Error).message).not.toContain('rahasia')
})

test('a Kannel that does not answer, breaks off or is away is tried again later', async () => {
  const silent = await standIn(() => {})
  const broken = await standIn((request) => request.socket.destroy())
  for (const url of [silent.url, broken.url, 'http://127.0.0.1:1/cgi-bin/sendsms']) {
    const error = await makeKannelCarrier({ url, ...login, patience: 200 }).send(letter).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(CarrierRefusal)
  }
})
