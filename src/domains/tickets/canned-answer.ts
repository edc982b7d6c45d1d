import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { cannedWords } from './canned-words.ts'

/** An answer that is written often. */
export interface CannedAnswer {
  id: string
  /** Empty where it is for the whole regency. */
  unit: string
  title: string
  text: string
}

const mostTitle = 100
const mostText = 8000

/** The canned answers that this officer may use: the regency's and those of their units, by title. Administrators have all. */
export async function listCannedAnswers(work: Work): Promise<CannedAnswer[]> {
  const { actor } = work
  if (actor.kind !== 'officer') return []
  const { rows } = await sql<CannedAnswer>`
    select id, unit, title, text from canned_answer where tenant_id = ${work.tenant}
      and (unit = '' or ${actor.admin}::boolean or unit = any(${actor.posts.map((held) => held.unit)}::text[])) order by unit, title`.execute(work.db)
  return rows
}

/** Where this officer may write canned answers: administrators everywhere, others for their own units. */
export function mayWriteCanned(work: Work, unit: string): boolean {
  const { actor } = work
  return actor.kind === 'officer' && (actor.admin || (unit !== '' && actor.posts.some((held) => held.unit === unit)))
}

/** Keeps a canned answer: a new one, or in place of that with `id`. Refuses `bad-input` by field, words in braces that are not known among them; `not-found` for another unit's. */
export async function saveCannedAnswer(work: Work, order: { id?: string; unit: string; title: string; text: string }): Promise<void> {
  const before = order.id === undefined ? undefined : await getCanned(work, order.id)
  const unit = before?.unit ?? order.unit
  if (!before && !unit && work.actor.kind === 'officer' && !work.actor.admin) refuseInput([{ field: 'unit', text: 'Untuk unit: pilih unit Anda.' }])
  if (!mayWriteCanned(work, unit)) throw new Refusal('not-found', 'Jawaban siap itu bukan milik unit Anda.')
  const clean = (typed: string) => typed.replaceAll('\0', '').toWellFormed().trim()
  const [title, text] = [clean(order.title), clean(order.text)]
  const faults = findFaults(title, text)
  const same = await sql<{ id: string }>`select id from canned_answer where tenant_id = ${work.tenant} and unit = ${unit} and title = ${title}`.execute(work.db)
  if (same.rows.some((row) => row.id !== before?.id)) faults.push({ field: 'judul-siap', text: `Judul: sudah ada jawaban siap dengan judul “${title}”.` })
  if (faults.length > 0) refuseInput(faults)
  const by = work.actor.kind === 'officer' ? work.actor.id : ''
  if (before) {
    await sql`update canned_answer set title = ${title}, text = ${text}, changed_by = ${by}, changed_at = ${work.now} where tenant_id = ${work.tenant} and id = ${before.id}`.execute(work.db)
    return
  }
  await sql`
    insert into canned_answer (tenant_id, id, unit, title, text, changed_by, changed_at)
    values (${work.tenant}, ${newId(work.now)}, ${unit}, ${title}, ${text}, ${by}, ${work.now}) on conflict (tenant_id, unit, title) do nothing`.execute(work.db)
}

function findFaults(title: string, text: string): Fault[] {
  const faults: Fault[] = []
  if (!title) faults.push({ field: 'judul-siap', text: 'Judul: wajib diisi.' })
  if (title.length > mostTitle) faults.push({ field: 'judul-siap', text: `Judul: ada ${title.length} huruf, paling banyak ${mostTitle}.` })
  if (!text) faults.push({ field: 'isi-siap', text: 'Isi jawaban: wajib diisi.' })
  if (text.length > mostText) faults.push({ field: 'isi-siap', text: `Isi jawaban: ada ${text.length} huruf, paling banyak ${mostText}.` })
  const known = Object.keys(cannedWords)
  const unknown = [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!).filter((word) => !known.includes(word)))]
  const list = known.map((word) => `{${word}}`).join(', ')
  if (unknown.length > 0) faults.push({ field: 'isi-siap', text: `Isi jawaban: ${unknown.map((word) => `{${word}}`).join(', ')} tidak dikenal. Yang dapat dipakai: ${list}.` })
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) faults.push({ field: 'isi-siap', text: 'Isi jawaban: ada kurung kurawal tanpa pasangannya.' })
  return faults
}

/** Takes a canned answer away. Refuses `not-found` for one that is not there, or is another unit's. */
export async function dropCannedAnswer(work: Work, id: string): Promise<void> {
  const canned = await getCanned(work, id)
  if (!mayWriteCanned(work, canned.unit)) throw new Refusal('not-found', 'Jawaban siap itu bukan milik unit Anda.')
  await sql`delete from canned_answer where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
}

async function getCanned(work: Work, id: string): Promise<CannedAnswer> {
  const { rows } = isId(id) ? await sql<CannedAnswer>`select id, unit, title, text from canned_answer where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db) : { rows: [] }
  if (!rows[0]) throw new Refusal('not-found', 'Jawaban siap itu sudah tidak ada.')
  return rows[0]
}
