import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Work } from '../../kernel/work.ts'
import { diskFault, makeFolders, moveToPlace, placeOf, temporaryPath, writeSynced } from './file-room.ts'
import { type Box, drawRedaction, redactImage } from './redact-image.ts'
import { insertRedaction, type NewRedaction, type RedactedCopy } from './redaction-store.ts'
import type { Upload } from './upload.ts'
import { lockFiles } from './upload-store.ts'

/** A covered copy that lies whole in the temporary folder. `keepRedaction` moves it to its place; whoever made it calls `dropCopy` at the end, whatever comes. */
export interface ReadyCopy {
  copy: RedactedCopy
  files: { path: string; place: string }[]
}

interface CopyOrder {
  dataFolder: string
  tenant: string
  upload: Upload
  boxes: Box[]
}

/** Makes the covered copy of a kept picture, outside of any transaction. */
export async function makeRedactedCopy({ dataFolder, tenant, upload, boxes }: CopyOrder): Promise<ReadyCopy> {
  const image = await redactImage(placeOf(dataFolder, tenant, upload.sha256), upload.kind, boxes)
  const files: ReadyCopy['files'] = []
  const write = async (bytes: Buffer): Promise<string> => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { path: await temporaryPath(dataFolder), place: placeOf(dataFolder, tenant, sha256) }
    files.push(file)
    await writeSynced(file.path, bytes)
    await makeFolders(file.place)
    return sha256
  }
  try {
    const copy = { kind: image.kind, bytes: image.bytes.length, sha256: await write(image.bytes), previewSha256: await write(image.preview), previewBytes: image.preview.length }
    return { copy, files }
  } catch (fault) {
    await dropCopy({ files })
    throw diskFault(fault, { field: '', name: upload.name })
  }
}

/** How the covered copy would look, as WebP of at most `side` px; nothing is kept. */
export async function previewRedaction({ dataFolder, tenant, upload, boxes }: CopyOrder, side: number): Promise<Buffer> {
  return await drawRedaction(placeOf(dataFolder, tenant, upload.sha256), boxes, side)
}

/** Keeps a version, in the caller's transaction. The renames stand under the lock that the sweep respects. */
export async function keepRedaction(work: Work, redaction: NewRedaction, ready: ReadyCopy | undefined): Promise<void> {
  if (ready) {
    await lockFiles(work, 'shared')
    for (const file of ready.files) await moveToPlace(file.path, file.place)
  }
  await insertRedaction(work, { ...redaction, ...(ready && { copy: ready.copy }) })
}

/** Takes away what was not moved to its place. */
export async function dropCopy({ files }: Pick<ReadyCopy, 'files'>): Promise<void> {
  for (const { path } of files) await rm(path, { force: true })
}
