import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testSecrets } from '../../kernel/testing.ts'
import { bsreSigner } from './bsre-signer.ts'
import { askBsreStatus } from './bsre-status.ts'
import { makePdf, now, order, passphrase } from './fixture-signing.ts'
import { makeKeyMaterial } from './key-material.ts'
import { sealP12 } from './p12-seal.ts'
import { p12Signer } from './p12-signer.ts'
import type { SignOrder, SigningRefusal } from './signer.ts'

// A stand-in on this machine that answers as public clients describe the service; nobody has tried this against the real one.
interface Asked { method: string; path: string; authorization: string; form: FormData | undefined }

async function standIn(answer: (response: ServerResponse, asked: Asked) => void) {
  const calls: Asked[] = []
  const server = createServer((request, response) => void take(request).then((asked) => {
    calls.push(asked)
    answer(response, asked)
  })).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => new Promise<void>((done) => {
    server.closeAllConnections()
    server.close(() => done())
  }))
  const { port } = server.address() as AddressInfo
  return { settings: { url: `http://127.0.0.1:${port}/`, user: 'tanggap', password: 'sandi:aplikasi', timeoutMs: 400 }, calls }
}

async function take(request: IncomingMessage): Promise<Asked> {
  const body = await buffer(request)
  const { 'content-type': type = '', authorization = '' } = request.headers
  const form = type.startsWith('multipart/') ? await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData() : undefined
  return { method: request.method!, path: request.url!, authorization, form }
}

const json = (status: number, body: unknown) => (response: ServerResponse) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const nik = '9908101712859001'
const draft: SignOrder = { pdf: await makePdf(), nik, passphrase, reason: 'Surat balasan', place: 'Sukamaju', at: now }

// What the stand-in gives back: a PDF that somebody really signed.
const material = await makeKeyMaterial(testSecrets, order)
const place = { tenant: 'bsre', id: '01' }
const signed = await p12Signer(testSecrets).sign({ ...draft, certificate: { ...material, ...place, sealedP12: sealP12(testSecrets, place, material.p12) } })
const pdfAnswer = (body: Buffer) => (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/pdf', id_dokumen: 'abc' }).end(body)

async function refusalOf(answer: (response: ServerResponse) => void): Promise<SigningRefusal> {
  const { settings } = await standIn(answer)
  return await bsreSigner(settings).sign(draft).then(() => { throw new Error('it signed') }, (error: SigningRefusal) => error)
}

describe('signing at BSrE', () => {
  test('is one form with file, NIK, passphrase and how it should look, under the application’s name and password', async () => {
    const { settings, calls } = await standIn(pdfAnswer(signed))
    expect(await bsreSigner(settings).sign(draft)).toEqual(signed)
    const [{ method, path, authorization, form }] = calls as [Asked]
    expect([method, path, Buffer.from(authorization.slice(6), 'base64').toString()]).toEqual(['POST', '/api/sign/pdf', 'tanggap:sandi:aplikasi'])
    const { file, ...rest } = Object.fromEntries(form!) as { file: File }
    expect(rest).toEqual({ nik, passphrase, tampilan: 'invisible', reason: 'Surat balasan', location: 'Sukamaju' })
    expect([file.type, Buffer.from(await file.arrayBuffer())]).toEqual(['application/pdf', draft.pdf])
  })

  test('an answer that only names the document is followed by fetching it', async () => {
    const { settings, calls } = await standIn((response, { path }) => (path === '/api/sign/pdf' ? json(200, { id_dokumen: 'd0c-7' }) : pdfAnswer(signed))(response))
    expect(await bsreSigner(settings).sign(draft)).toEqual(signed)
    expect(calls.map((one) => `${one.method} ${one.path}`)).toEqual(['POST /api/sign/pdf', 'GET /api/sign/download/d0c-7'])
  })

  test.each([
    [400, { status_code: 2031, error: 'Passphrase anda salah !!!' }, 'wrong-passphrase'],
    [400, { error: 'Proses signing gagal : Passphrase anda salah 2031', status_code: 400 }, 'wrong-passphrase'],
    [500, { message: 'Passphrase anda salah' }, 'wrong-passphrase'],
    [400, { error: 'Proses signing gagal : User tidak terdaftar 2011', status_code: 400 }, 'refused'],
    [400, { error: 'Sertifikat telah expired', status_code: 400 }, 'expired'],
    [400, { error: 'Sertifikat telah dicabut', status_code: 400 }, 'revoked'],
    [400, { error: 'Proses signing gagal : com.itextpdf.text.exceptions.InvalidPdfException: Rebuild failed' }, 'refused'],
    [400, { error: `entah apa ${passphrase} ${nik}` }, 'refused'],
    [401, { error: 'Unauthorized' }, 'unreachable'],
    [503, { error: 'Service Unavailable' }, 'unreachable'],
    [200, { pesan: 'baik' }, 'unreachable'],
    [200, { id_dokumen: '../../rahasia' }, 'unreachable'],
  ])('the answer %i %j is “%s”, in our own words', async (status, body, why) => {
    const error = await refusalOf(json(status, body))
    expect(error.why).toBe(why)
    expect(error.message).toMatch(/BSrE/)
    for (const secret of [passphrase, nik, 'sandi:aplikasi', 'itext', '!!!']) expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(secret)
    expect(error.cause).toBeUndefined()
  })

  test('a page of a proxy instead of an answer is an outage', async () => {
    expect(await refusalOf((response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'))).toMatchObject({ why: 'unreachable', code: 'unavailable' })
  })

  test('a service that is slow, hangs half-way, breaks off, sends elsewhere or is away: try again, nothing is lost', async () => {
    const slow = await refusalOf(() => {})
    expect([slow.why, slow.message]).toEqual(['unreachable', 'Layanan tanda tangan BSrE tidak menjawab dalam 0,4 detik. Naskah Anda tetap tersimpan; silakan coba lagi beberapa saat lagi.'])
    const half = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': String(signed.length) }).write(signed.subarray(0, 1000))
    expect((await refusalOf(half)).why).toBe('unreachable')
    expect((await refusalOf((response) => { half(response); setTimeout(() => response.destroy(), 50) })).why).toBe('unreachable')
    expect((await refusalOf((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())).why).toBe('unreachable')
    const gone = bsreSigner({ url: 'http://127.0.0.1:1', user: 'a', password: 'b' }).sign(draft)
    await expect(gone).rejects.toMatchObject({ why: 'unreachable', message: expect.stringContaining('tidak dapat dihubungi') })
  })

  test('a PDF that is cut short is not taken', async () => {
    expect(await refusalOf(pdfAnswer(signed.subarray(0, signed.length - 600)))).toMatchObject({ why: 'unreachable', message: expect.stringContaining('terpotong') })
  })

  test('a PDF without a signature, or with one that does not fit, is not taken', async () => {
    const changed = Buffer.from(signed)
    changed[changed.indexOf('/MediaBox') + 12]! ^= 1
    for (const body of [draft.pdf, changed]) expect(await refusalOf(pdfAnswer(body))).toMatchObject({ why: 'refused', message: expect.stringContaining('tidak memuat tanda tangan yang utuh') })
  })

  test('without a NIK nobody is asked', async () => {
    const { settings, calls } = await standIn(pdfAnswer(signed))
    const { nik: _, ...bare } = draft
    await expect(bsreSigner(settings).sign(bare)).rejects.toMatchObject({ why: 'refused' })
    expect(calls).toEqual([])
  })
})

describe('asking how a certificate stands', () => {
  test.each([
    [200, { status_code: 1111, status: 'ISSUE', message: 'User sudah terdaftar' }, 'active'],
    [200, { status_code: 1110, status: 'NOT_REGISTERED', message: 'User belum terdaftar' }, 'not-registered'],
    [400, { status_code: 1110, message: 'User belum terdaftar' }, 'not-registered'],
    [200, { status: 'EXPIRED' }, 'expired'],
    [200, { status: 'NO_CERTIFICATE' }, 'none'],
    [200, { status: 'SESUATU_YANG_BARU' }, 'unknown'],
  ])('%i %j is “%s”', async (status, body, expected) => {
    const { settings, calls } = await standIn(json(status, body))
    expect(await askBsreStatus(settings, nik)).toBe(expected)
    expect(calls[0]).toMatchObject({ method: 'GET', path: `/api/user/status/${nik}` })
  })

  test('an outage is told as one, and what is no NIK is never sent', async () => {
    const { settings, calls } = await standIn(json(500, {}))
    expect(await askBsreStatus(settings, '../x')).toBe('not-registered')
    expect(calls).toEqual([])
    await expect(askBsreStatus(settings, nik)).rejects.toMatchObject({ why: 'unreachable' })
  })
})
