import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { isLocalDate, type LocalDate } from '../calendar/index.ts'
import { findTerm } from './acting-term.ts'
import type { AssignmentKind } from './assignment-list.ts'
import { coverAbsences } from './cover-absences.ts'
import { describeSeat } from './describe-seat.ts'
import { endActing } from './end-assignment.ts'
import { needAdmin } from './need-admin.ts'
import { recordOfficerEvent } from './officer-history.ts'

/** A letter of assignment (Surat Tugas). Both days belong to it; without `validUntil` it holds until it is ended. */
export interface AssignmentOrder {
  officerId: string
  post: string
  unit: string
  letterNumber: string
  validFrom: LocalDate
  validUntil?: LocalDate
  /** The officer's own post, unless told. */
  kind?: AssignmentKind
  /** For a Plh. where several hold the post: the assignment of the one who is away. */
  standsFor?: string
  /** Of the form that gives it: the same form sent twice gives the post once. */
  formKey?: string
}

/**
 * Gives an officer a post at a unit under a letter of assignment, and answers with the assignment's id; undefined where this form has done so before. A Plt. is for a
 * vacant post, a Plh. for one whose holder is away; a new holder ends the Plt. Who is away then has a stand-in in the new post too. For administrators.
 */
export async function assignPost(work: Work, order: AssignmentOrder & { formKey: string }): Promise<string | undefined>
export async function assignPost(work: Work, order: AssignmentOrder): Promise<string>
export async function assignPost(work: Work, order: AssignmentOrder): Promise<string | undefined> {
  needAdmin(work)
  const faults = [...checkLetter(order), ...(await checkPlace(work, order))]
  if (faults.length > 0) refuseInput(faults)
  const kind = order.kind ?? 'tetap'
  const term = await findTerm(work, { ...order, kind })
  const detail = await describeSeat(work, { ...order, kind })
  if (!(await recordOfficerEvent(work, { officerId: order.officerId, act: 'assigned', detail, ...(order.formKey && { formKey: order.formKey }) }))) return undefined
  const id = newId(work.now)
  await sql`
    insert into assignment (tenant_id, id, officer_id, post, unit, kind, letter_number, valid_from, valid_until, stands_for)
    values (${work.tenant}, ${id}, ${order.officerId}, ${order.post}, ${order.unit}, ${kind}, ${order.letterNumber.trim()}, ${order.validFrom},
      ${term.until ?? null}, ${term.standsFor ?? null})`.execute(work.db)
  if (kind === 'tetap') await endActing(work, order)
  if (kind !== 'plh') await coverAbsences(work, order.officerId)
  return id
}

/** Ends an assignment: its last day is `validUntil`. For administrators. */
export async function endAssignment(work: Work, order: { id: string; validUntil: LocalDate }): Promise<void> {
  needAdmin(work)
  if (!isLocalDate(order.validUntil)) refuseInput([{ field: 'berlaku-sampai', text: 'Isilah tanggal yang ada, misalnya 2026-12-31.' }])
  const { rows } = await sql<{ begins: LocalDate }>`
    select valid_from as begins from assignment where tenant_id = ${work.tenant} and id = ${isId(order.id) ? order.id : null} for update`.execute(
    work.db,
  )
  const begins = rows[0]?.begins
  if (!begins) throw new Refusal('not-found', 'Surat Tugas itu tidak ada.')
  if (order.validUntil < begins) refuseInput([{ field: 'berlaku-sampai', text: 'Tanggal berakhir tidak boleh mendahului tanggal mulai.' }])
  await sql`update assignment set valid_until = ${order.validUntil} where tenant_id = ${work.tenant} and id = ${order.id}`.execute(work.db)
}

function checkLetter(order: AssignmentOrder): Fault[] {
  const faults: Fault[] = []
  if (order.letterNumber.trim() === '') faults.push({ field: 'nomor-surat', text: 'Isilah nomor Surat Tugas.' })
  if (!isLocalDate(order.validFrom)) faults.push({ field: 'berlaku-mulai', text: 'Isilah tanggal mulai yang ada, misalnya 2026-01-05.' })
  const until = order.validUntil
  if (until === undefined && order.kind && order.kind !== 'tetap') faults.push({ field: 'berlaku-sampai', text: 'Plt. dan Plh. harus berbatas waktu. Isilah tanggal berakhirnya.' })
  if (until !== undefined && !isLocalDate(until))
    faults.push({ field: 'berlaku-sampai', text: 'Isilah tanggal berakhir yang ada, misalnya 2026-12-31.' })
  else if (until !== undefined && until < order.validFrom) {
    faults.push({ field: 'berlaku-sampai', text: 'Tanggal berakhir tidak boleh mendahului tanggal mulai.' })
  }
  return faults
}

async function checkPlace(work: Work, order: AssignmentOrder): Promise<Fault[]> {
  const officerId = isId(order.officerId) ? order.officerId : null
  const { rows } = await sql<{ units: string[] | null; unitKnown: boolean; officerKnown: boolean }>`
    select (select units from post_kind where tenant_id = ${work.tenant} and code = ${order.post} and active) as units,
      exists (select from unit where tenant_id = ${work.tenant} and code = ${order.unit} and active) as "unitKnown",
      exists (select from officer where tenant_id = ${work.tenant} and id = ${officerId} and active) as "officerKnown"`.execute(work.db)
  const { units, unitKnown, officerKnown } = rows[0] ?? { units: null, unitKnown: false, officerKnown: false }
  const faults: Fault[] = []
  if (!officerKnown) faults.push({ field: 'petugas', text: 'Petugas itu tidak ada atau tidak aktif.' })
  if (!units) faults.push({ field: 'jabatan', text: 'Jabatan itu tidak ada.' })
  if (!unitKnown) faults.push({ field: 'unit', text: 'Unit itu tidak ada atau tidak aktif.' })
  else if (units && !units.includes(order.unit)) faults.push({ field: 'unit', text: 'Jabatan itu tidak ada di unit tersebut.' })
  return faults
}
