import { newId } from '../../kernel/ids.ts'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { deleteUser } from './account-store.ts'
import { makeUser } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { readNik } from './nik.ts'
import { findPasswordFault } from './password.ts'
import { findPersonByNik, findPersonByPhone, insertPerson } from './person-store.ts'
import { readPhone } from './phone.ts'
import { type AccessPlace, tryPassword } from './try-password.ts'

/** What a citizen types to register. `headers` are the request's, for the name of the browser in the list of sessions. */
export interface CitizenOrder {
  name: string
  nik: string
  phone: string
  password: string
  headers?: Headers
}

export interface CitizenSignIn {
  nikOrPhone: string
  password: string
  headers?: Headers
}

const wrongSignIn = 'NIK atau nomor telepon dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.'
const knownNik = 'NIK ini sudah terdaftar. Silakan masuk, atau hubungi petugas layanan bila Anda belum pernah mendaftar.'
const knownPhone = 'Nomor telepon ini sudah dipakai. Silakan masuk, atau pakai nomor lain.'

/**
 * Registers a citizen and signs them in. Refuses with faults on `nama`, `nik`, `telepon` and `sandi`. The person's row decides: until it is kept,
 * nothing holds the NIK, so a registration that dies half-way can simply be sent again.
 */
export async function registerCitizen(desk: AccessDesk, place: AccessPlace, order: CitizenOrder) {
  const { tenant } = place
  const { name, nik, phone } = readApplication(order, place.now)
  const asGuest = { ...place, actor: { kind: 'guest' } as const }
  await inWork(desk, asGuest, (work) => refuseKnown(work, { nik, phone }))
  const personId = newId(place.now)
  const userId = await makeUser(desk, { tenant, kind: 'citizen', name: personId, holder: personId, shownName: name, password: order.password })
  try {
    await inWork(desk, asGuest, (work) => insertPerson(work, { id: personId, userId, name, nik, phone }))
  } catch (error) {
    await deleteUser(desk.db, userId)
    refuseDouble(error)
  }
  const { cookies } = await tryPassword(desk, place, { ...order, tenant, kind: 'citizen', name: personId, wrong: wrongSignIn, remember: true })
  return { personId, cookies }
}

function readApplication(order: CitizenOrder, now: Date): { name: string; nik: string; phone: string } {
  const faults: Fault[] = []
  const name = order.name.trim().replace(/\s+/g, ' ')
  const nik = readNik(order.nik, now)
  const phone = readPhone(order.phone)
  if (name.length < 2 || name.length > 100) faults.push({ field: 'nama', text: 'Isilah nama Anda seperti pada KTP, paling banyak 100 huruf.' })
  if ('fault' in nik) faults.push({ field: 'nik', text: nik.fault })
  if ('fault' in phone) faults.push({ field: 'telepon', text: phone.fault })
  const weak = findPasswordFault(order.password, { names: [order.nik, order.phone] })
  if (weak) faults.push({ field: 'sandi', text: weak })
  if (faults.length > 0 || 'fault' in nik || 'fault' in phone) refuseInput(faults)
  return { name, nik: nik.nik, phone: phone.phone }
}

async function refuseKnown(work: Work, { nik, phone }: { nik: string; phone: string }): Promise<void> {
  const faults: Fault[] = []
  if (await findPersonByNik(work, nik)) faults.push({ field: 'nik', text: knownNik })
  if (await findPersonByPhone(work, phone)) faults.push({ field: 'telepon', text: knownPhone })
  if (faults.length > 0) refuseInput(faults)
}

function refuseDouble(error: unknown): never {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  if (constraint === 'person_nik') refuseInput([{ field: 'nik', text: knownNik }])
  if (constraint === 'person_phone') refuseInput([{ field: 'telepon', text: knownPhone }])
  throw error
}

/** Signs a citizen in by NIK or phone number; refuses on `masuk` in the same words whichever of the two is wrong. */
export async function signInCitizen(desk: AccessDesk, place: AccessPlace, order: CitizenSignIn): Promise<string[]> {
  const person = await inWork(desk, { ...place, actor: { kind: 'guest' } }, (work) => findSigner(work, order.nikOrPhone))
  const name = person ?? unknownName(desk, order.nikOrPhone)
  const { cookies } = await tryPassword(desk, place, {
    tenant: place.tenant,
    kind: 'citizen',
    name,
    password: order.password,
    wrong: wrongSignIn,
    remember: true,
    ...(order.headers && { headers: order.headers }),
  })
  return cookies
}

async function findSigner(work: Work, nikOrPhone: string): Promise<string | undefined> {
  const nik = readNik(nikOrPhone, work.now)
  if (!('fault' in nik)) return (await findPersonByNik(work, nik.nik))?.id
  const phone = readPhone(nikOrPhone)
  return 'fault' in phone ? undefined : (await findPersonByPhone(work, phone.phone))?.id
}

// Tries for a NIK that nobody registered are counted too, under a name that tells nothing and can be no person's id.
function unknownName(desk: AccessDesk, nikOrPhone: string): string {
  return `x${desk.secrets.mac('nik-lookup', `unknown/${nikOrPhone.replace(/\D/g, '')}`).toString('hex')}`
}
