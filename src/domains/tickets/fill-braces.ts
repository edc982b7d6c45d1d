import { formatDate } from '../calendar/index.ts'
import type { Fact, Facts, Sop } from '../sop/index.ts'

/** Names that people know, for the codes that stand in tickets and events. */
export interface Names {
  unit(code: string): string
  category(code: string): string
  class(code: string): string
  village(code: string): string
}

export interface BraceScene {
  sop: Sop
  facts: Facts
  /** The unit that the ticket is with: what `{unit}` stands for, where there is one. */
  unit?: string | undefined
  names: Names
}

/** A sentence of the SOP with each `{field}` as people write its value; a dash where there is none. Personal data is never written out. */
export function fillBraces(text: string, { sop, facts, unit, names }: BraceScene): string {
  return text.replace(/\{([a-z0-9-]+)\}/g, (_whole, name: string) => {
    if (name === 'unit' && unit) return names.unit(unit)
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    return fact === undefined ? '–' : writeFact(fact, name, { sop, names })
  })
}

/** The value of a field as people write it: names in place of codes, the label of a choice, yes or no. */
export function writeFact(fact: Fact, name: string, { sop, names }: Pick<BraceScene, 'sop' | 'names'>): string {
  const field = sop.fields.find((f) => f.name === name)
  const text = String(fact)
  if (field?.personal) return '(data pribadi)'
  switch (field?.type) {
    case 'unit': return names.unit(text)
    case 'category': return names.category(text)
    case 'village': return names.village(text)
    case 'yes-no': return fact === true ? 'ya' : 'tidak'
    case 'money': return `Rp ${Number(fact).toLocaleString('id-ID')}`
    case 'date': return formatDate(text)
    case 'moment': return `${formatDate(text.slice(0, 10))} pukul ${text.slice(11, 16).replace(':', '.')}`
    case 'files': return `${Array.isArray(fact) ? fact.length : 1} berkas`
    case 'choices': return [fact].flat().map((one) => field.options?.find((option) => option.value === one)?.label ?? String(one)).join('; ')
    default: return field?.options?.find((option) => option.value === text)?.label ?? text
  }
}
