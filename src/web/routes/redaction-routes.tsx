import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId, newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type Box, fileToSend, previewRedaction } from '../../domains/files/index.ts'
import { checkBoxes, getPublishable, getRedactable, maskPublicTexts, publicFilesOf, readPassages, redactPicture } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { PublicViewPage } from '../pages/public-view-page.tsx'
import { RedactPicturePage, type RedactPictureProps } from '../pages/redact-picture-page.tsx'
import { readPicture, readPublicView } from '../public-view.ts'
import { boxQuery, boxValues, readBoxes, readBoxQuery } from '../read-boxes.ts'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'
import { streamFile, variantOf } from './file-routes.ts'
import { getNumber } from './officer-routes.tsx'

const previewSide = 1280

/** What everybody sees of a ticket: passages and pictures that an officer covers, before publication or after. */
export function mountRedactionRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/kotak-masuk/:nomor/umum', async (request, reply) => await showView(request, reply))
  app.post('/kotak-masuk/:nomor/umum', saveMask)
  app.post('/kotak-masuk/:nomor/umum/pratinjau', previewMask)
  app.get('/kotak-masuk/:nomor/umum/berkas/:berkas', { compress: false }, sendPublicFile)
  app.get('/kotak-masuk/:nomor/gambar/:berkas', async (request, reply) => await showPicture(request, reply))
  app.post('/kotak-masuk/:nomor/gambar/:berkas', savePicture)
  app.post('/kotak-masuk/:nomor/gambar/:berkas/lihat', async (request, reply) => {
    const { values } = await readForm(request)
    return await showPicture(request, reply, { values, without: textOf(values, 'hapus') })
  })
  app.post('/kotak-masuk/:nomor/gambar/:berkas/kembali', takeAgain)
  app.get('/kotak-masuk/:nomor/gambar/:berkas/pratinjau', { compress: false }, sendPreview)
}

function getFileId(request: FastifyRequest): string {
  const id = pathText(request, 'berkas')
  if (!isId(id)) throw new Refusal('not-found', 'Berkas itu tidak ada.')
  return id
}

interface ViewRetry {
  /** The passages as typed; those that are kept, if absent. */
  text?: string
  faults?: { field: string; text: string }[]
  formKey?: string
  state?: 'preview'
  conflict?: string
}

async function showView(request: FastifyRequest, reply: FastifyReply, retry: ViewRetry = {}): Promise<FastifyReply> {
  const { faults = [], text, conflict } = retry
  const view = await withWork(request, async (work) => {
    const number = getNumber(request)
    // Passages with faults are not drawn: they stand in the form, to be mended.
    if (text === undefined || faults.length > 0) return await readPublicView(work, number)
    return await readPublicView(work, number, readPassages((await getPublishable(work, number)).ticket, text))
  })
  const state = retry.state ?? (text === undefined && queryText(request, 'tersimpan') ? 'saved' : undefined)
  return show(request, reply, {
    title: request.visit.view.t('Tampilan umum'), area: 'officer', status: conflict ? 409 : faults.length > 0 ? 422 : 200,
    main: <PublicViewPage {...view} text={text ?? view.passages.join('\n')} faults={faults} formKey={retry.formKey ?? newId(request.server.web.now())} state={state} conflict={conflict} />,
  })
}

async function saveMask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  const text = textOf(values, 'samarkan')
  const number = getNumber(request)
  try {
    await withWork(request, (work) => maskPublicTexts(work, { number, text, seenNo: Number(textOf(values, 'versi')) || 0, formKey }))
    return reply.redirect(`/kotak-masuk/${number}/umum?tersimpan=ya`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (refusal.code === 'conflict') return await showView(request, reply, { text, conflict: refusal.message })
    if (refusal.faults.length === 0) throw refusal
    return await showView(request, reply, { text, faults: refusal.faults, formKey })
  }
}

async function previewMask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  const text = [textOf(values, 'samarkan').trimEnd(), textOf(values, 'tambah')].filter(Boolean).join('\n')
  try {
    return await showView(request, reply, { text, formKey, state: 'preview' })
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showView(request, reply, { text, formKey, faults: refusal.faults })
  }
}

/** A file as everybody has it or will have it, for officers who decide on it. */
async function sendPublicFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = getFileId(request)
  const file = await withWork(request, async (work) => {
    const { ticket } = await getPublishable(work, getNumber(request))
    return fileToSend(work.tenant, (await publicFilesOf(work, ticket.id)).find((one) => one.id === id), variantOf(request))
  })
  return await streamFile(request, reply, file)
}

interface PictureRetry {
  values: SentForm['values']
  /** A box that is left out, by its number. */
  without?: string
  formKey?: string
  faults?: { field: string; text: string }[]
  conflict?: string
}

async function showPicture(request: FastifyRequest, reply: FastifyReply, retry?: PictureRetry): Promise<FastifyReply> {
  const found = await withWork(request, (work) => readPicture(work, getNumber(request), getFileId(request)))
  const newest = found.versions.at(-1)
  const sent = readBoxes(retry?.values ?? boxValues(newest?.boxes ?? []), retry?.without)
  const hidden = retry ? textOf(retry.values, 'sembunyikan') === 'ya' : (newest?.hidden ?? false)
  const faults = [...sent.faults, ...(retry?.faults ?? []).filter((fault) => !sent.faults.some((one) => one.field === fault.field))]
  const props: RedactPictureProps = {
    ...found, values: { ...sent.values, ...(hidden && { sembunyikan: 'ya' }) }, count: sent.count, query: faults.length > 0 ? '' : boxQuery(sent.boxes), faults,
    formKey: retry?.formKey ?? newId(request.server.web.now()), againKey: newId(request.server.web.now()), saved: !retry && queryText(request, 'tersimpan') !== '', conflict: retry?.conflict,
  }
  return show(request, reply, {
    title: request.visit.view.t('Samarkan gambar'), area: 'officer', scripts: ['samarkan.js'], status: retry?.conflict ? 409 : faults.length > 0 ? 422 : 200, main: <RedactPicturePage {...props} />,
  })
}

async function savePicture(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  const sent = readBoxes(values)
  if (sent.faults.length > 0) return await showPicture(request, reply, { values, formKey })
  const order = { boxes: sent.boxes, hidden: textOf(values, 'sembunyikan') === 'ya', seenNo: Number(textOf(values, 'versi')) || 0, formKey }
  return await save(request, reply, order, values)
}

async function takeAgain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  const { versions } = await withWork(request, (work) => readPicture(work, getNumber(request), getFileId(request)))
  const wanted = versions.find((one) => String(one.no) === textOf(values, 'ke'))
  const order = { boxes: wanted?.boxes ?? [], hidden: wanted?.hidden ?? false, seenNo: Number(textOf(values, 'versi')) || 0, formKey }
  return await save(request, reply, order, boxValues(order.boxes))
}

interface SaveOrder {
  boxes: Box[]
  hidden: boolean
  seenNo: number
  formKey: string
}

async function save(request: FastifyRequest, reply: FastifyReply, order: SaveOrder, values: SentForm['values']): Promise<FastifyReply> {
  const { web } = request.server
  const number = getNumber(request)
  const uploadId = getFileId(request)
  try {
    await redactPicture(web.resources, { ...order, tenant: getTenant(request).id, actor: request.visit.actor, now: web.now(), dataFolder: web.dataFolder, number, uploadId })
    return reply.redirect(`/kotak-masuk/${number}/gambar/${uploadId}?tersimpan=ya`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (refusal.code === 'conflict') return await showPicture(request, reply, { values, conflict: refusal.message })
    if (refusal.faults.length === 0) throw refusal
    return await showPicture(request, reply, { values, formKey: order.formKey, faults: refusal.faults })
  }
}

/** How the picture would look with the boxes of the address; nothing is kept. */
async function sendPreview(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const boxes = readBoxQuery((request.query as Record<string, unknown>).kotak)
  const { upload } = await withWork(request, (work) => getRedactable(work, getNumber(request), getFileId(request)))
  if (upload.kind === 'pdf') throw new Refusal('not-found', 'Berkas itu bukan gambar.')
  checkBoxes(upload, boxes)
  const bytes = await previewRedaction({ dataFolder: request.server.web.dataFolder, tenant: getTenant(request).id, upload, boxes }, previewSide)
  return reply.type('image/webp').header('cache-control', 'no-store').header('content-security-policy', "sandbox; default-src 'none'").send(bytes)
}
