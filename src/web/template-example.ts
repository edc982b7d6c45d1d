import type { MessageKind, TemplateWord } from '../domains/messages/index.ts'

const late = 'Tenggat terlewati: langkah {langkah} tiket 482-109-375, sejak Rabu, 7 Januari 2026 pukul 16.00 WIB.'

const news: Record<MessageKind, string> = {
  diterima: 'Laporan Anda diterima dengan nomor 482-109-375.',
  kabar: 'Laporan Anda diteruskan ke Dinas Pekerjaan Umum.',
  pertanyaan: 'Di depan bangunan apa lampu yang padam itu?',
  jawaban: 'Lampu sudah kami ganti pagi ini.',
  balasan: 'Kami belum mengenal perintah itu. Kirim BANTUAN untuk petunjuk.',
  tugas: 'Tiket 482-109-375: Lampu jalan padam',
  pengingat: 'Segera jatuh tempo: langkah {langkah} tiket 482-109-375.',
  'masa-berlaku': 'Sertifikat nama.contoh@kab.example berlaku sampai 10 Februari 2026, 30 hari lagi. Ajukan perpanjangan sebelum masa berlakunya habis.',
  terlambat: late,
  eskalasi: `${late} Eskalasi tahap 1 dari 2 kepada atasan.`,
  penugasan: 'ST/7/2026 Kenanga Umpama sebagai Admin OPD di DLH akan berakhir pada 10 Februari 2026.',
  ringkasan: 'Pagi ini 7 tiket menunggu Anda: 2 jatuh tempo dalam 24 jam, 1 lewat tenggat.',
}

/** Invented values for the words in braces, as a message of that kind would have them. */
export function exampleWords(kind: MessageKind, place: { site: string; government: string; step: string }): Record<TemplateWord, string> {
  return {
    nomor: '482-109-375', judul: 'Lampu jalan padam', isi: news[kind].replace('{langkah}', place.step), tautan: kind === 'balasan' || kind === 'ringkasan' ? '' : `${place.site}/t/482109375`,
    pemerintah: place.government,
  }
}
