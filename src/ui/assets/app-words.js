// What the app says on the reader's device: in pages and in the service worker.
const texts = {
  id: {
    offlineSince: 'Anda sedang luring; ini keadaan pukul {saat}.',
    slowSince: 'Sinyal lemah; ini keadaan pukul {saat}.',
    kept: 'Tersimpan di telepon ini. Akan dikirim saat ada sinyal.',
    sent: 'Sudah terkirim: nomor {nomor}.',
    open: 'Buka',
    conflict: '“{judul}” belum dikirim: tiketnya sudah berubah sebelum tulisan Anda sampai. Tulisan Anda masih tersimpan di sini; periksa, lalu kirim lagi bila masih perlu.',
    fault: '“{judul}” belum diterima: ada isian yang perlu diperbaiki. Tulisan Anda masih tersimpan di sini.',
    gone: '“{judul}” belum dikirim: halaman tujuannya sudah tidak ada. Tulisan Anda masih tersimpan di sini.',
    waitsForSignIn: 'Ada isian di telepon ini yang menunggu dikirim. Masuk dahulu untuk mengirimnya.',
    writtenAsGuest: '“{judul}” ditulis sebelum Anda masuk, dan belum dikirim. Keluar dahulu untuk mengirimnya tanpa akun, atau kirim atas nama Anda.',
    sendAsMe: 'Kirim atas nama saya',
    written: 'Tulisan Anda',
    drop: 'Buang',
    edit: 'Sunting dahulu',
    restored: 'Isian Anda yang belum terkirim (tersimpan {saat}) kami pulihkan.',
    restart: 'Mulai dari awal',
    another: 'Isi formulir baru',
    missing: 'Isi dahulu: {isian}.',
    cannotKeep: 'Perangkat ini tidak dapat menyimpan isian. Jangan tutup halaman ini; kirim lagi saat ada sinyal.',
    alreadyKept: 'Tindakan ini sudah tersimpan di telepon ini dan menunggu sinyal.',
    told: 'Perangkat ini akan diberi tahu.',
    notTold: 'Perangkat ini tidak lagi diberi tahu.',
    cannotTell: 'Perangkat ini belum dapat diberi tahu. Izinkan pemberitahuan di peramban, lalu coba lagi.',
  },
  en: {
    offlineSince: 'You are offline; this is how things stood at {saat}.',
    slowSince: 'The connection is weak; this is how things stood at {saat}.',
    kept: 'Kept on this phone. It will be sent when there is a signal.',
    sent: 'Sent: number {nomor}.',
    open: 'Open',
    conflict: '“{judul}” was not sent: the ticket changed before your text arrived. Your text is still kept here; check it, then send it again if still needed.',
    fault: '“{judul}” was not accepted: something needs correcting. Your text is still kept here.',
    gone: '“{judul}” was not sent: its page is no longer there. Your text is still kept here.',
    waitsForSignIn: 'Something on this phone waits to be sent. Sign in first to send it.',
    writtenAsGuest: '“{judul}” was written before you signed in, and is not sent yet. Sign out first to send it without an account, or send it in your name.',
    sendAsMe: 'Send it in my name',
    written: 'What you wrote',
    drop: 'Throw away',
    edit: 'Edit first',
    restored: 'We restored what you had not sent yet (kept {saat}).',
    restart: 'Start over',
    another: 'Fill in a new form',
    missing: 'Fill this in first: {isian}.',
    cannotKeep: 'This device cannot keep what you typed. Do not close this page; send again when there is a signal.',
    alreadyKept: 'This action is kept on this phone and waits for a signal.',
    told: 'This device will be told.',
    notTold: 'This device is no longer told.',
    cannotTell: 'This device cannot be told yet. Allow notifications in the browser, then try again.',
  },
}

self.app = {
  word(name, values = {}, language = self.document?.documentElement.lang) {
    return (texts[language] ?? texts.id)[name].replace(/\{(\w+)\}/g, (_, key) => values[key])
  },
  // `09.15`, with the day before it when it was another one.
  moment(at, language = self.document?.documentElement.lang) {
    const date = new Date(at)
    const day = date.toDateString() === new Date().toDateString() ? {} : { day: 'numeric', month: 'long' }
    return date.toLocaleString(language === 'en' ? 'en-GB' : 'id-ID', { ...day, hour: '2-digit', minute: '2-digit' })
  },
}
