import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { readTenant, saveTenant } from '../organisation/index.ts'
import { issueProduct, type IssueOrder, type Product, readRegister, type Register, saveRegisters } from './index.ts'

/** A tenant with registers, in which tests issue and change products. */
export interface ProductPlace {
  tenant: string
  /** Runs as the system unless told, on a day at ten in the morning WIB (`2026-11-22`) or at a moment. */
  at<T>(when: string, task: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
  issue(when: string, order: Pick<IssueOrder, 'register'> & Partial<IssueOrder>): Promise<Product>
  /** A ticket that a product can come from; its number is `100-000-001` for the first. */
  ticket(): Promise<string>
}

export const registerFacts = { units: [{ code: 'diskominfotik' }, { code: 'dinkes' }], posts: [{ code: 'admin-diskominfotik', units: ['diskominfotik'] }, { code: 'admin-skpd', units: ['diskominfotik', 'dinkes'] }] }

/** A checked register from YAML; fails the test where it has faults. */
export function registerOf(yaml: string): Register {
  const { register, faults } = readRegister(yaml, 'daftar/uji.yaml', registerFacts)
  if (!register) throw new Error(JSON.stringify(faults))
  return register
}

export const certificates = `
daftar: sertifikat
nama: Daftar sertifikat elektronik
satuan: sertifikat
kunci: surel-dinas
kolom:
  surel-dinas: { label: Surel dinas }
  nama-lengkap: { label: Nama lengkap, pribadi: ya }
  jenis-pegawai: { label: Jenis pegawai, pilihan: { asn: ASN, non-asn: Non-ASN } }
  perangkat-daerah: { label: Perangkat daerah, tipe: unit }
berlaku: 2 tahun
ingatkan: [30 hari, 7 hari]
kabari-unit: admin-skpd
pengelola: { jabatan: admin-diskominfotik, di: diskominfotik }
`

export const requests = `
daftar: permohonan
nama: Register permohonan
satuan: permohonan
pemegang: Pemohon
nomor: "{urut}/PPID/{tahun}"
kolom:
  informasi-diminta: { label: Informasi yang diminta }
  alamat: { label: Alamat, pribadi: ya }
  keputusan: { label: Keputusan }
  biaya: { label: Biaya, tipe: uang }
pengelola: { jabatan: admin-skpd, di: dinkes }
umum: ya
`

export const contracts = `
daftar: kontrak
nama: Daftar kontrak
satuan: kontrak
kolom:
  isi: { label: Isi }
  berakhir: { label: Berakhir, tipe: tanggal }
berlaku: { sampai: berakhir }
ingatkan: [1 bulan]
pengelola: { jabatan: admin-diskominfotik, di: diskominfotik }
`

/** Loads Bengkalis (or its copy under another id) with three registers into a test's database. */
export async function openPlace(database: TestDatabase, tenant = 'bengkalis'): Promise<ProductPlace> {
  const file = fileURLToPath(new URL('../../../tenants/bengkalis/tenant.yaml', import.meta.url))
  const read = readTenant(readFileSync(file, 'utf8'), file)
  const loadedAt = new Date('2026-01-05T03:00:00Z')
  await saveTenant(database.owner.db, { ...read.tenant!, id: tenant }, loadedAt)
  await saveRegisters(database.owner.db, tenant, [certificates, requests, contracts].map(registerOf), loadedAt)
  let tickets = 0
  const place: ProductPlace = {
    tenant,
    at: (when, task, actor = { kind: 'system' }) => inWork(database, { tenant, actor, now: new Date(when.includes('T') ? when : `${when}T10:00:00+07:00`) }, task),
    issue: async (when, order) => {
      const whole = { ticketId: order.ticketId ?? (await place.ticket()), holder: { name: 'Melati Peraga' }, facts: {}, ...order }
      return await place.at(when, (work) => issueProduct(work, whole))
    },
    ticket: async () => {
      const id = randomUUID()
      tickets += 1
      await sql`
        insert into ticket (tenant_id, id, number, sop, sop_version, channel, title, submitted, facts, step, opened_at, version, last_seq, last_hash)
        values (${tenant}, ${id}, ${`100-000-${String(tickets).padStart(3, '0')}`}, 'uji', '2026-01-02', 'web', 'Permohonan uji', '{}', '{}', 'satu', ${loadedAt}, 1, 1, '\\x00')`.execute(database.owner.db)
      return id
    },
  }
  return place
}

/** What was refused; fails the test where it was not. */
export async function refusalOf(order: Promise<unknown>): Promise<Refusal> {
  const outcome = await order.then(() => 'it was accepted', (error: unknown) => error)
  if (!(outcome instanceof Refusal)) throw new Error('a refusal was expected', { cause: outcome })
  return outcome
}
