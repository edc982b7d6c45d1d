import type { Work } from '../kernel/work.ts'
import { addDays } from '../domains/calendar/index.ts'
import { type Assignment, assignmentsOf, localToday, stateOf } from '../domains/organisation/index.ts'

/** What an officer should know of their posts: that none is left and why, what ends soon, and for whom they stand in. */
export interface PostNews {
  /** No post is held today; the letter that was over last, if there was one. */
  none?: { last?: Assignment }
  /** Letters that end within two weeks. */
  ending: Assignment[]
  /** Posts that are over since two weeks, while others are still held. */
  over: Assignment[]
  standingIn: Assignment[]
}

const soonDays = 14

/** Reads what an officer's letters of assignment say on the day of `work`. */
export async function readPostNews(work: Work, officerId: string): Promise<PostNews> {
  const today = await localToday(work)
  return newsOf(await assignmentsOf(work, officerId), today)
}

/** What assignments mean for their holder on a day. */
export function newsOf(assignments: Assignment[], today: string): PostNews {
  const valid = assignments.filter((one) => stateOf(one, today) === 'valid')
  const past = assignments.filter((one) => one.validUntil !== null && one.validUntil < today && !one.absenceId).sort((a, b) => b.validUntil!.localeCompare(a.validUntil!))
  const held = (one: Assignment) => valid.some((other) => other.post === one.post && other.unit === one.unit)
  return {
    ...(valid.length === 0 && { none: { ...(past[0] && { last: past[0] }) } }),
    ending: valid.filter((one) => one.kind !== 'plh' && one.validUntil !== null && one.validUntil <= addDays(today, soonDays) && !continued(one, assignments)),
    over: valid.length === 0 ? [] : past.filter((one) => one.validUntil! >= addDays(today, -soonDays) && !held(one)),
    standingIn: valid.filter((one) => one.kind !== 'tetap'),
  }
}

/** Whether another letter takes over where this one ends. */
function continued(one: Assignment, all: Assignment[]): boolean {
  return all.some((other) => other.id !== one.id && other.post === one.post && other.unit === one.unit && other.kind !== 'plh' && other.validFrom <= addDays(one.validUntil!, 1) && (other.validUntil === null || other.validUntil > one.validUntil!))
}
