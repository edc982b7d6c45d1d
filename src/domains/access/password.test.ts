import { expect, test } from 'vitest'
import { findPasswordFault } from './password.ts'

const owner = { names: ['1403011708909001', '0812-0000-0123'] }

test.each([
  ['', 'Kata sandi belum diisi. Buatlah kata sandi sedikitnya 8 karakter.'],
  ['tujuh77', 'Kata sandi terlalu pendek. Pakailah sedikitnya 8 karakter, misalnya tiga kata yang mudah Anda ingat.'],
  ['a'.repeat(129), 'Kata sandi terlalu panjang. Pakailah paling banyak 128 karakter.'],
  ['1403011708909001', 'Kata sandi tidak boleh sama dengan NIK, nomor telepon, atau nama pengguna.'],
  ['1403.0117.0890.9001', 'Kata sandi tidak boleh sama dengan NIK, nomor telepon, atau nama pengguna.'],
  ['+6281200000123', 'Kata sandi tidak boleh sama dengan NIK, nomor telepon, atau nama pengguna.'],
  ['Bismillah123', 'Kata sandi ini terlalu umum dan mudah ditebak. Pakailah yang lain.'],
  ['zzzzzzzzzz', 'Kata sandi ini terlalu umum dan mudah ditebak. Pakailah yang lain.'],
])('%j is refused', (password, fault) => {
  expect(findPasswordFault(password, owner)).toBe(fault)
})

test('eight characters that are no common word will do', () => {
  expect(findPasswordFault('ikan-laut', owner)).toBeUndefined()
})
