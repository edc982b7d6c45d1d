/** One of the nine elements (unsur) of the survey, with its question and the four answers, worth 1 to 4. */
export interface SurveyElement {
  /** `u1` to `u9`: also the name of its control. */
  code: string
  name: string
  question: string
  answers: [string, string, string, string]
}

/** The nine elements of Permen PANRB 14/2017, in its order, with the questions of its sample questionnaire; "unit ini" read as the service that was used. */
export const surveyElements: SurveyElement[] = [
  { code: 'u1', name: 'Persyaratan', question: 'Bagaimana kesesuaian persyaratan dengan jenis layanannya?', answers: ['Tidak sesuai', 'Kurang sesuai', 'Sesuai', 'Sangat sesuai'] },
  { code: 'u2', name: 'Sistem, mekanisme, dan prosedur', question: 'Bagaimana kemudahan prosedur layanan ini?', answers: ['Tidak mudah', 'Kurang mudah', 'Mudah', 'Sangat mudah'] },
  { code: 'u3', name: 'Waktu penyelesaian', question: 'Bagaimana kecepatan waktu layanan ini?', answers: ['Tidak cepat', 'Kurang cepat', 'Cepat', 'Sangat cepat'] },
  { code: 'u4', name: 'Biaya atau tarif', question: 'Bagaimana kewajaran biaya layanan ini?', answers: ['Sangat mahal', 'Cukup mahal', 'Murah', 'Gratis'] },
  { code: 'u5', name: 'Produk spesifikasi jenis pelayanan', question: 'Bagaimana kesesuaian hasil layanan dengan yang dijanjikan?', answers: ['Tidak sesuai', 'Kurang sesuai', 'Sesuai', 'Sangat sesuai'] },
  { code: 'u6', name: 'Kompetensi pelaksana', question: 'Bagaimana kemampuan petugas dalam melayani?', answers: ['Tidak kompeten', 'Kurang kompeten', 'Kompeten', 'Sangat kompeten'] },
  { code: 'u7', name: 'Perilaku pelaksana', question: 'Bagaimana kesopanan dan keramahan petugas?', answers: ['Tidak sopan dan ramah', 'Kurang sopan dan ramah', 'Sopan dan ramah', 'Sangat sopan dan ramah'] },
  { code: 'u8', name: 'Penanganan pengaduan, saran, dan masukan', question: 'Bagaimana penanganan pengaduan pengguna layanan?', answers: ['Tidak ada', 'Ada tetapi tidak berfungsi', 'Berfungsi kurang maksimal', 'Dikelola dengan baik'] },
  { code: 'u9', name: 'Sarana dan prasarana', question: 'Bagaimana kualitas sarana layanan: situs, aplikasi, ruang layanan?', answers: ['Buruk', 'Cukup', 'Baik', 'Sangat baik'] },
]

/** What respondents may say of themselves, each with what can be chosen; all of it may stay empty. */
export const aboutRespondent: { code: 'usia' | 'jenis-kelamin' | 'pendidikan' | 'pekerjaan'; name: string; choices: string[] }[] = [
  { code: 'usia', name: 'Usia', choices: ['Di bawah 20 tahun', '20–29 tahun', '30–39 tahun', '40–49 tahun', '50–59 tahun', '60 tahun ke atas'] },
  { code: 'jenis-kelamin', name: 'Jenis kelamin', choices: ['Laki-laki', 'Perempuan'] },
  { code: 'pendidikan', name: 'Pendidikan terakhir', choices: ['SD atau sederajat', 'SMP atau sederajat', 'SMA atau sederajat', 'D1–D4', 'S1', 'S2 ke atas'] },
  { code: 'pekerjaan', name: 'Pekerjaan', choices: ['PNS', 'TNI', 'Polri', 'Swasta', 'Wirausaha', 'Lainnya'] },
]
