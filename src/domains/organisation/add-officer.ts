import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { checkReach } from './change-officer.ts'
import { needAdmin } from './need-admin.ts'
import { recordOfficerEvent } from './officer-history.ts'
import type { Officer } from './organisation-rows.ts'

export interface OfficerOrder {
  name: string
  username: string
  phone?: string
  email?: string
  /** Of the form that adds: sent twice, it finds the officer that it added. */
  formKey?: string
}

/** Registers an officer, who holds no post yet. Usernames are unique in a tenant, in small letters. For administrators. */
export async function addOfficer(work: Work, order: OfficerOrder): Promise<Officer> {
  needAdmin(work)
  const officer = { id: newId(work.now), name: order.name.trim(), username: order.username.trim().toLowerCase(), active: true }
  const phone = order.phone?.trim() || undefined
  const email = order.email?.trim().toLowerCase() || undefined
  const faults = [...checkOfficer(officer), ...checkReach({ phone: phone ?? '', email: email ?? '' })]
  if (faults.length > 0) refuseInput(faults)
  const { numAffectedRows } = await sql`
    insert into officer (tenant_id, id, name, username, phone, email, joined_at)
    values (${work.tenant}, ${officer.id}, ${officer.name}, ${officer.username}, ${phone ?? null}, ${email ?? null}, ${work.now})
    on conflict on constraint officer_username do nothing`.execute(work.db)
  if (numAffectedRows !== 1n) refuseTaken(officer.username)
  await recordOfficerEvent(work, { officerId: officer.id, act: 'added', ...(order.formKey && { formKey: order.formKey }) })
  return { ...officer, ...(phone && { phone }), ...(email && { email }) }
}

function refuseTaken(username: string): never {
  const text = `Nama pengguna "${username}" sudah dipakai. Pilih nama pengguna yang lain.`
  throw new Refusal('conflict', text, [{ field: 'nama-pengguna', text }])
}

function checkOfficer(officer: { name: string; username: string }): Fault[] {
  const faults: Fault[] = []
  if (officer.name === '') faults.push({ field: 'nama', text: 'Isilah nama petugas.' })
  if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(officer.username)) {
    faults.push({ field: 'nama-pengguna', text: 'Nama pengguna terdiri atas 3 sampai 40 huruf kecil, angka, titik, garis bawah, atau tanda hubung.' })
  }
  return faults
}
