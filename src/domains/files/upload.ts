import type { Readable } from 'node:stream'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'

/** What we keep. A HEIC photo, where it can be read at all, is kept as JPEG. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'pdf'

/** `bytes` for one file, `filesPerForm` for one form that says nothing of its own, `mostPerForm` for any; a picture of more `pixels` is not decoded; kept and preview sizes are the longest side. */
export const uploadLimits = {
  bytes: 10 * 1024 * 1024,
  filesPerForm: 5,
  mostPerForm: 120,
  pixels: 52_000_000,
  longestSide: 2560,
  previewSide: 480,
  /** Hours for which a file waits on a form that is never sent. */
  waitingHours: 24,
} as const

/** A file that was kept. `formKey` is null once the person took it out of the form; sizes and preview are null for a PDF. */
export interface Upload {
  id: string
  formKey: string | null
  field: string
  name: string
  kind: FileKind
  /** Of the kept file, not of the one that was sent. */
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  previewSha256: string | null
  previewBytes: number | null
  at: Date
  attachedTo: string | null
}

/** A file that lies complete in the temporary folder, its kind still unknown. Hand it to `keepUpload`, which takes it away. */
export interface ReceivedUpload {
  dataFolder: string
  path: string
  field: string
  name: string
  bytes: number
}

/** The stream of one file of a form. Parsers that cut at a limit of their own, such as busboy, say so in `truncated`. */
export type UploadStream = Readable & { truncated?: boolean }

/** What a form may say beside its file control. */
export const acceptedText = 'Yang diterima: foto (JPG, PNG, WebP) atau PDF, paling besar 10 MB sebuah.'

/** A "no" about one file, shown at its field. */
export function fileRefusal(code: RefusalCode, field: string, text: string): Refusal {
  return new Refusal(code, text, [{ field, text }])
}
