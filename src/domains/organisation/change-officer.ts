import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { needAdmin } from './need-admin.ts'
import { recordOfficerEvent } from './officer-history.ts'
import type { Officer } from './organisation-rows.ts'
import { findOfficer } from './organisation-store.ts'

export interface OfficerChange {
  id: string
  name: string
  phone: string
  email: string
}

/** Changes an officer's name, phone and e-mail; empty takes them away. For administrators. Faults on `nama`, `telepon`, `surel`. */
export async function changeOfficer(work: Work, order: OfficerChange): Promise<void> {
  needAdmin(work)
  const before = await getOfficer(work, order.id)
  const after = { name: order.name.trim(), phone: order.phone.trim(), email: order.email.trim().toLowerCase() }
  const faults = [...(after.name === '' ? [{ field: 'nama', text: 'Isilah nama petugas.' }] : []), ...checkReach(after)]
  if (faults.length > 0) refuseInput(faults)
  const changed = [
    ...(before.name === after.name ? [] : [`nama menjadi ${after.name}`]),
    ...((before.phone ?? '') === after.phone ? [] : ['telepon']),
    ...((before.email ?? '') === after.email ? [] : ['surel']),
  ]
  if (changed.length === 0) return
  await sql`update officer set name = ${after.name}, phone = ${after.phone || null}, email = ${after.email || null}
    where tenant_id = ${work.tenant} and id = ${order.id}`.execute(work.db)
  await recordOfficerEvent(work, { officerId: order.id, act: 'edited', detail: `Diubah: ${changed.join(', ')}.` })
}

/** Faults of a phone number and an e-mail address that may both be empty. */
export function checkReach({ phone, email }: { phone: string; email: string }): Fault[] {
  const faults: Fault[] = []
  if (phone && !/^\+?[0-9][0-9 .()-]{6,24}$/.test(phone)) faults.push({ field: 'telepon', text: 'Nomor telepon berisi angka, spasi, dan tanda hubung. Contoh: 0812-0000-0000.' })
  if (email && !/^[^\s@"<>]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email)) faults.push({ field: 'surel', text: 'Alamat surel itu belum benar. Contoh: nama@contoh.go.id.' })
  return faults
}

/**
 * Takes an officer out of work, or back. Their posts count no longer while inactive; the caller ends their sessions. For administrators, and never on
 * themselves, so that somebody is left who can undo it.
 */
export async function setOfficerActive(work: Work, order: { id: string; active: boolean; formKey?: string }): Promise<Officer> {
  needAdmin(work)
  needOther(work, order.id, 'Anda tidak dapat menonaktifkan diri sendiri. Mintalah administrator lain.')
  const officer = await getOfficer(work, order.id)
  if (officer.active === order.active) throw new Refusal('conflict', order.active ? 'Petugas itu sudah aktif.' : 'Petugas itu sudah tidak aktif.')
  await sql`update officer set active = ${order.active} where tenant_id = ${work.tenant} and id = ${order.id}`.execute(work.db)
  await recordOfficerEvent(work, { officerId: order.id, act: order.active ? 'reactivated' : 'deactivated', ...(order.formKey && { formKey: order.formKey }) })
  return { ...officer, active: order.active }
}

/** An officer by id; refuses `not-found`. */
export async function getOfficer(work: Work, id: string): Promise<Officer> {
  const officer = isId(id) ? await findOfficer(work, id) : undefined
  if (!officer) throw new Refusal('not-found', 'Petugas itu tidak ada.')
  return officer
}

/** Refuses what an officer would do to themselves. */
export function needOther(work: Work, officerId: string, text: string): void {
  if (work.actor.kind === 'officer' && work.actor.id === officerId) throw new Refusal('not-allowed', text)
}
