import type { Work } from '../kernel/work.ts'
import type { Fact, Facts, Sop, Typed } from '../domains/sop/index.ts'
import { requestNumber, type Ticket } from '../domains/tickets/index.ts'

/** What an objection's form begins with: what its request has said in fields of the same names, and the number that it is about. */
export async function beginObjection(work: Work, ticket: Ticket, sop: Sop): Promise<{ number: string; values: Typed }> {
  const facts: Facts = { judul: ticket.title, ...ticket.submitted, ...ticket.state.facts }
  const kept = sop.form.flatMap(({ field: name }) => {
    const type = sop.fields.find((field) => field.name === name)?.type
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    return fact === undefined || type === 'files' || type === 'passphrase' ? [] : [[name, asTyped(fact)] as const]
  })
  return { number: await requestNumber(work, ticket), values: Object.fromEntries(kept) }
}

/** The form as it is drawn: the request's number is known, and asked of nobody. */
export function drawnObjection(sop: Sop): Sop {
  return { ...sop, form: sop.form.filter((use) => use.field !== 'nomor-permohonan') }
}

function asTyped(fact: Fact): string | string[] {
  return Array.isArray(fact) ? fact : typeof fact === 'boolean' ? (fact ? 'ya' : 'tidak') : String(fact)
}
