import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Db, Work } from '../../kernel/work.ts'
import { openAddress, sealAddress } from '../access/index.ts'
import { canonical, type ChainFault } from '../audit/index.ts'
import { appendAside } from './append-aside.ts'
import { type Passage, standsIn } from './cover-text.ts'
import { getPublishable } from './may-publish.ts'
import { hidingWords, stillRead } from './reporter-words.ts'
import { lockTicket } from './ticket-store.ts'
import type { Ticket } from './ticket.ts'

/** One version of the passages that are covered in a ticket's public texts; the newest counts. */
export interface PublicMask {
  no: number
  at: Date
  /** Absent where the system did so by itself. */
  officerId?: string
  passages: string[]
}

export interface MaskOrder {
  number: string
  /** One passage a line. */
  text: string
  /** The version that the officer saw, 0 if there was none. */
  seenNo: number
  /** The same key twice is one version. */
  formKey: string
}

const mostPassages = 50
const mostLetters = 300
const field = 'samarkan'

/** What everybody could read of a ticket one day, before anything is covered: title, story, place, its answer, and the newest draft of one. */
export function publicTexts(ticket: Ticket): { title: string; story: string; place: string; answer: string; draft: string } {
  const written = (fact: unknown) => (typeof fact === 'string' ? fact : '')
  return { title: ticket.title, story: written(ticket.submitted.uraian), place: written(ticket.submitted.tempat), answer: ticket.answer ?? '', draft: written(ticket.state.facts.jawaban) }
}

/** The passages of a form, one a line; refuses those that stand nowhere in the ticket's public texts. */
export function readPassages(ticket: Ticket, text: string): string[] {
  const lines = text.replaceAll('\0', '').toWellFormed().split('\n').map((line) => line.trim().replace(/\s+/g, ' ')).filter(Boolean)
  const passages = [...new Set(lines)]
  const texts = Object.values(publicTexts(ticket))
  const absent = passages.filter((words) => !texts.some((one) => standsIn(one, { words })))
  const faults = [
    ...(passages.length > mostPassages ? [`Bagian yang disamarkan: ada ${passages.length}, paling banyak ${mostPassages}.`] : []),
    ...passages.filter((words) => words.length > mostLetters).map((words) => `“${words.slice(0, 40)}…”: paling banyak ${mostLetters} huruf dalam satu baris.`),
    ...absent.map((words) => `“${words.slice(0, 80)}” tidak ada dalam judul, cerita, tempat, atau jawaban. Salin persis dari tulisannya.`),
  ]
  if (faults.length > 0) refuseInput(faults.map((fault) => ({ field, text: fault })))
  return passages
}

/**
 * Keeps which passages of a ticket's public texts are covered; after publication this takes effect at once. The passages are sealed, and their event holds a MAC of
 * them. Refuses `not-found` (not theirs to decide), `bad-input` (a passage that stands nowhere), `conflict` (somebody was faster).
 */
export async function maskPublicTexts(work: Work, order: MaskOrder): Promise<void> {
  const { ticket: { id } } = await getPublishable(work, order.number)
  const ticket = await lockTicket(work, id)
  const known = await sql`select 1 from public_mask where tenant_id = ${work.tenant} and ticket_id = ${id} and form_key = ${order.formKey}`.execute(work.db)
  if (known.rows.length > 0) return
  const passages = readPassages(ticket, order.text)
  const newest = (await masksOf(work, id)).at(-1)
  if ((newest?.no ?? 0) !== order.seenNo) throw new Refusal('conflict', 'Petugas lain lebih dahulu mengubah bagian yang disamarkan. Tulisan Anda masih ada di bawah: periksa, lalu simpan lagi.')
  if (canonical(newest?.passages ?? []) === canonical(passages)) return
  await keepMask(work, ticket, { no: order.seenNo + 1, passages, formKey: order.formKey })
}

async function keepMask(work: Work, ticket: Ticket, mask: { no: number; passages: string[]; formKey: string }): Promise<void> {
  const text = JSON.stringify(mask.passages)
  const { seq } = await appendAside(work, ticket, { act: 'tulisan-disamarkan', body: { bagian: mask.passages.length, 'sidik-samaran': maskMac(work.secrets, ticket.id, text) } })
  const officerId = work.actor.kind === 'officer' ? work.actor.id : null
  await sql`
    insert into public_mask (tenant_id, ticket_id, no, seq, form_key, at, officer_id, passages, sealed)
    values (${work.tenant}, ${ticket.id}, ${mask.no}, ${seq}, ${mask.formKey}, ${work.now}, ${officerId}, ${mask.passages.length}, ${sealAddress(work.secrets, placeOf(work.tenant, ticket.id), text)})`.execute(work.db)
}

/**
 * Covers name and phone of a person in the public texts of all their tickets, for good, and in what officers wrote into the events, which nobody can change. To be called
 * before the person is erased: afterwards nobody knows what an unnamed reporter's name was, and it would be read again. Twice is once. `also`: further tickets of theirs.
 */
export async function coverForErasure(work: Work, personId: string, also: string[] = []): Promise<void> {
  const { rows } = await sql<{ id: string; texts: string[]; written: string; no: number; sealed: Buffer | null }>`
    select t.id, array_remove(array[t.title, t.submitted ->> 'uraian', t.submitted ->> 'tempat', t.answer, t.facts ->> 'jawaban'], null) as texts,
      concat_ws(' ', (select string_agg(body::text, ' ') from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id),
        (select string_agg(text, ' ') from internal_note n where n.tenant_id = t.tenant_id and n.ticket_id = t.id)) as written,
      (select coalesce(max(m.no), 0) from public_mask m where m.tenant_id = t.tenant_id and m.ticket_id = t.id) as no, ${sealedPassages(work, 't')} as sealed
    from ticket t where t.tenant_id = ${work.tenant} and (t.reporter_id = ${personId} or t.id = any(${also}::uuid[])) order by t.id for update of t`.execute(work.db)
  const words = await hidingWords(work, rows.map(({ id }) => ({ ticketId: id, reporterId: personId })))
  for (const { id, texts, written, no, sealed } of rows) {
    const before = openPassages(work, id, sealed)
    const found = stillRead([...texts, written], words.get(id)!, before.map((one) => ({ words: one })))
    if (found.length > 0) await keepMask(work, await lockTicket(work, id), { no: no + 1, passages: [...before, ...found], formKey: newId(work.now) })
  }
}

/** All versions, oldest first; for officers who decide on them. */
export async function masksOf(work: Work, ticketId: string): Promise<PublicMask[]> {
  const { rows } = await sql<{ no: number; at: Date; officer_id: string | null; sealed: Buffer }>`
    select no, at, officer_id, sealed from public_mask where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by no`.execute(work.db)
  return rows.map((row) => ({ no: row.no, at: row.at, ...(row.officer_id && { officerId: row.officer_id }), passages: openPassages(work, ticketId, row.sealed) }))
}

/** What was covered on a ticket because its reporter was erased; none where they were not. */
export async function erasedPassages(work: Work, ticketId: string): Promise<Passage[]> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from public_mask where tenant_id = ${work.tenant} and ticket_id = ${ticketId} and officer_id is null`.execute(work.db)
  return [...new Set(rows.flatMap((row) => openPassages(work, ticketId, row.sealed)))].map((words) => ({ words }))
}

/** For a query on `ticket`: the sealed passages that count, null where there are none. */
export const sealedPassages = (work: Work, ticket = 'ticket') => sql<Buffer | null>`(
  select m.sealed from public_mask m where m.tenant_id = ${work.tenant} and m.ticket_id = ${sql.ref(ticket)}.id order by m.no desc limit 1)`

/** Opens what `sealedPassages` gave. */
export function openPassages(work: Pick<Work, 'tenant' | 'secrets'>, ticketId: string, sealed: Buffer | null): string[] {
  return sealed ? (JSON.parse(openAddress(work.secrets, placeOf(work.tenant, ticketId), sealed)) as string[]) : []
}

const placeOf = (tenant: string, ownerId: string) => ({ tenant, ownerId, channel: 'public-mask' })

function maskMac(secrets: Secrets, ticketId: string, text: string): string {
  return secrets.mac('public-mask', `${ticketId}/${text}`).toString('hex')
}

/** Versions whose passages are not those that their event bears witness to, or that are gone. Runs as the owner of the database. */
export async function changedMasks(db: Db, tenant: string, secrets: Secrets): Promise<ChainFault[]> {
  const { rows } = await sql<{ ticket_id: string; seq: number; mac: string; sealed: Buffer | null }>`
    select e.ticket_id, e.seq, e.body ->> 'sidik-samaran' as mac, m.sealed from event e
    left join public_mask m on m.tenant_id = e.tenant_id and m.ticket_id = e.ticket_id and m.seq = e.seq
    where e.tenant_id = ${tenant} and e.act = 'tulisan-disamarkan'`.execute(db)
  const opened = (id: string, sealed: Buffer) => {
    try {
      return JSON.stringify(openPassages({ tenant, secrets }, id, sealed))
    } catch {
      return undefined
    }
  }
  return rows.flatMap((row) => {
    const text = row.sealed ? opened(row.ticket_id, row.sealed) : undefined
    if (text !== undefined && maskMac(secrets, row.ticket_id, text) === row.mac) return []
    return [{ ticketId: row.ticket_id, seq: row.seq, text: row.sealed ? 'samaran tulisan diubah' : 'samaran tulisan dihapus' }]
  })
}
