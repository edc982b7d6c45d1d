import type { FastifyRequest } from 'fastify'
import { isId, newId } from '../kernel/ids.ts'
import { type Fault, Refusal } from '../kernel/refusal.ts'
import { inWork } from '../kernel/work.ts'
import { dropUpload, keepUpload, receiveUpload, type Upload, uploadLimits, uploadsOfForm } from '../domains/files/index.ts'
import { checkCsrf, getTenant } from './find-visit.ts'
import { readableParts, unreadable } from './form-parts.ts'

/** What came with a form: texts by name, the form's key, the files that the server now holds for it, and what was wrong with others. */
export interface SentForm {
  values: Record<string, string | string[] | undefined>
  formKey: string
  uploads: Upload[]
  faults: Fault[]
}

/** What a form may hold beyond what every form may. */
export interface FormRoom {
  /** How many files; five unless told. */
  mostFiles?: number
}

/** Reads a form, urlencoded or with files, after checking that one of our pages sent it. Files are kept at once, so that no other fault loses them. */
export async function readForm(request: FastifyRequest, { mostFiles = uploadLimits.filesPerForm }: FormRoom = {}): Promise<SentForm> {
  if (!request.isMultipart()) {
    const values = withoutNul((request.body ?? {}) as SentForm['values'])
    checkCsrf(request, values._csrf, values)
    return { values, formKey: keyOf(request, values), uploads: [], faults: [] }
  }
  const form = await readParts(request, mostFiles)
  form.uploads = await inWork(request.server.web.resources, placeOf(request), async (work) => {
    const drop = Object.entries(form.values).filter(([name]) => name.endsWith('_hapus')).flatMap(([, ids]) => [ids ?? []].flat())
    for (const id of drop) await dropUpload(work, form.formKey, id)
    return await uploadsOfForm(work, form.formKey)
  })
  return form
}

function placeOf(request: FastifyRequest) {
  return { tenant: getTenant(request).id, actor: request.visit.actor, now: request.server.web.now() }
}

function keyOf(request: FastifyRequest, values: SentForm['values']): string {
  const key = [values.kunci].flat()[0]
  return key && isId(key) ? key : newId(request.server.web.now())
}

async function readParts(request: FastifyRequest, most: number): Promise<SentForm> {
  const { web } = request.server
  const form: SentForm = { values: {}, formKey: '', uploads: [], faults: [] }
  let checked = false
  // The hidden fields stand first in our forms, so the check comes before any file is taken in.
  const check = () => {
    if (checked) return
    checkCsrf(request, form.values._csrf, form.values)
    form.formKey = keyOf(request, form.values)
    checked = true
  }
  // Every files control sends an empty file where nothing was chosen, and each kept file two texts.
  for await (const part of readableParts(request, { files: most * 2, fields: 100 + most * 2, parts: 120 + most * 4 })) {
    if (part.type === 'field') {
      addValue(form.values, part.fieldname, keepable(String(part.value)))
      continue
    }
    check()
    if (!part.filename) {
      part.file.resume()
      continue
    }
    try {
      const received = await receiveUpload(part.file, { dataFolder: web.dataFolder, field: part.fieldname, name: part.filename })
      await keepUpload(web.resources, { ...placeOf(request), formKey: form.formKey, most }, received)
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw part.file.errored ? unreadable(refusal) : refusal
      part.file.resume()
      form.faults.push(...(refusal.faults.length > 0 ? refusal.faults : [{ field: part.fieldname, text: refusal.message }]))
    }
  }
  check()
  return form
}

// PostgreSQL keeps the NUL character in no text.
function keepable(text: string): string {
  return text.replaceAll('\0', '')
}

function withoutNul(values: SentForm['values']): SentForm['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(keepable) : value && keepable(value)]))
}

function addValue(values: SentForm['values'], name: string, value: string): void {
  if (name === '__proto__') return
  const before = values[name]
  values[name] = before === undefined ? value : [before, value].flat()
}

/** One text of a form, or nothing. */
export function textOf(values: SentForm['values'], name: string): string {
  return [values[name]].flat()[0] ?? ''
}
