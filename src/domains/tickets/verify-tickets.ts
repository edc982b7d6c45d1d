import { sql } from 'kysely'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Db } from '../../kernel/work.ts'
import { type ChainFault, type Verification, verifyChains } from '../audit/index.ts'
import type { Facts } from '../sop/index.ts'
import { changedNotes } from './internal-note.ts'
import { changedMasks } from './public-mask.ts'
import { changedRedactions } from './redact-picture.ts'
import { changedTexts } from './reporter-text.ts'
import { digestSent } from './ticket-course.ts'

/** A fault with the ticket's number, for people. */
export type TicketFault = ChainFault & { number?: string }

export interface TicketVerification extends Verification {
  tickets: number
  faults: TicketFault[]
}

/**
 * Verifies all of a tenant: its seals, each ticket's chain, the chain's end that the ticket remembers, and that what the reporter sent is still what the first
 * event bears witness to, that it stands where its last event led, and that its answer is the one released. Runs as the owner of the database, in one repeatable-read transaction.
 */
export async function verifyTickets(owner: Db, tenant: string, secrets: Secrets): Promise<TicketVerification> {
  return await owner.transaction().setIsolationLevel('repeatable read').execute(async (db) => {
    const proof = await verifyChains(db, tenant, secrets)
    const faults: ChainFault[] = [...proof.faults, ...(await wrongEnds(db, tenant)), ...(await orphans(db, tenant)), ...(await changedStories(db, tenant)), ...(await changedStates(db, tenant)), ...(await changedNotes(db, tenant, secrets)), ...(await changedTexts(db, tenant)), ...(await changedMasks(db, tenant, secrets)), ...(await changedRedactions(db, tenant))]
    const numbers = new Map((await sql<{ id: string; number: string }>`
      select id, number from ticket where tenant_id = ${tenant} and id = any(${[...new Set(faults.flatMap((f) => f.ticketId ?? []))]}::uuid[])`.execute(db)).rows.map((r) => [r.id, r.number]))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ticket where tenant_id = ${tenant}`.execute(db)
    return {
      ...proof, tickets: rows[0]!.n,
      faults: faults.map((fault) => { const number = fault.ticketId && numbers.get(fault.ticketId); return number ? { ...fault, number } : fault }),
    }
  })
}

async function wrongEnds(db: Db, tenant: string): Promise<ChainFault[]> {
  const { rows } = await sql<{ id: string; last_seq: number; seq: number | null }>`
    select t.id, t.last_seq, e.seq from ticket t
    left join lateral (select seq, hash from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id order by seq desc limit 1) e on true
    where t.tenant_id = ${tenant} and (e.seq is null or e.seq <> t.last_seq or e.hash <> t.last_hash)`.execute(db)
  return rows.map((row) => ({
    ticketId: row.id, seq: row.last_seq,
    text: row.seq === null ? 'tiket tidak punya satu peristiwa pun' : `ujung rantai tidak cocok: tiket mengingat peristiwa ${row.last_seq}, rantai berakhir pada ${row.seq}`,
  }))
}

async function orphans(db: Db, tenant: string): Promise<ChainFault[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct e.ticket_id as id from event e left join ticket t on t.tenant_id = e.tenant_id and t.id = e.ticket_id
    where e.tenant_id = ${tenant} and t.id is null`.execute(db)
  return rows.map((row) => ({ ticketId: row.id, text: 'tiket dihapus, peristiwanya masih ada' }))
}

/** Tickets that stand elsewhere than their last event led, or show another answer than the one released. */
async function changedStates(db: Db, tenant: string): Promise<ChainFault[]> {
  const steps = await sql<{ id: string; step: string; led: string }>`
    select t.id, t.step, e.led from ticket t join lateral (
      select body ->> 'ke' as led from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.body ? 'ke' order by seq desc limit 1) e on true
    where t.tenant_id = ${tenant} and t.step <> e.led`.execute(db)
  const services = await sql<{ id: string; sop: string; kept: string }>`
    select t.id, t.sop || ' ' || t.sop_version as sop, e.kept from ticket t join lateral (
      select (body ->> 'sop') || ' ' || (body ->> 'versi') as kept from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.body ? 'versi' order by seq desc limit 1) e on true
    where t.tenant_id = ${tenant} and t.sop || ' ' || t.sop_version <> e.kept`.execute(db)
  const answers = await sql<{ id: string; seq: number }>`
    select t.id, e.seq from ticket t join lateral (
      select seq, body ->> 'sidik-jawaban' as digest from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.body ? 'sidik-jawaban' order by seq desc limit 1) e on true
    where t.tenant_id = ${tenant} and encode(sha256(convert_to(coalesce(t.answer, ''), 'UTF8')), 'hex') <> e.digest`.execute(db)
  const unproved = await sql<{ id: string }>`
    select t.id from ticket t where t.tenant_id = ${tenant} and t.answer is not null
      and not exists (select from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.body ? 'sidik-jawaban')`.execute(db)
  return [
    ...steps.rows.map((row) => ({ ticketId: row.id, text: `langkah tiket diubah: tiket ada di ${row.step}, peristiwa terakhir membawanya ke ${row.led}` })),
    ...services.rows.map((row) => ({ ticketId: row.id, text: `SOP tiket diubah: tiket menurut ${row.sop}, peristiwa terakhir menyebut ${row.kept}` })),
    ...answers.rows.map((row) => ({ ticketId: row.id, seq: row.seq, text: `jawaban diubah: tidak cocok dengan sidik pada peristiwa ${row.seq}` })),
    ...unproved.rows.map((row) => ({ ticketId: row.id, text: 'ada jawaban yang tidak pernah dilepas oleh satu peristiwa pun' })),
  ]
}

async function changedStories(db: Db, tenant: string): Promise<ChainFault[]> {
  const faults: ChainFault[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ id: string; submitted: Facts; salt: string | null; seq: number; digest: string | null }>`
      select t.id, t.submitted, t.salt, e.seq, e.body ->> 'sidik' as digest from ticket t left join lateral (
        select seq, body from event where tenant_id = t.tenant_id and ticket_id = t.id and (seq = 1 or act = 'hapus-data') order by seq desc limit 1) e on true
      where t.tenant_id = ${tenant} and t.id > ${after} order by t.id limit 1000`.execute(db)
    for (const { id, submitted, salt, seq, digest } of rows) {
      if (digest && digestSent({ submitted, ...(salt && { salt }) }) !== digest) faults.push({ ticketId: id, seq, text: `isi laporan diubah: tidak cocok dengan sidik pada peristiwa ${seq}` })
    }
    if (rows.length < 1000) return faults
    after = rows.at(-1)!.id
  }
}
