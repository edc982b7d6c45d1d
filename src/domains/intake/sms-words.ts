/** A set from words written with blanks between them. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean))
}

/** Said to somebody, not about something. */
const titles = 'pak bu bapak ibu bpk min admin kak mas mbak mba bos gan bupati wabup petugas operator bapa'

/** What stands between a command and its number, and says nothing. */
export const fillers: ReadonlySet<string> = wordSet(`${titles} no nomor nomer nmr nmer num tiket ticket laporan lapor aduan pengaduan status kode id saya sy kami ku aku ya yah dong donk tolong
  tlg mohon yg yang tadi itu ini dengan dgn punya ke utk untuk kirim sms dari dr pada pd atas n`)

const greetingWords = `p pp ping tes test tess testing coba uji halo hallo hello hai hi hy hey assalamualaikum assalamu alaikum asalamualaikum aslamualaikum
  askum ass salam wr wb selamat pagi siang sore malam permisi punten kulonuwun nuwun kulo`
export const greetings: ReadonlySet<string> = wordSet(`${titles} ${greetingWords}`)

const thankWords = 'terima kasih terimakasih makasih trims trimakasih trimaksh tks thx thanks tq suwun nuwun matur maturnuwun hatur kasi'
const shortWords = `ok oke okay okey okeh y ya yaa yes iya iyo yo no tidak tdk gak ga nggak ndak ora sip siap baik sudah sdh belum blm oh oo hm mantap bagus
  betul benar sama semua banyak atas infonya jawabannya bantuannya`
export const thanks: ReadonlySet<string> = wordSet(thankWords)
export const aroundThanks: ReadonlySet<string> = wordSet(`${titles} ${thankWords} ${shortWords}`)

/** Words that alone report nothing. */
export const shortAnswers: ReadonlySet<string> = wordSet(`${titles} ${greetingWords} ${shortWords} lapor laporan melapor melaporkan aduan adu ngadu mengadu wadul keluhan mau ingin pengen pingin
  hendak bisa boleh apakah ada tolong tlg mohon bantu saya sy aku kami gimana bagaimana cara caranya dong ya min sms nomor ini itu apa siapa
  dimana kapan`)

/** Asked of a report that is under way. */
export const askingWords: ReadonlySet<string> = wordSet(`cek status sampai mana dimana bagaimana gimana kapan proses progres perkembangan kabar kelanjutan kelanjutannya lacak tindak lanjut sudah
  sdh belum blm selesai`)
