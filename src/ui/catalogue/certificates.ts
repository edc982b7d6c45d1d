/** English of what certificates and media cooperation add to the pages of requests. */
export const certificateTexts = {
  'Ganti isian lain (boleh dilewati)': 'Replace other answers (may be skipped)',
  'Digantikan ({jumlah})': 'Replaced ({jumlah})',
  'Berkas sebelumnya': 'Earlier files',
  'Register kependudukan dan kepegawaian': 'Registers of population and civil servants',
  '” atau “': '” or “',
  'Wajib bila Anda memilih “{syarat}”.': 'Required if you choose “{syarat}”.',
  'Permohonan ini': 'This application',
  'Sertifikat ini sudah habis masa berlakunya dan tidak dapat diperpanjang.': 'This certificate has expired and cannot be renewed.',
  'Ajukan penerbitan baru': 'Apply for a new one',
  'Sertifikat ini sudah dicabut dan tidak dapat dipakai lagi.': 'This certificate was revoked and can no longer be used.',
  'Cara memakainya: saat menandatangani surat di sini, ketik frasa sandi Anda. Kuncinya disimpan di sini terkunci frasa sandi itu, tidak perlu dipasang di komputer, dan tidak dapat dipakai siapa pun tanpa frasa sandinya.':
    'How to use it: when you sign a letter here, type your passphrase. The key is kept here locked by that passphrase, need not be installed on a computer, and nobody can use it without the passphrase.',
  'Unduh sertifikat (bagian publik, .crt)': 'Download the certificate (public part, .crt)',
  'Kami mengingatkan Anda sebelum masa berlakunya habis.': 'We remind you before it expires.',
  'Perpanjang atau perbarui data': 'Renew or change data',
  'NIK Anda tersimpan.': 'Your NIK is saved.',
  'NIK untuk tanda tangan elektronik': 'NIK for electronic signatures',
  'Tersimpan: {nik}. Tulis yang baru untuk menggantinya.': 'Saved: {nik}. Type a new one to replace it.',
  'BSrE mengenal penanda tangan dengan NIK. Sebelum NIK Anda diisi, surat tidak dapat ditandatangani.': 'BSrE knows signers by their NIK. Letters cannot be signed before yours is entered.',
  '16 angka pada KTP Anda. Disimpan terenkripsi dan hanya dipakai saat Anda menandatangani.': 'The 16 digits on your KTP. Kept encrypted, and used only when you sign.',
  'Simpan NIK': 'Save NIK',
}
