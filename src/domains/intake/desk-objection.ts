import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Zone } from '../calendar/index.ts'
import { fillFields, type Sop, type Typed } from '../sop/index.ts'
import { fileObjection, findSender, findTicket, getObjectionSop, objectionOfForm, readTenantLists, saveSender, type Ticket } from '../tickets/index.ts'
import { deskChannels, deskFields, deskSop, readReceived } from './desk-form.ts'
import { mayEnterAtDesk } from './desk-front.ts'

export interface DeskObjectionOrder {
  /** Of the request. */
  ticketId: string
  zone: Zone
  formKey: string
  /** How and when it came, and the fields of the objection's own form. */
  typed: Typed
}

/** The SOP of an objection to this ticket that this officer may enter for its applicant; refuses as `fileObjection` does, and `not-allowed` to officers who are not at its front. */
export async function getDeskObjectionSop(work: Work, ticket: Ticket, receivedAt = work.now): Promise<Sop> {
  const sop = await getObjectionSop({ ...work, now: receivedAt }, ticket)
  if (!mayEnterAtDesk(work.actor, sop)) throw new Refusal('not-allowed', 'Keberatan dicatat petugas yang menerimanya.')
  return sop
}

/** Enters an objection for an applicant who came or wrote: in time is what came in time. Refuses as `fileObjection` does, `not-allowed`, and `bad-input` with every fault. */
export async function enterObjection(work: Work, order: DeskObjectionOrder): Promise<Ticket> {
  const ticket = await findTicket(work, { id: order.ticketId })
  const { actor } = work
  if (!ticket || actor.kind !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada.')
  const text = (field: string) => [order.typed[field]].flat()[0]?.trim() ?? ''
  const channel = deskChannels.find((one) => one === text(deskFields.channel))
  const received = readReceived(text(deskFields.received), { zone: order.zone, now: work.now })
  const receivedAt = received instanceof Date ? received : work.now
  const made = await fileAgain(work, order)
  if (made) return made
  const sop = deskSop(await getDeskObjectionSop(work, ticket, receivedAt), channel ?? 'surat')
  const lists = await readTenantLists(work, sop)
  const faults = [
    ...(channel ? [] : [{ field: deskFields.channel, text: 'Lewat apa keberatan ini masuk? Pilih salah satu.' }]), ...(typeof received === 'string' ? [{ field: deskFields.received, text: received }] : []),
    ...fillFields(sop, sop.form.filter((use) => use.field !== 'nomor-permohonan'), order.typed, await lists.fill({})).faults,
  ]
  if (faults.length > 0 || !channel) refuseInput(faults)
  const filed = await fileObjection(work, { ticketId: ticket.id, typed: order.typed, formKey: order.formKey, desk: { channel, receivedAt } })
  await saveSender(work, filed.id, { name: String(filed.state.facts['nama-pemohon'] ?? (await findSender(work, ticket.id))?.name ?? 'Pemohon'), enteredBy: actor.id })
  return filed
}

/** The objection that this very form made before. */
async function fileAgain(work: Work, { ticketId, formKey }: DeskObjectionOrder): Promise<Ticket | undefined> {
  const before = await objectionOfForm(work, { ticketId, formKey })
  return before && (await findSender(work, before.id)) ? before : undefined
}
