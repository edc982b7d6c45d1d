import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { recordLook } from './access-look.ts'
import { maskPhone, readPhone } from './phone.ts'
import { findPersonByPhone, keepFormer, wordsOfPerson } from './person-store.ts'
import { takeTry } from './sign-in-tries.ts'
import { lookupHash, seal, unseal } from './vault.ts'

/** Corrects name and address of the signed-in citizen, from now on. Faults on `nama` and `alamat`. */
export async function correctPerson(work: Work, personId: string, typed: { name: string; address: string }): Promise<void> {
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed().trim().replace(/\s+/g, ' ')
  const [name, address] = [clean(typed.name), clean(typed.address)]
  const faults: Fault[] = []
  if (name.length < 2 || name.length > 100) faults.push({ field: 'nama', text: `Nama: ada ${name.length} huruf; isilah seperti pada KTP, 2 sampai 100 huruf.` })
  if (address.length > 300) faults.push({ field: 'alamat', text: `Alamat: ada ${address.length} huruf, paling banyak 300.` })
  if (faults.length > 0) refuseInput(faults)
  await keepFormer(work, personId)
  await sql`
    with changed as (update person set name = ${name}, address = ${address || null} where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null returning user_id)
    update auth."user" u set name = ${name} from changed where u.id = changed.user_id`.execute(work.db)
  await recordLook(work, { what: 'data pribadi', subject: personId, purpose: 'nama atau alamat dibetulkan pemiliknya' })
}

/** How long a code for a new number holds. */
export const phoneChangeMinutes = 10
const mostTries = 5
const taken = 'Nomor telepon ini sudah dipakai akun lain. Pakai nomor lain, atau hubungi petugas layanan bila nomor ini milik Anda.'

/**
 * Begins the change to another phone number: gives the code that is to be sent to it. The password was asked before. Faults on `telepon`; refuses `too-many-tries` after three in
 * 15 minutes.
 */
export async function askPhoneChange(work: Work, personId: string, typed: string): Promise<{ phone: string; code: string }> {
  const read = readPhone(typed)
  if ('fault' in read) return refuseInput([{ field: 'telepon', text: read.fault }])
  const owner = await findPersonByPhone(work, read.phone)
  if (owner) refuseInput([{ field: 'telepon', text: owner.id === personId ? 'Ini nomor Anda yang sekarang. Tulis nomor yang baru.' : taken }])
  await takeTry(work, work.secrets.mac('nik-lookup', `${work.tenant}/phone-change/${personId}`).toString('hex'), { allowed: 3, words: 'Terlalu banyak permintaan kode.', field: 'sandi' })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const until = new Date(work.now.getTime() + phoneChangeMinutes * 60_000)
  await sql`
    insert into phone_change (tenant_id, person_id, phone_cipher, code_hash, expires_at)
    values (${work.tenant}, ${personId}, ${seal(work.secrets, { tenant: work.tenant, personId, what: 'phone' }, read.phone)}, ${hashOf(work, personId, code)}, ${until})
    on conflict (tenant_id, person_id) do update set phone_cipher = excluded.phone_cipher, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0`.execute(work.db)
  return { phone: read.phone, code }
}

function hashOf(work: Work, personId: string, code: string): Buffer {
  return work.secrets.mac('nik-lookup', `${work.tenant}/phone-code/${personId}/${code}`)
}

interface WaitingRow {
  cipher: Buffer
  hash: Buffer
}

/** The number that waits for its code, masked. */
export async function waitingPhone(work: Work, personId: string): Promise<string | undefined> {
  const { rows } = await sql<WaitingRow>`
    select phone_cipher as cipher, code_hash as hash from phone_change where tenant_id = ${work.tenant} and person_id = ${personId} and tries < ${mostTries} and expires_at > ${work.now}`.execute(work.db)
  return rows[0] && maskPhone(unseal(work.secrets, { tenant: work.tenant, personId, what: 'phone' }, rows[0].cipher))
}

/** What came of a code: the old number and the new one, or that it was wrong. */
export type PhoneChange = { from?: string; to: string } | 'wrong'

/** Gives the person their new number if the code is right. A wrong code is counted: commit it whatever comes of it. Faults on `kode` where somebody else took the number meanwhile. */
export async function confirmPhoneChange(work: Work, personId: string, typed: string): Promise<PhoneChange> {
  const { tenant, secrets } = work
  const { rows } = await sql<WaitingRow>`
    update phone_change set tries = tries + 1 where tenant_id = ${tenant} and person_id = ${personId} and tries < ${mostTries} and expires_at > ${work.now}
    returning phone_cipher as cipher, code_hash as hash`.execute(work.db)
  const waiting = rows[0]
  if (!waiting || !timingSafeEqual(waiting.hash, hashOf(work, personId, typed.replace(/[\s-]/g, '')))) return 'wrong'
  const place = { tenant, personId, what: 'phone' } as const
  const phone = unseal(secrets, place, waiting.cipher)
  if (await findPersonByPhone(work, phone)) refuseTaken({ constraint: 'person_phone' })
  const from = (await wordsOfPerson(work, personId)).phones[0]
  await keepFormer(work, personId)
  await sql`
    update person set phone_cipher = ${seal(secrets, place, phone)}, phone_hash = ${lookupHash(secrets, tenant, { what: 'phone', text: phone })}, phone_masked = ${maskPhone(phone)}
    where tenant_id = ${tenant} and id = ${personId} and erased_at is null`.execute(work.db).catch(refuseTaken)
  // Codes that went to the old number open nothing any more.
  for (const table of ['phone_change', 'password_reset']) await sql`delete from ${sql.table(table)} where tenant_id = ${tenant} and person_id = ${personId}`.execute(work.db)
  await recordLook(work, { what: 'data pribadi', subject: personId, purpose: 'nomor telepon diganti pemiliknya' })
  return { to: phone, ...(from && { from }) }
}

function refuseTaken(error: unknown): never {
  if (error instanceof Object && 'constraint' in error && error.constraint === 'person_phone') throw new Refusal('conflict', taken, [{ field: 'kode', text: taken }])
  throw error
}

/** Forgets numbers whose code has run out. */
export async function dropOldPhoneChanges(work: Work): Promise<void> {
  await sql`delete from phone_change where tenant_id = ${work.tenant} and expires_at < ${work.now}`.execute(work.db)
}
