import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Zone } from '../calendar/index.ts'
import { ownersOfAddress, saveContact, tell } from '../messages/index.ts'
import { fillFields, type Sop, type Typed } from '../sop/index.ts'
import { findSender, openTicket, readTenantLists, saveSender, secretCode, type Ticket } from '../tickets/index.ts'
import { type DeskEntry, deskSop, readDeskEntry, withSender } from './desk-form.ts'
import { mayEnterAtDesk } from './desk-front.ts'

export interface DeskOrder {
  sop: Sop
  zone: Zone
  /** Made with the empty form; the same key sent twice gives the same ticket. */
  formKey: string
  /** The desk's fields and the SOP's, as they came. */
  typed: Typed
  anonymous: boolean
  secret: boolean
}

/**
 * Opens a ticket for somebody who wrote, called, came or posted. A citizen whose NIK is known becomes its reporter; any other sender is kept beside it, and is answered at
 * the phone number or address that they left. Refuses `not-allowed` to officers who are not at the front, `bad-input` with every fault of both parts of the form.
 */
export async function enterAtDesk(work: Work, order: DeskOrder): Promise<Ticket> {
  const { actor } = work
  if (actor.kind !== 'officer' || order.sop.intake.linkedOnly || !mayEnterAtDesk(actor, order.sop)) throw new Refusal('not-allowed', 'Meja depan hanya untuk petugas penerima laporan.')
  const { entry, faults } = await readDeskEntry(work, order.typed, order.zone)
  const sop = deskSop(order.sop, entry?.channel ?? 'surat')
  const lists = await readTenantLists(work, sop)
  const typed = withSender(sop, order.typed)
  const all = [...faults, ...fillFields(sop, sop.form, typed, await lists.fill({})).faults]
  if (all.length > 0 || !entry) refuseInput(all)
  const ticket = await openTicket(work, {
    sop, formKey: order.formKey, typed, channel: entry.channel, receivedAt: entry.receivedAt, anonymous: order.anonymous, secret: order.secret,
    ...(entry.person && { reporterId: entry.person.id }),
  })
  // The form was sent before.
  if (await findSender(work, ticket.id)) return ticket
  await saveSender(work, ticket.id, { name: entry.name, enteredBy: actor.id, ...(entry.nik && { nik: entry.nik }) })
  await keepAddresses(work, ticket, { entry, sop })
  return ticket
}

/** Where the sender wants the answer. The receipt goes there at once; addresses that the citizen's account already uses are not kept twice. */
async function keepAddresses(work: Work, ticket: Ticket, { entry, sop }: { entry: DeskEntry; sop: Sop }): Promise<void> {
  const wanted = [...(entry.phone ? [{ channel: 'sms' as const, address: entry.phone }] : []), ...(entry.email ? [{ channel: 'email' as const, address: entry.email }] : [])]
  let kept = 0
  for (const { channel, address } of wanted) {
    const owners = await ownersOfAddress(work, channel, address)
    if (ticket.reporterId && owners.some((owner) => owner.kind === 'person' && owner.id === ticket.reporterId)) continue
    await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel, address })
    kept++
  }
  if (kept === 0) return
  const path = `/t/${ticket.number.replaceAll('-', '')}/${secretCode(work.secrets, work.tenant, ticket.id).replaceAll('-', '')}`
  // When the ticket was opened nobody could know the address yet.
  await tell(work, [{
    subjectId: ticket.id, to: { kind: 'reporter' }, kind: 'diterima', text: `${sop.kind === 'request' ? 'Permohonan' : 'Laporan'} Anda diterima dengan nomor ${ticket.number}.`, about: { number: ticket.number, title: ticket.title, path, sop: ticket.sop, step: sop.steps[0]!.name },
  }])
}
