import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSms, type SmsOrder } from './sms-grammar.ts'

// A number with a right check digit, and one with a wrong one.
const number = '482-109-379'

const orders: [string, Partial<SmsOrder>][] = [
  ['CEK 482109379', { kind: 'check', number }],
  ['cek no 482109379', { kind: 'check', number }],
  ['CEKK 482 109 379', { kind: 'check', number }],
  ['Cek#482-109-379', { kind: 'check', number }],
  ['ceek  nomor tiket :482.109.379 ya pak', { kind: 'check', number }],
  ['ck 482109379', { kind: 'check', number }],
  ['CEK482109379', { kind: 'check', number }],
  ['c e k 482109379', { kind: 'check', number }],
  ['Cke 482109379', { kind: 'check', number }],
  ['status laporan saya 482109379', { kind: 'check', number }],
  ['cek 48210937S5', { kind: 'check', typed: '48210937' }],
  ['482109379 sudah sampai mana', { kind: 'check', number }],
  ['cek 4821O9379', { kind: 'check', number }],
  ['482109379', { kind: 'check', number }],
  ['no. 482109379', { kind: 'check', number }],
  ['laporan saya 482109379 sampai mana ya pak', { kind: 'check', number }],
  ['CEK', { kind: 'check', text: '' }],
  ['cek laporan saya dong', { kind: 'check', text: '' }],
  ['CEK 482109376', { kind: 'check', typed: '482109376' }],
  ['CEK 48210937', { kind: 'check', typed: '48210937' }],
  ['BANTUAN', { kind: 'help' }],
  ['BNTUAN', { kind: 'help' }],
  ['bantuaan', { kind: 'help' }],
  ['batuan', { kind: 'help' }],
  ['Bantuan pak', { kind: 'help' }],
  ['info', { kind: 'help' }],
  ['help!', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['BATAL 482109379', { kind: 'withdraw', number, text: '' }],
  ['batalkan laporan 482-109-379, sudah diperbaiki', { kind: 'withdraw', number, text: 'sudah diperbaiki' }],
  ['BTAL 482109379', { kind: 'withdraw', number }],
  ['batal', { kind: 'withdraw', text: '' }],
  ['JAWAB#482-109-379#Lubang sudah ditambal.', { kind: 'answer', number, text: 'Lubang sudah ditambal.' }],
  ['jawab 482 109 379 3 lubang ditambal', { kind: 'answer', number, text: '3 lubang ditambal' }],
  ['Jwab no 482109379: sudah', { kind: 'answer', number, text: 'sudah' }],
  ['balas 482109379 di depan pasar', { kind: 'answer', number, text: 'di depan pasar' }],
  ['482109379 di depan pasar', { kind: 'answer', number, text: 'di depan pasar' }],
  ['JAWAB sudah ditambal', { kind: 'answer', text: 'sudah ditambal' }],
  ['LAPOR jalan rusak', { kind: 'report', text: 'jalan rusak', fresh: true }],
  ['Wadul: banyu mati wis telung dino', { kind: 'report', text: 'banyu mati wis telung dino', fresh: true }],
  ['jalan rusak di desa Sulang', { kind: 'report', text: 'jalan rusak di desa Sulang', fresh: false }],
  ['banjir!!', { kind: 'report', text: 'banjir!!' }],
]

test.each(orders)('“%s” is understood', (text, order) => {
  expect(readSms(text)).toMatchObject(order)
})

const reports = [
  'bantuan sosial belum cair di desa Sulang', 'Bantuan PKH saya tidak keluar', 'cek jalan di depan pasar Lasem, ambles', 'cek kosong dari bank', 'status tanah di Sluke sengketa',
  'batas desa Kragan tidak jelas', 'batal terus jadwal vaksin di puskesmas Sale', 'jawaban dinas tidak sopan', 'info loker ada pungli di dinas', 'sudah 3 kali lapor tidak ditanggapi sejak 2024',
  'tolong perbaiki lampu jalan, telepon saya 084000000001', 'pak lurah minta 1.500.000 untuk KTP', 'cek 3 lubang di jalan Pemuda', 'petugas PLN minta uang', 'ok saya lapor jalan rusak', '0840 0000 0001 menipu mengaku pegawai dinas',
]

test.each(reports)('“%s” is a report, not a command', (text) => {
  expect(readSms(text)).toMatchObject({ kind: 'report', text })
})

test.each([
  ['ok', 'short'], ['p', 'greeting'], ['P', 'greeting'], ['test', 'greeting'], ['tesss', 'greeting'], ['Halo min', 'greeting'], ['Assalamualaikum wr wb, selamat pagi pak', 'greeting'], ['', 'empty'], ['  ', 'empty'],
  ['👍', 'empty'], ['...', 'empty'], ['terima kasih pak', 'thanks'], ['Makasih atas infonya', 'thanks'], ['oke makasih', 'thanks'], ['asdfgh', 'short'], ['xx', 'short'], ['aaaaaaa', 'short'], ['hmmm', 'short'],
  ['lapor', 'short'], ['mau lapor pak', 'short'], ['LAPOR!!', 'short'], ['12345', 'short'],
])('“%s” reports nothing', (text, of) => {
  expect(readSms(text)).toEqual({ kind: 'noise', of })
})

test('whatever is sent, it is read without an error, and no report is empty', () => {
  const near = fc.constantFrom('CEK', 'cek', 'BATAL', 'JAWAB', 'LAPOR', 'BANTUAN', '482109379', '482-109-379', '#', ' ', '\n', 'jalan', '1', '😀', '\0', '\ud800')
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(near).map((parts) => parts.join('')), fc.array(near).map((parts) => parts.join(' ')))
  fc.assert(fc.property(text, (typed) => {
    const order = readSms(typed)
    expect(JSON.stringify(order)).not.toContain('\\u0000')
    if (order.kind === 'report') expect(order.text).not.toBe('')
    if ('number' in order) expect(order.number).toMatch(/^\d{3}-\d{3}-\d{3}$/)
  }), { numRuns: 3000 })
})

test('however a number is grouped and a command is written, it is the same order', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '  ')
  const command = fc.constantFrom('cek', 'CEK', 'Cek', 'CEKK', 'cek no', 'CEK nomor:', 'cek#', '  cek ')
  fc.assert(fc.property(command, separator, separator, fc.constantFrom('', ' ', '.', '!', ' ya pak'), (word, one, two, end) => {
    expect(readSms(`${word} 482${one}109${two}379${end}`)).toMatchObject({ kind: 'check', number })
  }))
})

test('a very long text is read in a moment', () => {
  const began = performance.now()
  readSms('4 '.repeat(20_000))
  readSms('aaaaaaaaaa'.repeat(5000))
  readSms(' a'.repeat(20_000))
  expect(performance.now() - began).toBeLessThan(1000)
})
