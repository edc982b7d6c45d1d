import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { type NaskahProof, readProofCode, readSigned, verifyNaskah } from '../../domains/naskah/index.ts'
import { checkCsrf, getTenant } from '../find-visit.ts'
import { readableBytes, readableParts } from '../form-parts.ts'
import { type Compared, FindProofPage, ProofPage, UnknownProofPage } from '../pages/naskah-proof-pages.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** Larger than any letter of ours. */
const mostBytes = 10 * 1024 * 1024

/** The public proof of a signed letter: is it ours, does it still hold, is this file the very one. */
export function mountNaskahProofRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/surat', findProof)
  app.get('/surat/:kode', async (request, reply) => await showProof(request, reply))
  app.post('/surat/:kode', strict, compareFile)
  app.get('/surat/:kode/pdf', { compress: false }, sendOpen)
}

async function findProof(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  getTenant(request)
  const typed = queryText(request, 'kode').slice(0, 300)
  const token = readProofCode(typed)
  if (token) return reply.redirect(`/surat/${token}`, 303)
  const faults: Fault[] = typed ? [{ field: 'kode', text: 'Kode itu tidak lengkap atau salah ketik. Kode terdiri atas 26 huruf dan angka, tercetak di kaki surat.' }] : []
  return show(request, reply, { title: request.visit.view.t('Periksa keaslian surat'), width: 'narrow', status: faults.length > 0 ? 422 : 200, main: <FindProofPage typed={typed} faults={faults} /> })
}

async function findByAddress(request: FastifyRequest): Promise<{ token: string; proof: NaskahProof } | undefined> {
  getTenant(request)
  const token = readProofCode(pathText(request, 'kode'))
  const proof = token && (await withWork(request, (work) => verifyNaskah(work, token)))
  return token && proof ? { token, proof } : undefined
}

async function showProof(request: FastifyRequest, reply: FastifyReply, outcome: { compared?: Compared; faults: Fault[] } = { faults: [] }): Promise<FastifyReply> {
  const found = await findByAddress(request)
  reply.header('x-robots-tag', 'noindex')
  if (!found) return show(request, reply, { title: request.visit.view.t('Surat tidak ditemukan'), width: 'narrow', status: 404, main: <UnknownProofPage typed={pathText(request, 'kode').slice(0, 60)} /> })
  return show(request, reply, { title: request.visit.view.t('Bukti keaslian surat'), width: 'narrow', status: outcome.faults.length > 0 ? 422 : 200, main: <ProofPage {...found} {...outcome} /> })
}

async function compareFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = await readDigest(request)
  const found = await findByAddress(request)
  if (!found || 'fault' in sent) return await showProof(request, reply, { faults: 'fault' in sent ? [{ field: 'berkas', text: sent.fault }] : [] })
  return await showProof(request, reply, { faults: [], compared: sent.sha256 === found.proof.sha256 ? 'same' : 'different' })
}

/** The digest of the file that came with a form, which is read once and kept nowhere. */
async function readDigest(request: FastifyRequest): Promise<{ sha256: string } | { fault: string }> {
  if (!request.isMultipart()) throw Object.assign(new Error('an upload was expected'), { statusCode: 415 })
  let csrf: unknown
  let sha256: string | undefined
  let size = 0
  for await (const part of readableParts(request)) {
    if (part.type === 'field') {
      if (part.fieldname === '_csrf') csrf = part.value
      continue
    }
    // The hidden field stands first in our form, so the check comes before the file is taken in.
    checkCsrf(request, csrf)
    const digest = createHash('sha256')
    for await (const chunk of readableBytes(part.file)) {
      size += chunk.length
      if (size <= mostBytes) digest.update(chunk)
    }
    if (part.filename && size > 0) sha256 = digest.digest('hex')
  }
  checkCsrf(request, csrf)
  if (size > mostBytes) return { fault: 'Berkas ini lebih besar dari 10 MB. Surat kami tidak sebesar itu, jadi berkas ini bukan yang kami tanda tangani.' }
  return sha256 ? { sha256 } : { fault: 'Pilih berkas PDF yang ingin dibandingkan.' }
}

/** The letter itself, of a template that is open to all, once it was sent. */
async function sendOpen(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await findByAddress(request)
  const naskah = found?.proof.naskah
  const pdf = naskah && (await withWork(request, (work) => readSigned(work, naskah)))
  if (!pdf) throw new Refusal('not-found', 'Surat itu tidak untuk umum.')
  return reply
    .headers({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex', 'content-disposition': `inline; filename="surat-${found.proof.number.replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf"` })
    .send(pdf)
}
