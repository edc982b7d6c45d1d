import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleFacts, exampleStandard, exampleText } from './example-standard.ts'
import { readStandard, readStandards } from './read-standard.ts'

const faultsAfter = (was: string, is: string) => {
  expect(exampleText).toContain(was)
  return readStandard(exampleText.replace(was, is), 's.yaml', exampleFacts).faults
}

test('a standard is read with its laws, nested requirements, procedures, channels and notes', () => {
  expect(readStandard(exampleText, 's.yaml', exampleFacts).faults).toEqual([])
  expect(exampleStandard()).toMatchObject({
    code: 'surat-izin', name: 'Penerbitan Surat Izin Pasar Malam', shortName: 'Izin pasar malam', unit: 'kominfo',
    decree: { title: 'Keputusan Kepala Dinas Rekaan Nomor 1/KPTS/2025', date: '2025-02-03', by: 'Kepala Dinas Rekaan' },
    applicants: ['perorangan', 'badan-hukum'],
    sops: [{ code: 'surat-izin', label: 'Penerbitan' }, { code: 'perpanjangan', label: 'Perpanjangan' }],
    laws: [
      { kind: 'Undang-Undang', number: '25', year: 2009, about: 'Pelayanan Publik', source: 'Lembaran Negara Tahun 2009 Nomor 112', amendedBy: [] },
      { kind: 'Keputusan Bupati', number: '7/KPTS/2024', year: 2024, date: '2024-05-29', about: 'Lapangan', amendedBy: [] },
    ],
    requirements: [{ text: 'Surat permohonan dengan:', details: ['denah lapangan', 'daftar pedagang'] }, { text: 'Fotokopi KTP', details: [] }],
    procedures: [{ name: 'Penerbitan', steps: ['Pemohon mengirim surat', 'Kepala menandatangani izin'] }, { name: 'Perpanjangan', steps: ['Pemohon meminta perpanjangan'] }],
    time: { short: '3 hari kerja', details: [{ text: '3 hari kerja bila lengkap', details: [] }, { text: '1 hari kerja untuk perpanjangan', details: [] }] },
    cost: [{ text: 'Bebas biaya', details: [] }],
    contacts: {
      online: [{ channel: 'surel', address: 'aduan@sukamaju.example' }, { channel: 'media-sosial', name: 'Instagram', address: 'Kominfo Sukamaju' }],
      offline: [{ channel: 'tatap-muka', address: 'Jalan Rekaan 1', hours: '09.00 s.d. 15.00' }],
    },
    notes: { biaya: 'Tidak disebut dalam keputusan.' },
  })
})

describe('a fault says where, what was found, what was expected and what to do', () => {
  test('a component that is missing', () => {
    expect(faultsAfter('biaya: Bebas biaya\n', '')).toEqual([
      { file: 's.yaml', line: 1, column: 1, found: 'tidak ada kunci "biaya"', expected: 'biaya: satu tulisan, atau daftar tulisan', remedy: 'tambahkan biaya' },
    ])
  })

  test('a misspelt key, once', () => {
    expect(faultsAfter('kompetensi:', 'kompetansi:')).toEqual([
      expect.objectContaining({ line: 25, column: 1, found: 'kunci "kompetansi" yang tidak dikenal', remedy: 'mungkin maksudnya "kompetensi"' }),
    ])
  })

  test('a sentence that YAML took for a key, once', () => {
    expect(faultsAfter('  - Fotokopi KTP', '  - Fotokopi: KTP')).toEqual([
      expect.objectContaining({ line: 15, column: 5, found: 'kunci "Fotokopi" yang tidak dikenal', remedy: 'bila ini sebuah kalimat yang memuat titik dua, tulis di antara tanda kutip' }),
    ])
  })

  test('an empty component', () => {
    expect(faultsAfter('produk: Surat izin pasar malam', 'produk:')).toEqual([expect.objectContaining({ line: 23, found: 'nilai kosong', expected: 'produk pelayanan: satu tulisan, atau daftar tulisan' })])
  })

  test('a number where a text belongs', () => {
    expect(faultsAfter('jumlah-pelaksana: 2 orang', 'jumlah-pelaksana: 2')).toEqual([expect.objectContaining({ line: 33, column: 19, found: '"2"' })])
  })

  test('an SOP and a unit that do not exist, with the nearest', () => {
    expect(faultsAfter('sop: { surat-izin:', 'sop: { surat-ijin:')).toEqual([
      expect.objectContaining({ line: 8, column: 8, found: 'sop "surat-ijin" yang tidak ada', expected: 'kode SOP pemerintah daerah ini: aduan, surat-izin, perpanjangan', remedy: 'mungkin maksudnya "surat-izin"' }),
    ])
    expect(faultsAfter('unit: kominfo', 'unit: komimfo')).toEqual([expect.objectContaining({ line: 5, found: 'unit "komimfo" yang tidak ada', remedy: 'mungkin maksudnya "kominfo"' })])
  })

  test('an applicant that is unknown, and one named twice', () => {
    expect(faultsAfter('[perorangan, badan-hukum]', '[perorangn, badan-hukum]')).toEqual([expect.objectContaining({ line: 7, column: 9, found: '"perorangn"', remedy: 'mungkin maksudnya "perorangan"' })])
    expect(faultsAfter('[perorangan, badan-hukum]', '[perorangan, perorangan]')).toEqual([expect.objectContaining({ line: 7, column: 21, found: '"perorangan" untuk kedua kali' })])
  })

  test('a day that does not exist, and a law without its number', () => {
    expect(faultsAfter('tanggal: 2025-02-03', 'tanggal: 2025-02-30')).toEqual([expect.objectContaining({ line: 6, found: '"2025-02-30"', expected: 'tanggal yang ada, misalnya 2024-01-03' })])
    expect(faultsAfter('nomor: 25, ', '')).toEqual([expect.objectContaining({ line: 10, found: 'tidak ada kunci "nomor"', remedy: 'tambahkan dasar-hukum → butir 1 → nomor' })])
  })

  test('several procedures without names, or with one name', () => {
    expect(faultsAfter('  - nama: Perpanjangan\n    langkah', '  - langkah')).toEqual([
      expect.objectContaining({ line: 19, found: 'tidak ada kunci "nama"', expected: 'nama prosedur ini, karena ada lebih dari satu' }),
    ])
    expect(faultsAfter('  - nama: Perpanjangan\n', '  - nama: Penerbitan\n')).toEqual([expect.objectContaining({ line: 19, found: '"Penerbitan"', expected: 'nama yang lain dari prosedur sebelumnya' })])
  })

  test('channels: a kind that is no such channel, an address that is no e-mail, a medium without name, none at all', () => {
    expect(faultsAfter('kanal: tatap-muka', 'kanal: surel')).toEqual([expect.objectContaining({ line: 32, found: '"surel"', expected: 'surat, tatap-muka' })])
    expect(faultsAfter('aduan@sukamaju.example', 'aduan di sukamaju')).toEqual([expect.objectContaining({ line: 29, expected: 'alamat surel' })])
    expect(faultsAfter('nama: Instagram, ', '')).toEqual([expect.objectContaining({ line: 30, found: 'tidak ada kunci "nama"' })])
    const none = faultsAfter(exampleText.slice(exampleText.indexOf('  daring:'), exampleText.indexOf('jumlah-pelaksana')), '  daring: []\n')
    expect(none).toEqual([expect.objectContaining({ line: 28, expected: 'sekurang-kurangnya satu saluran' })])
  })

  test('a note on a component that does not exist', () => {
    expect(faultsAfter('catatan: { biaya:', 'catatan: { biyaya:')).toEqual([expect.objectContaining({ line: 37, remedy: 'mungkin maksudnya "biaya"' })])
  })

  test('all faults of a file together, in its order', () => {
    const text = exampleText.replace('unit: kominfo', 'unit: komimfo').replace('biaya: Bebas biaya', 'biaya:').replace('evaluasi: [Setiap semester]', 'evaluasi: []')
    expect(readStandard(text, 's.yaml', exampleFacts).faults.map((fault) => fault.line)).toEqual([5, 22, 36])
  })

  test('what is no YAML, no map, or empty', () => {
    expect(readStandard('a: [', 's.yaml', exampleFacts).faults[0]).toMatchObject({ found: 'tulisan yang tidak dapat dibaca sebagai YAML' })
    expect(readStandard('- satu', 's.yaml', exampleFacts).faults).toHaveLength(1)
    expect(readStandard('', 's.yaml', exampleFacts).faults).toHaveLength(1)
  })
})

test('two standards of one code, and one procedure for two services, are told with both files', () => {
  const other = exampleText.replace('standar: surat-izin', 'standar: izin-lain').replace('perpanjangan: Perpanjangan', 'aduan: Keberatan')
  const { faults, standards } = readStandards([{ file: 'a.yaml', text: exampleText }, { file: 'b.yaml', text: other }, { file: 'c.yaml', text: exampleText }], exampleFacts)
  expect(standards.map((one) => one.code)).toEqual(['surat-izin', 'izin-lain', 'surat-izin'])
  expect(faults.map(({ file, line, found }) => [file, line, found])).toEqual([
    ['b.yaml', 8, 'SOP surat-izin, yang juga ada di a.yaml'],
    ['c.yaml', 1, 'standar surat-izin, yang juga ada di a.yaml'],
    ['c.yaml', 8, 'SOP surat-izin, yang juga ada di a.yaml'],
    ['c.yaml', 8, 'SOP perpanjangan, yang juga ada di a.yaml'],
  ])
})

test('whatever the text, the reader never throws, and gives faults exactly when it gives no standard', () => {
  const lines = exampleText.split('\n')
  const cut = fc.tuple(fc.nat(lines.length), fc.nat(lines.length), fc.constantFrom('', '  - x', 'biaya: {}', 'sop: []', '{', 'untuk: 3', 'pengaduan: [1]', 'catatan: 4'))
  fc.assert(
    fc.property(cut, ([from, to, instead]) => {
      const text = [...lines.slice(0, Math.min(from, to)), instead, ...lines.slice(Math.max(from, to))].join('\n')
      const { standard, faults } = readStandard(text, 's.yaml', exampleFacts)
      expect(faults.length > 0).toBe(standard === undefined)
      for (const fault of faults) expect([fault.line > 0, fault.found, fault.expected, fault.remedy].every(Boolean)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
