import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { recordLook } from '../../domains/access/index.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { type BookQuery, bookViews, makeNaskahPdf, type Naskah, readNaskahSheet, readSigned, voidNaskah } from '../../domains/naskah/index.ts'
import { getTenant } from '../find-visit.ts'
import { bookCells, bookHeads } from '../naskah-book-file.ts'
import { bookUnits, getReadableNaskah, readBookPage, readNaskahPage } from '../naskah-desk.ts'
import { BookPage, NoBookPage } from '../pages/naskah-book-page.tsx'
import { NaskahPage } from '../pages/naskah-pages.tsx'
import { writeRegisterCsv, writeRegisterXlsx } from '../product-register-file.ts'
import { readForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

/** Official letters for officers: the book of a unit, and each letter. */
export function mountNaskahRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/petugas/surat', showBook)
  app.get('/petugas/surat/unduh', { compress: false }, sendBook)
  app.get('/petugas/surat/:id', async (request, reply) => await showNaskah(request, reply))
  app.get('/petugas/surat/:id/pdf', { compress: false }, sendPdf)
  app.post('/petugas/surat/:id/batal', giveUp)
}

function readQuery(request: FastifyRequest): Omit<BookQuery, 'size'> {
  const thisYear = Number(localDate(request.server.web.now(), getTenant(request).zone).slice(0, 4))
  const view = bookViews.find((one) => one === queryText(request, 'tampil')) ?? 'buku'
  const asked = queryText(request, 'tahun')
  const text = queryText(request, 'cari').trim().slice(0, 100)
  const after = queryText(request, 'setelah')
  const known = view === 'konsep' ? isId(after) : /^\d{1,9}$/.test(after)
  return { unit: queryText(request, 'unit'), view, year: /^20\d\d$/.test(asked) ? Number(asked) : thisYear, ...(text && { text }), ...(known && { after }) }
}

async function showBook(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, (work) => readBookPage(work, readQuery(request)))
  return show(request, reply, { title: request.visit.view.t('Surat keluar'), area: 'officer', main: content ? <BookPage {...content} /> : <NoBookPage /> })
}

async function sendBook(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { after: _after, ...query } = readQuery(request)
  const { zone } = getTenant(request)
  const unit = await withWork(request, async (work) => (await bookUnits(work)).find((one) => one.code === query.unit))
  if (!unit) throw new Refusal('not-found', 'Buku surat unit itu tidak untuk Anda.')
  const file = { name: `Surat keluar ${query.year}`, heads: bookHeads, rows: bookCells((task) => withWork(request, task), { query, zone }) }
  const format = queryText(request, 'bentuk') === 'csv' ? 'csv' : 'xlsx'
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return reply
    .headers({ 'content-type': type, 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="surat-keluar-${unit.code}-${query.year}.${format}"` })
    .send(format === 'csv' ? writeRegisterCsv(file) : await writeRegisterXlsx(file))
}

async function showNaskah(request: FastifyRequest, reply: FastifyReply, retry: { faults: Fault[]; reason: string } = { faults: [], reason: '' }): Promise<FastifyReply> {
  const { zone } = getTenant(request)
  const content = await withWork(request, async (work) => {
    const found = await readNaskahPage(work, pathText(request, 'id'), zone)
    await recordLook(work, { what: 'surat', subject: found.naskah.id, purpose: 'membaca surat keluar' })
    return found
  })
  return show(request, reply, { title: content.naskah.subject, area: 'officer', status: retry.faults.length > 0 ? 422 : 200, main: <NaskahPage {...content} retry={retry} proof={`${baseOf(request)}/surat/${content.naskah.token}`} /> })
}

async function giveUp(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const id = pathText(request, 'id')
  const reason = textOf(values, 'alasan')
  try {
    await withWork(request, async (work) => {
      await getReadableNaskah(work, id)
      await voidNaskah(work, { naskahId: id, reason })
    })
    return reply.redirect(`/petugas/surat/${id}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showNaskah(request, reply, { faults: refusal.faults, reason })
  }
}

/** The signed letter; before it is signed, and of a version that is asked for, the draft, marked as such. */
async function sendPdf(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = Number(queryText(request, 'versi')) || 0
  const found = await withWork(request, async (work) => {
    const { naskah } = await getReadableNaskah(work, pathText(request, 'id'))
    await recordLook(work, { what: 'surat', subject: naskah.id, purpose: 'membuka berkas surat' })
    if (naskah.signedAt && asked === 0) return { naskah, pdf: await readSigned(work, naskah) }
    const version = Number.isInteger(asked) && asked > 0 && asked <= naskah.version ? asked : naskah.version
    return { naskah, sheet: await readNaskahSheet(work, { naskah, kind: 'draft', version, base: baseOf(request) }) }
  })
  const pdf = found.sheet ? await makeNaskahPdf(found.sheet) : found.pdf
  if (!pdf) throw new Refusal('not-found', 'Berkas surat itu tidak ada.')
  return sendFile(reply, found.naskah, pdf)
}

function sendFile(reply: FastifyReply, naskah: Naskah, pdf: Buffer): FastifyReply {
  const name = (naskah.number ?? 'konsep').replace(/[^A-Za-z0-9.-]+/g, '-')
  return reply
    .headers({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'content-disposition': `inline; filename="surat-${name}.pdf"` })
    .send(pdf)
}

/** The address of this tenant's site, without a slash at its end. */
function baseOf(request: FastifyRequest): string {
  return `${request.server.web.https ? 'https' : 'http'}://${request.host}`
}
