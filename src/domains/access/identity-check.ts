import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { actorId, recordLook } from './access-look.ts'
import { readNik } from './nik.ts'
import { openNik } from './open-nik.ts'
import { getPerson } from './person-store.ts'
import { type PopulationRegister, type RegisterAnswer, RegisterAway, type RegisterDifference, type RegisterQuestion, type RegisterResult } from './population-register.ts'
import { lookupHash } from './vault.ts'

export interface IdentityOrder {
  tenant: string
  actor: Actor
  now(): Date
  ticketId: string
  /** A registered person (`name` as this ticket has it, where that is what must be right), or a sender without an account as the desk wrote them down. Whether the actor may look is the caller's to decide. */
  who: { personId: string; name?: string } | { name: string; nik: string }
  purpose: string
  register: PopulationRegister
}

/** What a register said, and when. `gagal`: it could not be asked, `fault` says why. */
export interface IdentityCheck {
  at: Date
  register: 'kependudukan' | 'kepegawaian'
  source: string
  result: RegisterResult | 'gagal'
  differs: RegisterDifference[]
  fault?: string
}

/**
 * Asks the population register about a ticket's reporter and keeps what it said. The look at the NIK is logged and committed first; the register is asked outside of any
 * transaction; an outage is a result like another, so that the ticket stays where it is and the validator knows why.
 */
export async function checkIdentity(resources: Resources, order: IdentityOrder): Promise<IdentityCheck> {
  const inTenant = <T>(task: (work: Work) => Promise<T>) => inWork(resources, { tenant: order.tenant, actor: order.actor, now: order.now() }, task)
  const question = await inTenant((work) => questionOf(work, order))
  const answer = await askRegister(() => order.register.lookUp(question))
  return await inTenant(async (work) => {
    const stale = 'personId' in order.who && (await hasOtherNik(work, order.who.personId, question.nik))
    const kept: Answer = stale ? { result: 'gagal', differs: [], fault: 'Pemilik akun membetulkan NIK-nya sementara register ditanyai. Tanyakan lagi.' } : answer
    return await keepCheck(work, { ...order, who: 'personId' in order.who ? order.who : {}, source: order.register.source, register: 'kependudukan' }, kept)
  })
}

/** Whether the NIK was corrected since; holds the person until the transaction ends, so that it is not corrected while an answer about it is kept. */
async function hasOtherNik(work: Work, personId: string, nik: string): Promise<boolean> {
  const hash = lookupHash(work.secrets, work.tenant, { what: 'nik', text: nik })
  const { rows } = await sql<{ same: boolean }>`select nik_hash = ${hash} as same from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null for share`.execute(work.db)
  return rows[0]?.same === false
}

async function questionOf(work: Work, { who, ticketId, purpose }: IdentityOrder): Promise<RegisterQuestion> {
  const { name, nik } = 'personId' in who ? { name: who.name ?? (await getPerson(work, who.personId)).name, nik: await openNik(work, who.personId, purpose) } : who
  if (!('personId' in who)) await recordLook(work, { what: 'nik', subject: ticketId, purpose })
  const read = readNik(nik, work.now)
  if ('fault' in read) throw new Error(`the NIK kept for ticket ${ticketId} is none`)
  return { nik, name, birthDate: read.birthDate }
}

type Answer = Pick<IdentityCheck, 'result' | 'differs' | 'fault'>

/** What a register answers; that it could not be asked is an answer too. */
export async function askRegister(lookUp: () => Promise<RegisterAnswer>): Promise<Answer> {
  try {
    return await lookUp()
  } catch (error) {
    if (!(error instanceof RegisterAway)) throw error
    return { result: 'gagal', differs: [], fault: error.message }
  }
}

export interface KeptCheck extends Pick<IdentityOrder, 'ticketId' | 'purpose'>, Pick<IdentityCheck, 'source' | 'register'> {
  who: { personId?: string }
}

/** Keeps what a register said of a ticket's reporter. */
export async function keepCheck(work: Work, order: KeptCheck, answer: Answer): Promise<IdentityCheck> {
  const { source, register, who: { personId = null } } = order
  const { result, differs, fault } = answer
  await sql`
    insert into identity_check (tenant_id, id, ticket_id, person_id, at, by_id, source, result, differs, fault, purpose, register)
    values (${work.tenant}, ${newId(work.now)}, ${order.ticketId}, ${personId}, ${work.now}, ${actorId(work.actor)}, ${source}, ${result}, ${differs}, ${fault ?? null}, ${order.purpose}, ${register})`.execute(work.db)
  return { at: work.now, register, source, ...answer }
}

/** What the registers said about a ticket's reporter, the newest first; at most the last ten. */
export async function identityChecksOf(work: Work, ticketId: string): Promise<IdentityCheck[]> {
  const { rows } = await sql<Omit<IdentityCheck, 'fault'> & { fault: string | null }>`
    select at, register, source, result, differs, fault from identity_check
    where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by at desc, id desc limit 10`.execute(work.db)
  return rows.map(({ fault, ...row }) => ({ ...row, ...(fault !== null && { fault }) }))
}
