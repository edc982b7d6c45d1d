import { expect, test } from 'vitest'
import type { ChainedEvent } from '../audit/index.ts'
import type { Field, Sop } from '../sop/index.ts'
import { fillBraces, type Names, writeFact } from './fill-braces.ts'
import { officerTimeline, reporterTimeline } from './timeline.ts'

const names: Names = { unit: (code) => `Dinas ${code}`, category: (code) => `Kategori ${code}`, class: (code) => `Kelas ${code}`, village: () => 'Kelapapati' }
const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({ name, type, label: name, personal: false, ...more })
const act = (name: string, news?: string) => ({ name, label: `Label ${name}`, fill: [], to: 'b', effects: [], alone: false, tone: 'plain', ...(news && { news }) })

const sop = {
  code: 'x', version: '2026-01-01', lanes: [], fields: [
    field('unit', 'unit'), field('judul', 'text'), field('nik', 'nik', { personal: true }), field('siaran', 'yes-no'), field('waktu', 'moment'), field('berkas', 'files'), field('desa', 'village'),
    field('kategori', 'category'), field('jenis', 'choice', { options: [{ value: 'konser', label: 'Konser' }] }), field('unit-lain', 'unit'), field('pertanyaan', 'long-text'),
  ],
  steps: [
    { name: 'a', activity: 'Kegiatan a', forReporter: 'Di a.', acts: [act('kirim', 'Kabar yang tidak dipakai.')] },
    { name: 'b', activity: 'Sistem mencatat', forReporter: 'Di b.', acts: [act('teruskan', 'Ke {unit}: {judul}, {jenis}.'), act('diam'), act('tanya', 'Kami bertanya: {pertanyaan}')] },
  ],
} as unknown as Sop

const event = (seq: number, name: string, body: ChainedEvent['body'], actor: ChainedEvent['actor'] = { kind: 'officer', id: 'o', role: 'Admin' }): ChainedEvent =>
  ({ ticketId: 't', seq, at: new Date('2026-01-05T03:00:00Z'), act: name, body, actor, prev: Buffer.alloc(32), hash: Buffer.alloc(32) })

test('values are written as people write them, and personal ones not at all', () => {
  const write = (name: string, fact: Parameters<typeof writeFact>[0]) => writeFact(fact, name, { sop, names })
  expect([write('unit', 'dpupr'), write('siaran', true), write('siaran', false), write('waktu', '2026-01-05T09:30:00+07:00'), write('berkas', ['1', '2']), write('desa', '14'), write('kategori', 'jalan'), write('jenis', 'konser'), write('nik', '1'), write('lain', 5)])
    .toEqual(['Dinas dpupr', 'ya', 'tidak', '5 Januari 2026 pukul 09.30', '2 berkas', 'Kelapapati', 'Kategori jalan', 'Konser', '(data pribadi)', '5'])
})

test('braces are filled once: what a reporter typed in braces stays as they typed it', () => {
  const filled = (text: string, facts = {}, unit?: string) => fillBraces(text, { sop, facts, unit, names })
  expect(filled('{judul} untuk {unit}', { judul: '{nik} $& $1', nik: '9' }, 'dpupr')).toBe('{nik} $& $1 untuk Dinas dpupr')
  expect(filled('{judul}, {unit}, {constructor}')).toBe('–, –, –')
  expect(filled('{unit}', { unit: 'dlh' })).toBe('Dinas dlh')
})

const history = [
  event(1, 'kirim', { sop: 'x', ke: 'b', sidik: '00' }, { kind: 'citizen', id: 'c', role: 'Warga' }),
  event(2, 'teruskan', { langkah: 'b', unit: 'dpupr', isi: { unit: 'dpupr', jenis: 'konser', nik: 'sha256:00', berkas: ['1'] } }),
  event(3, 'diam', { langkah: 'b' }, { kind: 'system', role: 'Sistem' }),
  event(4, 'tanya', { langkah: 'b', isi: { pertanyaan: 'Di mana?' } }),
  event(5, 'jawab-pertanyaan', { langkah: 'b', pertanyaan: 'Di mana?', balasan: 'Di sini.' }, { kind: 'citizen', id: 'c', role: 'Warga' }),
  event(6, 'tenggat-terlewati', { pelaksana: ['Admin', 'Kepala'], lingkup: 'step', langkah: 'b' }, { kind: 'system' }),
  event(7, 'kalender-berubah', { langkah: 'b' }, { kind: 'system', role: 'Sistem' }),
]

test('the reporter reads only what is news to them, in the SOP’s own words', () => {
  expect(reporterTimeline(sop, history, { ...names, facts: { judul: 'Pesta panen', jenis: 'hajatan' } }).map((entry) => [entry.seq, entry.role, entry.text])).toEqual([
    [1, 'Warga', 'Laporan Anda diterima dan dicatat.'],
    [2, 'Admin', 'Ke Dinas dpupr: Pesta panen, Konser.'],
    [4, 'Admin', 'Kami bertanya: Di mana?'],
    [5, 'Warga', 'Anda menjawab pertanyaan petugas. Waktu berjalan lagi.'],
    [7, 'Sistem', 'Hari libur berubah, sehingga tenggatnya dihitung ulang.'],
  ])
})

test('officers read every act with what was filled in, personal values and files apart', () => {
  const entries = officerTimeline(sop, history, names)
  expect(entries.map((entry) => entry.text)).toEqual([
    'Label kirim', 'Label teruskan', 'Sistem mencatat', 'Label tanya', 'Pelapor menjawab pertanyaan; waktu berjalan lagi', 'Tenggat terlewati', 'Kalender libur berubah; tenggat dihitung ulang',
  ])
  expect(entries[1]!.details).toEqual([{ label: 'unit', text: 'Dinas dpupr' }, { label: 'jenis', text: 'Konser' }, { label: 'nik', text: '(data pribadi)' }])
  expect(entries[4]!.details).toEqual([{ label: 'Pertanyaan', text: 'Di mana?' }, { label: 'Balasan', text: 'Di sini.' }])
  expect(entries[5]!.details).toEqual([{ label: 'Pelaksana', text: 'Admin, Kepala' }])
  expect(entries[2]).toMatchObject({ system: true, role: 'Sistem' })
})

test('what matched stands with its class and category', () => {
  const found = event(2, 'teruskan', { langkah: 'b', klasifikasi: { kelas: 'keluhan', kategori: 'jalan', kelompok: ['dpupr'], cocok: { class: ['rusak', 'rusak'], category: [] } } })
  expect(officerTimeline(sop, [found], names)[0]!.details).toEqual([
    { label: 'Klasifikasi', text: 'Kelas keluhan (kata yang cocok: rusak)' }, { label: 'Kategori', text: 'Kategori jalan (tidak ada kata kunci yang cocok)' },
  ])
})
