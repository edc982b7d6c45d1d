import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskNik, readNik } from './nik.ts'

// All NIKs here are examples: region and date are put together by hand, and the serials are invented.
const now = new Date('2026-03-02T03:00:00Z')

describe('readNik', () => {
  test('a man of Bengkalis', () => {
    expect(readNik('1403011708909001', now)).toEqual({
      nik: '1403011708909001',
      birthDate: '1990-08-17',
      sex: 'male',
      region: { code: '14.03.01', province: 'Riau', regency: 'Kabupaten Bengkalis', district: 'Bengkalis' },
    })
  })

  test('a woman has 40 added to her day of birth', () => {
    expect(readNik('3508105712859002', now)).toMatchObject({ birthDate: '1985-12-17', sex: 'female', region: { regency: 'Kabupaten Lumajang' } })
  })

  test('spaces, dots and hyphens are allowed', () => {
    expect(readNik(' 1403.01-170890 9001 ', now)).toMatchObject({ nik: '1403011708909001' })
  })

  test.each([
    ['', 'NIK belum diisi. Isilah 16 angka NIK seperti pada KTP Anda.'],
    ['14030117O8900001', 'NIK hanya berisi angka. Hapus huruf atau tanda lain, lalu isi 16 angka seperti pada KTP Anda.'],
    ['140301170890000', 'NIK berisi 16 angka, yang Anda isi 15 angka. Periksa kembali KTP Anda.'],
    ['14030117089000011', 'NIK berisi 16 angka, yang Anda isi 17 angka. Periksa kembali KTP Anda.'],
    ['9903011708909001', 'Enam angka pertama NIK bukan kode wilayah yang dikenal. Periksa kembali KTP Anda.'],
    ['1469011708909001', 'Enam angka pertama NIK bukan kode wilayah yang dikenal. Periksa kembali KTP Anda.'],
    ['1403001708909001', 'Enam angka pertama NIK bukan kode wilayah yang dikenal. Periksa kembali KTP Anda.'],
    ['1403013202909001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.'],
    ['1403013002909001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.'],
    ['1403010008909001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.'],
    ['1403014008909001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.'],
    ['1403011713909001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.'],
    ['1403011708900000', 'Empat angka terakhir NIK tidak boleh 0000. Periksa kembali KTP Anda.'],
  ])('%j is not a NIK', (text, fault) => {
    expect(readNik(text, now)).toEqual({ fault })
  })

  test('29 February is a day in 2004 and none in 2003', () => {
    expect(readNik('1403012902049001', now)).toMatchObject({ birthDate: '2004-02-29' })
    expect(readNik('1403012902039001', now)).toHaveProperty('fault')
  })

  test('two digits of the year mean the latest one that is not in the future', () => {
    expect(readNik('1403010203269001', now)).toMatchObject({ birthDate: '2026-03-02' })
    expect(readNik('1403010303269001', now)).toMatchObject({ birthDate: '1926-03-03' })
  })

  test('a NIK keeps the code of a regency that has since gone to a new province', () => {
    expect(readNik('6473011708909001', now)).toMatchObject({ region: { code: '64.73.01', province: 'Kalimantan Timur' } })
    expect(readNik('9127011708909001', now)).toMatchObject({ region: { code: '91.27.01', province: 'Papua' } })
  })

  test('a district that is not in the list of today is let through, without a name', () => {
    expect(readNik('1403981708909001', now)).toMatchObject({ region: { code: '14.03.98', province: 'Riau', regency: 'Kabupaten Bengkalis' } })
  })

  const two = (number: number) => String(number).padStart(2, '0')
  const born = fc.date({ min: new Date('1927-01-01'), max: new Date('2026-03-02'), noInvalidDate: true })

  test('every date of birth comes back as it went in, for both sexes', () => {
    fc.assert(
      fc.property(born, fc.boolean(), fc.integer({ min: 1, max: 9999 }), (date, woman, serial) => {
        const day = date.toISOString().slice(0, 10)
        const coded = two(Number(day.slice(8)) + (woman ? 40 : 0)) + day.slice(5, 7) + day.slice(2, 4)
        const read = readNik(`140301${coded}${String(serial).padStart(4, '0')}`, now)
        expect(read).toMatchObject({ birthDate: day, sex: woman ? 'female' : 'male' })
      }),
    )
  })

  test('any text at all gives a NIK of 16 digits or a fault in words, never an error', () => {
    const digits = fc.stringMatching(/^[0-9 .-]{0,24}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (text) => {
        const read = readNik(text, now)
        if ('fault' in read) expect(read.fault).toMatch(/^\S.*\.$/)
        else expect(read.nik).toMatch(/^[0-9]{16}$/)
      }),
    )
  })
})

test('a masked NIK shows its first four and last two digits', () => {
  expect(maskNik('1403011708909001')).toBe('1403••••••••••01')
})
