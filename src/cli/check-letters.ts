import type { SourceFault, SourceText } from '../kernel/source-fault.ts'
import { checkFileName, type NaskahTemplate, readNaskahTemplate, type TemplatePlaces, templateNames } from '../domains/naskah/index.ts'
import type { Sop } from '../domains/sop/index.ts'

/** A template of an official letter with the file that it was read from. */
export interface CheckedTemplate {
  template: NaskahTemplate
  file: string
  text: string
}

/** Reads a tenant's `surat/*.yaml`. Without `places` (a tenant.yaml with faults) unit and post are not judged. */
export function readTemplates(files: readonly SourceText[], places: TemplatePlaces | undefined): { templates: CheckedTemplate[]; faults: SourceFault[] } {
  const read = files.map((one) => ({ ...one, ...readNaskahTemplate(one.text, one.file, places) }))
  const templates = read.flatMap(({ template, file, text }) => (template ? [{ template, file, text }] : []))
  return { templates, faults: [...read.flatMap((one) => one.faults), ...templates.flatMap(({ template, file }) => checkFileName(template, file))] }
}

/** What a letter names must be a field of each SOP that drafts it; what its proof page shows must be no personal data there. */
export function checkLetters(templates: readonly CheckedTemplate[], sops: readonly Sop[]): SourceFault[] {
  return templates.flatMap((one) => sops.filter((sop) => drafts(sop, one.template.code)).flatMap((sop) => checkLetter(one, sop)))
}

function drafts(sop: Sop, template: string): boolean {
  return sop.steps.some((step) => step.acts.some((act) => act.effects.some((effect) => effect.do === 'draft-naskah' && effect.template === template)))
}

// Facts that the engine itself adds to the fields.
const engineFacts = ['identitas', 'klasifikasi', 'kategori']

function checkLetter({ template, file, text }: CheckedTemplate, sop: Sop): SourceFault[] {
  const { all, shown } = templateNames(template)
  const fields = new Map(sop.fields.map((field) => [field.name, field]))
  const at = (name: string) => ({ file, line: Math.max(1, text.split('\n').findIndex((line) => line.includes(name)) + 1), column: 1 })
  const known = [...fields.keys()].join(', ')
  return [
    ...all.filter((name) => !fields.has(name) && !engineFacts.includes(name)).map((name) => ({
      ...at(name), found: `"${name}", yang bukan isian SOP "${sop.code}"`, expected: `isian SOP yang menyusun surat ini: ${known}`, remedy: 'ganti nama ini, atau tambahkan isian itu pada SOP',
    })),
    ...shown.filter((name) => fields.get(name)?.personal).map((name) => ({
      ...at(name), found: `data pribadi "${name}" pada hal surat`, expected: 'hal tanpa data pribadi, karena tampil di halaman bukti', remedy: 'tulis hal tanpa isian itu; di isi surat boleh',
    })),
  ]
}
