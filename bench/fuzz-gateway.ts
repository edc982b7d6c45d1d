import { createHmac } from 'node:crypto'
import { oneOf } from '../demo/chance.ts'
import { attacked, doorKeys } from './fuzz-site.ts'
import type { VisitorOrder } from './fuzz-visitor.ts'
import { type Chance, hostilePiece, hostileText } from './fuzz-values.ts'

/** What comes through a gateway that shows the right key: hostile people can send messages, too. */
export function bendGateway(next: Chance): VisitorOrder {
  return next() < 0.6 ? kannel(next) : whatsapp(next)
}

function kannel(next: Chance): VisitorOrder {
  const some = (good: string) => (next() < 0.6 ? encodeURIComponent(good) : hostilePiece(next))
  const from = `+62840199${String(Math.floor(next() * 10_000)).padStart(4, '0')}`
  const text = next() < 0.9 ? encodeURIComponent(hostileText(next).slice(0, 1500).toWellFormed()) : hostilePiece(next)
  const query = { kabupaten: attacked, kunci: doorKeys.kannel, from: some(from), id: some(String(next())), text, time: some('1700000000'), coding: some('0'), charset: some(oneOf(next, ['UTF-8', 'UTF-16BE', '8-BIT'])), surat: some('01956789-0000-7000-8000-0000000000aa'), jenis: some('8') }
  return { method: 'GET', path: `/gerbang/kannel/${next() < 0.8 ? 'masuk' : 'laporan'}?${Object.entries(query).map((pair) => pair.join('=')).join('&')}` }
}

function whatsapp(next: Chance): VisitorOrder {
  const odd = (): unknown => oneOf(next, [hostileText(next), 1e308, null, [], {}, [[[]]], true, { body: hostileText(next) }])
  const some = (good: unknown) => (next() < 0.75 ? good : odd())
  const message = { from: some(`62840199${Math.floor(next() * 10_000)}`), id: some(`wamid.${next()}`), timestamp: some('1700000000'), type: some('text'), text: some({ body: hostileText(next).slice(0, 3000) }), location: next() < 0.2 ? odd() : undefined }
  const status = { status: some('delivered'), biz_opaque_callback_data: some('01956789-0000-7000-8000-0000000000aa'), errors: some([{ code: 1, title: hostileText(next).slice(0, 500) }]) }
  const call = { entry: some([{ changes: some([{ value: some({ messages: some([message]), statuses: some([status]) }) }]) }]) }
  const body = Buffer.from(next() < 0.9 ? JSON.stringify(call) : JSON.stringify(call).slice(0, 60))
  const signature = createHmac('sha256', doorKeys.whatsapp).update(body).digest('hex')
  return { method: 'POST', path: '/gerbang/whatsapp', headers: [['content-type', 'application/json'], ['x-hub-signature-256', `sha256=${signature}`]], body }
}
