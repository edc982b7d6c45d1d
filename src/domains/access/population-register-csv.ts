import { sql } from 'kysely'
import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { openAddress } from './address-vault.ts'
import type { PopulationRegister, RegisterAnswer, RegisterQuestion } from './population-register.ts'
import { sameName } from './population-register-names.ts'
import type { RegisterEntry } from './read-register-csv.ts'
import { hashOfNik, placeOfEntry } from './register-seal.ts'

/** The register that an office keeps itself, loaded by `loadRegister`. `now` is asked for each look-up. */
export function csvRegister(resources: Resources, tenant: string, now: () => Date): PopulationRegister {
  return {
    source: 'register kependudukan setempat (CSV)',
    lookUp: (question) => inWork(resources, { tenant, actor: theSystem, now: now() }, (work) => lookUp(work, question)),
  }
}

async function lookUp(work: Work, question: RegisterQuestion): Promise<RegisterAnswer> {
  const hash = hashOfNik(work, question.nik)
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from register_person where tenant_id = ${work.tenant} and nik_hash = ${hash}`.execute(work.db)
  if (!rows[0]) return { result: 'tidak-ditemukan', differs: [] }
  const entry = JSON.parse(openAddress(work.secrets, placeOfEntry(work, hash), rows[0].sealed)) as RegisterEntry
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
