import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { type RegisterContent, type RegisterFault, readRegisterCsv } from './read-register-csv.ts'
import { sealEntry } from './register-seal.ts'

/** A copy of the population register that was brought. `good` and `bad` count its lines; `faults` are the first fifty of the bad ones. */
export interface RegisterLoad {
  id: string
  at: Date
  /** The officer's name; none for the command line. */
  by?: string
  state: 'preview' | 'loaded' | 'dropped'
  good: number
  bad: number
  faults: RegisterFault[]
  loadedAt?: Date
}

/** What an upload may be: about half a million people. The command line takes more. */
export const registerBytes: number = 30 * 1024 * 1024

const shownFaults = 50
const batch = 1000

/**
 * Looks a register's CSV through and keeps it sealed until it is confirmed or dropped; gives its id. The register itself is not touched. The same form key again is the
 * same load. Refuses on `berkas` what has no line at all. Read outside of any transaction.
 */
export async function draftRegister(resources: Resources, order: { tenant: string; actor: Actor; now: Date; formKey: string; bytes: Buffer }): Promise<string> {
  needRegisterAdmin(order.actor)
  const content = await readRegisterCsv(decode(order.bytes), order.now)
  if (content.entries.size + content.faults.length === 0) refuseInput([{ field: 'berkas', text: 'Berkas ini kosong. Setiap baris berisi NIK;nama;tanggal lahir.' }])
  return await inWork(resources, { tenant: order.tenant, actor: order.actor, now: order.now }, async (work) => {
    const id = await insertLoad(work, content, { formKey: order.formKey })
    if (id) await eachBatch(work, content, (hashes, sealed) => sql`
      insert into register_draft (tenant_id, load_id, nik_hash, sealed)
      select ${work.tenant}, ${id}, hash, sealed from unnest(${hashes}::bytea[], ${sealed}::bytea[]) as row (hash, sealed)`.execute(work.db))
    if (id) return id
    const { rows } = await sql<{ id: string }>`select id from register_load where tenant_id = ${work.tenant} and form_key = ${order.formKey}`.execute(work.db)
    return rows[0]!.id
  })
}

/** Takes a drafted copy in the place of the register. Done once, however often it is asked. Where lines are bad, `withoutBad` must say so; refuses on `tanpa-yang-salah`. */
export async function confirmRegister(work: Work, id: string, { withoutBad }: { withoutBad: boolean }): Promise<void> {
  const load = await lockLoad(work, id)
  if (load.state === 'loaded') return
  if (load.state === 'dropped') throw new Refusal('conflict', 'Berkas ini sudah dibatalkan, atau terlalu lama menunggu. Unggah lagi.')
  if (load.good === 0) throw new Refusal('bad-input', 'Tidak ada baris yang dapat dimuat.')
  if (load.bad > 0 && !withoutBad) refuseInput([{ field: 'tanpa-yang-salah', text: `Setujui bahwa ${load.bad} baris yang salah tidak ikut dimuat, atau perbaiki berkasnya.` }])
  await lockRegister(work)
  await sql`delete from register_person where tenant_id = ${work.tenant}`.execute(work.db)
  await sql`
    insert into register_person (tenant_id, nik_hash, sealed, loaded_at)
    select tenant_id, nik_hash, sealed, ${work.now} from register_draft where tenant_id = ${work.tenant} and load_id = ${id}`.execute(work.db)
  await finishDraft(work, id, 'loaded')
}

/** Forgets a drafted copy; nothing happens to one that was loaded. */
export async function dropRegister(work: Work, id: string): Promise<void> {
  if ((await lockLoad(work, id)).state === 'preview') await finishDraft(work, id, 'dropped')
}

/**
 * Takes a register in the place of the one before: lines `NIK;nama;tanggal lahir` (`1990-08-17` or `17-08-1990`), a heading allowed. With one line wrong nothing is
 * changed and every wrong line is named; otherwise gives how many people there are now.
 */
export async function loadRegister(work: Work, csv: string): Promise<{ people: number; faults: RegisterFault[] }> {
  const content = await readRegisterCsv(csv, work.now)
  if (content.faults.length > 0) return { people: 0, faults: content.faults }
  await lockRegister(work)
  await sql`delete from register_person where tenant_id = ${work.tenant}`.execute(work.db)
  await eachBatch(work, content, (hashes, sealed) => sql`
    insert into register_person (tenant_id, nik_hash, sealed, loaded_at)
    select ${work.tenant}, hash, sealed, ${work.now} from unnest(${hashes}::bytea[], ${sealed}::bytea[]) as row (hash, sealed)`.execute(work.db))
  await insertLoad(work, content, { loadedAt: work.now })
  return { people: content.entries.size, faults: [] }
}

/** Drops what waits for its confirmation since before a moment: nobody's data lies about. */
export async function dropOldDrafts(work: Work, before: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from register_load where tenant_id = ${work.tenant} and state = 'preview' and at < ${before}`.execute(work.db)
  for (const { id } of rows) await finishDraft(work, id, 'dropped')
}

/** Refuses whoever is no administrator of the tenant. */
export function needRegisterAdmin(actor: Actor): void {
  if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-allowed', 'Hanya untuk admin.')
}

// Spreadsheet programs on Windows still write the old encoding.
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Two loads at once: the second waits, and takes the place of the first. */
async function lockRegister(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`register/${work.tenant}`}, 0))`.execute(work.db)
}

async function insertLoad(work: Work, { entries, faults }: RegisterContent, by: { formKey?: string; loadedAt?: Date }): Promise<string | undefined> {
  const officer = work.actor.kind === 'officer' ? work.actor.id : null
  const { rows } = await sql<{ id: string }>`
    insert into register_load (tenant_id, id, form_key, at, by_id, state, good, bad, faults, loaded_at)
    values (${work.tenant}, ${newId(work.now)}, ${by.formKey ?? null}::uuid, ${work.now}, ${officer}::uuid, ${by.loadedAt ? 'loaded' : 'preview'}, ${entries.size}, ${faults.length},
      ${JSON.stringify(faults.slice(0, shownFaults))}::jsonb, ${by.loadedAt ?? null}::timestamptz)
    on conflict (tenant_id, form_key) do nothing returning id`.execute(work.db)
  return rows[0]?.id
}

async function eachBatch(work: Work, { entries }: RegisterContent, task: (hashes: Buffer[], sealed: Buffer[]) => Promise<unknown>): Promise<void> {
  const all = [...entries]
  for (let at = 0; at < all.length; at += batch) {
    const rows = all.slice(at, at + batch).map(([nik, entry]) => sealEntry(work, nik, entry))
    await task(rows.map((row) => row.hash), rows.map((row) => row.sealed))
  }
}

async function lockLoad(work: Work, id: string): Promise<Pick<RegisterLoad, 'state' | 'good' | 'bad'>> {
  needRegisterAdmin(work.actor)
  const { rows } = await sql<Pick<RegisterLoad, 'state' | 'good' | 'bad'>>`
    select state, good, bad from register_load where tenant_id = ${work.tenant} and id = ${id} for update`.execute(work.db)
  return rows[0] ?? noSuchLoad()
}

async function finishDraft(work: Work, id: string, state: 'loaded' | 'dropped'): Promise<void> {
  await sql`delete from register_draft where tenant_id = ${work.tenant} and load_id = ${id}`.execute(work.db)
  await sql`update register_load set state = ${state}, loaded_at = ${state === 'loaded' ? work.now : null}::timestamptz where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
}

function noSuchLoad(): never {
  throw new Refusal('not-found', 'Berkas register itu tidak ada.')
}
