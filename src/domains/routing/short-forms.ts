import { singleLetters } from './single-letters.ts'

const table = `
yang: yg
tidak: tdk tak ga gk gak nggak ngga ngak enggak engga kagak ndak gx
jalan: jl jln jlan jaln
sudah: sdh udh udah dah sudh
belum: blm blom blum belom
karena: krn krna karna
dengan: dgn dg
untuk: utk untk
kemarin: kmrn kmren kemaren
banget: bgt bngt bgtt
tolong: tlg tlng tlong
mohon: mhn mohn
minta: mnta mnt
dari: dr dri
dalam: dlm
dapat: dpt
bisa: bs bsa
harus: hrs
sama: sm
saja: aja aj sj
juga: jg jga
lagi: lg lgi
pada: pd
kalau: klo kalo klu kl klau
sampai: smp2 sampe smpe
tetapi: tp tpi
saya: sy sya
orang: org
tahun: thn
bulan: bln
minggu: mgg mggu
sekarang: skrg skrng skr skg
kepada: kpd
tentang: ttg
terus: trs trus
kurang: krg krng
rumah: rmh
rumah sakit: rs
sakit: skt
sekolah: sklh skolah
puskesmas: pkm puskes
lampu: lmp lmpu
rusak: rsk rsak
jembatan: jmbtn jmbatan
sampah: smph
banjir: bnjr
hilang: ilang
hancur: ancur
hujan: ujan
habis: abis
hidup: idup
kecamatan: kec
kelurahan: kel
kabupaten: kab
desa: ds
bapak: bpk pak
apakah: apkh apkah
bagaimana: gimana gmn gmna gmana bgmn bgmana
berapa: brp brpa
kapan: kpn kpan
kenapa: knp knapa napa
di mana: dimana dmn dmna
syarat: syrt sarat
informasi: info infonya inpo
terima kasih: terimakasih trimakasih makasih mksh mksih tks thx trims
izin: ijin
sertifikat: sertipikat sertfikat
akta: akte
ambulans: ambulan ambulance
lubang: lobang
berlubang: berlobang
nomor: no nmr nomer
ingin: pgn pengen pingin pengin
perbaiki: benerin
`

/** What people type on a phone, and the words that they mean. The keys are without doubled letters. */
export const shortForms: ReadonlyMap<string, string[]> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [meant = '', typed = ''] = line.split(': ')
      return typed.split(' ').map((each): [string, string[]] => [singleLetters(each), meant.split(' ')])
    }),
)

/** Words that say nothing about the matter: between the words of a keyword they do not count as distance. */
export const fillWords: ReadonlySet<string> = new Set(
  `yang di ke dari dan ini itu sudah sangat sekali banget pada untuk dengan sampai juga saja ya nya bapak ibu yth saya kami kita ada
  sih dong kok deh nih tuh lah si para oleh jadi lagi semua pun kan`.split(/\s+/),
)
