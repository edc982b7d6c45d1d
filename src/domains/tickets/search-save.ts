import { insertSearchRows, marksOf, searchRow, updateSearchRow } from './search-row.ts'
import type { Ticket } from './ticket.ts'
import type { Course } from './ticket-course.ts'
import type { Turn } from './ticket-store.ts'

/** Keeps the search in step with a ticket, in the transaction of the act: at its opening, and when readers, words or publication may have changed. */
export async function saveSearch(course: Course, ticket: Ticket, held: { turns: Turn[]; parties: string[] }): Promise<void> {
  const officers = course.events.flatMap(({ actor }) => (actor.kind === 'officer' && actor.id ? [actor.id] : []))
  const opening = course.ticket.version === 0
  const moved = course.events.some((event) => event.body.ke !== undefined && event.body.ke !== event.body.langkah)
  if (!opening && !moved && officers.length === 0 && course.answers.length === 0) return
  const row = searchRow(ticket, course, { marks: marksOf(ticket, { ...held, officers }) })
  if (opening) await insertSearchRows(course.work, [row])
  else await updateSearchRow(course.work, row)
}
