import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type ChainedEvent, chainStart, hashEvent } from './event.ts'
import { queueMac } from './event-store.ts'
import { hashSeal, type Seal } from './seal.ts'

/** One thing that is not as it was written. `ticketId` is absent where a seal itself is at fault. */
export interface ChainFault {
  ticketId?: string
  seq?: number
  seal?: number
  text: string
}

/** What the events of one ticket say against themselves: a gap, a broken link, a content that is not the one of its hash. Pure. */
export function chainFaults(tenant: string, ticketId: string, events: readonly ChainedEvent[]): ChainFault[] {
  const faults: ChainFault[] = []
  let seq = 0
  let prev = chainStart
  for (const event of events) {
    if (event.seq !== seq + 1) faults.push({ ticketId, seq: seq + 1, text: `peristiwa ${seq + 1}${event.seq > seq + 2 ? `–${event.seq - 1}` : ''} hilang dari rantai` })
    else if (!event.prev.equals(prev)) faults.push({ ticketId, seq: event.seq, text: `peristiwa ${event.seq} tidak menyambung ke peristiwa sebelumnya` })
    if (!hashEvent(tenant, event, event.prev).equals(event.hash)) faults.push({ ticketId, seq: event.seq, text: `peristiwa ${event.seq} diubah: isinya tidak cocok dengan sidiknya` })
    seq = event.seq
    prev = event.hash
  }
  return faults
}

/** How an event is witnessed outside of its own chain: by a seal that is as Tanggap made it, by Tanggap's mark while it waits for one, or not at all. */
export type Witness = { state: 'sealed'; seal: number; sealHash: string } | { state: 'waiting' } | { state: 'none' }

/** The witness of each event of one ticket, by its number. Looks only at seals that were made after the event. */
export async function witnessesOf(work: Work, ticketId: string): Promise<Map<number, Witness>> {
  const { rows } = await sql<{ seq: number; hash: Buffer; mac: Buffer | null; seal: number | null }>`
    select e.seq, e.hash, q.mac, s.no as seal from event e
    left join event_to_seal q on q.tenant_id = e.tenant_id and q.ticket_id = e.ticket_id and q.seq = e.seq
    left join lateral (
      select no from seal where seal.tenant_id = e.tenant_id and seal.at >= e.at - interval '1 minute'
        and seal.events @> jsonb_build_array(jsonb_build_array(e.ticket_id, e.seq, encode(e.hash, 'hex'))) order by no limit 1) s on q.mac is null
    where e.tenant_id = ${work.tenant} and e.ticket_id = ${ticketId} order by e.seq`.execute(work.db)
  const whole = await wholeSeals(work, rows.flatMap((row) => row.seal ?? []))
  return new Map(rows.map((row): [number, Witness] => {
    const sealHash = row.seal === null ? undefined : whole.get(row.seal)
    if (row.seal !== null && sealHash) return [row.seq, { state: 'sealed', seal: row.seal, sealHash }]
    return [row.seq, { state: row.mac?.equals(queueMac(work.secrets, row.hash)) ? 'waiting' : 'none' }]
  }))
}

/** Those of the seals whose content is that of their hash, under Tanggap's own key; with the hash in hex. */
async function wholeSeals(work: Work, numbers: number[]): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<Seal>`select no, at, events, prev, hash, mac from seal where tenant_id = ${work.tenant} and no = any(${[...new Set(numbers)]}::int[])`.execute(work.db)
  return new Map(rows.flatMap((seal) => {
    const hash = hashSeal(work.tenant, seal)
    const right = hash.equals(seal.hash) && work.secrets.mac('seal', hash.toString('hex')).equals(seal.mac)
    return right ? [[seal.no, hash.toString('hex')] as const] : []
  }))
}
