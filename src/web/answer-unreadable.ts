import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The guards of every answer, for those that no hook goes with; the same as helmet gives the others. */
const head = {
  'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN',
}

const page = '<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tidak dapat dibaca</title><h1>Alamat atau permintaan ini tidak dapat dibaca.</h1><p>Periksa alamatnya, mungkin terpotong saat disalin, atau mulai dari <a href="/">beranda</a>.</p></html>\n'

/** Answers what the router cannot take: half a percent sign in the address, a part of it that is too long. */
export function answerUnreadable(error: { statusCode?: number }, reply: { raw: ServerResponse }): void {
  reply.raw.writeHead(error.statusCode === 414 ? 414 : 400, { ...head, 'content-length': Buffer.byteLength(page) }).end(page)
}

const reasons: Record<string, string> = { ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout', HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large' }

/** Answers what is no HTTP, or has a head that is too long, and closes the line. */
export function answerBrokenLine(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const lines = Object.entries({ ...head, 'content-length': Buffer.byteLength(page), connection: 'close' }).map(([name, value]) => `${name}: ${value}`)
  if (socket.writable) socket.write(`HTTP/1.1 ${reasons[error.code ?? ''] ?? '400 Bad Request'}\r\n${lines.join('\r\n')}\r\n\r\n${page}`)
  socket.destroy()
}
