import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { getSop, getStep, type RegisterName } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

/** After so many tries a register that cannot be asked is taken as giving no answer. */
const mostTries = 5

/** Notes that a ticket waits for what a register outside answers. */
export async function waitForRegister(work: Work, ticket: Ticket): Promise<void> {
  await sql`
    insert into register_turn (tenant_id, ticket_id, step, since, next_at) values (${work.tenant}, ${ticket.id}, ${ticket.state.step}, ${work.now}, ${work.now})
    on conflict (tenant_id, ticket_id) do update set step = excluded.step, since = excluded.since, next_at = excluded.next_at, attempts = 0`.execute(work.db)
  work.announce('register', work.tenant)
}

/** A ticket whose register is to be asked now. */
export interface RegisterTurn {
  ticket: Ticket
  registers: RegisterName[]
  /** The last try: whatever cannot be asked now is taken as giving no answer. */
  last: boolean
}

/** Takes one ticket whose turn it is to be asked about; another worker will not, for two minutes. Undefined when none is due. */
export async function nextRegisterTurn(work: Work): Promise<RegisterTurn | undefined> {
  const { rows } = await sql<{ ticket_id: string; step: string; attempts: number }>`
    update register_turn r set attempts = attempts + 1, next_at = ${new Date(work.now.getTime() + 120_000)}
    where tenant_id = ${work.tenant} and ticket_id = (
      select ticket_id from register_turn where tenant_id = ${work.tenant} and next_at <= ${work.now} order by next_at limit 1 for update skip locked)
    returning ticket_id, step, attempts`.execute(work.db)
  const [row] = rows
  const ticket = row && (await findTicket(work, { id: row.ticket_id }))
  if (!row || !ticket) return undefined
  const check = getStep(await getSop(work, ticket.sop, ticket.sopVersion), ticket.state.step).check
  if (ticket.state.open && ticket.state.step === row.step && check) return { ticket, registers: check, last: row.attempts >= mostTries }
  await endRegisterTurn(work, ticket.id)
  return await nextRegisterTurn(work)
}

/** A register that could not be asked is asked again in a minute, two, four. */
export async function askAgainLater(work: Work, ticketId: string): Promise<void> {
  await sql`
    update register_turn set next_at = ${work.now}::timestamptz + interval '30 seconds' * power(2, attempts)
    where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
}

/** The ticket waits no more. */
export async function endRegisterTurn(work: Work, ticketId: string): Promise<void> {
  await sql`delete from register_turn where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
}
