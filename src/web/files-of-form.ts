import { uploadLimits } from '../domains/files/index.ts'
import type { FieldUse, Sop } from '../domains/sop/index.ts'

/** How many files a form with these fields may hold: as many as its fields may together. */
export function mostFilesOf(sop: Sop, uses: FieldUse[]): number {
  const fields = sop.fields.filter((field) => field.type === 'files' && uses.some((use) => use.field === field.name))
  const most = fields.reduce((sum, field) => sum + (field.most ?? 5), 0)
  return Math.min(uploadLimits.mostPerForm, Math.max(uploadLimits.filesPerForm, most))
}

/** As `mostFilesOf`, for the form of an act, wherever in the SOP an act of that name stands. */
export function mostFilesOfAct(sop: Sop, act: string): number {
  return Math.max(uploadLimits.filesPerForm, ...sop.steps.flatMap((step) => step.acts.filter((one) => one.name === act).map((one) => mostFilesOf(sop, one.fill))))
}
