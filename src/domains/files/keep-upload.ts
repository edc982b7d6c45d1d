import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { newId } from '../../kernel/ids.ts'
import { inWork, type Resources, type Work, type WorkOrder } from '../../kernel/work.ts'
import { findPdfFault } from './check-pdf.ts'
import { nameForKind } from './clean-name.ts'
import { diskFault, makeFolders, moveToPlace, placeOf, temporaryPath, writeSynced } from './file-room.ts'
import { findKind, wrongKind } from './find-kind.ts'
import { shrinkImage } from './shrink-image.ts'
import { type FileKind, fileRefusal, type ReceivedUpload, type Upload, uploadLimits } from './upload.ts'
import { insertUpload, lockFiles, lockForm, selectOfForm } from './upload-store.ts'

export interface KeepOrder extends WorkOrder {
  /** The form that the file belongs to until it is attached. */
  formKey: string
  /** How many files the form may hold; five unless told. */
  most?: number
}

interface WholeFile {
  path: string
  sha256: string
  bytes: number
}

interface ReadyFile {
  kind: FileKind
  original: WholeFile
  preview?: WholeFile
  width: number | null
  height: number | null
}

/**
 * Checks, cleans and keeps a received file, in a short transaction of its own after all heavy work. Takes the temporary file away whatever comes.
 * The same file put into the same field again is the same upload. Refuses wrong kinds, risky PDFs, too many pixels, a file too many, a full disk.
 */
export async function keepUpload(resources: Resources, order: KeepOrder, received: ReceivedUpload): Promise<Upload> {
  const temporary = [received.path]
  try {
    const ready = await makeReady(received, temporary)
    for (const file of wholeFiles(ready)) await makeFolders(placeOf(received.dataFolder, order.tenant, file.sha256))
    return await inWork(resources, order, (work) => save(work, { formKey: order.formKey, most: order.most ?? uploadLimits.filesPerForm, received, ready }))
  } catch (fault) {
    throw diskFault(fault, received)
  } finally {
    for (const path of temporary) await rm(path, { force: true })
  }
}

async function makeReady(received: ReceivedUpload, temporary: string[]): Promise<ReadyFile> {
  const sent = await findKind(received)
  if (sent === 'pdf') {
    const bytes = await readFile(received.path)
    const fault = findPdfFault(bytes)
    if (fault) throw wrongKind(received, fault)
    return { kind: 'pdf', original: { path: received.path, sha256: digest(bytes), bytes: bytes.length }, width: null, height: null }
  }
  const image = await shrinkImage(received, sent)
  const write = async (bytes: Buffer): Promise<WholeFile> => {
    const path = await temporaryPath(received.dataFolder)
    temporary.push(path)
    await writeSynced(path, bytes)
    return { path, sha256: digest(bytes), bytes: bytes.length }
  }
  const { kind, width, height } = image
  return { kind, original: await write(image.bytes), preview: await write(image.preview), width, height }
}

/** The two renames stand inside the transaction, under a lock that the sweep respects: a row never names bytes that were swept meanwhile. */
async function save(work: Work, order: { formKey: string; most: number; received: ReceivedUpload; ready: ReadyFile }): Promise<Upload> {
  const { formKey, most, received, ready } = order
  await lockForm(work, formKey)
  const others = await selectOfForm(work, formKey)
  const same = others.find((other) => other.field === received.field && other.sha256 === ready.original.sha256)
  if (same) return same
  if (others.length >= most) throw tooMany(received, most)
  await lockFiles(work, 'shared')
  for (const file of wholeFiles(ready)) await moveToPlace(file.path, placeOf(received.dataFolder, work.tenant, file.sha256))
  const upload: Upload = {
    id: newId(work.now),
    formKey,
    field: received.field,
    name: nameForKind(received.name, ready.kind),
    kind: ready.kind,
    bytes: ready.original.bytes,
    sha256: ready.original.sha256,
    width: ready.width,
    height: ready.height,
    previewSha256: ready.preview?.sha256 ?? null,
    previewBytes: ready.preview?.bytes ?? null,
    at: work.now,
    attachedTo: null,
  }
  await insertUpload(work, upload)
  return upload
}

function wholeFiles(ready: ReadyFile): WholeFile[] {
  return ready.preview ? [ready.original, ready.preview] : [ready.original]
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function tooMany(file: { field: string; name: string }, most: number) {
  const text =
    `Berkas “${file.name}” tidak dapat ditambahkan: formulir ini sudah berisi ${most} berkas, jumlah terbanyak yang diterima. ` +
    'Hapus salah satu lebih dahulu.'
  return fileRefusal('bad-input', file.field, text)
}
