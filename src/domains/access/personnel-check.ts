import type { Actor } from '../../kernel/actor.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { recordLook } from './access-look.ts'
import { askRegister, type IdentityCheck, keepCheck } from './identity-check.ts'
import { readNik } from './nik.ts'
import { openNik } from './open-nik.ts'
import type { PersonnelQuestion, PersonnelRegister } from './personnel-register.ts'

export interface PersonnelOrder {
  tenant: string
  actor: Actor
  now(): Date
  ticketId: string
  nip: string
  /** As the ticket has it. */
  name: string
  /** Whose account it is; the date of birth that their NIK says must be the NIP's. */
  personId?: string
  purpose: string
  register: PersonnelRegister
}

/**
 * Asks the register of civil servants about a ticket's reporter and keeps what it said, as `checkIdentity` does with the population register: the look is logged and
 * committed first, the register asked outside of any transaction, an outage is a result.
 */
export async function checkPersonnel(resources: Resources, order: PersonnelOrder): Promise<IdentityCheck> {
  const inTenant = <T>(task: (work: Work) => Promise<T>) => inWork(resources, { tenant: order.tenant, actor: order.actor, now: order.now() }, task)
  const question = await inTenant((work) => questionOf(work, order))
  const answer = await askRegister(() => order.register.lookUp(question))
  const { ticketId, purpose, personId } = order
  return await inTenant((work) => keepCheck(work, { ticketId, purpose, who: { ...(personId && { personId }) }, source: order.register.source, register: 'kepegawaian' }, answer))
}

async function questionOf(work: Work, { ticketId, nip, name, personId, purpose }: PersonnelOrder): Promise<PersonnelQuestion> {
  await recordLook(work, { what: 'nip', subject: ticketId, purpose })
  if (!personId) return { nip, name }
  const read = readNik(await openNik(work, personId, purpose), work.now)
  return { nip, name, ...('birthDate' in read && { birthDate: read.birthDate }) }
}
