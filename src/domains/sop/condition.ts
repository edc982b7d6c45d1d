import type { Condition, FieldUse } from './sop.ts'
import type { Facts } from './ticket-state.ts'

/** Whether every named fact has one of its listed values. An absent fact fulfils nothing. */
export function holds(condition: Condition | undefined, facts: Facts): boolean {
  if (!condition) return true
  return Object.entries(condition).every(([name, values]) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined) return false
    if (Array.isArray(fact)) return fact.some((one) => values.includes(one))
    if (typeof fact === 'boolean') return values.includes(fact ? 'ya' : 'tidak')
    return values.includes(String(fact))
  })
}

/** Whether a field must be filled in, given what else is known. */
export function isRequired(use: FieldUse, facts: Facts): boolean {
  return typeof use.required === 'boolean' ? use.required : holds(use.required, facts)
}
