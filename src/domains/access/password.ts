/** What a password must not be: the things that whoever knows the person would try first. */
export interface PasswordOwner {
  /** NIK, phone number, user name: whatever the account is found by. */
  names: string[]
}

// The commonest of the published lists that have eight characters or more, with the Indonesian ones.
const commonest = new Set(
  `12345678 123456789 1234567890 12345678910 0123456789 87654321 987654321 11111111 111111111 00000000 000000000 88888888 99999999 12341234
  11223344 12344321 123123123 123321123 147258369 14789632 10203040 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 qwer1234 1234qwer asdf1234 abcd1234
  abc12345 a1234567 aa123456 a123456789 qwertyui qwerty12 qwerty123 qwerty1234 qwertyuiop asdfghjk asdfghjkl zxcvbnm1 password password1
  password12 password123 passw0rd p@ssw0rd p@ssword iloveyou iloveyou1 sunshine princess football baseball superman trustno1 welcome1 welcome123
  letmein1 admin123 admin1234 administrator superadmin rahasia1 rahasia123 katasandi katasandi1 katasandi123 indonesia indonesia1 indonesia123
  indonesia45 merdeka17 merdeka45 bismillah bismillah1 bismillah123 alhamdulillah assalamualaikum sayangku sayang123 sayangkamu cintaku1 akucintakamu
  jakarta123 bandung123 persija123 persib1933 anjing123 kucing123 rumahku1 keluarga keluarga1 selamat1 selamat123 terserah terserah1 gantengku
  cantik123 semangat semangat45 pelayanan pelayanan123 kabupaten pegawai123 tanggap1 tanggap123`.split(/\s+/),
)

/**
 * Why a new password is not accepted, in the person's words; undefined if it is. From 8 to 128 characters, with no rule of composition
 * (NIST SP 800-63B).
 */
export function findPasswordFault(password: string, owner: PasswordOwner): string | undefined {
  if (password === '') return 'Kata sandi belum diisi. Buatlah kata sandi sedikitnya 8 karakter.'
  if ([...password].length < 8) return 'Kata sandi terlalu pendek. Pakailah sedikitnya 8 karakter, misalnya tiga kata yang mudah Anda ingat.'
  if (password.length > 128) return 'Kata sandi terlalu panjang. Pakailah paling banyak 128 karakter.'
  const bare = simplify(password)
  if (owner.names.some((name) => simplify(name) === bare)) return 'Kata sandi tidak boleh sama dengan NIK, nomor telepon, atau nama pengguna.'
  if (commonest.has(password.toLowerCase()) || /^(.)\1*$/.test(password)) return 'Kata sandi ini terlalu umum dan mudah ditebak. Pakailah yang lain.'
  return undefined
}

// The same number is written 0812…, 62812… and +62 812-….
function simplify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s.\-+]/g, '')
    .replace(/^(62|0)(?=8\d+$)/, '')
}
