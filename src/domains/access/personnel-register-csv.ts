import { sql } from 'kysely'
import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { addressHash, openAddress, sealAddress } from './address-vault.ts'
import { maskNip, readNip } from './nip.ts'
import type { PersonnelQuestion, PersonnelRegister } from './personnel-register.ts'
import type { RegisterAnswer } from './population-register.ts'
import { sameName } from './population-register-names.ts'
import { readLines, type RegisterFault } from './read-register-csv.ts'

/** The copy that an office keeps itself, loaded by `loadPersonnel`. `now` is asked for each look-up. */
export function csvPersonnel(resources: Resources, tenant: string, now: () => Date): PersonnelRegister {
  return {
    source: 'register kepegawaian setempat (CSV)',
    lookUp: (question) => inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => lookUp(work, question)),
  }
}

async function lookUp(work: Work, { nip, name, birthDate }: PersonnelQuestion): Promise<RegisterAnswer> {
  const read = readNip(nip)
  if ('fault' in read) return { result: 'tidak-ditemukan', differs: [] }
  const hash = hashOfNip(work, read.nip)
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from personnel_entry where tenant_id = ${work.tenant} and nip_hash = ${hash}`.execute(work.db)
  if (!rows[0]) return { result: 'tidak-ditemukan', differs: [] }
  const known = openAddress(work.secrets, placeOf(work, hash), rows[0].sealed)
  const differs: RegisterAnswer['differs'] = [
    ...(sameName(known, name) ? [] : (['nama'] as const)),
    // The NIP itself holds the date of birth under which its holder was appointed.
    ...(birthDate === undefined || birthDate === read.birthDate ? [] : (['tanggal-lahir'] as const)),
  ]
  return { result: differs.length === 0 ? 'cocok' : 'tidak-cocok', differs }
}

/** Whether the tenant has a copy of its own. */
export async function hasPersonnel(work: Work): Promise<boolean> {
  const { rows } = await sql`select from personnel_entry where tenant_id = ${work.tenant} limit 1`.execute(work.db)
  return rows.length > 0
}

/**
 * Takes a copy in the place of the one before: lines `NIP;nama` of those in service, a heading allowed; commas or tabs in place of semicolons if the first line has none.
 * With one line wrong nothing is changed and every wrong line is named, without a name or a whole NIP; otherwise gives how many people there are now.
 */
export async function loadPersonnel(work: Work, csv: string): Promise<{ people: number; faults: RegisterFault[] }> {
  const { entries, faults } = await readCsv(csv)
  if (faults.length > 0) return { people: 0, faults }
  // Two loads at once: the second waits, and takes the place of the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`personnel/${work.tenant}`}, 0))`.execute(work.db)
  await sql`delete from personnel_entry where tenant_id = ${work.tenant}`.execute(work.db)
  const rows = [...entries].map(([nip, name]) => {
    const hash = hashOfNip(work, nip)
    return { hash, sealed: sealAddress(work.secrets, placeOf(work, hash), name) }
  })
  for (let at = 0; at < rows.length; at += batch) {
    const some = rows.slice(at, at + batch)
    await sql`
      insert into personnel_entry (tenant_id, nip_hash, sealed, loaded_at)
      select ${work.tenant}, hash, sealed, ${work.now} from unnest(${some.map((row) => row.hash)}::bytea[], ${some.map((row) => row.sealed)}::bytea[]) as row (hash, sealed)`.execute(work.db)
  }
  return { people: rows.length, faults: [] }
}

const batch = 1000

async function readCsv(csv: string): Promise<{ entries: Map<string, string>; faults: RegisterFault[] }> {
  const entries = new Map<string, string>()
  const faults: RegisterFault[] = []
  let seen = 0
  for await (const { record: [nipText = '', name = '', ...more], info } of readLines(csv, faults)) {
    if (++seen === 1 && nipText.toLowerCase() === 'nip') continue
    const read = readNip(nipText)
    if (name === '' || more.length > 0) faults.push({ line: info.lines, text: 'Diharapkan dua kolom: NIP;nama.' })
    else if (/^\d[.,]?\d*E\+?\d+$/i.test(nipText)) faults.push({ line: info.lines, text: 'NIP dibulatkan oleh lembar kerja. Jadikan kolom NIP sebagai teks, lalu simpan lagi sebagai CSV.' })
    else if ('fault' in read) faults.push({ line: info.lines, text: read.fault })
    else if (entries.has(read.nip)) faults.push({ line: info.lines, text: `NIP ${maskNip(read.nip)} sudah ada pada baris sebelumnya. Hapus salah satunya.` })
    else entries.set(read.nip, name)
  }
  if (entries.size + faults.length === 0) faults.push({ line: 1, text: 'Berkas ini kosong. Setiap baris berisi NIP;nama.' })
  return { entries, faults }
}

function hashOfNip(work: Pick<Work, 'secrets' | 'tenant'>, nip: string): Buffer {
  return addressHash(work.secrets, work.tenant, { channel: 'nip', address: nip })
}

function placeOf(work: Pick<Work, 'tenant'>, hash: Buffer) {
  return { tenant: work.tenant, ownerId: hash.toString('hex'), channel: 'kepegawaian' }
}
