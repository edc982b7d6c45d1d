import type { Message } from '../messages/index.ts'
import { aboutForReporter } from './course-messages.ts'
import { motherOf } from './part-store.ts'
import type { Course } from './ticket-course.ts'

/**
 * The messages of an act as they reach people. The reporter of a split ticket has one ticket: of its parts they get only what is asked of them, about the ticket that is theirs.
 */
export async function messagesToReaders(course: Course): Promise<Message[]> {
  const { work, ticket } = course
  if (!ticket.partNo) return withSurvey(course)
  if (!course.messages.some((message) => message.to.kind === 'reporter')) return course.messages
  const mother = await motherOf(work, ticket)
  const unit = ticket.state.unit ? course.names.unit(ticket.state.unit) : 'Unit'
  return course.messages.flatMap((message) => {
    if (message.to.kind !== 'reporter') return [message]
    if (message.kind !== 'pertanyaan') return []
    return [{
      ...message, subjectId: mother.id, to: { kind: 'reporter' as const, ...(mother.reporterId && { personId: mother.reporterId }) }, text: `${unit} bertanya: ${message.text}`,
      about: aboutForReporter(mother, work.tenant, work.secrets),
    }]
  })
}

/** Results of tickets for which nothing was done that could be rated. */
export const unratedResults: ReadonlySet<string> = new Set(['dicabut', 'digabung'])

/** The way to the survey goes with the last news of a ticket that this act has ended for the first time. */
function withSurvey({ work, ticket, messages }: Course): Message[] {
  const ended = !ticket.state.open && ticket.closedAt !== undefined && ticket.closedAt >= work.now && ticket.reopened === 0 && !unratedResults.has(ticket.state.result ?? '')
  const last = ended ? messages.findLastIndex((message) => message.to.kind === 'reporter') : -1
  return messages.map((message, at) => (at === last ? { ...message, survey: `${message.about.path}/n` } : message))
}
