import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { recordLook } from './access-look.ts'
import { deleteOtherSessions } from './account-store.ts'
import { setPassword } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { readNik } from './nik.ts'
import { findPasswordFault } from './password.ts'
import { findPersonByNik, findPersonByPhone, findPhone, type Person } from './person-store.ts'
import { readPhone } from './phone.ts'
import { forgetTries, takeTry } from './sign-in-tries.ts'
import { type AccessPlace, tryAccount, tryPassword } from './try-password.ts'

/** How long a code opens anything, and how often it may be mistyped. */
export const resetMinutes = 10
const mostTries = 5

/** Codes that one person is sent: beyond that nothing goes out, and nobody is told so. */
const mostAnHour = 5
const mostADay = 10

export interface ResetRequest {
  nikOrPhone: string
  /** From where it was asked, for counting. */
  address: string
}

/** `token` stays in the browser that asked. `send` is what to send to whom; absent where nobody has that NIK or number. The asker must not learn which. */
export interface ResetStart {
  token: string
  send?: { personId: string; phone: string; code: string }
}

/**
 * Begins a new password for whoever forgot theirs: a code of six digits for the registered phone. Whether the NIK or number is known changes nothing that can be seen. Refuses on
 * `masuk` what is neither, and `too-many-tries` after three of one kind or twenty from one address within 15 minutes.
 */
export async function askPasswordReset(work: Work, order: ResetRequest): Promise<ResetStart> {
  const asked = readAsked(order.nikOrPhone, work.now)
  const words = 'Terlalu banyak permintaan kode.'
  await takeTry(work, tryKey(work, `from/${order.address}`), { allowed: 20, words })
  await takeTry(work, tryKey(work, `of/${asked.text}`), { allowed: 3, words })
  const person = asked.kind === 'nik' ? await findPersonByNik(work, asked.text) : await findPersonByPhone(work, asked.text)
  const phone = person && (await mayBeSent(work, person)) ? await findPhone(work, person.id) : undefined
  const [token, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, '0')]
  await sql`
    insert into password_reset (tenant_id, id, person_id, code_hash, at, expires_at)
    values (${work.tenant}, ${token}, ${phone ? person!.id : null}::uuid, ${hashOf(work, token, code)}, ${work.now}, ${new Date(work.now.getTime() + resetMinutes * 60_000)})`.execute(work.db)
  return { token, ...(phone && { send: { personId: person!.id, phone, code } }) }
}

function readAsked(text: string, now: Date): { kind: 'nik' | 'phone'; text: string } {
  const nik = readNik(text, now)
  if (!('fault' in nik)) return { kind: 'nik', text: nik.nik }
  const phone = readPhone(text)
  if (!('fault' in phone)) return { kind: 'phone', text: phone.phone }
  return refuseInput([{ field: 'masuk', text: 'Isi 16 angka NIK Anda, atau nomor telepon yang Anda daftarkan.' }])
}

async function mayBeSent(work: Work, person: Person): Promise<boolean> {
  const ago = (minutes: number) => new Date(work.now.getTime() - minutes * 60_000)
  const { rows } = await sql<{ hour: number; day: number }>`
    select count(*) filter (where at > ${ago(60)})::int as hour, count(*)::int as day from password_reset
    where tenant_id = ${work.tenant} and person_id = ${person.id} and at > ${ago(24 * 60)}`.execute(work.db)
  return rows[0]!.hour < mostAnHour && rows[0]!.day < mostADay
}

function tryKey(work: Work, what: string): string {
  return work.secrets.mac('nik-lookup', `${work.tenant}/reset/${what}`).toString('hex')
}

function hashOf(work: Work, token: string, code: string): Buffer {
  return work.secrets.mac('nik-lookup', `${work.tenant}/reset-code/${token}/${code}`)
}

export interface ResetOrder {
  token: string
  code: string
  password: string
  headers?: Headers
}

const wrongCode = 'Kode tidak cocok, atau sudah tidak berlaku. Periksa SMS terakhir, atau minta kode baru.'

/** Sets a new password with the code that was sent, ends every session of the person, and signs them in here; gives cookies. Faults on `kode` and `sandi`. */
export async function resetPassword(desk: AccessDesk, place: AccessPlace, order: ResetOrder): Promise<string[]> {
  const code = order.code.replace(/[\s-]/g, '')
  const faults: Fault[] = []
  if (!/^\d{6}$/.test(code)) faults.push({ field: 'kode', text: 'Kode berisi enam angka, seperti pada SMS yang kami kirim.' })
  const weak = findPasswordFault(order.password, { names: [] })
  if (weak) faults.push({ field: 'sandi', text: weak })
  if (faults.length > 0) refuseInput(faults)
  const found = await inWork(desk, { ...place, actor: { kind: 'guest' } }, (work) => spendCode(work, { ...order, code }))
  if (!found) refuseInput([{ field: 'kode', text: wrongCode }])
  await setPassword(desk, found.userId, order.password)
  await deleteOtherSessions(desk.db, found.userId, '')
  const name = { tenant: place.tenant, kind: 'citizen', name: found.personId } as const
  // Whoever forgot it has tried it many times.
  await inWork(desk, { ...place, actor: { kind: 'guest' } }, (work) => forgetTries(work, tryAccount(desk.secrets, name)))
  const { cookies } = await tryPassword(desk, place, { ...name, password: order.password, wrong: wrongCode, remember: true, ...(order.headers && { headers: order.headers }) })
  return cookies
}

/** Counts the try, then looks: many tries at once are counted one by one. A right code is used up, with all others of the person. */
async function spendCode(work: Work, { token, code, password }: ResetOrder): Promise<{ personId: string; userId: string } | undefined> {
  if (!isId(token)) return undefined
  const { rows } = await sql<{ person: string | null; hash: Buffer }>`
    update password_reset set tries = tries + 1
    where tenant_id = ${work.tenant} and id = ${token} and tries < ${mostTries} and used_at is null and expires_at > ${work.now} returning person_id as person, code_hash as hash`.execute(work.db)
  const reset = rows[0]
  if (!reset?.person || !timingSafeEqual(reset.hash, hashOf(work, token, code))) return undefined
  await refuseOwnNumber(work, reset.person, password)
  await sql`update password_reset set used_at = ${work.now} where tenant_id = ${work.tenant} and person_id = ${reset.person} and used_at is null`.execute(work.db)
  await recordLook(work, { what: 'sandi', subject: reset.person, purpose: 'kata sandi diganti dengan kode SMS' })
  const { rows: people } = await sql<{ userId: string }>`select user_id as "userId" from person where tenant_id = ${work.tenant} and id = ${reset.person}`.execute(work.db)
  return people[0] && { personId: reset.person, userId: people[0].userId }
}

// Thrown inside the transaction: the right code is not used up by a bad password.
async function refuseOwnNumber(work: Work, personId: string, password: string): Promise<void> {
  const nik = readNik(password, work.now)
  const phone = readPhone(password)
  const owners = [!('fault' in nik) && (await findPersonByNik(work, nik.nik)), !('fault' in phone) && (await findPersonByPhone(work, phone.phone))]
  if (owners.some((owner) => owner && owner.id === personId)) refuseInput([{ field: 'sandi', text: 'Kata sandi tidak boleh sama dengan NIK atau nomor telepon Anda.' }])
}

/** Forgets what was asked before a moment. */
export async function dropOldResets(work: Work, before: Date): Promise<void> {
  await sql`delete from password_reset where tenant_id = ${work.tenant} and at < ${before}`.execute(work.db)
}
