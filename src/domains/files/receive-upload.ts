import { open, rm } from 'node:fs/promises'
import { cleanName } from './clean-name.ts'
import { diskFault, temporaryPath } from './file-room.ts'
import { acceptedText, fileRefusal, type ReceivedUpload, type UploadStream, uploadLimits } from './upload.ts'

export interface ReceiveOrder {
  dataFolder: string
  /** The name of the form control. */
  field: string
  /** The name that the sender gave; it is cleaned here. */
  name: string
}

/**
 * Writes one file of a form to the temporary folder. Too large, empty, or no room on the disk is a refusal at its field; a broken connection is the
 * stream's own error. Either way nothing stays behind. Of a file that is too large the rest is read and dropped, up to four times the limit, so
 * that the other fields of the form still arrive; then the stream is cut.
 */
export async function receiveUpload(stream: UploadStream, order: ReceiveOrder): Promise<ReceivedUpload> {
  const file = { field: order.field, name: cleanName(order.name) }
  let path: string | undefined
  try {
    path = await temporaryPath(order.dataFolder)
    const bytes = await writeStream(stream, path)
    if (bytes > uploadLimits.bytes || stream.truncated === true) throw tooLarge(file)
    if (bytes === 0) throw empty(file)
    return { ...file, dataFolder: order.dataFolder, path, bytes }
  } catch (fault) {
    if (path !== undefined) await rm(path, { force: true })
    throw diskFault(fault, file)
  }
}

/** Counts all bytes, writes those within the limit. A failed write is thrown only when the stream has been read, for the same reason as above. */
async function writeStream(stream: UploadStream, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  let failed: { fault: unknown } | undefined
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > 4 * uploadLimits.bytes) break
      if (bytes > uploadLimits.bytes || failed) continue
      await file.writeFile(chunk).catch((fault: unknown) => {
        failed = { fault }
      })
    }
    if (failed) throw failed.fault
    await file.sync()
  } finally {
    await file.close()
  }
  return bytes
}

function tooLarge(file: { field: string; name: string }) {
  const text = `Berkas “${file.name}” lebih besar dari 10 MB. ${acceptedText} Perkecil berkasnya, lalu lampirkan lagi.`
  return fileRefusal('too-large', file.field, text)
}

function empty(file: { field: string; name: string }) {
  return fileRefusal('bad-input', file.field, `Berkas “${file.name}” kosong (0 bita). Periksa berkasnya, lalu lampirkan lagi. ${acceptedText}`)
}
