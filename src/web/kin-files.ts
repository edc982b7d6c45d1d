import type { Work } from '../kernel/work.ts'
import { filesOf, type Upload } from '../domains/files/index.ts'
import type { Field, Sop } from '../domains/sop/index.ts'
import { answerOfPart, findField, findMergeTarget, partsOf, type SopSpan, type Ticket } from '../domains/tickets/index.ts'

const answerField = 'lampiran-jawaban'

/** The files of a ticket as its readers have them: of a part also what the reporter sent; of an answered split ticket also what the parts' answers brought. */
export async function filesOfKin(work: Work, ticket: Ticket): Promise<Upload[]> {
  const own = await filesOf(work, ticket.id)
  if (ticket.partNo && ticket.parentId) return [...(await filesOf(work, ticket.parentId)), ...own]
  return [...own, ...(await answerFiles(work, ticket)).map(({ file }) => file)]
}

/** Which ticket holds a file that this ticket's readers may have; itself where it is none of its kin's. */
export async function fileHolder(work: Work, ticket: Ticket, id: string): Promise<string> {
  if (ticket.partNo && ticket.parentId) return (await filesOf(work, ticket.parentId)).some((file) => file.id === id) ? ticket.parentId : ticket.id
  const answered = ticket.state.result === 'digabung' ? (await findMergeTarget(work, ticket.id))?.ticket : ticket
  return answered && (await filesOfAnswer(work, answered)).find(({ file }) => file.id === id)?.holder || ticket.id
}

/** The files that came with a released answer, each with the ticket that holds it: none of a draft that is still to be released. */
export async function filesOfAnswer(work: Work, ticket: Ticket): Promise<{ holder: string; file: Upload }[]> {
  const own = (await filesOf(work, ticket.id)).filter((file) => isOfAnswer(ticket, file)).map((file) => ({ holder: ticket.id, file }))
  return [...own, ...(await answerFiles(work, ticket)).map(({ part, file }) => ({ holder: part, file }))]
}

/** Whether a file came with the answer that was released, and not with a draft after it. Pure. */
export function isOfAnswer(ticket: Ticket, file: Upload): boolean {
  return file.field === answerField && ticket.answeredAt !== undefined && file.at <= ticket.answeredAt
}

async function answerFiles(work: Work, ticket: Ticket): Promise<{ part: string; file: Upload }[]> {
  if (!ticket.answeredAt) return []
  const answered = (await partsOf(work, ticket.id)).filter((part) => answerOfPart(part))
  return (await Promise.all(answered.map(async (part) => (await filesOf(work, part.id)).filter((file) => file.field === answerField).map((file) => ({ part: part.id, file }))))).flat()
}

/** Files of fields that this reader may see, under whichever SOP they were attached. */
export function readableFiles(files: Upload[], spans: readonly SopSpan[], mayRead: (field: Field, sop: Sop) => boolean): Upload[] {
  return files.filter((file) => {
    const found = findField(spans, file.field)
    return !found || mayRead(found.field, found.sop)
  })
}
