import type { Actor } from '../../kernel/actor.ts'
import { getLane, type Lane, type Sop } from '../sop/index.ts'

/**
 * Whether an officer may enter letters, calls and visits under an SOP: the tenant's administrators, and whoever holds a post of the first step that waits for a person,
 * since there the ticket is read first.
 */
export function mayEnterAtDesk(actor: Actor, sop: Sop): boolean {
  // What is opened only from another ticket is entered from that ticket's page.
  if (actor.kind !== 'officer') return false
  return actor.admin || actor.posts.some((held) => frontLanes(sop).some((lane) => lane.post === held.post && (typeof lane.at === 'string' || lane.at.unit === held.unit)))
}

function frontLanes(sop: Sop): Extract<Lane, { kind: 'post' }>[] {
  for (const step of sop.steps) {
    const lanes = step.automatic ? [] : step.lanes.map((name) => getLane(sop, name)).filter((lane) => lane.kind === 'post')
    if (lanes.length > 0) return lanes
  }
  return []
}
