import type { Work } from '../kernel/work.ts'
import { recordLook } from '../domains/access/index.ts'
import { newestRedactions, type PublicFile, type Redaction, redactionsOf, type Upload } from '../domains/files/index.ts'
import { findOfficer, listUnits, villageName } from '../domains/organisation/index.ts'
import { mayReadField, type Sop } from '../domains/sop/index.ts'
import { findSender, asPublished, getPublishable, getRedactable, masksOf, mayPublish, nameWords, publicFilesOf, publicTexts, publicUploads, type PublishedTicket, reporterWords, stillRead, type Ticket } from '../domains/tickets/index.ts'

/** When a version was made, and by whom. */
export interface ShownVersion {
  no: number
  at: Date
  officer: string | undefined
}

/** A ticket as everybody reads it, or would read it with other passages covered; for officers who decide on it. */
export interface PublicView {
  ticket: Ticket
  sop: Sop
  shown: PublishedTicket
  files: PublicFile[]
  /** All files that could be shown, with what was decided on each. */
  uploads: { upload: Upload; redaction: Redaction | undefined }[]
  unit: string | undefined
  village: string | undefined
  passages: string[]
  versions: (ShownVersion & { passages: number })[]
  /** Spellings of the reporter's name or phone number that everybody would read. */
  reporterReads: string[]
}

/** All of a ticket's public side; `passages` in place of those that are kept. Looking is recorded. Refuses `not-found`. */
export async function readPublicView(work: Work, number: string, passages?: string[]): Promise<PublicView> {
  const { ticket, sop } = await getPublishable(work, number)
  await recordLook(work, { what: 'tiket', subject: ticket.id, purpose: 'mengatur tampilan untuk umum' })
  const masks = await masksOf(work, ticket.id)
  // What was covered for a reporter who was erased stands nowhere any more; nobody is to read it here.
  const kept = masks.at(-1)?.passages ?? []
  const covered = passages ?? (masks.some((mask) => !mask.officerId) ? stillRead(Object.values(publicTexts(ticket)), kept.map((words) => ({ words })), []) : kept)
  const shown = await asPublished(work, ticket, covered)
  const newest = newestRedactions(await redactionsOf(work, ticket.id))
  const versions = await Promise.all(masks.map(async (mask) => ({ no: mask.no, at: mask.at, officer: await officerName(work, mask.officerId), passages: mask.passages.length })))
  return {
    ticket, sop, shown, passages: covered, versions, files: await publicFilesOf(work, ticket.id),
    uploads: (await publicUploads(work, ticket.id)).map((upload) => ({ upload, redaction: newest.get(upload.id) })),
    ...(await readPlace(work, shown)), reporterReads: await readTraces(work, { ticket, sop }, covered),
  }
}

/** The names of the unit and the village of a published ticket. */
async function readPlace(work: Work, shown: PublishedTicket): Promise<Pick<PublicView, 'unit' | 'village'>> {
  return { unit: (await listUnits(work)).find((unit) => unit.code === shown.unit)?.name, village: shown.village ? villageName(shown.village) : undefined }
}

/** Where name or phone of the reporter stand in the texts uncovered. Nothing, where this officer may not know who it is: an unnamed reporter's are covered anyway. */
async function readTraces(work: Work, { ticket, sop }: { ticket: Ticket; sop: Sop }, covered: string[]): Promise<string[]> {
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.kind]))
  const mayName = !ticket.anonymous && sop.fields.filter((field) => field.name === 'nama-pemohon').every((field) => mayReadField(sop, ticket.state, field, { actor: work.actor, units }))
  if (!mayName) return []
  const sender = await findSender(work, ticket.id)
  const words = [...(sender ? [nameWords(sender.name)] : []), ...(await reporterWords(work, ticket.reporterId))]
  return stillRead(Object.values(publicTexts(ticket)), words, covered.map((one) => ({ words: one })))
}

async function officerName(work: Work, id: string | undefined): Promise<string | undefined> {
  return id ? (await findOfficer(work, id))?.name : undefined
}

/** One file of a ticket with all versions of what everybody sees of it, oldest first. Looking is recorded. Refuses `not-found`. */
export async function readPicture(work: Work, number: string, uploadId: string): Promise<{ ticket: Ticket; upload: Upload; versions: (Redaction & ShownVersion)[] }> {
  const { ticket, upload } = await getRedactable(work, number, uploadId)
  await recordLook(work, { what: 'berkas', subject: ticket.id, purpose: 'mengatur tampilan untuk umum' })
  const own = (await redactionsOf(work, ticket.id)).filter((one) => one.uploadId === uploadId)
  return { ticket, upload, versions: await Promise.all(own.map(async (one) => ({ ...one, officer: await officerName(work, one.officerId) }))) }
}

/** What an officer's page of a ticket needs for its public side: its files as everybody may have them; absent for who does not decide on them. */
export async function readPublicSide(work: Work, ticket: Ticket, sop: Sop): Promise<PublicFile[] | undefined> {
  return (await mayPublish(work, ticket, sop)) ? await publicFilesOf(work, ticket.id) : undefined
}
