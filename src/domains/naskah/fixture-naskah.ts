import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { readTenant, saveTenant } from '../organisation/index.ts'
import { readNaskahTemplate } from './read-template.ts'
import { saveNaskahTemplates } from './template-store.ts'

/** A small invented regency. */
export const officeText = `tenant: sukamaju
nama: Kabupaten Sukamaju
pemerintah: Pemerintah Kabupaten Sukamaju
kode-wilayah: "14.03"
zona: WIB
semboyan: Kabupaten rekaan.
warna: { utama: "#0b5d4e", aksen: "#d99a1b" }
kontak: { alamat: Jalan Rekaan 1, surel: kantor@sukamaju.example }
kalender:
  minggu: 5
  jam: { senin: 08.00-16.00, selasa: 08.00-16.00, rabu: 08.00-16.00, kamis: 08.00-16.00, jumat: 08.00-11.00, sabtu: 08.00-12.00 }
  jam-ramadan: { senin: 08.00-15.00 }
unit:
  kominfo: { nama: Dinas Kominfo, singkatan: Kominfo, jenis: opd, fungsi: informatika, kop: { alamat: Jalan Telegraf 2, tempat: Sukakota } }
  rsud: { nama: RSUD Sukamaju, jenis: opd, fungsi: kesehatan }
jabatan:
  kepala: { nama: Kepala, di: semua }
  sekretaris: { nama: Sekretaris, di: [kominfo] }
admin-tenant: [sekretaris]
kategori:
  lainnya: { nama: Lainnya, kelompok: [kominfo] }
`

/** A template of that regency, without a fault. */
export const replyText = `surat: balasan
nama: Surat balasan
unit: kominfo
kode-klasifikasi: "555.2"
hal: Aktivasi {subdomain}
kepada: Kepala {instansi}
isi:
  - Menjawab surat tanggal {tanggal-permohonan}, subdomain {subdomain} sudah aktif.
  - { teks: "Catatan: {catatan}", bila: { bercatatan: ya } }
penutup: Demikian disampaikan.
penanda-tangan: { jabatan: Kepala Dinas Kominfo, pos: kepala, di: kominfo }
tembusan: [Sekretaris Daerah]
nomor: "{kode}/{urut}/{unit}/{bulan-romawi}/{tahun}"
`

/** A Monday morning at that regency. */
export const monday: Date = new Date('2026-01-05T10:00:00+07:00')

/** Who heads the office whose letters these are. */
export const head: Actor & { kind: 'officer' } = { kind: 'officer', id: '019b0000-0000-7000-8000-000000000001', posts: [{ post: 'kepala', unit: 'kominfo' }], admin: false }

export interface Office {
  database: TestDatabase
  as<T>(actor: Actor, now: Date, task: (work: Work) => Promise<T>): Promise<T>
  /** A ticket to which letters can belong. */
  openTicket(): Promise<string>
}

/** That regency in a database of its own, with its template loaded. */
export async function officeForThisTest(text = officeText): Promise<Office> {
  const database = await databaseForThisTest()
  const { tenant } = readTenant(text, 'tenant.yaml')
  await saveTenant(database.owner.db, tenant!, monday)
  const { template } = readNaskahTemplate(replyText, 'surat/balasan.yaml', tenant)
  await saveNaskahTemplates(database.owner.db, { tenant: 'sukamaju', templates: [template!], now: monday })
  return {
    database,
    as: (actor, now, task) => inWork(database, { tenant: 'sukamaju', actor, now }, task),
    openTicket: () => openTicket(database),
  }
}

let tickets = 0

async function openTicket({ owner }: TestDatabase): Promise<string> {
  const id = randomUUID()
  await sql`
    insert into ticket (tenant_id, id, number, sop, sop_version, channel, title, submitted, facts, step, opened_at, version, last_seq, last_hash)
    values ('sukamaju', ${id}, ${`000-000-${String(++tickets).padStart(3, '0')}`}, 'x', '2026-01-01', 'web', 'Permohonan', '{}', '{}', 'x', ${monday}, 1, 1, '\\x00')`.execute(owner.db)
  return id
}

/** What a ticket of these tests says. */
export const facts = { subdomain: 'rsud.sukamaju.example', instansi: 'RSUD Sukamaju', 'tanggal-permohonan': '2026-01-02' }

/** Bytes that look like a signed PDF to who keeps them. */
export function signedBytes(mark = 'a'): Buffer {
  return Buffer.from(`%PDF-1.4\n% ${mark}\n/ByteRange [0 1 2 3]\n%%EOF`)
}
