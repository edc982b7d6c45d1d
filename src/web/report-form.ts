import type { FastifyRequest } from 'fastify'
import type { Fault } from '../kernel/refusal.ts'
import { localDate, localMinute } from '../domains/calendar/index.ts'
import type { Upload } from '../domains/files/index.ts'
import type { Sop, Typed } from '../domains/sop/index.ts'
import { readChoices } from './field-choices.ts'
import { getTenant } from './find-visit.ts'
import type { FieldChoices } from './pages/sop-field.tsx'
import { withWork } from './with-work.ts'

/** A report form to be drawn, for the first time or again with what was typed. */
export interface ReportForm {
  sop: Sop
  values: Typed
  faults: Fault[]
  formKey: string
  uploads: Upload[]
}

/** What a report form is drawn from besides: the choices of its fields, and the latest local moment that a happening can have. */
export async function readReportForm(request: FastifyRequest, { sop, uploads }: ReportForm): Promise<{ choices: FieldChoices; latest: string }> {
  const tenant = getTenant(request)
  const choices = await withWork(request, (work) => readChoices(work, tenant, { sop, uses: sop.form, uploads }))
  const now = request.server.web.now()
  const minute = localMinute(now, tenant.zone)
  return { choices, latest: `${localDate(now, tenant.zone)}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` }
}
