import type { FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import type { Resources, Work } from '../kernel/work.ts'
import { checkIdentity, csvRegister, findPersonName, hasRegister, type IdentityCheck, identityChecksOf, type PopulationRegister } from '../domains/access/index.ts'
import type { AvailableAct, Sop } from '../domains/sop/index.ts'
import { getSop } from '../domains/sop/index.ts'
import { openSenderNik, actsFor, getVisibleTicket, type Ticket } from '../domains/tickets/index.ts'
import { getTenant } from './find-visit.ts'
import type { Registers } from './register-line.ts'
import { withWork } from './with-work.ts'


/** What a validator's page says of the register. */
export interface RegisterDesk {
  checks: IdentityCheck[]
  /** There is somebody to ask about, and it is this officer's turn. */
  mayAsk: boolean
}

/** Where an SOP checks who its reporter is: what the registers said so far, and whether this officer may ask now. Undefined for every other SOP. */
export async function readRegisterDesk(work: Work, ticket: Ticket, { sop, acts }: { sop: Sop; acts: AvailableAct[] }): Promise<RegisterDesk | undefined> {
  const mayAsk = isChecked(sop) && ticket.state.facts.identitas === undefined && acts.length > 0 && (await whoOf(work, ticket)) !== undefined
  const asksByItself = sop.steps.some((step) => step.check !== undefined)
  const checks = isChecked(sop) || asksByItself ? await identityChecksOf(work, ticket.id) : []
  return mayAsk || checks.length > 0 ? { checks, mayAsk } : undefined
}

function isChecked(sop: Sop): boolean {
  return sop.steps.some((step) => step.acts.some((act) => act.effects.some((effect) => effect.do === 'record-identity')))
}

/** A reporter who asked to stay unnamed is not looked up by the officers of a ticket; nor can one be who left no NIK. */
async function whoOf(work: Work, ticket: Ticket): Promise<{ personId: string } | { name: string; nik: string } | undefined> {
  if (ticket.anonymous) return undefined
  if (!ticket.reporterId) return await openSenderNik(work, ticket.id)
  // Nobody is looked up who has closed their account.
  return (await findPersonName(work, ticket.reporterId)) === undefined ? undefined : { personId: ticket.reporterId }
}

const purpose = 'pencocokan dengan register kependudukan'

/** Asks the register about a ticket's reporter, outside of any transaction. Refuses `not-allowed` to all but who holds the step, `unavailable` where no register is connected. */
export async function askRegister(request: FastifyRequest, number: string): Promise<IdentityCheck> {
  const { web } = request.server
  const { id: tenant } = getTenant(request)
  const { ticketId, who, own } = await withWork(request, async (work) => {
    const { ticket } = await getVisibleTicket(work, number)
    const sop = await getSop(work, ticket.sop, ticket.sopVersion)
    const found = await whoOf(work, ticket)
    const mayAsk = isChecked(sop) && ticket.state.facts.identitas === undefined && (await actsFor(work, ticket)).length > 0
    if (!mayAsk || !found) throw new Refusal('not-allowed', 'Register kependudukan hanya ditanyai oleh pemeriksa, pada langkah pemeriksaan identitas.')
    return { ticketId: ticket.id, who: found, own: await hasRegister(work) }
  })
  const register = registerOf(web.resources, { tenant, registers: web.registers, own, now: () => web.now() })
  if (!register) throw new Refusal('unavailable', 'Register kependudukan belum disambungkan. Cocokkan nomor KTP dengan SIAK seperti biasa.')
  return await checkIdentity(web.resources, { tenant, actor: request.visit.actor, now: () => web.now(), ticketId, who, purpose, register })
}

function registerOf(resources: Resources, from: { tenant: string; registers: Registers | undefined; own: boolean; now(): Date }): PopulationRegister | undefined {
  const connected = from.registers?.(from.tenant)
  return connected ?? (from.own ? csvRegister(resources, from.tenant, from.now) : undefined)
}
