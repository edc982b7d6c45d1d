import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { maskNik } from './nik.ts'
import { maskPhone } from './phone.ts'
import { lookupHash, seal, type SealPlace, unseal } from './vault.ts'

/** A registered citizen as others may see one: NIK and phone number only in masked form. */
export interface Person {
  id: string
  name: string
  nikMasked: string
  phoneMasked: string | null
  address: string | null
  registeredAt: Date
  /** When they closed their account; nothing else is known of them then. */
  erasedAt: Date | null
}

export interface NewPerson {
  id: string
  userId: string
  name: string
  nik: string
  phone: string
}

const columns = sql`id, name, nik_masked as "nikMasked", phone_masked as "phoneMasked", address, registered_at as "registeredAt", erased_at as "erasedAt"`

/** Keeps a person. Throws PostgreSQL's 23505 on `person_nik` or `person_phone` where the tenant knows the NIK or phone number already. */
export async function insertPerson(work: Work, person: NewPerson): Promise<void> {
  const { tenant, secrets } = work
  const { id: personId, nik, phone } = person
  const sealed = (what: 'nik' | 'phone', text: string) =>
    sql`${seal(secrets, { tenant, personId, what }, text)}, ${lookupHash(secrets, tenant, { what, text })}`
  await sql`
    insert into person (tenant_id, id, user_id, name, nik_cipher, nik_hash, nik_masked, phone_cipher, phone_hash, phone_masked, registered_at)
    values (
      ${tenant}, ${personId}, ${person.userId}, ${person.name},
      ${sealed('nik', nik)}, ${maskNik(nik)},
      ${sealed('phone', phone)}, ${maskPhone(phone)},
      ${work.now}
    )`.execute(work.db)
}

/** The person, or a refusal where this tenant has none of that id. */
export async function getPerson(work: Work, personId: string): Promise<Person> {
  const found = await sql<Person>`select ${columns} from person where tenant_id = ${work.tenant} and id = ${personId}`.execute(work.db)
  return found.rows[0] ?? noSuchPerson()
}

/** The person's name, where this tenant knows them; none of one who closed their account. */
export async function findPersonName(work: Work, personId: string): Promise<string | undefined> {
  const found = await sql<{ name: string }>`select name from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null`.execute(work.db)
  return found.rows[0]?.name
}

/** The person who registered this phone number (`+628…`, as `readPhone` gives it). */
export async function findPersonByPhone(work: Work, phone: string): Promise<Person | undefined> {
  const hash = lookupHash(work.secrets, work.tenant, { what: 'phone', text: phone })
  const found = await sql<Person>`select ${columns} from person where tenant_id = ${work.tenant} and phone_hash = ${hash}`.execute(work.db)
  return found.rows[0]
}

/** The person who registered this NIK (16 digits, as `readNik` gives it). */
export async function findPersonByNik(work: Work, nik: string): Promise<Person | undefined> {
  const hash = lookupHash(work.secrets, work.tenant, { what: 'nik', text: nik })
  const found = await sql<Person>`select ${columns} from person where tenant_id = ${work.tenant} and nik_hash = ${hash}`.execute(work.db)
  return found.rows[0]
}

/** The whole phone number, for sending a message to it; undefined where the person has none. Never for showing. */
export async function findPhone(work: Work, personId: string): Promise<string | undefined> {
  const found = await sql<{ sealed: Buffer | null }>`
    select phone_cipher as sealed from person where tenant_id = ${work.tenant} and id = ${personId}`.execute(work.db)
  const sealed = (found.rows[0] ?? noSuchPerson()).sealed
  return sealed ? unseal(work.secrets, { tenant: work.tenant, personId, what: 'phone' }, sealed) : undefined
}

/** By which words a person may be named in texts: those of now, and what was corrected. Empty for one who closed their account. */
export async function wordsOfPerson(work: Work, personId: string): Promise<FormerWords> {
  return (await wordsOfPeople(work, [personId])).get(personId) ?? { names: [], phones: [] }
}

/** As `wordsOfPerson`, for several people in one question, by person; those who closed their account are not in it. */
export async function wordsOfPeople(work: Work, personIds: string[]): Promise<Map<string, FormerWords>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string; phone: Buffer | null; former: Buffer | null }>`
    select id, name, phone_cipher as phone, former_cipher as former from person where tenant_id = ${work.tenant} and id = any(${personIds}::uuid[]) and erased_at is null`.execute(work.db)
  return new Map(rows.map((row) => {
    const open = (what: SealPlace['what'], sealed: Buffer) => unseal(work.secrets, { tenant: work.tenant, personId: row.id, what }, sealed)
    const former: FormerWords = row.former ? (JSON.parse(open('former', row.former)) as FormerWords) : { names: [], phones: [] }
    const phones = [...new Set([...(row.phone ? [open('phone', row.phone)] : []), ...former.phones])]
    return [row.id, { names: [...new Set([row.name, ...former.names])], phones, niks: former.niks ?? [] }]
  }))
}

/** Names as they were written, phone numbers as `+628…`; NIKs only those from before a correction. */
export interface FormerWords {
  names: string[]
  phones: string[]
  niks?: string[]
}

/** What the person was called until now, and a NIK that is about to be replaced, is still covered in public texts, and goes with them. */
export async function keepFormer(work: Work, personId: string, { nik }: { nik?: string } = {}): Promise<void> {
  const { niks = [], ...words } = await wordsOfPerson(work, personId)
  const kept: FormerWords = { ...words, niks: nik === undefined ? niks : [...new Set([...niks, nik])] }
  const sealed = seal(work.secrets, { tenant: work.tenant, personId, what: 'former' }, JSON.stringify(kept))
  await sql`update person set former_cipher = ${sealed} where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null`.execute(work.db)
}

/** The sealed NIK of a person, or a refusal where this tenant has none of that id. */
export async function getSealedNik(work: Work, personId: string): Promise<Buffer> {
  const found = await sql<{ sealed: Buffer }>`
    select nik_cipher as sealed from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null`.execute(work.db)
  return (found.rows[0] ?? noSuchPerson()).sealed
}

function noSuchPerson(): never {
  throw new Refusal('not-found', 'Orang ini tidak ada dalam daftar.')
}
