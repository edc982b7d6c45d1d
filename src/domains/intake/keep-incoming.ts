import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { addressHash, maskPhone, readPhone, sealAddress } from '../access/index.ts'
import type { IncomingChannel } from './incoming.ts'

export interface NewIncoming {
  channel: IncomingChannel
  /** The gateway's own id: the same id is the same message. */
  providerId: string
  from: string
  text: string
  /** When the gateway got it; now, where it does not say. */
  receivedAt?: Date
}

const mostCharacters = 20_000

/**
 * Keeps a message before anything is made of it, once: `fresh` is false when a gateway delivers it again. Commit this before answering the gateway.
 * A moment that lies ahead counts as now.
 */
export async function keepIncoming(work: Work, message: NewIncoming): Promise<{ id: string; fresh: boolean }> {
  const id = newId(work.now)
  const { channel } = message
  const from = tidyAddress(channel, message.from)
  const providerId = clean(message.providerId).slice(0, 500)
  const cipher = sealAddress(work.secrets, { tenant: work.tenant, ownerId: id, channel }, from)
  const hash = addressHash(work.secrets, work.tenant, { channel, address: from })
  const receivedAt = message.receivedAt && message.receivedAt < work.now ? message.receivedAt : work.now
  const { rows } = await sql<{ id: string; fresh: boolean }>`
    with kept as (
      insert into incoming (tenant_id, id, channel, provider_id, address_cipher, address_hash, address_masked, text, received_at)
      values (${work.tenant}, ${id}, ${channel}, ${providerId}, ${cipher}, ${hash}, ${maskSender(channel, from)}, ${clean(message.text).slice(0, mostCharacters)},
        ${receivedAt})
      on conflict (tenant_id, channel, provider_id) do nothing returning id)
    select id, true as fresh from kept union all
    select id, false from incoming where tenant_id = ${work.tenant} and channel = ${channel} and provider_id = ${providerId} limit 1`.execute(work.db)
  // Two deliveries in one moment: the other one keeps it.
  return rows[0] ?? { id, fresh: false }
}

function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** One way to write each address: `+628…` for Indonesian mobile numbers, small letters for mail, as it came for anything else. */
export function tidyAddress(channel: IncomingChannel, from: string): string {
  const text = clean(from).trim().slice(0, 300)
  if (channel === 'email') return text.toLowerCase()
  // WhatsApp writes numbers without their plus.
  const phone = readPhone(text)
  if ('phone' in phone) return phone.phone
  return /^\d{9,15}$/.test(text) && channel === 'whatsapp' ? `+${text}` : text
}

/** Whether somebody can be answered at this number: not the short code or the name of a sender of advertisements. */
export function isAnswerable(channel: IncomingChannel, address: string): boolean {
  return channel === 'email' || /^\+?\d{9,15}$/.test(address)
}

function maskSender(channel: IncomingChannel, from: string): string {
  if (channel === 'email') return from.replace(/^(.)[^@]*/, '$1•••')
  return from.length > 9 ? maskPhone(from) : `${from.slice(0, 2)}•••`
}
