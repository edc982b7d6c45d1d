import { sql } from 'kysely'
import { theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { handleText } from './handle-text.ts'
import { describeHold, findHoldReason, needAdmin } from './hold-incoming.ts'
import { countFailure, finishIncoming, type Incoming, type IncomingChannel, lockIncoming, lockSender, type Outcome } from './incoming.ts'
import { keepIncoming, type NewIncoming } from './keep-incoming.ts'
import { type KnownSender, recogniseSender } from './known-sender.ts'
import { handleMail } from './mail-handle.ts'
import { replyTo } from './reply.ts'

/** Makes of a message what it asks for, in the caller's transaction. */
type Handler = (work: Work, message: Incoming, sender: KnownSender) => Promise<Outcome>

/** SMS and WhatsApp are a short text and nothing else; a mail has a head, quotes and attachments. */
const handlers: Record<IncomingChannel, Handler> = { sms: handleText, whatsapp: handleText, email: handleMail }

/**
 * Handles one kept message in the caller's transaction: a ticket, an answer, a reply, or held back. Gives what was made of it; undefined where it
 * was handled before.
 */
export async function handleIncoming(work: Work, id: string, order: { released?: boolean } = {}): Promise<Outcome | undefined> {
  const message = await lockIncoming(work, id, order.released ? ['held', 'dismissed'] : ['new'])
  if (!message) return undefined
  await lockSender(work, message)
  const sender = await recogniseSender(work, message.channel, message.from)
  const reason = order.released ? undefined : await findHoldReason(work, message, sender)
  if (reason) {
    const { outcome, notice } = await describeHold(work, message, reason)
    if (notice) await replyTo(work, message, { text: holdNotice })
    await finishIncoming(work, id, { state: 'held', outcome: { text: outcome } })
    return { text: outcome }
  }
  const outcome = await handlers[message.channel](work, message, sender)
  await finishIncoming(work, id, { state: 'done', outcome })
  return outcome
}

const holdNotice =
  'Pesan Anda kami terima, tetapi karena banyak atau berulang kami tahan dulu untuk diperiksa petugas. Anda tidak perlu mengirimnya lagi.'

/** An administrator lets a message through that is held or was set aside: it is handled as if it had just been let in. Refuses `not-found` for any other. */
export async function releaseHeld(work: Work, id: string): Promise<Outcome> {
  needAdmin(work, id)
  const outcome = await handleIncoming({ ...work, actor: theSystem }, id, { released: true })
  if (!outcome) throw new Refusal('not-found', 'Pesan itu tidak ditahan, atau sudah diproses.')
  return outcome
}

export interface IntakePlace {
  tenant: string
  now: Date
}

/**
 * Takes a message from a gateway: kept first, for good; then handled. `fault` is what went wrong with handling, for the log: it is tried again by
 * `handleWaiting`.
 */
export async function receiveIncoming(resources: Resources, place: IntakePlace, message: NewIncoming): Promise<{ id: string; fresh: boolean; fault?: unknown }> {
  const kept = await inWork(resources, { ...place, actor: theSystem }, (work) => keepIncoming(work, message))
  const fault = await tryHandling(resources, place, kept.id)
  return { ...kept, ...(fault !== undefined && { fault }) }
}

async function tryHandling(resources: Resources, place: IntakePlace, id: string): Promise<unknown> {
  try {
    await inWork(resources, { ...place, actor: theSystem }, (work) => handleIncoming(work, id))
    return undefined
  } catch (fault) {
    await inWork(resources, { ...place, actor: theSystem }, (work) => countFailure(work, id)).catch(() => {})
    return fault ?? new Error('unknown fault')
  }
}

/** Handles what was kept and not handled yet: after a fault, or a stop in the middle. Gives the faults of those that failed again. */
export async function handleWaiting(resources: Resources, place: IntakePlace): Promise<unknown[]> {
  const { rows } = await inWork(resources, { ...place, actor: theSystem }, (work) => sql<{ id: string }>`
    select id from incoming where tenant_id = ${work.tenant} and state = 'new' and channel = any(${Object.keys(handlers)}::text[])
    order by received_at, id limit 100`.execute(work.db))
  const faults: unknown[] = []
  for (const { id } of rows) {
    const fault = await tryHandling(resources, place, id)
    if (fault !== undefined) faults.push(fault)
  }
  return faults
}
