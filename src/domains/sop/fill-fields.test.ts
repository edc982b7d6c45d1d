import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { type FillContext, fillFields, type Typed } from './fill-fields.ts'
import { readSop } from './read-sop.ts'
import type { Field, FieldUse, Sop } from './sop.ts'
import { fieldTypes } from './sop.ts'
import type { Fact } from './ticket-state.ts'

const example = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!
const id = '019b8c18-e3fb-7000-8000-000000000001'
const context: FillContext = {
  facts: {}, now: new Date('2026-01-05T10:00:00+07:00'), offset: '+07:00',
  knowsUnit: (code) => code === 'dpupr', knowsVillage: (code) => code === '14.03.01.2001', knowsCategory: (code) => code === 'jalan', knowsOfficer: (one) => one === id,
  readNik: (text) => (text === '9908101712859001' ? { nik: text } : { fault: 'bukan NIK.' }),
  readPhone: (text) => (text.startsWith('+62') ? { phone: text } : { fault: 'bukan nomor.' }),
  readProduct: (_field, text) => (text === 'a@contoh.id' ? { key: text } : { fault: 'tidak ada sertifikat itu.' }),
  takenFault: (field, value) => (value === 'ada@contoh.id' ? `sudah ada di ${field.newIn!.register}. ${field.newIn!.instead}` : undefined),
  passphraseFault: (text) => (text.length < 8 ? 'paling sedikit 8 huruf.' : undefined),
}

function withFields(fields: (Partial<Field> & Pick<Field, 'name' | 'type'>)[], kind: Sop['kind'] = 'complaint'): Sop {
  return { ...example, kind, fields: fields.map((field) => ({ label: 'Isian', personal: false, ...field })) }
}

/** What one text becomes in a field of that type, or the fault that it gets. */
function read(type: Field['type'], typed: string | string[] | undefined, more: Partial<Field> & { kind?: Sop['kind'] } = {}): Fact | undefined | { fault: string } {
  const { kind = 'complaint', ...field } = more
  const { facts, faults } = fillFields(withFields([{ name: 'x', type, ...field }], kind), [{ field: 'x', required: false }], { x: typed }, context)
  return faults[0] ? { fault: faults[0].text } : facts.x
}

const wrong = { fault: expect.stringMatching(/^Isian: /) as unknown as string }

describe('each type of field', () => {
  test('text: one line, blanks tidied, as long as it may be', () => {
    expect(read('text', '  Jalan \t rusak\nparah  ')).toBe('Jalan rusak parah')
    expect(read('text', 'a'.repeat(200))).toHaveLength(200)
    expect(read('text', 'a'.repeat(201))).toEqual({ fault: 'Isian: ada 201 huruf, paling banyak 200. Ringkaslah, atau pindahkan rinciannya ke lampiran.' })
    expect(read('text', 'abcd', { maxLength: 3 })).toEqual(wrong)
  })

  test('long text: lines are kept, and line ends are of one kind', () => {
    expect(read('long-text', ' satu\r\n\r\ndua ')).toBe('satu\n\ndua')
    expect(read('long-text', 'a'.repeat(8001))).toEqual(wrong)
  })

  test('choice: only what is offered', () => {
    const options = [{ value: 'aduan', label: 'Aduan' }]
    expect(read('choice', 'aduan', { options })).toBe('aduan')
    for (const typed of ['Aduan', 'constructor', '__proto__', 'aduan,saran']) expect(read('choice', typed, { options })).toEqual(wrong)
    expect(read('choice', 'aduan')).toEqual(wrong)
  })

  test('choices: some of what is offered, each once and in its order', () => {
    const options = ['akta', 'npwp', 'rekening'].map((value) => ({ value, label: value }))
    expect(read('choices', ['rekening', 'akta', 'akta'], { options })).toEqual(['akta', 'rekening'])
    expect(read('choices', 'npwp', { options })).toEqual(['npwp'])
    expect([read('choices', [], { options }), read('choices', ['', ' '], { options }), read('choices', undefined, { options })]).toEqual([undefined, undefined, undefined])
    for (const typed of [['akta', 'ktp'], ['akta,npwp'], ['__proto__']]) expect(read('choices', typed, { options })).toEqual(wrong)
  })

  test('what must be new in a register is refused where one in force has it, with what to do instead', () => {
    const newIn = { register: 'sertifikat', instead: 'Ajukan pembaruan.' }
    expect(read('email', 'baru@contoh.id', { newIn })).toBe('baru@contoh.id')
    expect(read('email', 'ADA@contoh.id', { newIn })).toEqual({ fault: 'Isian: sudah ada di sertifikat. Ajukan pembaruan.' })
    const when = { jenis: ['baru'] }
    const kinds = (['baru', 'lama', undefined] as const).map((jenis) => fillFields(
      withFields([{ name: 'jenis', type: 'choice', options: [{ value: 'baru', label: 'Baru' }, { value: 'lama', label: 'Lama' }] }, { name: 'x', type: 'email', newIn: { ...newIn, when } }]),
      [{ field: 'jenis', required: false }, { field: 'x', required: true }], { jenis, x: 'ada@contoh.id' }, context,
    ).faults.map((fault) => fault.field))
    expect(kinds).toEqual([['x'], [], []])
    expect(read('email', 'ada@', { newIn })).toEqual({ fault: expect.stringContaining('bukan alamat surel') as unknown as string })
  })

  test('yes or no', () => {
    expect([read('yes-no', 'ya'), read('yes-no', 'tidak')]).toEqual([true, false])
    for (const typed of ['Ya', 'true', 'on', '1']) expect(read('yes-no', typed)).toEqual(wrong)
  })

  test('number and money: as people write them here', () => {
    expect([read('number', '120'), read('number', '12,5'), read('number', '0'), read('number', '007')]).toEqual([120, 12.5, 0, 7])
    expect([read('money', 'Rp 1.500.000'), read('money', 'rp1500000'), read('money', '1.500.000,50'), read('money', 'Rp. 2.000')]).toEqual([1_500_000, 1_500_000, 1_500_000.5, 2000])
    for (const typed of ['-1', '1e5', '0x10', 'Infinity', 'NaN', '1,2,3', '12,345', '1'.repeat(16), '٣', '']) expect([undefined, wrong]).toContainEqual(read('number', typed))
    for (const typed of ['Rp', '1.50.000', '$5']) expect(read('money', typed)).toEqual(wrong)
  })

  test('date: a day that exists', () => {
    expect([read('date', '2024-02-29'), read('date', '2026-12-31')]).toEqual(['2024-02-29', '2026-12-31'])
    for (const typed of ['2026-02-29', '2026-13-01', '31-01-2026', '2026-1-5', '2026-01-05T00:00', '+012026-01-05']) expect(read('date', typed)).toEqual(wrong)
  })

  test('moment: local time with the regency’s offset; a complaint’s lies behind, a request’s may lie ahead, neither far', () => {
    expect(read('moment', '2026-01-05T09:30')).toBe('2026-01-05T09:30:00+07:00')
    expect([read('moment', '2026-01-05 09.30'), read('moment', '2026-01-05')]).toEqual(['2026-01-05T09:30:00+07:00', '2026-01-05T00:00:00+07:00'])
    expect(read('moment', '2026-01-05T10:01')).toBe('2026-01-05T10:01:00+07:00')
    expect(read('moment', '2026-01-05T10:05')).toEqual({ fault: 'Isian: waktu itu belum terjadi. Isi kapan kejadiannya.' })
    expect(read('moment', '2026-02-14T08:00', { kind: 'request' })).toBe('2026-02-14T08:00:00+07:00')
    expect([read('moment', '2099-01-01T00:00', { kind: 'request' }), read('moment', '1926-01-05T09:30')]).toEqual([wrong, wrong])
    for (const typed of ['2026-01-05T25:00', '2026-01-05T9:30', '2026-02-30T09:30', 'kemarin', 'T']) expect(read('moment', typed)).toEqual(wrong)
  })

  test('NIK and phone as the domain that knows them says; NIP by its eighteen digits', () => {
    expect([read('nik', '9908101712859001'), read('nik', 'x')]).toEqual(['9908101712859001', { fault: 'Isian: bukan NIK.' }])
    expect([read('phone', '+62840100001'), read('phone', 'x')]).toEqual(['+62840100001', { fault: 'Isian: bukan nomor.' }])
    expect(read('nip', '19909999 201501 1 001')).toBe('199099992015011001')
    expect(read('nip', '1990')).toEqual({ fault: 'Isian: NIP terdiri atas 18 angka; yang tertulis 4 angka.' })
    expect(read('nip', `19909999201501100${'a'}`)).toEqual(wrong)
  })

  test('e-mail: an address, under the domain that is asked for', () => {
    expect(read('email', 'Umpama@Contoh.Example')).toBe('umpama@contoh.example')
    for (const typed of ['umpama', 'a@b', '@contoh.example', 'a b@contoh.example', 'a@contoh..example', 'a@contoh.example\nBcc: b@contoh.example', '<a@contoh.example>']) expect(read('email', typed)).toEqual(wrong)
    const domain = 'rembang.example'
    expect([read('email', 'a@rembang.example', { domain }), read('email', 'a@dinas.rembang.example', { domain })]).toEqual(['a@rembang.example', 'a@dinas.rembang.example'])
    for (const typed of ['a@xrembang.example', 'a@rembang.example.jahat.example', 'a.rembang.example@jahat.example']) expect(read('email', typed, { domain })).toEqual(wrong)
  })

  test('IP address and host name', () => {
    expect([read('ip-address', '203.0.113.7'), read('ip-address', '2001:db8::1')]).toEqual(['203.0.113.7', '2001:db8::1'])
    for (const typed of ['256.1.1.1', '203.0.113', '203.0.113.7/24', 'localhost']) expect(read('ip-address', typed)).toEqual(wrong)
    expect([read('host-name', 'Laman.Rembang.example'), read('host-name', 'a')]).toEqual(['laman.rembang.example', 'a'])
    const domain = 'rembang.example'
    expect([read('host-name', 'Laman.Rembang.example', { domain }), read('host-name', 'a.b.rembang.example', { domain })]).toEqual(['laman.rembang.example', 'a.b.rembang.example'])
    for (const typed of ['rembang.example', 'xrembang.example', 'laman.rembang.example.jahat.example', 'laman']) expect(read('host-name', typed, { domain })).toEqual({ fault: expect.stringContaining('harus di bawah rembang.example') as unknown as string })
    for (const typed of ['-a.example', 'a_b.example', 'a..example', 'a.example.', `${'a'.repeat(64)}.example`, `${'a.'.repeat(130)}example`]) expect(read('host-name', typed)).toEqual(wrong)
  })

  test('village, unit, officer and category: only those of the regency', () => {
    expect([read('village', '14.03.01.2001'), read('unit', 'dpupr'), read('officer', id), read('category', 'jalan')]).toEqual(['14.03.01.2001', 'dpupr', id, 'jalan'])
    for (const type of ['village', 'unit', 'officer', 'category'] as const) expect(read(type, 'lain')).toEqual(wrong)
  })

  test('files: ids of uploads, no more than may be', () => {
    expect([read('files', [id]), read('files', id), read('files', ['', id]), read('files', []), read('files', '')]).toEqual([[id], [id], [id], undefined, undefined])
    expect(read('files', [id, id, id], { most: 2 })).toEqual({ fault: 'Isian: ada 3 berkas, paling banyak 2. Hapus yang tidak perlu.' })
    for (const typed of [['../../etc/passwd'], ['x'], ['\0']]) expect(read('files', typed)).toEqual(wrong)
  })
})

describe('what is missing', () => {
  const sop = withFields([{ name: 'jenis', type: 'choice', options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] }, { name: 'surat', type: 'files' }, { name: 'uraian', type: 'long-text' }, { name: 'tanggal', type: 'date' }])
  const uses: FieldUse[] = [{ field: 'jenis', required: true }, { field: 'surat', required: { jenis: ['b'] } }, { field: 'uraian', required: true }, { field: 'tanggal', required: false }]

  test('is named field by field, in the order of the form, each in words that say what to do', () => {
    expect(fillFields(sop, uses, {}, context).faults).toEqual([{ field: 'jenis', text: 'Isian: pilih salah satu.' }, { field: 'uraian', text: 'Isian: wajib diisi.' }])
    expect(fillFields(sop, uses, { jenis: 'b', uraian: 'x' }, context).faults).toEqual([{ field: 'surat', text: 'Isian: lampirkan sedikitnya satu berkas.' }])
    expect(fillFields(sop, uses, { jenis: 'a', uraian: 'x' }, context)).toEqual({ facts: { jenis: 'a', uraian: 'x' }, faults: [] })
  })

  test('is judged with what the ticket knows already', () => {
    expect(fillFields(sop, uses.slice(1, 2), {}, { ...context, facts: { jenis: 'b' } }).faults.map((fault) => fault.field)).toEqual(['surat'])
  })

  test('is also what consists of nothing that can be read', () => {
    for (const typed of ['', '   ', '\n\t', '\0', ' \0\0 ', '\u00a0\u2003']) expect(fillFields(sop, uses.slice(2, 3), { uraian: typed }, context).faults).toHaveLength(1)
  })

  test('of a question is asked without a colon after its mark', () => {
    const asking = withFields([{ name: 'x', type: 'yes-no', label: 'Apakah disiarkan?' }])
    expect(fillFields(asking, [{ field: 'x', required: true }], {}, context).faults[0]!.text).toBe('Apakah disiarkan? Pilih salah satu.')
  })
})

describe('hostile input', () => {
  test('a NUL is taken out and a half sign is made whole, so that the database can keep it', () => {
    expect(read('text', 'a\0b\ud800c')).toBe('ab\ufffdc')
    expect(read('long-text', '😀')).toBe('😀')
  })

  test('a million signs are refused quickly in every type, with a short message', () => {
    for (const type of fieldTypes) {
      for (const sign of ['a', '1', '.', '@', 'a.', ' ', '0,', '-', 'Rp']) {
        const began = performance.now()
        const found = read(type, sign.repeat(1_000_000 / sign.length), { options: [], domain: 'x.example' })
        expect(performance.now() - began, `${type} ${sign}`).toBeLessThan(500)
        expect(found === undefined || (typeof found === 'object' && 'fault' in found && found.fault.length < 300), `${type} ${sign}`).toBe(true)
      }
    }
  })

  test('a list where one text is expected counts by its first', () => {
    expect([read('text', ['satu', 'dua']), read('text', []), read('yes-no', ['tidak', 'ya'])]).toEqual(['satu', undefined, false])
  })

  test('a field that is named like what every object has by birth is empty until it is filled', () => {
    for (const name of ['constructor', 'to-string', 'valueof', 'hasownproperty']) {
      const sop = withFields([{ name, type: 'text' }])
      expect(fillFields(sop, [{ field: name, required: true }], {}, context).faults).toHaveLength(1)
      expect(fillFields(sop, [{ field: name, required: true }], { [name]: 'x' }, context).facts).toEqual({ [name]: 'x' })
    }
  })

  test('what is no text at all is taken as empty, not as a crash', () => {
    for (const typed of [5, true, { toString: 'x' }, [{}], [null], null] as unknown as string[]) {
      for (const type of fieldTypes) expect(() => read(type, typed, { options: [] })).not.toThrow()
      expect(read('text', typed)).toBeUndefined()
    }
  })

  test('fields that were not asked for are not taken', () => {
    const typed = JSON.parse('{"x": "a", "identitas": "valid", "klasifikasi": "keluhan", "__proto__": "b"}') as Typed
    expect(fillFields(withFields([{ name: 'x', type: 'text' }, { name: 'identitas', type: 'text' }]), [{ field: 'x', required: true }], typed, context).facts).toEqual({ x: 'a' })
  })

  test('whatever is typed gives a clean value or one fault, never both and never a crash', () => {
    fc.assert(fc.property(fc.constantFrom(...fieldTypes), fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.array(fc.string(), { maxLength: 4 })), (type, typed) => {
      const sop = withFields([{ name: 'x', type, options: [{ value: 'a', label: 'A' }] }])
      const { facts, faults } = fillFields(sop, [{ field: 'x', required: true }], { x: typed }, context)
      expect(Object.keys(facts).length + faults.length).toBe(1)
      expect(JSON.stringify(facts).includes('\\u0000')).toBe(false)
    }), { numRuns: 2000 })
  })
})

test('a product is typed by its key, and what the register says of it is the fault', () => {
  expect(read('product', 'a@contoh.id', { register: 'sertifikat' })).toBe('a@contoh.id')
  expect(read('product', 'b@contoh.id', { register: 'sertifikat' })).toEqual({ fault: 'Isian: tidak ada sertifikat itu.' })
})

test('a new passphrase is typed twice and must be strong; one that exists is taken as it is', () => {
  const sop = withFields([{ name: 'frasa', type: 'passphrase', isNew: true }])
  const typed = (frasa: string, again: string) => fillFields(sop, [{ field: 'frasa', required: true }], { frasa, 'frasa-ulang': again }, context)
  expect(typed('panjang-dan-kuat-1', 'panjang-dan-kuat-1').facts).toEqual({ frasa: 'panjang-dan-kuat-1' })
  expect(typed('panjang-dan-kuat-1', 'panjang-dan-kuat-2').faults).toEqual([{ field: 'frasa', text: 'Isian: kedua tulisan tidak sama. Tulis frasa sandi yang sama dua kali.' }])
  expect(typed('pendek', 'pendek').faults).toEqual([{ field: 'frasa', text: 'Isian: paling sedikit 8 huruf.' }])
  expect(typed('', '').faults).toEqual([{ field: 'frasa', text: 'Isian: wajib diisi.' }])
  expect(read('passphrase', 'pendek')).toBe('pendek')
})
