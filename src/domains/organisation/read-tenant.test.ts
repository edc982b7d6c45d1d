import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleTenantText } from './example-tenant.ts'
import { readTenant } from './read-tenant.ts'

const read = (text: string) => readTenant(text, 'tenant.yaml')
const faultsAfter = (was: string, is: string) => {
  expect(exampleTenantText).toContain(was)
  return read(exampleTenantText.replace(was, is)).faults
}

test('a tenant.yaml is read into units, posts, groups and colours', () => {
  const { tenant, faults } = read(exampleTenantText)
  expect(faults).toEqual([])
  expect(tenant).toMatchObject({
    id: 'sukamaju',
    regionCode: '14.03',
    zone: 'WIB',
    colours: { main: '#0b5d4e', accent: '#d99a1b' },
    contact: { address: 'Jalan Rekaan 1' },
    adminPosts: ['admin'],
  })
  expect(tenant?.units).toEqual([
    { code: 'kominfo', name: 'Dinas Kominfo', shortName: 'Kominfo', kind: 'opd', function: 'informatika' },
    { code: 'rsud', name: 'RSUD Sukamaju', shortName: 'RSUD Sukamaju', kind: 'opd', function: 'kesehatan', week: 6 },
    { code: 'polres', name: 'Polres Sukamaju', shortName: 'Polres Sukamaju', kind: 'vertical', function: 'keamanan' },
  ])
  expect(tenant?.posts).toEqual([
    { code: 'admin', name: 'Admin', units: ['kominfo'], superior: 'kepala' },
    { code: 'pic', name: 'PIC', units: ['polres'] },
    { code: 'kepala', name: 'Kepala', units: ['kominfo', 'rsud', 'polres'] },
  ])
  expect(tenant?.categories[1]).toEqual({ code: 'lainnya', name: 'Lainnya', units: ['kominfo', 'polres'], keywords: [] })
  expect(tenant?.classes.map((one) => one.code)).toEqual(['keluhan', 'pertanyaan'])
})

test('a category of an unknown unit names the line and the nearest unit', () => {
  expect(faultsAfter('kelompok: [rsud]', 'kelompok: [rsudd]')).toEqual([
    {
      file: 'tenant.yaml',
      line: 25,
      column: 44,
      found: 'unit "rsudd" yang tidak ada',
      expected: 'kode unit dari blok unit: kominfo, rsud, polres',
      remedy: 'mungkin maksudnya "rsud"',
    },
  ])
})

test('an unknown key names the nearest known one', () => {
  expect(faultsAfter('semboyan:', 'semboian:')).toEqual([
    expect.objectContaining({ line: 1, found: 'tidak ada', remedy: 'tambahkan semboyan' }),
    expect.objectContaining({ line: 6, found: 'kunci "semboian" yang tidak dikenal', remedy: 'mungkin maksudnya "semboyan"' }),
  ])
})

test('a colour on which white text cannot be read is refused', () => {
  expect(faultsAfter('utama: "#0b5d4e"', 'utama: "#7fbf9f"')).toEqual([
    expect.objectContaining({ line: 7, found: '"#7fbf9f"', expected: expect.stringContaining('kontras 4,5') }),
  ])
})

test.each([
  ['kode-wilayah: "14.03"', 'kode-wilayah: "14.99"', 'kode wilayah kabupaten atau kota dari Kemendagri'],
  ['zona: WIB', 'zona: WIP', 'WIB, WITA, WIT'],
  ['jenis: vertikal', 'jenis: vertikel', 'opd atau vertikal'],
  ['senin: 08.00-16.00', 'senin: 16.00-08.00', 'jam buka lalu jam tutup sesudahnya'],
  ['atasan: kepala', 'atasan: bupati', 'kode jabatan dari blok jabatan: admin, pic, kepala'],
  ['kepala: { nama: Kepala, di: semua }', 'kepala: { nama: Kepala, di: semua, atasan: admin }', 'atasan yang lebih tinggi'],
  ['admin-tenant: [admin]', 'admin-tenant: [admin, admin]', 'setiap jabatan satu kali'],
  ['kata: [puskesmas, dokter]', 'kata: []', 'paling banyak satu kategori penampung tanpa kata kunci'],
  ['di: semua', 'di: [kominfo, polres]', 'sekurang-kurangnya satu jabatan di setiap unit'],
  ['  rsud: {', '  RSUD: {', 'kode unit, dari huruf kecil, angka, dan tanda hubung'],
  ['zona: WIB', 'zona: WIB\nzona: WIT', 'setiap kunci satu kali'],
])('%s written as %s is told', (was, is, expected) => {
  expect(faultsAfter(was, is).map((fault) => fault.expected)).toContainEqual(expect.stringContaining(expected))
})

test('all faults are told at once, in the order of the file', () => {
  const text = exampleTenantText.replace('zona: WIB', 'zona: WIX').replace('di: [kominfo]', 'di: [komimfo]').replace('kata: [rusak]', 'kata: rusak')
  expect(read(text).faults.map((fault) => fault.line)).toEqual([5, 20, 28])
})

test('no text whatever makes the reader throw, and only a faultless one gives a tenant', () => {
  const line = fc.constantFrom(...exampleTenantText.split('\n'), '- x', 'a: &b [*b]', '{', '? :', 'unit: []', 'kategori: 5')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const { tenant, faults } = read(lines.join('\n'))
      expect(tenant === undefined).toBe(faults.length > 0)
    }),
    { numRuns: 300 },
  )
})
