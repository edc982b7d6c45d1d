import { describe, expect, test } from 'vitest'
import { cutQuotes } from './mail-cut-quotes.ts'
import { htmlToText } from './mail-html-text.ts'

interface Example {
  name: string
  /** As the program sent it; HTML where it begins with `<`. */
  mail: string
  own: string
}

const us = 'Wadul Bupati <aduan@rembang.example>'
const quoted = '> Laporan 482-109-375: di mana tepatnya?\n> Balas pesan ini.'
const unquoted = 'Laporan 482-109-375: di mana tepatnya?\nBalas pesan ini.'

const replies: Example[] = [
  { name: 'Gmail in Indonesian', mail: `Di depan pasar.\n\nPada tanggal Sen, 5 Jan 2026 pukul 10.00 ${us}\nmenulis:\n\n${quoted}\n`, own: 'Di depan pasar.' },
  { name: 'Gmail in English', mail: `In front of the market.\n\nOn Mon, Jan 5, 2026 at 10:00 AM ${us} wrote:\n\n${quoted}`, own: 'In front of the market.' },
  { name: 'an old Gmail', mail: `Di depan pasar.\n\n2026-01-05 10:00 GMT+07:00 ${us}:\n\n${quoted}`, own: 'Di depan pasar.' },
  { name: 'an attribution broken into three lines', mail: `Di depan pasar.\n\nPada Sen, 5 Jan 2026 pukul 10.00\n${us}\nmenulis:\n${quoted}`, own: 'Di depan pasar.' },
  { name: 'an iPhone in Indonesian', mail: `Di depan pasar.\n\nDikirim dari iPhone saya\n\nPada 5 Jan 2026, pukul 10.00, ${us} menulis:\n\n${quoted}`, own: 'Di depan pasar.' },
  { name: 'an iPhone in English', mail: `Di depan pasar.\n\nSent from my iPhone\n\n> On 5 Jan 2026, at 10.00, ${us} wrote:\n> \n${quoted}`, own: 'Di depan pasar.' },
  { name: 'Yahoo, which quotes without signs', mail: `Di depan pasar.\n\n    Pada Senin, 5 Januari 2026 10.00.00 WIB, ${us} menulis:  \n \n ${unquoted}`, own: 'Di depan pasar.' },
  { name: 'Yahoo on Android, with all of it on one line', mail: `Di depan pasar.\n\nDikirim dari Yahoo Mail di Android\n\n  Pada Sen, Jan 5, 2026 pada 10:00, Wadul Bupati<aduan@rembang.example> menulis:   ${unquoted}\n`, own: 'Di depan pasar.' },
  { name: 'Outlook in English', mail: `Di depan pasar.\n\nFrom: ${us}\nSent: Monday, January 5, 2026 10:00 AM\nTo: Siti <siti@surel.example>\nSubject: Pertanyaan\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'Outlook in Indonesian, under a line', mail: `Di depan pasar.\n\n________________________________\nDari: ${us}\nDikirim: Senin, 05 Januari 2026 10.00\nKepada: Siti\nPerihal: Pertanyaan\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'Outlook on a phone', mail: `Di depan pasar.\n\nDapatkan Outlook untuk Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: ${us}\nSent: Monday, January 5, 2026 10:00:00 AM\nTo: Siti\nSubject: Pertanyaan\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'Outlook with a head in bold', mail: `Di depan pasar.\n\n*From:* ${us}\n*Sent:* Monday, January 5, 2026\n*To:* Siti\n*Subject:* Pertanyaan\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'an old Outlook', mail: `Di depan pasar.\n\n-----Original Message-----\nFrom: ${us}\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'an old Outlook in Indonesian', mail: `Di depan pasar.\n\n-----Pesan Asli-----\nDari: ${us}\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'a Samsung phone', mail: `Di depan pasar.\n\n\nDikirim dari Galaxy saya\n\n\n-------- Pesan asli --------\nDari: ${us}\nTanggal: 05/01/26 10.00 (GMT+07:00)\n\n${unquoted}`, own: 'Di depan pasar.' },
  { name: 'an answer under the quoted letter', mail: `On 05/01/2026 10.00, Wadul Bupati wrote:\n${quoted}\n\nDi depan pasar.\n`, own: 'Di depan pasar.' },
  { name: 'answers between the quoted lines', mail: `Pada 05/01/2026 10.00, Wadul Bupati menulis:\n> Di mana tepatnya?\nDi depan pasar.\n> Sejak kapan?\nSejak Kamis.`, own: 'Di depan pasar.\nSejak Kamis.' },
  { name: 'quoted lines without a word about whose they are', mail: `> Di mana tepatnya?\nDi depan pasar.`, own: 'Di depan pasar.' },
  { name: 'a signature', mail: `Di depan pasar.\n\n-- \nSiti Rekaan\nRT 03 RW 01\n0800 000 000\n\nOn Mon, Jan 5, 2026 at 10:00 AM ${us} wrote:\n${quoted}`, own: 'Di depan pasar.' },
  { name: 'a phone’s line with its maker', mail: 'Di depan pasar.\n\nDikirim dari ponsel Xiaomi saya', own: 'Di depan pasar.' },
  { name: 'nothing new above the quotes', mail: `\n\nPada Sen, 5 Jan 2026 pukul 10.00 ${us} menulis:\n${quoted}`, own: '' },
  { name: 'Gmail in HTML', mail: `<div dir="ltr">Di depan <b>pasar</b>.<br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Pada tanggal Sen, 5 Jan 2026 pukul 10.00 Wadul Bupati &lt;<a href="mailto:aduan@rembang.example">aduan@rembang.example</a>&gt; menulis:<br></div><blockquote class="gmail_quote">Di mana<br>tepatnya?</blockquote></div>`, own: 'Di depan pasar.' },
  { name: 'Outlook in HTML', mail: `<html><head><style>p{color:red}</style></head><body><p>Di depan pasar.</p><hr><div id="divRplyFwdMsg"><b>Dari:</b> Wadul Bupati &lt;aduan@rembang.example&gt;<br><b>Dikirim:</b> Senin<br><b>Kepada:</b> Siti<br><b>Subjek:</b> Pertanyaan</div><div>Di mana tepatnya?</div></body></html>`, own: 'Di depan pasar.' },
]

const letters: Example[] = [
  { name: 'a plain new mail', mail: 'Yth. Bapak Bupati,\n\nJalan Sulang rusak.\nMohon diperbaiki.\n\nSiti Rekaan', own: 'Yth. Bapak Bupati,\n\nJalan Sulang rusak.\nMohon diperbaiki.\n\nSiti Rekaan' },
  { name: 'a date and “menulis:” in the story itself', mail: 'Pada tanggal 5 Januari 2026 pukul 10.00 petugas loket menulis:\nberkas tidak lengkap.\nPadahal lengkap.', own: 'Pada tanggal 5 Januari 2026 pukul 10.00 petugas loket menulis:\nberkas tidak lengkap.\nPadahal lengkap.' },
  { name: '“more than” at the start of a line', mail: 'Banjir di Kaliori:\n> 100 rumah terendam\n> 3 jembatan putus', own: 'Banjir di Kaliori:\n> 100 rumah terendam\n> 3 jembatan putus' },
  { name: 'a forwarded letter with a request above it', mail: `Mohon ditindaklanjuti.\n\n---------- Forwarded message ---------\nDari: Tetangga <tetangga@surel.example>\nDate: Sen, 5 Jan 2026\nSubject: Jalan\nTo: Siti\n\nJalan Sulang rusak.`, own: `Mohon ditindaklanjuti.\n\n---------- Forwarded message ---------\nDari: Tetangga <tetangga@surel.example>\nDate: Sen, 5 Jan 2026\nSubject: Jalan\nTo: Siti\n\nJalan Sulang rusak.` },
  { name: 'a letter forwarded by Outlook without a word', mail: 'From: Tetangga\nSent: Monday\nTo: Siti\nSubject: Jalan\n\nJalan Sulang rusak.', own: 'From: Tetangga\nSent: Monday\nTo: Siti\nSubject: Jalan\n\nJalan Sulang rusak.' },
  { name: 'two hyphens as a rule above a long text', mail: `Pendahuluan.\n--\n${Array.from({ length: 13 }, (_, n) => `Butir ${n + 1}.`).join('\n')}`, own: `Pendahuluan.\n--\n${Array.from({ length: 13 }, (_, n) => `Butir ${n + 1}.`).join('\n')}` },
  { name: 'a place from which something was sent', mail: 'Paket bantuan tidak sampai.\nDikirim dari kantor kecamatan.', own: 'Paket bantuan tidak sampai.\nDikirim dari kantor kecamatan.' },
  { name: 'sender and date of the complaint written like a head, once', mail: 'Aduan saya.\nDari: Siti\nSoal jalan Sulang.', own: 'Aduan saya.\nDari: Siti\nSoal jalan Sulang.' },
  { name: 'a mail that is its signature', mail: '-- \nJalan Sulang rusak', own: '--\nJalan Sulang rusak' },
  { name: 'invisible characters and Windows line ends', mail: '\ufeffJalan\u00a0Sulang\u200b rusak.\r\n\r\n\r\n\r\nMohon diperbaiki.\r\n', own: 'Jalan Sulang rusak.\n\nMohon diperbaiki.' },
  { name: 'a virus scanner’s line', mail: 'Jalan Sulang rusak.\n\n________________________________\nBebas virus. www.avast.com', own: 'Jalan Sulang rusak.' },
]

const plain = ({ mail }: Example) => (mail.startsWith('<') ? htmlToText(mail) : mail)

describe('what somebody wrote anew', () => {
  test.each(replies)('in a reply by $name', (example) => {
    expect(cutQuotes(plain(example), true)).toBe(example.own)
  })

  test.each(letters)('in a mail of its own: $name', (example) => {
    expect(cutQuotes(plain(example), false)).toBe(example.own)
  })

  test('a hundred thousand lines made to be slow are read in a moment', () => {
    const began = performance.now()
    for (const line of ['Pada menulis:', 'From: x', '> > > >', '--', 'On a@b wrote', '-'.repeat(8), `wrote${' '.repeat(390)}x`]) cutQuotes(`${line}\n`.repeat(Math.floor(100_000 / line.length)), true)
    cutQuotes('Pada '.repeat(25_000), true)
    cutQuotes(`dikirim ${'iphone '.repeat(20_000)}`, true)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('words of a mail in HTML', () => {
  test('line by line, with lists, entities and quotes, without styles and scripts', () => {
    const html = `<!DOCTYPE html><html><head><title>x</title><style>p { color: red }</style></head><body><!-- <p>tersembunyi</p> -->
      <p>Jalan   Sulang&nbsp;rusak &amp; berlubang&#33;</p><ul><li>satu</li><li>dua &lt;2 m&gt;</li></ul><script>alert('x')</script>
      <blockquote>kata <i>orang</i><blockquote>dan lagi</blockquote></blockquote>5 < 6<br>akhir</body></html>`
    expect(htmlToText(html)).toBe('Jalan Sulang\u00a0rusak & berlubang!\n\n- satu\n- dua <2 m>\n\n> kata orang\n\n> > dan lagi\n\n5 < 6\nakhir')
  })

  test('broken and hostile HTML gives what there is, in a moment', () => {
    const began = performance.now()
    expect(htmlToText('<p>awal<b')).toBe('awal')
    expect(htmlToText('awal<!-- tak ditutup <p>x</p>')).toBe('awal')
    expect(htmlToText('awal<script>tak ditutup')).toBe('awal')
    expect(htmlToText(`${'<div>'.repeat(150_000)}dalam`)).toBe('dalam')
    expect(htmlToText(`${'<!--'.repeat(200_000)}`)).toBe('')
    expect(htmlToText(`${'<style>'.repeat(100_000)}`)).toBe('')
    expect(htmlToText(`${'<blockquote>'.repeat(50_000)}dalam`)).toMatch(/^(> ){9}dalam$/)
    expect(htmlToText('&#0;&#xD800;&#x110000;&tidakada;')).toBe('&tidakada;')
    expect(performance.now() - began).toBeLessThan(5000)
  })
})
