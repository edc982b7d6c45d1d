import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { needAdmin } from './need-admin.ts'
import type { Officer } from './organisation-rows.ts'

export interface OfficerOrder {
  name: string
  username: string
  phone?: string
}

/** Registers an officer, who holds no post yet. Usernames are unique in a tenant, in small letters. For administrators. */
export async function addOfficer(work: Work, order: OfficerOrder): Promise<Officer> {
  needAdmin(work)
  const officer = { id: newId(work.now), name: order.name.trim(), username: order.username.trim().toLowerCase(), active: true }
  const phone = order.phone?.trim() || undefined
  const faults = checkOfficer(officer)
  if (faults.length > 0) refuseInput(faults)
  const { numAffectedRows } = await sql`
    insert into officer (tenant_id, id, name, username, phone, joined_at)
    values (${work.tenant}, ${officer.id}, ${officer.name}, ${officer.username}, ${phone ?? null}, ${work.now})
    on conflict on constraint officer_username do nothing`.execute(work.db)
  if (numAffectedRows !== 1n) throw new Refusal('conflict', `Nama pengguna "${officer.username}" sudah dipakai. Pilih nama pengguna yang lain.`)
  return { ...officer, ...(phone && { phone }) }
}

function checkOfficer(officer: { name: string; username: string }): Fault[] {
  const faults: Fault[] = []
  if (officer.name === '') faults.push({ field: 'nama', text: 'Isilah nama petugas.' })
  if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(officer.username)) {
    faults.push({ field: 'nama-pengguna', text: 'Nama pengguna terdiri atas 3 sampai 40 huruf kecil, angka, titik, garis bawah, atau tanda hubung.' })
  }
  return faults
}
