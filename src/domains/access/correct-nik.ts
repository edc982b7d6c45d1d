import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { recordLook } from './access-look.ts'
import { maskNik, readNik } from './nik.ts'
import { findPersonByNik, keepFormer } from './person-store.ts'
import { takeTry } from './sign-in-tries.ts'
import { lookupHash, seal, unseal } from './vault.ts'

const taken = 'NIK ini sudah terdaftar pada akun lain. Periksa kembali KTP Anda. Bila NIK ini milik Anda, hubungi petugas layanan.'
const confirmed = 'NIK akun ini sudah dicocokkan dengan data kependudukan dan benar milik Anda, jadi tidak dapat diganti. Bila Dukcapil memberi Anda NIK baru, tutuplah akun ini, lalu daftar lagi dengan NIK itu.'

/** Counts a try to correct one's NIK, so that nobody finds out by trying who is registered; refuses `too-many-tries` after five in 15 minutes. To be committed before `correctNik`. */
export async function countNikTry(work: Work, personId: string): Promise<void> {
  const account = work.secrets.mac('nik-lookup', `${work.tenant}/nik-change/${personId}`).toString('hex')
  await takeTry(work, account, { allowed: 5, words: 'Terlalu banyak percobaan mengganti NIK.', field: 'nik' })
}

/**
 * Puts right the NIK of the signed-in citizen, whose password was asked before. The earlier one is kept sealed among the former words, so that it is erased with the person, and is free.
 * Faults on `nik`: structure, another account's, or one that the population register has confirmed.
 */
export async function correctNik(work: Work, personId: string, typed: string): Promise<void> {
  const { tenant, secrets } = work
  const read = readNik(typed, work.now)
  if ('fault' in read) return refuseInput([{ field: 'nik', text: read.fault }])
  const place = { tenant, personId, what: 'nik' } as const
  const { rows } = await sql<{ cipher: Buffer }>`
    select nik_cipher as cipher from person where tenant_id = ${tenant} and id = ${personId} and erased_at is null for update`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', 'Akun ini sudah ditutup.')
  const owner = await findPersonByNik(work, read.nik)
  if (owner) refuseInput([{ field: 'nik', text: owner.id === personId ? 'Ini NIK Anda yang sekarang. Tulis NIK yang benar.' : taken }])
  if (await isConfirmed(work, personId)) throw new Refusal('conflict', confirmed, [{ field: 'nik', text: confirmed }])
  await keepFormer(work, personId, { nik: unseal(secrets, place, rows[0].cipher) })
  await sql`select correct_nik(${personId}::uuid, ${seal(secrets, place, read.nik)}, ${lookupHash(secrets, tenant, { what: 'nik', text: read.nik })}, ${maskNik(read.nik)})`
    .execute(work.db).catch(refuseTaken)
  await recordLook(work, { what: 'data pribadi', subject: personId, purpose: 'NIK dibetulkan pemiliknya' })
}

/** Whether the population register has found this person's NIK and name to belong together. */
async function isConfirmed(work: Work, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identity_check where tenant_id = ${work.tenant} and person_id = ${personId} and register = 'kependudukan' and result = 'cocok' limit 1`.execute(work.db)
  return rows.length > 0
}

function refuseTaken(error: unknown): never {
  if (error instanceof Object && 'constraint' in error && error.constraint === 'person_nik') throw new Refusal('conflict', taken, [{ field: 'nik', text: taken }])
  throw error
}
