import type { FastifyRequest } from 'fastify'
import { isId, newId } from '../kernel/ids.ts'
import type { Fault } from '../kernel/refusal.ts'
import { importLimits } from '../domains/intake/index.ts'
import { checkCsrf } from './find-visit.ts'

/** What came with the upload form of an import. */
export interface SpreadsheetForm {
  values: Record<string, string>
  formKey: string
  file?: { name: string; bytes: Buffer }
  faults: Fault[]
}

/** Reads an upload of one spreadsheet into memory, up to the limit of an import; of a bigger file the rest is dropped. */
export async function readSpreadsheetForm(request: FastifyRequest): Promise<SpreadsheetForm> {
  if (!request.isMultipart()) throw Object.assign(new Error('an upload was expected'), { statusCode: 415 })
  const form: SpreadsheetForm = { values: {}, formKey: '', faults: [] }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname !== '__proto__') form.values[part.fieldname] = String(part.value)
      continue
    }
    // The hidden fields stand first, so the check comes before the file is taken in.
    checkCsrf(request, form.values._csrf)
    const bytes = await readUpTo(part.file)
    if (!bytes) form.faults.push({ field: 'berkas', text: 'Berkas ini lebih besar dari 10 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu.' })
    else if (part.filename) form.file = { name: part.filename, bytes }
  }
  checkCsrf(request, form.values._csrf)
  const key = form.values.kunci
  form.formKey = key && isId(key) ? key : newId(request.server.web.now())
  if (!form.file && form.faults.length === 0) form.faults.push({ field: 'berkas', text: 'Berkas: pilih berkas XLSX atau CSV.' })
  if (!form.values.sop) form.faults.unshift({ field: 'sop', text: 'Prosedur: pilih salah satu.' })
  return form
}

async function readUpTo(stream: AsyncIterable<Uint8Array> & { truncated?: boolean }): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size <= importLimits.bytes) chunks.push(chunk)
  }
  return size > importLimits.bytes || stream.truncated ? undefined : Buffer.concat(chunks)
}
