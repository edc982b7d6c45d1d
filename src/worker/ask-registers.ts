import { theSystem } from '../kernel/actor.ts'
import type { Log } from '../kernel/log.ts'
import { inWork, type Resources, type Work } from '../kernel/work.ts'
import { checkIdentity, csvRegister, hasRegister, type PopulationRegister } from '../domains/access/index.ts'
import { listTenants } from '../domains/organisation/index.ts'
import type { RegisterName } from '../domains/sop/index.ts'
import { askAgainLater, nextRegisterTurn, recordRegisterAnswer, type RegisterTurn, type Ticket } from '../domains/tickets/index.ts'
import { repeatRounds } from './repeat-rounds.ts'

/** Asks a register outside whether it knows the reporter of a ticket; `undefined` where it cannot be asked now. */
export type AskRegister = (resources: Resources, tenant: string, ticket: Ticket) => Promise<'cocok' | 'tidak-cocok' | undefined>

export interface RegisterAskerOptions {
  resources: Resources
  log: Log
  now(): Date
  /** The population register that is connected by setting, where one is; else the tenant's own CSV register is asked. */
  population?(tenant: string): PopulationRegister | undefined
  /** How the register of civil servants is asked. */
  personnel?: AskRegister
  /** Milliseconds between two rounds. */
  every?: number
}

/** Starts asking the registers for tickets that wait for them; each is asked outside of any transaction. Gives how to stop. */
export function startRegisterAsker(options: RegisterAskerOptions): { stop(): Promise<void> } {
  return repeatRounds(options.every ?? 2000, async (stopped) => {
    await askRegisters(options, stopped).catch((error: unknown) => options.log.error({ err: error }, 'asking the registers failed; it is tried again'))
  })
}

/** One round: every ticket whose register is due. Gives how many were asked about. */
export async function askRegisters(options: RegisterAskerOptions, stopped: () => boolean = () => false): Promise<number> {
  const { resources, now } = options
  let asked = 0
  for (const { id: tenant } of await listTenants(resources.db)) {
    const inTenant = <T>(task: (work: Work) => Promise<T>) => inWork(resources, { tenant, actor: theSystem, now: now() }, task)
    for (;;) {
      const turn = stopped() ? undefined : await inTenant(nextRegisterTurn)
      if (!turn) break
      const answer = await askAll(options, tenant, turn)
      if (answer === undefined && !turn.last) await inTenant((work) => askAgainLater(work, turn.ticket.id))
      else await inTenant((work) => recordRegisterAnswer(work, turn.ticket.id, answer ?? 'tak-terjawab'))
      asked++
    }
  }
  return asked
}

/** All of them must know the person; one that does not settles it. */
async function askAll(options: RegisterAskerOptions, tenant: string, { ticket, registers }: RegisterTurn): Promise<'cocok' | 'tidak-cocok' | undefined> {
  let answer: 'cocok' | undefined = 'cocok'
  for (const name of registers) {
    const one = await askerOf(options, name)(options.resources, tenant, ticket).catch((error: unknown) => {
      options.log.error({ err: error, tenant, ticket: ticket.number, register: name }, 'a register could not be asked')
      return undefined
    })
    if (one === 'tidak-cocok') return one
    if (one === undefined) answer = undefined
  }
  return answer
}

function askerOf(options: RegisterAskerOptions, name: RegisterName): AskRegister {
  if (name === 'personnel') return options.personnel ?? (() => Promise.resolve(undefined))
  return async (resources, tenant, ticket) => {
    if (!ticket.reporterId) return undefined
    const own = await inWork(resources, { tenant, actor: theSystem, now: options.now() }, hasRegister)
    const register = options.population?.(tenant) ?? (own ? csvRegister(resources, tenant, () => options.now()) : undefined)
    if (!register) return undefined
    const name = ticket.state.facts['nama-lengkap']
    const who = { personId: ticket.reporterId, ...(typeof name === 'string' && { name }) }
    const check = await checkIdentity(resources, { tenant, actor: theSystem, now: () => options.now(), ticketId: ticket.id, who, purpose: 'pencocokan otomatis menurut SOP', register })
    return check.result === 'gagal' ? undefined : check.result === 'cocok' ? 'cocok' : 'tidak-cocok'
  }
}
