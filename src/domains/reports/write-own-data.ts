import type { Json } from '../audit/index.ts'
import type { OwnData } from './own-data.ts'

export interface OwnFileOrder {
  data: OwnData
  government: string
  /** Whole, not masked. */
  nik: string
  phone: string | undefined
  addresses: { channel: string; address: string; used: boolean }[]
  /** The address of the site, for links to files. */
  site: string
  at: Date
}

const note = 'Isian yang dikirim bersama tiket tidak dapat diubah sesudahnya: itulah yang dibaca petugas ketika memutuskan. Survei kepuasan tidak memuat nama, sehingga isinya tidak dapat ditemukan kembali.'

/** All that the system holds about a citizen, as JSON with Indonesian keys; moments in UTC. */
export function writeOwnData({ data, government, nik, phone, addresses, site, at }: OwnFileOrder): string {
  const { person } = data
  const file: { [key: string]: Json } = {
    format: 'tanggap-data-saya-1', penyelenggara: government, dibuat: at.toISOString(), catatan: note,
    profil: { nama: person.name, 'nama-sebelumnya': data.formerNames, nik, telepon: phone ?? null, alamat: person.address, terdaftar: person.registeredAt.toISOString() },
    saluran: addresses.map(({ channel, address, used }) => ({ saluran: channel, alamat: address, dipakai: used })),
    tiket: data.tickets.map((one) => ticketOf(one, site)),
    'dicatat-meja-depan': data.byDesk.map(({ number, openedAt }) => ({ nomor: number, diterima: openedAt.toISOString() })),
    kabar: data.messages.map((one) => ({ waktu: one.at.toISOString(), tiket: one.number, tulisan: one.text })),
    diikuti: data.followed.map((one) => ({ nomor: one.number, judul: one.title, ikut: one.joined })),
    hasil: data.products.map((one) => ({ jenis: { register: 'daftar', letter: 'surat', certificate: 'sertifikat' }[one.kind], nama: one.name, nomor: one.number, waktu: one.at.toISOString(), isi: one.values })),
    sesi: data.sessions.map((one) => ({ perangkat: one.device, 'masuk-sejak': one.at.toISOString(), 'terakhir-dipakai': one.used.toISOString() })),
    'siapa-melihat': data.looks.map((one) => ({ waktu: one.at.toISOString(), oleh: one.by ?? 'sistem', apa: one.what, keperluan: one.purpose })),
  }
  return `${JSON.stringify(file, undefined, 1)}\n`
}

function ticketOf({ ticket, service, filled, written, files, rated }: OwnData['tickets'][number], site: string): Json {
  return {
    nomor: ticket.number, layanan: service, judul: ticket.title, diterima: ticket.openedAt.toISOString(), saluran: ticket.channel, anonim: ticket.anonymous, rahasia: ticket.secret,
    keadaan: ticket.state.open ? 'diproses' : (ticket.state.result ?? 'selesai'), isian: filled.map(({ label, value }) => ({ isian: label, nilai: value })),
    tulisan: written.map(({ at, text }) => ({ waktu: at.toISOString(), tulisan: text })), jawaban: ticket.answer ?? null, 'survei-diisi': rated,
    berkas: files.map((file) => ({ nama: file.name, bita: file.bytes, sidik: file.sha256, tautan: `${site}/tiket/${ticket.number}/berkas/${file.id}` })),
  }
}
