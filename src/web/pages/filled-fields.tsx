import { maskNik } from '../../domains/access/index.ts'
import { formatDate } from '../../domains/calendar/index.ts'
import { villageName } from '../../domains/organisation/index.ts'
import type { Fact, Facts, Field, Sop } from '../../domains/sop/index.ts'
import { Moment, Prose } from '../../ui/index.ts'

interface FilledScene {
  sop: Sop
  facts: Facts
  units: Map<string, string>
  /** Which fields to show. */
  shows(field: Field): boolean
  /** Names of the fields, in their order; those of the form, if absent. */
  of?: string[]
}

/** What the reporter fills in: the form, and what acts of their own ask for later. */
export function reporterFields(sop: Sop): string[] {
  const own = sop.steps.filter((step) => step.symbol !== 'end' && step.lanes.every((name) => sop.lanes.find((lane) => lane.name === name)?.kind === 'reporter'))
  return [...new Set([...sop.form, ...own.flatMap((step) => step.acts.flatMap((act) => act.fill))].map((use) => use.field))]
}

/** Fields of an SOP with what was filled in, for a summary list; files are shown elsewhere. A NIK is never whole. */
export function filledItems({ sop, facts, units, shows, of = sop.form.map((use) => use.field) }: FilledScene) {
  return of.flatMap((name) => {
    const field = sop.fields.find((one) => one.name === name)
    const fact = facts[name]
    return !field || fact === undefined || field.type === 'files' || !shows(field) ? [] : [{ name: field.label, value: factText(field, fact, units) }]
  })
}

function factText(field: Field, fact: Fact, units: Map<string, string>) {
  const text = String(fact)
  switch (field.type) {
    case 'unit': return units.get(text) ?? text
    case 'village': return villageName(text) ?? text
    case 'yes-no': return fact === true ? 'Ya' : 'Tidak'
    case 'nik': return maskNik(text)
    case 'long-text': return text.includes('\n') ? <Prose text={text} /> : text
    case 'date': return formatDate(text)
    case 'moment': return <Moment at={new Date(text)} />
    case 'money': return `Rp ${Number(fact).toLocaleString('id-ID')}`
    case 'choices': return [fact].flat().map((one) => field.options?.find((option) => option.value === one)?.label ?? String(one)).join('; ')
    default: return field.options?.find((option) => option.value === text)?.label ?? text
  }
}

/** Fields that every report has, and that its page shows in their own places. */
export const storyFields = new Set(['judul', 'uraian', 'tempat', 'desa', 'waktu-kejadian', 'unit', 'lampiran'])
