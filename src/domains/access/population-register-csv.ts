import { CsvError, parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { isLocalDate } from '../calendar/index.ts'
import { openAddress, sealAddress } from './address-vault.ts'
import { readNik } from './nik.ts'
import type { PopulationRegister, RegisterAnswer, RegisterQuestion } from './population-register.ts'
import { sameName } from './population-register-names.ts'
import { lookupHash } from './vault.ts'

/** One line of a register's CSV that cannot be used, in words. */
export interface RegisterFault {
  line: number
  text: string
}

interface Entry {
  name: string
  birthDate: string
}

/** The register that an office keeps itself, loaded by `loadRegister`. `now` is asked for each look-up. */
export function csvRegister(resources: Resources, tenant: string, now: () => Date): PopulationRegister {
  return {
    source: 'register kependudukan setempat (CSV)',
    lookUp: (question) => inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => lookUp(work, question)),
  }
}

async function lookUp(work: Work, question: RegisterQuestion): Promise<RegisterAnswer> {
  const hash = hashOf(work, question.nik)
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from register_person where tenant_id = ${work.tenant} and nik_hash = ${hash}`.execute(work.db)
  if (!rows[0]) return { result: 'tidak-ditemukan', differs: [] }
  const entry = JSON.parse(openAddress(work.secrets, placeOf(work, hash), rows[0].sealed)) as Entry
  const differs: RegisterAnswer['differs'] = [
    ...(sameName(entry.name, question.name) ? [] : (['nama'] as const)),
    ...(entry.birthDate === question.birthDate ? [] : (['tanggal-lahir'] as const)),
  ]
  return { result: differs.length === 0 ? 'cocok' : 'tidak-cocok', differs }
}

/** Whether the tenant has a register of its own. */
export async function hasRegister(work: Work): Promise<boolean> {
  const { rows } = await sql`select from register_person where tenant_id = ${work.tenant} limit 1`.execute(work.db)
  return rows.length > 0
}

const batch = 1000

/**
 * Takes a register in the place of the one before: lines `NIK;nama;tanggal lahir` (`1990-08-17` or `17-08-1990`), a heading allowed. With one line wrong nothing is
 * changed and every wrong line is named; otherwise gives how many people there are now.
 */
export async function loadRegister(work: Work, csv: string): Promise<{ people: number; faults: RegisterFault[] }> {
  const { entries, faults } = readRegister(csv, work.now)
  if (faults.length > 0) return { people: 0, faults }
  await sql`delete from register_person where tenant_id = ${work.tenant}`.execute(work.db)
  const all = [...entries]
  for (let at = 0; at < all.length; at += batch) {
    const rows = all.slice(at, at + batch).map(([nik, entry]) => {
      const hash = hashOf(work, nik)
      return { hash, sealed: sealAddress(work.secrets, placeOf(work, hash), JSON.stringify(entry)) }
    })
    await sql`
      insert into register_person (tenant_id, nik_hash, sealed, loaded_at)
      select ${work.tenant}, hash, sealed, ${work.now} from unnest(${rows.map((row) => row.hash)}::bytea[], ${rows.map((row) => row.sealed)}::bytea[]) as row (hash, sealed)`.execute(work.db)
  }
  return { people: entries.size, faults }
}

function readRegister(csv: string, now: Date): { entries: Map<string, Entry>; faults: RegisterFault[] } {
  const entries = new Map<string, Entry>()
  const faults: RegisterFault[] = []
  for (const { record, info } of readLines(csv, faults)) {
    if (entries.size + faults.length === 0 && record[0]?.toLowerCase() === 'nik') continue
    const entry = readEntry(record, now)
    if ('text' in entry) faults.push({ line: info.lines, text: entry.text })
    else if (entries.has(entry.nik)) faults.push({ line: info.lines, text: 'NIK ini sudah ada pada baris sebelumnya. Hapus salah satunya.' })
    else entries.set(entry.nik, { name: entry.name, birthDate: entry.birthDate })
  }
  return { entries, faults }
}

function readLines(csv: string, faults: RegisterFault[]): { record: string[]; info: { lines: number } }[] {
  try {
    return parse(csv, { delimiter: ';', bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as ReturnType<typeof readLines>
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    faults.push({ line: Number(error.lines) || 1, text: 'Tanda kutip di baris ini tidak berpasangan.' })
    return []
  }
}

function readEntry([nikText = '', name = '', born = '', ...more]: string[], now: Date): (Entry & { nik: string }) | { text: string } {
  if (name === '' || born === '' || more.length > 0) return { text: 'Diharapkan tiga kolom: NIK;nama;tanggal lahir.' }
  const nik = readNik(nikText, now)
  if ('fault' in nik) return { text: nik.fault }
  const birthDate = /^\d{2}-\d{2}-\d{4}$/.test(born) ? born.split('-').reverse().join('-') : born
  if (!isLocalDate(birthDate)) return { text: `Tanggal lahir “${born.slice(0, 20)}” bukan tanggal. Contoh: 1990-08-17.` }
  return { nik: nik.nik, name, birthDate }
}

function hashOf(work: Work, nik: string): Buffer {
  return lookupHash(work.secrets, work.tenant, { what: 'nik', text: nik })
}

function placeOf(work: Work, hash: Buffer) {
  return { tenant: work.tenant, ownerId: hash.toString('hex'), channel: 'register' }
}
