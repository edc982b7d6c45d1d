import { actingLanes, getStep, type Sop } from '../../domains/sop/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'

/** The role that holds a ticket now, with its unit: `Admin SKPD (Dinas Kesehatan)`. Never a name. */
export function holderText(sop: Sop, ticket: Ticket, units: Map<string, string>): string {
  if (ticket.parts === 'waiting') return 'unit yang menjawab bagiannya'
  const step = getStep(sop, ticket.state.step)
  // Whoever waits beside the reporter does not hold it.
  const lanes = actingLanes(sop, step).filter((lane) => !(lane.name in ticket.state.acted) && !(step.pauses && lane.kind === 'post'))
  return lanes
    .map((lane) => {
      if (lane.kind !== 'post') return lane.title
      const code = lane.at === 'assigned' ? ticket.state.unit : lane.at === 'group' ? undefined : lane.at.unit
      const unit = code && units.get(code)
      return unit ? `${lane.title} (${unit})` : lane.title
    })
    .join(', ')
}

/** A step in few words, for lists: its row and what is to be done there, `2. Teruskan ke SKPD`. */
export function stepName(sop: Sop, name: string): string {
  const step = getStep(sop, name)
  const act = step.acts.find((one) => one.tone === 'main') ?? step.acts[0]
  return `${step.row}. ${act?.label ?? step.activity}`
}
