import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CarrierRefusal, type Letter } from '../carrier.ts'
import { makeWhatsappCarrier, type WhatsappSettings } from './whatsapp.ts'

interface Asked {
  path: string
  authorization: string | undefined
  body: Record<string, unknown>
}

/** Plays graph.facebook.com, with the answers one after the other. */
async function standIn(...answers: { status: number; body: unknown }[]) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown> })
    const { status, body } = answers[asked.length - 1] ?? answers.at(-1)!
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => new Promise<void>((done) => {
    server.closeAllConnections()
    server.close(() => done())
  }))
  const carrier = (settings: Partial<WhatsappSettings> = {}) => makeWhatsappCarrier({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v21.0/100200300`, token: 'TOKEN-REKAAN', ...settings })
  return { asked, carrier }
}

const letter: Letter = { tenant: 'rembang', id: '01956789-0000-7000-8000-0000000000aa', to: '+628400000001', title: 'Jawaban', text: 'Jalan ditambal.\n\nhttps://rembang.example/t/1/A', attempt: 1 }
const taken = { status: 200, body: { messaging_product: 'whatsapp', contacts: [{ input: '628400000001', wa_id: '628400000001' }], messages: [{ id: 'wamid.HBgN', message_status: 'accepted' }] } }
const fault = (code: number, status = 400) => ({ status, body: { error: { message: `(#${code}) contoh`, type: 'OAuthException', code, fbtrace_id: 'A' } } })

describe('WhatsApp Cloud API, played by a stand-in', () => {
  test('a letter is posted with its id, and the answer’s id is kept', async () => {
    const { asked, carrier } = await standIn(taken)
    expect(await carrier().send(letter)).toEqual({ state: 'sent', providerId: 'wamid.HBgN' })
    expect(asked).toEqual([{
      path: '/v21.0/100200300/messages', authorization: 'Bearer TOKEN-REKAAN',
      body: { messaging_product: 'whatsapp', recipient_type: 'individual', to: '628400000001', biz_opaque_callback_data: letter.id, type: 'text', text: { preview_url: false, body: letter.text } },
    }])
  })

  test('a person who has not written for a day is told by the approved template', async () => {
    const { asked, carrier } = await standIn(fault(131047), taken)
    expect(await carrier({ template: { name: 'kabar_laporan', language: 'id' } }).send(letter)).toMatchObject({ state: 'sent' })
    expect(asked[1]!.body).toMatchObject({
      type: 'template', template: { name: 'kabar_laporan', language: { code: 'id' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Jalan ditambal. https://rembang.example/t/1/A' }] }] },
    })
  })

  test.each([[131026, true], [131030, true], [100, true], [131047, true], [130429, false], [131056, false], [190, false], [1, false]])('fault %i is final: %s', async (code, final) => {
    const { carrier } = await standIn(fault(code))
    const error = await carrier().send(letter).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof CarrierRefusal).toBe(final)
  })

  test('an answer that is none, or takes too long, is tried again later', async () => {
    const { carrier } = await standIn({ status: 502, body: '<html>Bad gateway' })
    const error = await carrier().send(letter).catch((e: unknown) => e)
    expect([error instanceof CarrierRefusal, String(error)]).toEqual([false, 'Error: WhatsApp: 502 <html>Bad gateway'])
    expect(await makeWhatsappCarrier({ url: 'http://127.0.0.1:1/v21.0/1', token: 'x' }).send(letter).catch((e: unknown) => e instanceof CarrierRefusal)).toBe(false)
  })

  test('a text longer than WhatsApp takes is cut', async () => {
    const { asked, carrier } = await standIn(taken)
    await carrier().send({ ...letter, text: 'a'.repeat(5000) })
    expect((asked[0]!.body.text as { body: string }).body).toHaveLength(4096)
  })
})
