import type { FastifyRequest } from 'fastify'
import { isId, newId } from '../kernel/ids.ts'
import type { Fault } from '../kernel/refusal.ts'
import { checkCsrf } from './find-visit.ts'
import { readableBytes, readableParts } from './form-parts.ts'

/** What came with a form that uploads one spreadsheet. */
export interface SpreadsheetForm {
  values: Record<string, string>
  formKey: string
  file?: { name: string; bytes: Buffer }
  faults: Fault[]
}

/** How big the file may be, in bytes, and the words for one that is bigger and for none. */
interface SpreadsheetLimits {
  bytes: number
  tooBig: string
  none: string
}

/** Reads an upload of one spreadsheet into memory, up to a limit; of a bigger file the rest is dropped. Faults on `berkas`. */
export async function readSpreadsheetForm(request: FastifyRequest, limits: SpreadsheetLimits): Promise<SpreadsheetForm> {
  if (!request.isMultipart()) throw Object.assign(new Error('an upload was expected'), { statusCode: 415 })
  const form: SpreadsheetForm = { values: {}, formKey: '', faults: [] }
  for await (const part of readableParts(request)) {
    if (part.type === 'field') {
      if (part.fieldname !== '__proto__') form.values[part.fieldname] = String(part.value).replaceAll('\0', '')
      continue
    }
    // The hidden fields stand first, so the check comes before the file is taken in.
    checkCsrf(request, form.values._csrf)
    const bytes = await readUpTo(part.file, limits.bytes)
    if (!bytes) form.faults.push({ field: 'berkas', text: limits.tooBig })
    else if (part.filename) form.file = { name: part.filename, bytes }
  }
  checkCsrf(request, form.values._csrf)
  const key = form.values.kunci
  form.formKey = key && isId(key) ? key : newId(request.server.web.now())
  if (!form.file && form.faults.length === 0) form.faults.push({ field: 'berkas', text: limits.none })
  return form
}

async function readUpTo(stream: AsyncIterable<Uint8Array> & { truncated?: boolean }, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of readableBytes(stream)) {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
  }
  return size > most || stream.truncated ? undefined : Buffer.concat(chunks)
}
