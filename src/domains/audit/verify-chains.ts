import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type ChainFault, chainFaults } from './chain-faults.ts'
import { chainStart } from './event.ts'
import { queueMac, readEvents } from './event-store.ts'
import { isId } from '../../kernel/ids.ts'
import { hashSeal, type Seal, type SealedEvent } from './seal.ts'

export interface Verification {
  events: number
  seals: number
  /**
   * The newest seal. Whoever writes it down outside of the database can later tell whether the newest seals were cut off together with their events: the one
   * thing that the database alone cannot show.
   */
  lastSeal?: { no: number; at: Date; hash: string }
  faults: ChainFault[]
}

interface ChainKeeper {
  tenant: string
  secrets: Secrets
}

/**
 * Reads all events and seals of a tenant and names every change, deletion or gap. Runs as the owner of the database, in one
 * repeatable-read transaction of the caller, so that acts taken meanwhile do not look like faults. Leaves a temporary table `sealed` to the session.
 */
export async function verifyChains(db: Db, tenant: string, secrets: Secrets): Promise<Verification> {
  const faults: ChainFault[] = []
  const keeper = { tenant, secrets }
  const seals = await verifySeals(db, keeper, faults)
  await compareWithSeals(db, tenant, faults)
  await verifyQueue(db, keeper, faults)
  const events = await verifyEvents(db, keeper, faults)
  return { ...seals, events, faults }
}

async function verifySeals(db: Db, keeper: ChainKeeper, faults: ChainFault[]): Promise<Pick<Verification, 'seals' | 'lastSeal'>> {
  await sql`drop table if exists pg_temp.sealed`.execute(db)
  await sql`create temporary table sealed (ticket_id uuid, seq int, hash text, seal int)`.execute(db)
  let expected = { no: 1, hash: chainStart }
  let last: Seal | undefined
  let count = 0
  for (;;) {
    const { rows } = await sql<Seal>`
      select no, at, events, prev, hash, mac from seal where tenant_id = ${keeper.tenant} and no >= ${expected.no} order by no limit 20`.execute(db)
    for (const seal of rows) {
      verifySeal(keeper, seal, { expected, faults })
      await sql`insert into pg_temp.sealed select (e ->> 0)::uuid, (e ->> 1)::int, e ->> 2, ${seal.no} from jsonb_array_elements(${JSON.stringify(wellFormed(seal.events))}::jsonb) e`.execute(db)
      expected = { no: seal.no + 1, hash: seal.hash }
      last = seal
      count += 1
    }
    if (rows.length === 0) break
  }
  await sql`create index on pg_temp.sealed (ticket_id, seq)`.execute(db)
  await sql`analyze pg_temp.sealed`.execute(db)
  return { seals: count, ...(last && { lastSeal: { no: last.no, at: last.at, hash: last.hash.toString('hex') } }) }
}

function verifySeal({ tenant, secrets }: ChainKeeper, seal: Seal, { expected, faults }: { expected: { no: number; hash: Buffer }; faults: ChainFault[] }): void {
  for (let no = expected.no; no < seal.no; no++) faults.push({ seal: no, text: `segel ${no} hilang` })
  const hash = hashSeal(tenant, seal)
  if (!hash.equals(seal.hash)) faults.push({ seal: seal.no, text: `segel ${seal.no} diubah: isinya tidak cocok dengan sidiknya` })
  else if (!secrets.mac('seal', hash.toString('hex')).equals(seal.mac)) faults.push({ seal: seal.no, text: `segel ${seal.no} palsu: tidak dibuat dengan kunci Tanggap` })
  if (seal.no === expected.no && !seal.prev.equals(expected.hash)) faults.push({ seal: seal.no, text: `segel ${seal.no} tidak menyambung ke segel sebelumnya` })
}

// A seal that was tampered with may hold anything; its fault is told by its hash.
function wellFormed(events: unknown): SealedEvent[] {
  if (!Array.isArray(events)) return []
  return events.filter((e): e is SealedEvent => Array.isArray(e) && typeof e[0] === 'string' && isId(e[0]) && Number.isInteger(e[1]) && Math.abs(e[1]) < 2 ** 31 && typeof e[2] === 'string')
}

async function compareWithSeals(db: Db, tenant: string, faults: ChainFault[]): Promise<void> {
  const missing = await sql<{ ticket_id: string; seq: number; seal: number }>`
    select s.ticket_id, s.seq, s.seal from pg_temp.sealed s left join event e on e.tenant_id = ${tenant} and e.ticket_id = s.ticket_id and e.seq = s.seq
    where e.seq is null order by 1, 2`.execute(db)
  for (const row of missing.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, seal: row.seal, text: `peristiwa ${row.seq} dihapus (ada di segel ${row.seal})` })
  const changed = await sql<{ ticket_id: string; seq: number; seal: number }>`
    select s.ticket_id, s.seq, s.seal from pg_temp.sealed s join event e on e.tenant_id = ${tenant} and e.ticket_id = s.ticket_id and e.seq = s.seq
    where encode(e.hash, 'hex') <> s.hash order by 1, 2`.execute(db)
  for (const row of changed.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, seal: row.seal, text: `peristiwa ${row.seq} diganti setelah segel ${row.seal}` })
  const stray = await sql<{ ticket_id: string; seq: number }>`
    select e.ticket_id, e.seq from event e
    left join pg_temp.sealed s on s.ticket_id = e.ticket_id and s.seq = e.seq
    left join event_to_seal q on q.tenant_id = e.tenant_id and q.ticket_id = e.ticket_id and q.seq = e.seq
    where e.tenant_id = ${tenant} and s.seq is null and q.seq is null order by 1, 2`.execute(db)
  for (const row of stray.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `peristiwa ${row.seq} tidak pernah disegel dan tidak menunggu segel: disisipkan dari luar` })
  // Moments are written to the millisecond and hashed so; a finer change would not show in the hash.
  const nudged = await sql<{ ticket_id: string; seq: number }>`
    select ticket_id, seq from event where tenant_id = ${tenant} and at <> date_trunc('milliseconds', at) order by 1, 2`.execute(db)
  for (const row of nudged.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `waktu peristiwa ${row.seq} diubah` })
  const lost = await sql<{ ticket_id: string; seq: number }>`
    select q.ticket_id, q.seq from event_to_seal q left join event e on e.tenant_id = q.tenant_id and e.ticket_id = q.ticket_id and e.seq = q.seq
    where q.tenant_id = ${tenant} and e.seq is null order by 1, 2`.execute(db)
  for (const row of lost.rows) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `peristiwa ${row.seq} dihapus sebelum disegel` })
}

async function verifyQueue(db: Db, { tenant, secrets }: ChainKeeper, faults: ChainFault[]): Promise<void> {
  const { rows } = await sql<{ ticket_id: string; seq: number; hash: Buffer; mac: Buffer }>`
    select ticket_id, seq, hash, mac from event_to_seal join event using (tenant_id, ticket_id, seq) where tenant_id = ${tenant} order by 1, 2`.execute(db)
  for (const row of rows) {
    if (!row.mac.equals(queueMac(secrets, row.hash))) faults.push({ ticketId: row.ticket_id, seq: row.seq, text: `peristiwa ${row.seq} palsu: menunggu segel tanpa tanda Tanggap` })
  }
}

const ticketsAtOnce = 500

async function verifyEvents(db: Db, keeper: ChainKeeper, faults: ChainFault[]): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000'
  let count = 0
  for (;;) {
    const { rows } = await sql<{ ticket_id: string }>`
      select distinct ticket_id from event where tenant_id = ${keeper.tenant} and ticket_id > ${after} order by ticket_id limit ${ticketsAtOnce}`.execute(db)
    for (const { ticket_id } of rows) {
      after = ticket_id
      count += await verifyTicketChain(db, keeper, { ticketId: ticket_id, faults })
    }
    if (rows.length < ticketsAtOnce) return count
  }
}

async function verifyTicketChain(db: Db, keeper: ChainKeeper, { ticketId, faults }: { ticketId: string; faults: ChainFault[] }): Promise<number> {
  const events = await readEvents(db, keeper.tenant, ticketId)
  faults.push(...chainFaults(keeper.tenant, ticketId, events))
  return events.length
}
