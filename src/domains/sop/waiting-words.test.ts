import { expect, test } from 'vitest'
import { availableActs } from './available-acts.ts'
import { exampleFacts } from './example-sop.ts'
import { startState } from './interpreter.ts'
import { readSop } from './read-sop.ts'
import type { Sop } from './sop.ts'

/** A request whose applicant is waited for, beside an officer; `change` mends its text. */
function read(change: (text: string) => string = (text) => text) {
  return readSop(change(`sop: permohonan-uji
versi: 2026-01-02
judul: Permohonan uji
sebutan: Uji
ringkas: Permohonan untuk diuji.
jenis: permohonan
identitas: { disahkan-oleh: Kepala }
pelaksana:
  pemohon: { nama: Pemohon, pelapor: ya }
  admin: { nama: Admin, jabatan: admin, di: diskominfo }
isian:
  uraian: { label: Uraian, tipe: teks-panjang }
  alasan: { label: Alasan, tipe: teks-panjang }
formulir: [uraian]
langkah:
  kirim: { no: 1, kegiatan: Kirim, pelaksana: pemohon, simbol: mulai, untuk-pelapor: Terkirim., tindakan: { kirim: { label: Kirim, ke: lengkapi } } }
  lengkapi:
    no: 2
    kegiatan: Pemohon melengkapi
    pelaksana: [pemohon, admin]
    simbol: keputusan
    jeda: ya
    untuk-pelapor: Lengkapi.
    tindakan:
      lengkapi: { label: Lengkapi, isi: [uraian], ke: catat, oleh: [pemohon], akibat: [buka-identitas] }
      tutup: { label: Tutup, isi: [alasan], ke: selesai, oleh: [admin], akibat: [{ tutup: tidak-dilengkapi }] }
  catat:
    no: 3
    kegiatan: Admin mencatat
    pelaksana: admin
    simbol: proses
    waktu: 14 hari kerja
    tunggu: ya
    untuk-pelapor: Dicatat.
    tindakan:
      catat: { label: Catat, ke: selesai, akibat: [penuhi-tenggat, { tutup: selesai }] }
  selesai: { no: 4, kegiatan: Selesai, pelaksana: pemohon, simbol: selesai, untuk-pelapor: Selesai. }
tenggat: 10 hari kerja
`), 'uji.yaml', exampleFacts)
}

const found = (change: (text: string) => string) => read(change).faults.map((fault) => fault.found)

test('where the applicant is waited for, each of the two has their own acts', () => {
  const { sop, faults } = read()
  expect(faults).toEqual([])
  const state = { ...startState(sop as Sop, {}), step: 'lengkapi' }
  const acts = (viewer: { officer?: boolean; reporter?: boolean }) => availableActs(sop as Sop, state, {
    actor: viewer.officer ? { kind: 'officer', id: 'x', posts: [{ post: 'admin', unit: 'diskominfo' }], admin: false } : { kind: 'guest' }, reporter: viewer.reporter ?? false, units: new Map(),
  }).map((one) => [one.act.name, one.lane])
  expect(acts({ reporter: true })).toEqual([['lengkapi', 'pemohon']])
  expect(acts({ officer: true })).toEqual([['tutup', 'admin']])
  expect(acts({})).toEqual([])
})

test('a time that the applicant has is marked as such', () => {
  expect(read().sop?.steps.map((step) => step.waits)).toEqual([undefined, undefined, true, undefined])
  expect(found((text) => text.replace('    waktu: 14 hari kerja\n', ''))).toEqual(['`tunggu` tanpa `waktu`'])
})

test('a deadline can be met where there is one; a name is given away by its owner alone; a pause waits for the applicant', () => {
  expect(found((text) => text.replace('tenggat: 10 hari kerja\n', ''))).toEqual(['akibat penuhi-tenggat pada SOP tanpa `tenggat`'])
  expect(found((text) => text.replace('oleh: [pemohon], akibat: [buka-identitas]', 'akibat: [buka-identitas]'))).toEqual(['akibat buka-identitas pada tindakan yang bukan hanya milik pelapor'])
  expect(found((text) => text.replace('    tunggu: ya\n', '    jeda: ya\n'))).toEqual(['`jeda` pada langkah yang bukan milik pemohon'])
})
