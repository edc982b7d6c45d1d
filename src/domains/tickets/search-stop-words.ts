/** Words that nearly every Indonesian text has and that say nothing about its matter; PostgreSQL brings stems for the language, but no such list. */
export const stopWords: ReadonlySet<string> = new Set(
  `ada adalah adanya agar akan aku anda antara apa apabila apakah atas atau bagai bagaimana bagi bahkan bahwa banyak bapak baru beberapa begini begitu belum
  berapa beserta biar bila bisa boleh bu buat bukan cara cukup cuma dalam dan dapat dari daripada demi demikian dengan di dia diri dong dulu guna hal hanya harap
  harus hendak hingga ia ialah ibu ini itu jadi jangan jika juga justru kah kak kalau kali kami kan kapan karena kata ke kecuali kemudian kenapa kepada ketika kita
  kok kurang lagi lah lain lalu lebih maka mana masih maupun melainkan memang mengapa menjadi menurut mereka meski mohon mulai namun nanti nih nya oleh pada padahal
  para per perlu pernah pun saat saja salah sama sampai sangat satu saya seakan sebab sebagai sebelum sebuah secara sedang segera sejak sekali selain selalu seluruh
  semua sendiri seorang seperti sering serta sesuai sesudah setelah setiap si sih sini situ suatu sudah supaya tadi tanpa tapi telah tentang tentu terhadap
  terima kasih terlalu tersebut terus tetap tetapi tiap tidak tolong tuh turut untuk walau walaupun ya yaitu yakni yang yth`.split(/\s+/),
)
