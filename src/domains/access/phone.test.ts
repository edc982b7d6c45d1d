import { expect, test } from 'vitest'
import { maskPhone, readPhone } from './phone.ts'

test.each(['081200000123', '81200000123', '6281200000123', '+62 812-0000-0123', '+62 (0)812.0000.0123', '00 62 812 0000 0123'])(
  '%j is one number',
  (text) => {
    expect(readPhone(text)).toEqual({ phone: '+6281200000123' })
  },
)

test.each([
  ['', 'Nomor telepon belum diisi. Isilah nomor ponsel Anda, misalnya 0812 3456 7890.'],
  ['0812-kosong', 'Nomor telepon hanya berisi angka. Contoh: 0812 3456 7890.'],
  ['0766 21234', 'Ini bukan nomor ponsel Indonesia. Nomornya dimulai dengan 08 atau +628.'],
  ['+65 8123 4567', 'Ini bukan nomor ponsel Indonesia. Nomornya dimulai dengan 08 atau +628.'],
  ['08120000', 'Nomor telepon terlalu pendek. Periksa kembali angkanya.'],
  ['08120000012345', 'Nomor telepon terlalu panjang. Periksa kembali angkanya.'],
])('%j is no mobile number', (text, fault) => {
  expect(readPhone(text)).toEqual({ fault })
})

test('the shortest and the longest numbers in use', () => {
  expect(readPhone('0811000012')).toEqual({ phone: '+62811000012' })
  expect(readPhone('0812000001234')).toEqual({ phone: '+62812000001234' })
})

test('a masked number shows its operator and its last three digits', () => {
  expect(maskPhone('+6281200000123')).toBe('+62812•••••123')
})
