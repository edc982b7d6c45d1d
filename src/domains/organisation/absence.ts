import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, formatDate, isLocalDate, type LocalDate } from '../calendar/index.ts'
import { getOfficer } from './change-officer.ts'
import { coverAbsences } from './cover-absences.ts'
import { localToday } from './local-today.ts'
import { needAdmin } from './need-admin.ts'
import { officerOfForm, recordOfficerEvent } from './officer-history.ts'
import { heldPosts } from './organisation-store.ts'

/** An officer is away; both days belong to it. */
export interface AbsenceOrder {
  officerId: string
  from: LocalDate
  until: LocalDate
  standInId: string
  reason: string
  letterNumber?: string
  formKey?: string
}

export interface Absence {
  id: string
  officerId: string
  officerName: string
  standInId: string
  standInName: string
  from: LocalDate
  until: LocalDate
  reason: string
  letterNumber: string | null
  endedAt: Date | null
}

/**
 * Records that an officer is away and who stands in: on those days the stand-in holds the officer's posts too, as Plh. By the officer, or an administrator. Faults on
 * `tidak-hadir-mulai`, `tidak-hadir-sampai`, `pengganti`, `alasan`.
 */
export async function recordAbsence(work: Work, order: AbsenceOrder): Promise<void> {
  needSelfOrAdmin(work, order.officerId)
  if (order.formKey && (await officerOfForm(work, order.formKey))) return
  // Two absences that overlap must not slip in side by side.
  await sql`select 1 from officer where tenant_id = ${work.tenant} and id = any(${[order.officerId, order.standInId].filter(isId)}::uuid[]) order by id for update`.execute(work.db)
  const faults = await checkAbsence(work, order)
  if (faults.length > 0) refuseInput(faults)
  const standIn = await getOfficer(work, order.standInId)
  const detail = `${formatDate(order.from)} sampai ${formatDate(order.until)}, digantikan ${standIn.name}. ${order.reason.trim()}`
  if (!(await recordOfficerEvent(work, { officerId: order.officerId, act: 'absence', detail, ...(order.formKey && { formKey: order.formKey }) }))) return
  await sql`
    insert into absence (tenant_id, id, officer_id, stand_in_id, absent_from, absent_until, reason, letter_number, recorded_at, recorded_by)
    values (${work.tenant}, ${newId(work.now)}, ${order.officerId}, ${order.standInId}, ${order.from}, ${order.until}, ${order.reason.trim()},
      ${order.letterNumber?.trim() || null}, ${work.now}, ${work.actor.kind === 'officer' ? work.actor.id : null})`.execute(work.db)
  await coverAbsences(work, order.officerId)
}

function needSelfOrAdmin(work: Work, officerId: string): void {
  if (work.actor.kind === 'officer' && work.actor.id === officerId) return
  needAdmin(work)
}

const mostDays = 366

async function checkAbsence(work: Work, order: AbsenceOrder): Promise<Fault[]> {
  const faults = checkDays(order, await localToday(work))
  if (order.reason.trim() === '') faults.push({ field: 'alasan', text: 'Tulislah alasannya, misalnya cuti tahunan atau dinas luar.' })
  else if (order.reason.length > 300) faults.push({ field: 'alasan', text: 'Alasan paling panjang 300 huruf.' })
  if (faults.length > 0) return faults
  if ((await heldPosts(work, order.officerId, order.from)).every((held) => held.acting === 'Plh.')) {
    faults.push({ field: 'tidak-hadir-mulai', text: 'Pada hari itu tidak ada jabatan yang dipegang, jadi tidak ada yang perlu digantikan.' })
  }
  const own = await overlapping(work, order.officerId, order)
  if (own) faults.push({ field: 'tidak-hadir-mulai', text: `Sudah tercatat tidak hadir ${days(own)}. Akhiri catatan itu lebih dahulu, atau pilih hari lain.` })
  return [...faults, ...(await checkStandIn(work, order))]
}

function checkDays({ from, until }: AbsenceOrder, today: LocalDate): Fault[] {
  const faults: Fault[] = []
  if (!isLocalDate(from)) faults.push({ field: 'tidak-hadir-mulai', text: 'Isilah hari pertama, misalnya 2026-01-05.' })
  else if (from < today) faults.push({ field: 'tidak-hadir-mulai', text: 'Hari itu sudah lewat: yang belum digantikan tidak dapat digantikan lagi.' })
  if (!isLocalDate(until)) faults.push({ field: 'tidak-hadir-sampai', text: 'Isilah hari terakhir, misalnya 2026-01-09.' })
  else if (until < from) faults.push({ field: 'tidak-hadir-sampai', text: 'Hari terakhir tidak boleh mendahului hari pertama.' })
  else if (isLocalDate(from) && until > addDays(from, mostDays)) faults.push({ field: 'tidak-hadir-sampai', text: 'Paling lama satu tahun. Untuk jabatan yang kosong, mintalah Plt.' })
  return faults
}

async function checkStandIn(work: Work, order: AbsenceOrder): Promise<Fault[]> {
  const refuse = (text: string): Fault[] => [{ field: 'pengganti', text }]
  if (!isId(order.standInId)) return refuse('Pilih siapa yang menggantikan.')
  if (order.standInId === order.officerId) return refuse('Pilih orang lain: Anda tidak dapat menggantikan diri sendiri.')
  const own = (await heldPosts(work, order.standInId, order.from)).filter((held) => held.acting !== 'Plh.')
  if (own.length === 0) return refuse('Yang menggantikan harus petugas aktif yang memegang jabatan sendiri.')
  const away = await overlapping(work, order.standInId, order)
  return away ? refuse(`Petugas itu sendiri tidak hadir ${days(away)}. Pilih yang lain.`) : []
}

function days({ from, until }: { from: LocalDate; until: LocalDate }): string {
  return `${formatDate(from)} sampai ${formatDate(until)}`
}

async function overlapping(work: Work, officerId: string, { from, until }: AbsenceOrder): Promise<{ from: LocalDate; until: LocalDate } | undefined> {
  const { rows } = await sql<{ from: LocalDate; until: LocalDate }>`
    select absent_from::text as "from", absent_until::text as until from absence
    where tenant_id = ${work.tenant} and officer_id = ${officerId} and ended_at is null and absent_from <= ${until}::date and absent_until >= ${from}::date limit 1`.execute(work.db)
  return rows[0]
}

/** The absences of an officer, and those in which they stand in for others, the newest first. */
export async function absencesOf(work: Work, officerId: string): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select b.id, b.officer_id as "officerId", o.name as "officerName", b.stand_in_id as "standInId", s.name as "standInName", b.absent_from::text as "from",
      b.absent_until::text as until, b.reason, b.letter_number as "letterNumber", b.ended_at as "endedAt"
    from absence b join officer o on o.tenant_id = b.tenant_id and o.id = b.officer_id join officer s on s.tenant_id = b.tenant_id and s.id = b.stand_in_id
    where b.tenant_id = ${work.tenant} and (b.officer_id = ${officerId} or b.stand_in_id = ${officerId}) order by b.absent_from desc, b.id desc limit 50`.execute(work.db)
  return rows
}

/** The officer is back: whoever stood in holds their posts no longer, from this moment. By the officer, or an administrator. `conflict` where it is over. */
export async function endAbsence(work: Work, id: string): Promise<void> {
  const { rows } = await sql<{ officerId: string; until: LocalDate; endedAt: Date | null }>`
    select officer_id as "officerId", absent_until::text as until, ended_at as "endedAt" from absence
    where tenant_id = ${work.tenant} and id = ${isId(id) ? id : null} for update`.execute(work.db)
  const found = rows[0]
  if (!found) throw new Refusal('not-found', 'Catatan itu tidak ada.')
  needSelfOrAdmin(work, found.officerId)
  const yesterday = addDays(await localToday(work), -1)
  if (found.endedAt || found.until <= yesterday) throw new Refusal('conflict', 'Catatan itu sudah berakhir.')
  await sql`update absence set absent_until = ${yesterday}, ended_at = ${work.now} where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  await sql`
    update assignment set letter_until = valid_until, valid_until = ${yesterday}, ended_at = ${work.now}, end_reason = 'Pejabatnya sudah kembali.'
    where tenant_id = ${work.tenant} and absence_id = ${id} and (valid_until is null or valid_until > ${yesterday}::date)`.execute(work.db)
  await recordOfficerEvent(work, { officerId: found.officerId, act: 'back' })
}
