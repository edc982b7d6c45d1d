import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readRegister } from './index.ts'
import { certificates, registerFacts } from './products-testing.ts'

function faultsOf(yaml: string): string[] {
  return readRegister(yaml, 'daftar/uji.yaml', registerFacts).faults.map(({ line, found, remedy }) => `${line}: ${found} → ${remedy}`)
}

test('a whole register is read', () => {
  expect(readRegister(certificates, 'x', registerFacts)).toEqual({
    faults: [],
    register: {
      code: 'sertifikat', name: 'Daftar sertifikat elektronik', entryName: 'sertifikat', holderLabel: 'Pemegang', key: 'surel-dinas', public: false,
      columns: [
        { name: 'surel-dinas', label: 'Surel dinas', type: 'text', personal: false },
        { name: 'nama-lengkap', label: 'Nama lengkap', type: 'text', personal: true },
        { name: 'jenis-pegawai', label: 'Jenis pegawai', type: 'text', personal: false, options: { asn: 'ASN', 'non-asn': 'Non-ASN' } },
        { name: 'perangkat-daerah', label: 'Perangkat daerah', type: 'unit', personal: false },
      ],
      validity: { amount: 2, unit: 'year' }, remind: [{ amount: 30, unit: 'day' }, { amount: 7, unit: 'day' }],
      holderPost: 'admin-skpd', keeper: { post: 'admin-diskominfotik', unit: 'diskominfotik' },
    },
  })
})

test('every register of Bengkalis is read with the posts and units that it names', () => {
  const folder = 'tenants/bengkalis/daftar'
  const files = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  const loose = { units: [], posts: [] }
  const faults = files.flatMap((text) => readRegister(text, 'x', loose).faults)
  // With nothing known, only what they name outside of themselves is missing.
  expect([...new Set(faults.map((fault) => fault.expected))].sort()).toEqual(['kode jabatan di tenant.yaml', 'kode unit di tenant.yaml'])
  expect(files).toHaveLength(8)
})

describe('what is wrong is told with its line and what to do', () => {
  test('all faults of a file together, in its order', () => {
    expect(faultsOf(`daftar: Sertifikat
nama: Daftar sertifikat
kunci: surel
kolom:
  surel-dinas: { labl: Surel }
  Nama Lengkap: { label: Nama, pribadi: yes }
nomor: "{urut}/{bulan}"
ingatkan: [30 hari kerja]
berlaku: dua tahun
pengelola: { jabatan: admin-diskominfo, di: diskominfo }
umum: mungkin
`)).toEqual([
      '1: tidak ada → tambahkan satuan',
      '1: "Sertifikat" → tulis seperti yang diharapkan',
      '3: kolom "surel" yang tidak ada → pilih salah satu: surel-dinas, Nama Lengkap',
      '5: tidak ada → tambahkan kolom → surel-dinas → label',
      '5: kunci "labl" yang tidak dikenal → mungkin maksudnya "label"',
      '6: nama "Nama Lengkap" → ganti nama ini, juga di SOP yang mengisinya',
      '6: "yes" → tulis seperti yang diharapkan',
      '7: {bulan} dalam nomor → hapus, atau ganti dengan yang dikenal',
      '7: nomor tanpa {tahun} → tambahkan {tahun}',
      '8: "30 hari kerja" → tulis seperti yang diharapkan',
      '9: "dua tahun" → tulis seperti yang diharapkan',
      '10: jabatan "admin-diskominfo" yang tidak ada → mungkin maksudnya "admin-diskominfotik"',
      '10: unit "diskominfo" yang tidak ada → mungkin maksudnya "diskominfotik"',
      '11: "mungkin" → tulis seperti yang diharapkan',
    ])
  })

  test.each([
    ['a keeper that the unit has not', ['di: diskominfotik }', 'di: dinkes }'], 'jabatan "admin-diskominfotik" yang tidak ada di unit "dinkes"'],
    ['a reminder without an end', ['berlaku: 2 tahun\n', ''], 'ingatkan tanpa berlaku'],
    ['a reminder twice', ['[30 hari, 7 hari]', '[7 hari, 7 hari]'], '"7 hari" yang sudah ditulis'],
    ['an end in a column that is none', ['berlaku: 2 tahun', 'berlaku: { sampai: akhir }'], 'kolom "akhir" yang tidak ada'],
    ['an end in a column that is no date', ['berlaku: 2 tahun', 'berlaku: { sampai: nama-lengkap }'], 'kolom "nama-lengkap" yang bukan tanggal'],
    ['a post to tell that is none', ['kabari-unit: admin-skpd', 'kabari-unit: admin-spkd-lama-sekali'], 'jabatan "admin-spkd-lama-sekali" yang tidak ada'],
    ['choices on a column of units', ['tipe: unit }', 'tipe: unit, pilihan: { a: A } }'], 'pilihan pada kolom yang bertipe lain'],
    ['a type that is none', ['tipe: unit }', 'tipe: dinas }'], '"dinas"'],
    ['a key written twice', ['satuan: sertifikat', 'satuan: sertifikat\nsatuan: akun'], 'kunci yang ditulis dua kali'],
    ['a number that would come again', ['berlaku: 2 tahun', 'berlaku: 2 tahun\nnomor: "SE-{tahun}"'], 'nomor tanpa {urut}'],
  ])('%s', (_name, [was, is], found) => {
    expect(certificates).toContain(was)
    expect(readRegister(certificates.replace(was!, is!), 'x', registerFacts).faults.map((fault) => fault.found)).toEqual([found])
  })

  test('a register for all whose columns are all personal', () => {
    const yaml = certificates.replace(/label: (Surel dinas|Jenis pegawai|Perangkat daerah)/g, 'pribadi: ya, $&')
    expect(readRegister(`${yaml}umum: ya\n`, 'x', registerFacts).faults.map((fault) => fault.found)).toEqual(['umum: ya, padahal semua kolom pribadi'])
  })

  test.each(['', '[]', '- satu', 'daftar: [', 'kolom: 5', '"', '{a: *a}', 'pengelola: ~', 'berlaku: { sampai: 7 }', '\t'])('no text makes it throw: %j', (text) => {
    expect(readRegister(text, 'x', registerFacts).faults.length).toBeGreaterThan(0)
  })
})
