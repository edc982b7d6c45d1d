import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readTenant } from '../organisation/index.ts'
import { checkFileName } from './check-places.ts'
import { officeText, replyText } from './fixture-naskah.ts'
import { readNaskahTemplate } from './read-template.ts'
import { templateNames } from './template-names.ts'

const { tenant } = readTenant(officeText, 'tenant.yaml')
const read = (text: string) => readNaskahTemplate(text, 'surat/balasan.yaml', tenant)
const faultsOf = (was: string, is: string) => {
  expect(replyText).toContain(was)
  return read(replyText.replace(was, is)).faults.map(({ line, found }) => `${line}: ${found}`)
}

test('a template is read, with what may be left out filled in', () => {
  expect(read(replyText)).toEqual({
    faults: [],
    template: {
      code: 'balasan', name: 'Surat balasan', unit: 'kominfo', form: 'letter', classCode: '555.2', subject: 'Aktivasi {subdomain}', nature: 'Biasa', attachment: '-',
      recipient: 'Kepala {instansi}', recipientPlace: 'Tempat',
      paragraphs: [{ text: 'Menjawab surat tanggal {tanggal-permohonan}, subdomain {subdomain} sudah aktif.' }, { text: 'Catatan: {catatan}', when: { bercatatan: ['ya'] } }],
      closing: 'Demikian disampaikan.', signer: { title: 'Kepala Dinas Kominfo', post: 'kepala', unit: 'kominfo' }, copies: ['Sekretaris Daerah'],
      number: '{kode}/{urut}/{unit}/{bulan-romawi}/{tahun}', open: false,
    },
  })
})

test('the names that a letter needs of its SOP are told, and those that its proof page shows', () => {
  expect(templateNames(read(replyText).template!)).toEqual({ all: ['subdomain', 'instansi', 'catatan', 'bercatatan'], shown: ['subdomain'] })
})

test.each([
  ['unit: kominfo', 'unit: kominfoo', '3: unit "kominfoo" yang tidak ada'],
  ['pos: kepala', 'pos: camat', '11: jabatan "camat" yang tidak ada'],
  ['pos: kepala, di: kominfo', 'pos: sekretaris, di: rsud', '11: jabatan "sekretaris" di "rsud"'],
  ['hal:', 'perihal:', '5: kunci "perihal" yang tidak dikenal'],
  ['{urut}/', '', '13: "{kode}/{unit}/{bulan-romawi}/{tahun}"'],
  ['{bulan-romawi}', '{bulan}', '13: "{kode}/{urut}/{unit}/{bulan}/{tahun}"'],
  ['Kepala {instansi}', 'Kepala {Instansi Anda}', '6: "{Instansi Anda}"'],
  ['Aktivasi {subdomain}', 'Surat {nomor-surat}', '5: "{nomor-surat}"'],
  ['nama: Surat balasan', 'nama: ""', '2: ""'],
  ['surat: balasan', 'surat: balasan\nbentuk: berjudul', '2: bentuk berjudul tanpa judul'],
  ['surat: balasan', 'surat: balasan\njudul: Berita Acara', '2: judul pada bentuk surat'],
  ['surat: balasan', 'surat: balasan\nsifat: Kilat', '2: "Kilat"'],
  ['hal: Aktivasi {subdomain}', 'hal: {subdomain}', '5: {"subdomain":null}'],
  ['unit: kominfo', 'unit: kominfo\nunit: rsud', '4: kunci yang ditulis dua kali'],
])('%s written as %s is told with its line', (was, is, fault) => {
  expect(faultsOf(was, is)).toContain(fault)
})

test('all faults of a file are told together', () => {
  const { template, faults } = read(replyText.replace('unit: kominfo', 'unit: ""').replace('hal: Aktivasi {subdomain}\n', '').replace('tembusan: [Sekretaris Daerah]', 'tembusan: Sekretaris'))
  expect(template).toBeUndefined()
  expect(faults.map((fault) => [fault.found, fault.remedy])).toEqual([
    ['tidak ada', 'tambahkan hal'], ['""', 'tulis seperti yang diharapkan'], ['"Sekretaris"', 'tulis seperti yang diharapkan'],
  ])
})

test('a file that is no template at all is told, and never throws', () => {
  for (const text of ['', '[]', 'surat', 'a: &b [*b]', '{', '? :', 'isi: { a: 1 }', '\0']) expect(read(text).faults.length, text).toBeGreaterThan(0)
})

test('a template in the file of another name is told', () => {
  const { template } = read(replyText)
  expect(checkFileName(template!, 'tenants/x/surat/balasan.yaml')).toEqual([])
  expect(checkFileName(template!, 'tenants/x/surat/lain.yaml').map((fault) => fault.found)).toEqual(['surat "balasan" di berkas "lain.yaml"'])
})

test('every template of Bengkalis is without a fault', () => {
  const folder = fileURLToPath(new URL('../../../tenants/bengkalis', import.meta.url))
  const bengkalis = readTenant(readFileSync(`${folder}/tenant.yaml`, 'utf8'), 'tenant.yaml').tenant!
  const files = readdirSync(`${folder}/surat`).sort()
  expect(files).toEqual(expect.arrayContaining(['balasan-subdomain.yaml', 'balasan-surel.yaml', 'berita-acara-serah-terima.yaml', 'balasan-informasi.yaml', 'tanggapan-keberatan.yaml', 'pesanan-publikasi.yaml']))
  for (const file of files) expect(readNaskahTemplate(readFileSync(`${folder}/surat/${file}`, 'utf8'), file, bengkalis).faults, file).toEqual([])
})
