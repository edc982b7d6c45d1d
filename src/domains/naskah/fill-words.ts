import { formatDate, isLocalDate } from '../calendar/index.ts'
import type { Fact, Facts } from '../sop/index.ts'

/** How the value of a field is written in a letter: names in place of codes, the label of a choice. Undefined leaves it to the letter's own rules. */
export type WriteFact = (name: string, fact: Fact) => string | undefined

export interface FillScene {
  facts: Facts
  names?: WriteFact | undefined
  /** What stands where a value is missing. */
  missing: string
  /** Names in braces that stay as they are. */
  keep?: readonly string[]
}

/** A text with each `{name}` as people write its value. */
export function fillWords(text: string, { facts, names, missing, keep = [] }: FillScene): string {
  return text.replace(/\{([a-z0-9-]+)\}/g, (whole, name: string) => {
    if (keep.includes(name)) return whole
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined || fact === '') return missing
    return writePlainly(names?.(name, fact) ?? fact)
  })
}

/** Days as `5 Januari 2026`, yes and no in words, lists with commas. */
function writePlainly(fact: Fact): string {
  if (typeof fact === 'boolean') return fact ? 'ya' : 'tidak'
  if (Array.isArray(fact)) return fact.join(', ')
  const text = String(fact)
  return isLocalDate(text) ? formatDate(text) : text
}
