import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { chainStart, hashEvent } from './event.ts'
import { readEvents } from './event-store.ts'
import { hashSeal, type Seal } from './seal.ts'

/** One thing that is not as it was written. `ticketId` is absent where a seal itself is at fault. */
export interface ChainFault {
  ticketId?: string
  seq?: number
  seal?: number
  text: string
}

export interface Verification {
  events: number
  seals: number
  faults: ChainFault[]
}

/**
 * Reads all events and seals of a tenant and names every change, deletion or gap. Runs as the owner of the database, in one
 * repeatable-read transaction of the caller, so that acts taken meanwhile do not look like faults. Leaves a temporary table `sealed` to the session.
 */
export async function verifyChains(db: Db, tenant: string, secrets: Secrets): Promise<Verification> {
  const faults: ChainFault[] = []
  const seals = await verifySeals(db, tenant, secrets, faults)
  await compareWithSeals(db, tenant, faults)
  const events = await verifyEvents(db, tenant, faults)
  return { events, seals, faults }
}

async function verifySeals(db: Db, tenant: string, secrets: Secrets, faults: ChainFault[]): Promise<number> {
  await sql`drop table if exists sealed`.execute(db)
  await sql`create temporary table sealed (ticket_id uuid, seq int, hash text, seal int)`.execute(db)
  let expected = { no: 1, hash: chainStart }
  let count = 0
  for (;;) {
    const { rows } = await sql<Seal>`select no, at, events, prev, hash, mac from seal where tenant_id = ${tenant} and no >= ${expected.no} order by no limit 20`.execute(db)
    for (const seal of rows) {
      for (let no = expected.no; no < seal.no; no++) faults.push({ seal: no, text: `segel ${no} hilang` })
      const hash = hashSeal(tenant, seal)
      if (!hash.equals(seal.hash)) faults.push({ seal: seal.no, text: `segel ${seal.no} diubah: isinya tidak cocok dengan sidiknya` })
      else if (!secrets.mac('seal', hash.toString('hex')).equals(seal.mac)) faults.push({ seal: seal.no, text: `segel ${seal.no} palsu: tidak dibuat dengan kunci Tanggap` })
      if (seal.no === expected.no && !seal.prev.equals(expected.hash)) faults.push({ seal: seal.no, text: `segel ${seal.no} tidak menyambung ke segel sebelumnya` })
      await sql`insert into sealed select (e ->> 0)::uuid, (e ->> 1)::int, e ->> 2, ${seal.no} from jsonb_array_elements(${JSON.stringify(seal.events)}::jsonb) e`.execute(db)
      expected = { no: seal.no + 1, hash: seal.hash }
      count += 1
    }
    if (rows.length === 0) break
  }
  await sql`create index on sealed (ticket_id, seq)`.execute(db)
  await sql`analyze sealed`.execute(db)
  return count
}

async function compareWithSeals(db: Db, tenant: string, faults: ChainFault[]): Promise<void> {
  const missing = await sql<{ ticket_id: string; seq: number; seal: number }>`
    select s.ticket_id, s.seq, s.seal from sealed s left join event e on e.tenant_id = ${tenant} and e.ticket_id = s.ticket_id and e.seq = s.seq
    where e.seq is null order by 1, 2`.execute(db)
  for (const row of missing.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, seal: row.seal, text: `peristiwa ${row.seq} dihapus (ada di segel ${row.seal})` })
  const changed = await sql<{ ticket_id: string; seq: number; seal: number }>`
    select s.ticket_id, s.seq, s.seal from sealed s join event e on e.tenant_id = ${tenant} and e.ticket_id = s.ticket_id and e.seq = s.seq
    where encode(e.hash, 'hex') <> s.hash order by 1, 2`.execute(db)
  for (const row of changed.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, seal: row.seal, text: `peristiwa ${row.seq} diganti setelah segel ${row.seal}` })
  const stray = await sql<{ ticket_id: string; seq: number }>`
    select e.ticket_id, e.seq from event e
    left join sealed s on s.ticket_id = e.ticket_id and s.seq = e.seq
    left join event_to_seal q on q.tenant_id = e.tenant_id and q.ticket_id = e.ticket_id and q.seq = e.seq
    where e.tenant_id = ${tenant} and s.seq is null and q.seq is null order by 1, 2`.execute(db)
  for (const row of stray.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `peristiwa ${row.seq} tidak pernah disegel dan tidak menunggu segel: disisipkan dari luar` })
  const lost = await sql<{ ticket_id: string; seq: number }>`
    select q.ticket_id, q.seq from event_to_seal q left join event e on e.tenant_id = q.tenant_id and e.ticket_id = q.ticket_id and e.seq = q.seq
    where q.tenant_id = ${tenant} and e.seq is null order by 1, 2`.execute(db)
  for (const row of lost.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `peristiwa ${row.seq} dihapus sebelum disegel` })
}

const ticketsAtOnce = 500

async function verifyEvents(db: Db, tenant: string, faults: ChainFault[]): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000'
  let count = 0
  for (;;) {
    const { rows } = await sql<{ ticket_id: string }>`
      select distinct ticket_id from event where tenant_id = ${tenant} and ticket_id > ${after} order by ticket_id limit ${ticketsAtOnce}`.execute(db)
    for (const { ticket_id } of rows) {
      after = ticket_id
      count += await verifyTicketChain(db, tenant, ticket_id, faults)
    }
    if (rows.length < ticketsAtOnce) return count
  }
}

async function verifyTicketChain(db: Db, tenant: string, ticketId: string, faults: ChainFault[]): Promise<number> {
  const events = await readEvents(db, tenant, ticketId)
  let seq = 0
  let prev = chainStart
  for (const event of events) {
    if (event.seq !== seq + 1) faults.push({ ticketId, seq: seq + 1, text: `peristiwa ${seq + 1}${event.seq > seq + 2 ? `–${event.seq - 1}` : ''} hilang dari rantai` })
    else if (!event.prev.equals(prev)) faults.push({ ticketId, seq: event.seq, text: `peristiwa ${event.seq} tidak menyambung ke peristiwa sebelumnya` })
    if (!hashEvent(tenant, event, event.prev).equals(event.hash)) faults.push({ ticketId, seq: event.seq, text: `peristiwa ${event.seq} diubah: isinya tidak cocok dengan sidiknya` })
    seq = event.seq
    prev = event.hash
  }
  return events.length
}
