import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { filesOf, uploadsOfForm } from './attach-uploads.ts'
import { splitName } from './clean-name.ts'
import { placeOf } from './file-room.ts'
import type { FileKind, Upload } from './upload.ts'

export interface FileOrder {
  id: string
  /** A preview exists of pictures only. */
  variant: 'original' | 'preview'
  /** Where the actor was found to be allowed: a file is looked for nowhere else. */
  of: { ticketId: string } | { formKey: string }
}

/** A file that may be sent, as `openFile` wants it. */
export interface FileToSend {
  tenant: string
  sha256: string
  bytes: number
  name: string
  type: string
}

const types: Record<FileKind, string> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', pdf: 'application/pdf' }

/** Finds a file of one ticket or one form; refuses with `not-found` what is not there, so that a missed check gives 404 and no leak. */
export async function getFile(work: Work, order: FileOrder): Promise<FileToSend> {
  const all = 'ticketId' in order.of ? await filesOf(work, order.of.ticketId) : await uploadsOfForm(work, order.of.formKey)
  return fileToSend(work.tenant, all.find((each) => each.id === order.id), order.variant)
}

/** A file that the caller has found and checked, ready for `openFile`; refuses with `not-found` where there is none, or no preview of it. */
export function fileToSend(tenant: string, upload: Upload | undefined, variant: FileOrder['variant']): FileToSend {
  if (upload && variant === 'original') return { tenant, sha256: upload.sha256, bytes: upload.bytes, name: upload.name, type: types[upload.kind] }
  if (!upload?.previewSha256 || !upload.previewBytes) throw new Refusal('not-found', 'Berkas ini tidak ada.')
  const name = `${splitName(upload.name).stem}-kecil.webp`
  return { tenant, sha256: upload.previewSha256, bytes: upload.previewBytes, name, type: 'image/webp' }
}

/** Opens a file for sending, outside of any transaction. The headers let no browser run or guess it. Missing or shortened bytes are an error. */
export async function openFile(dataFolder: string, file: FileToSend): Promise<{ stream: Readable; headers: Record<string, string> }> {
  const handle = await open(placeOf(dataFolder, file.tenant, file.sha256)).catch((cause: unknown) => {
    throw new Error(`The bytes of upload ${file.sha256} of ${file.tenant} cannot be read. What to do: restore the folder files/ from the backup.`, {
      cause,
    })
  })
  const { size } = await handle.stat()
  if (size !== file.bytes) {
    await handle.close()
    throw new Error(`Upload ${file.sha256} of ${file.tenant} has ${size} bytes, expected ${file.bytes}. What to do: restore it from the backup.`)
  }
  return { stream: handle.createReadStream(), headers: headersOf(file) }
}

function headersOf(file: FileToSend): Record<string, string> {
  return {
    'content-type': file.type,
    'content-length': String(file.bytes),
    'content-disposition': disposition(file.name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Kept by the browser, but asked for each time: the right to see it may end, and the answer is then small.
    'cache-control': 'private, no-cache',
    etag: `"${file.sha256}"`,
  }
}

/** RFC 6266: plain letters for old browsers, the true name in UTF-8 (RFC 8187) for all others. */
function disposition(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._ -]+/g, '_')
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
