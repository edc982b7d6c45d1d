import type { Work } from '../kernel/work.ts'
import type { ChainedEvent } from '../domains/audit/index.ts'
import { type Clock, clocksOf } from '../domains/deadlines/index.ts'
import { listCategories } from '../domains/organisation/index.ts'
import type { AvailableAct, Sop, Typed } from '../domains/sop/index.ts'
import {
  barredText, currentParts, type Disposition, dispositionsOf, findHandBack, findSplitAct, type HandBack, holdsTurn, joinAnswers, owedReasons, ownReasons, readTenantLists, releasingAct, similarTickets, type SimilarTicket, sopSpans, splitAtAnswer, type SplitAct, splitterLane, type Ticket, undoUntil, unitsThatRefused,
} from '../domains/tickets/index.ts'
import { readKin, type TicketKin } from './ticket-kin.ts'

/** A reason that this officer owes, with what it is about. */
export interface ShownReason {
  clockId: string
  dueAt: Date
  /** The step; none for the whole ticket. */
  step?: string
}

/** What an officer's page offers besides the acts of the SOP. */
export interface OfficerDesk {
  reasons: ShownReason[]
  /** A unit's "not ours" that waits for the next disposition, and all units that have said so. */
  handBack: HandBack | undefined
  refusedBy: string[]
  /** What the forms of acts begin with, by act. */
  proposals: Record<string, Typed>
  dispositions: Disposition[]
  kin: TicketKin
  /** Open tickets like this one; absent where this officer cannot merge it. */
  similar: SimilarTicket[] | undefined
  /** Until when this officer can undo its merge; absent where they cannot. */
  undoUntil: Date | undefined
  /** The act by which this officer could split it. */
  split: SplitAct | undefined
  /** Whether they hold the step where it was split; and the parts' answers as one text. */
  /** Why this officer, who drafted the answer, cannot release it; with who else may. */
  barred: string | undefined
  splitter: boolean
  joined: string
}

interface DeskScene {
  sop: Sop
  acts: AvailableAct[]
  events: ChainedEvent[]
}

/** Reads all of it for one ticket and officer. */
export async function readOfficerDesk(work: Work, ticket: Ticket, { sop, acts, events }: DeskScene): Promise<OfficerDesk> {
  const clocks = await clocksOf(work, ticket.id)
  const handBack = ticket.state.open && acts.length > 0 ? findHandBack(events) : undefined
  return {
    reasons: ownReasons(work, await owedReasons(work, ticket.id)).map((one) => shownReason(one, { sop, clocks })),
    ...(await readKinDesk(work, ticket, { sop, acts })), dispositions: dispositionsOf(await sopSpans(work, events), events, clocks), handBack, refusedBy: unitsThatRefused(events), proposals: handBack?.unit ? await proposeUnit(work, handBack.unit, { sop, acts }) : {},
  }
}

/** Merging and splitting: what there is, and what this officer may do. */
async function readKinDesk(work: Work, ticket: Ticket, { sop, acts }: Pick<DeskScene, 'sop' | 'acts'>): Promise<Pick<OfficerDesk, 'kin' | 'similar' | 'undoUntil' | 'split' | 'barred' | 'splitter' | 'joined'>> {
  const kin = await readKin(work, ticket)
  const { units, names } = await readTenantLists(work, sop)
  const may = ticket.state.open && !ticket.partNo && !ticket.parts && (await holdsTurn(work, ticket.id))
  const admin = work.actor.kind === 'officer' && work.actor.admin
  const releasing = ticket.parts === 'ready' && !splitAtAnswer(sop, ticket) ? splitterLane(work, ticket, { sop, units })?.name : releasingAct(sop, acts)?.lane
  const until = kin.target && admin ? await undoUntil(work, sop, ticket.closedAt!) : undefined
  return {
    kin, similar: may ? await similarTickets(work, { text: `${ticket.title}\n${String(ticket.submitted.uraian ?? '')}`, sop: ticket.sop, except: ticket.id, ...(typeof ticket.submitted.desa === 'string' && { village: ticket.submitted.desa }) }) : undefined,
    undoUntil: until && until >= work.now ? until : undefined, split: ticket.state.open ? findSplitAct(sop, ticket, acts) : undefined,
    barred: releasing ? await barredText(work, ticket, { sop, units, lane: releasing }) : undefined,
    splitter: kin.parts.length > 0 && splitterLane(work, ticket, { sop, units }) !== undefined, joined: kin.parts.length > 0 ? joinAnswers(await currentParts(work, ticket.id), (code) => names.unit(code)) : '',
  }
}

function shownReason(owed: { clockId: string; dueAt: Date }, { sop, clocks }: { sop: Sop; clocks: Clock[] }): ShownReason {
  const name = clocks.find((clock) => clock.id === owed.clockId)?.step
  const step = name && (sop.steps.find((one) => one.name === name)?.activity ?? name)
  return { clockId: owed.clockId, dueAt: owed.dueAt, ...(step && { step }) }
}

/** The right unit, put into the forms that hand the ticket on: as the unit; as the category, where only one category is that unit's. */
async function proposeUnit(work: Work, unit: string, { sop, acts }: Pick<DeskScene, 'sop' | 'acts'>): Promise<Record<string, Typed>> {
  const categories = (await listCategories(work)).filter((one) => one.units.includes(unit))
  return Object.fromEntries(acts.flatMap(({ act }) => {
    const assigned = act.effects.flatMap((effect) => (effect.do === 'assign-unit' && effect.field ? [effect.field] : []))
    const field = assigned.find((name) => act.fill.some((use) => use.field === name))
    const category = act.fill.find((use) => sop.fields.some((one) => one.name === use.field && one.type === 'category'))
    if (field) return [[act.name, { [field]: unit }]]
    return category && categories.length === 1 ? [[act.name, { [category.field]: categories[0]!.code }]] : []
  }))
}
