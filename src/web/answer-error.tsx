import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import { ErrorPage, makeTranslate, NotFoundPage, RefusedPage, renderPage, UnavailablePage, type View } from '../ui/index.ts'
import { ExpiredForm } from './expired-form.ts'
import { refusalStatus } from './refusal-status.ts'
import { sendPage } from './send-page.ts'

/** One map from what went wrong to what the person sees. What we did not foresee is logged under the reference that the page shows. */
export async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const view = request.visit?.view ?? bareView(request)
  const area = view.person?.kind === 'officer' ? 'officer' : 'public'
  if (error instanceof Refusal) return answerRefusal(error, { request, reply, view })
  if (isAway(error)) {
    request.log.error({ err: error, reference: request.id }, 'database away')
    reply.header('retry-after', '10')
    return sendPage(reply, 503, renderPage(view, { title: view.t('Layanan sedang tidak dapat dibuka'), area, width: 'narrow', main: <UnavailablePage retry={request.method === 'GET' ? request.url : '/'} /> }))
  }
  const status = (error as { statusCode?: number }).statusCode
  if (status && status >= 400 && status < 500) {
    const text = clientTexts[status] ?? 'Permintaan ini tidak dapat dibaca. Kembali, periksa isian Anda, lalu coba lagi.'
    return sendPage(reply, status, renderPage(view, { title: view.t('Tidak dapat dilakukan'), area, width: 'narrow', main: <RefusedPage message={view.t(text)} /> }))
  }
  request.log.error({ err: error, reference: request.id, method: request.method, route: request.routeOptions.url }, 'unforeseen')
  return sendPage(reply, 500, renderPage(view, { title: view.t('Gangguan'), area, width: 'narrow', main: <ErrorPage reference={request.id} /> }))
}

const clientTexts: Record<number, string> = {
  413: 'Yang Anda kirim terlalu besar. Paling banyak 5 berkas, masing-masing 10 MB.',
  415: 'Bentuk kiriman ini tidak dikenal. Kirimlah lewat formulir di halaman ini.',
  429: 'Terlalu banyak permintaan dalam waktu singkat. Tunggu satu menit, lalu coba lagi.',
}

interface Scene {
  request: FastifyRequest
  reply: FastifyReply
  view: View
}

function answerRefusal(refusal: Refusal, { request, reply, view }: Scene): FastifyReply {
  if (refusal.code === 'not-signed-in' && request.method === 'GET') {
    return reply.redirect(/^\/(petugas|kotak-masuk)/.test(request.url) ? '/petugas/masuk' : `/masuk?tujuan=${encodeURIComponent(request.url)}`, 303)
  }
  const area = view.person?.kind === 'officer' ? 'officer' : 'public'
  const main = refusal.code === 'not-found' ? <NotFoundPage /> : <RefusedPage message={view.t(refusal.message)} {...(refusal instanceof ExpiredForm && { texts: refusal.texts })} {...(request.method === 'POST' && { back: backTo(request) })} />
  return sendPage(reply, refusalStatus[refusal.code], renderPage(view, { title: refusal.code === 'not-found' ? view.t('Tidak ditemukan') : view.t('Tidak dapat dilakukan'), area, width: 'narrow', main }))
}

function backTo(request: FastifyRequest): string {
  const from = request.headers.referer
  try {
    const url = new URL(from ?? '')
    return url.host === request.host ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}

export async function answerNotFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const view = request.visit?.view ?? bareView(request)
  return sendPage(reply, 404, renderPage(view, { title: view.t('Halaman tidak ditemukan'), area: view.nav ? 'officer' : 'public', width: 'narrow', main: <NotFoundPage /> }))
}

function bareView(request: FastifyRequest): View {
  return { language: 'id', t: makeTranslate('id'), csrf: '', path: request.url, assets: (name) => request.server.web.assets.url(name) }
}

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', '57P01', '57P02', '57P03', '53300', '53100', '08000', '08001', '08003', '08004', '08006'])

/** Whether an error says that the database cannot be reached, or is stopping, or is full. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: string }).code
  if (code && awayCodes.has(code)) return true
  if (/timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|not queryable/i.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isAway)
  return error.cause !== undefined && isAway(error.cause)
}
