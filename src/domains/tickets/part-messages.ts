import type { Message } from '../messages/index.ts'
import { aboutForReporter } from './course-messages.ts'
import { motherOf } from './part-store.ts'
import type { Course } from './ticket-course.ts'

/**
 * The messages of an act as they reach people. The reporter of a split ticket has one ticket: of its parts they get only what is asked of them, about the ticket that is theirs.
 */
export async function messagesToReaders(course: Course): Promise<Message[]> {
  const { work, ticket } = course
  if (!ticket.partNo || !course.messages.some((message) => message.to.kind === 'reporter')) return course.messages
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
