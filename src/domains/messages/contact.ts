import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { maskPhone, sealAddress, addressHash, openAddress } from '../access/index.ts'
import type { Channel } from './carrier.ts'

export interface ContactOwner {
  kind: 'person' | 'officer' | 'ticket'
  id: string
}

export interface Contact {
  owner: ContactOwner
  channel: Channel
  slot: string
  masked: string
  enabled: boolean
}

/** Keeps an address of somebody; the same channel (and slot) again replaces it. `+628…` for SMS and WhatsApp, small letters for e-mail. */
export async function saveContact(work: Work, owner: ContactOwner, order: { channel: Channel; address: string; slot?: string; enabled?: boolean }): Promise<void> {
  const { channel, address, slot = '', enabled = true } = order
  const cipher = sealAddress(work.secrets, { tenant: work.tenant, ownerId: owner.id, channel }, address)
  await sql`
    insert into contact (tenant_id, owner_kind, owner_id, channel, slot, address_cipher, address_hash, address_masked, enabled, since)
    values (${work.tenant}, ${owner.kind}, ${owner.id}, ${channel}, ${slot}, ${cipher}, ${addressHash(work.secrets, work.tenant, { channel, address })}, ${maskAddress(channel, address)}, ${enabled}, ${work.now})
    on conflict (tenant_id, owner_kind, owner_id, channel, slot) do update set address_cipher = excluded.address_cipher, address_hash = excluded.address_hash,
      address_masked = excluded.address_masked, enabled = excluded.enabled, since = excluded.since`.execute(work.db)
}

/** Turns a channel of somebody on or off; their address stays. */
export async function chooseChannel(work: Work, owner: ContactOwner, choice: { channel: Channel; enabled: boolean }): Promise<void> {
  await sql`
    update contact set enabled = ${choice.enabled}
    where tenant_id = ${work.tenant} and owner_kind = ${owner.kind} and owner_id = ${owner.id} and channel = ${choice.channel}`.execute(work.db)
}

/** Forgets an address: a push subscription that its browser has ended. */
export async function dropContact(work: Work, owner: ContactOwner, which: { channel: Channel; slot?: string }): Promise<void> {
  await sql`
    delete from contact where tenant_id = ${work.tenant} and owner_kind = ${owner.kind} and owner_id = ${owner.id} and channel = ${which.channel} and slot = ${which.slot ?? ''}`.execute(work.db)
}

interface Row {
  owner_kind: ContactOwner['kind']
  owner_id: string
  channel: Channel
  slot: string
  address_masked: string
  enabled: boolean
}

function toContact(row: Row): Contact {
  return { owner: { kind: row.owner_kind, id: row.owner_id }, channel: row.channel, slot: row.slot, masked: row.address_masked, enabled: row.enabled }
}

/** The addresses of somebody, masked. */
export async function contactsOf(work: Work, owner: ContactOwner): Promise<Contact[]> {
  const { rows } = await sql<Row>`
    select owner_kind, owner_id, channel, slot, address_masked, enabled from contact
    where tenant_id = ${work.tenant} and owner_kind = ${owner.kind} and owner_id = ${owner.id} order by channel, slot`.execute(work.db)
  return rows.map(toContact)
}

/** Whose address this is: people, officers, and tickets without an account, the newest first. */
export async function ownersOfAddress(work: Work, channel: Channel, address: string): Promise<ContactOwner[]> {
  const { rows } = await sql<Row>`
    select owner_kind, owner_id, channel, slot, address_masked, enabled from contact
    where tenant_id = ${work.tenant} and channel = ${channel} and address_hash = ${addressHash(work.secrets, work.tenant, { channel, address })} order by since desc`.execute(work.db)
  return rows.map((row) => toContact(row).owner)
}

/** The whole address, for sending only; `undefined` once it was forgotten. */
export async function openContact(work: Work, owner: ContactOwner, which: { channel: Channel; slot: string }): Promise<string | undefined> {
  const { rows } = await sql<{ cipher: Buffer }>`
    select address_cipher as cipher from contact
    where tenant_id = ${work.tenant} and owner_kind = ${owner.kind} and owner_id = ${owner.id} and channel = ${which.channel} and slot = ${which.slot}`.execute(work.db)
  return rows[0] && openAddress(work.secrets, { tenant: work.tenant, ownerId: owner.id, channel: which.channel }, rows[0].cipher)
}

/** Gives one owner the addresses of another, on the same channels: what follows from a ticket is told to whoever sent it. Addresses for links alone are left out. */
export async function copyContacts(work: Work, from: ContactOwner, to: ContactOwner): Promise<void> {
  for (const { channel, slot, enabled } of await contactsOf(work, from)) {
    const address = slot === '' && enabled ? await openContact(work, from, { channel, slot }) : undefined
    if (address) await saveContact(work, to, { channel, address })
  }
}

/** An address that says whose it may be, and no more: `+62812••••56`, `b•••@contoh.id`. */
export function maskAddress(channel: Channel, address: string): string {
  if (channel === 'push') return 'perangkat'
  if (channel === 'email') return address.replace(/^(.)[^@]*/, '$1•••')
  return maskPhone(address)
}
