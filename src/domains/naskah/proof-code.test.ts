import { expect, test } from 'vitest'
import { newProofToken, readProofCode, writeProofCode } from './proof-code.ts'

const token = '0123456789abcdefghjkmnpqrs'

test('a code is read as it is printed, typed, or pasted with its address', () => {
  expect(writeProofCode(token)).toBe('0123-4567-89AB-CDEF-GHJK-MNPQ-RS')
  for (const typed of [token, writeProofCode(token), ' 0123 4567 89ab cdef ghjk mnpq rs ', 'O123-4567-89AB-CDEF-GHJK-MNPQ-RS', 'oi23-4567-89ab-cdef-ghjk-mnpq-rs', `https://x.example/surat/${token}?a=b`, `x.example/surat/${token}/`]) {
    expect(readProofCode(typed), typed).toBe(token)
  }
  for (const typed of ['', 'abc', `${token}0`, token.replace('0', 'u'), 'https://x.example/surat/', '../../etc/passwd']) expect(readProofCode(typed), typed).toBeUndefined()
})

test('tokens are random', () => {
  expect(new Set(Array.from({ length: 1000 }, newProofToken)).size).toBe(1000)
  expect(newProofToken()).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
})
