import { theSystem } from '../kernel/actor.ts'
import { inWork, type Work } from '../kernel/work.ts'
import { checkPersonnel, csvPersonnel, findPersonName, hasPersonnel, type PersonnelRegister } from '../domains/access/index.ts'
import { getSop } from '../domains/sop/index.ts'
import type { Ticket } from '../domains/tickets/index.ts'
import type { AskRegister } from './ask-registers.ts'

export interface PersonnelAskerOptions {
  now(): Date
  /** The register that is connected by setting, where one is; else the tenant's own copy is asked. */
  registerOf?(tenant: string): PersonnelRegister | undefined
}

/** Asks the register of civil servants about the NIP that a ticket's reporter has given, with the name that stands in the ticket. */
export function personnelAsker({ now, registerOf }: PersonnelAskerOptions): AskRegister {
  return async (resources, tenant, ticket) => {
    const { who, own } = await inWork(resources, { tenant, actor: theSystem, now: now() }, async (work) => ({ who: await whoIs(work, ticket), own: await hasPersonnel(work) }))
    const register = registerOf?.(tenant) ?? (own ? csvPersonnel(resources, tenant, now) : undefined)
    if (!register || !who) return undefined
    const check = await checkPersonnel(resources, {
      tenant, actor: theSystem, now, ticketId: ticket.id, ...who, ...(ticket.reporterId && { personId: ticket.reporterId }), purpose: 'pencocokan otomatis menurut SOP', register,
    })
    return check.result === 'gagal' ? undefined : check.result === 'cocok' ? 'cocok' : 'tidak-cocok'
  }
}

async function whoIs(work: Work, ticket: Ticket): Promise<{ nip: string; name: string } | undefined> {
  const { facts } = ticket.state
  const field = (await getSop(work, ticket.sop, ticket.sopVersion)).fields.find((one) => one.type === 'nip' && facts[one.name] !== undefined)
  const name = facts['nama-lengkap'] ?? (ticket.reporterId && (await findPersonName(work, ticket.reporterId)))
  return field && name ? { nip: String(facts[field.name]), name: String(name) } : undefined
}
