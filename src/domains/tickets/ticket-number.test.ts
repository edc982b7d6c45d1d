import { describe, expect, test } from 'vitest'
import { testSecrets } from '../../kernel/testing.ts'
import { Secrets } from '../../kernel/secrets.ts'
import { newTicketNumber, readSecretCode, readTicketNumber, secretCode } from './ticket-number.ts'

const numbers = Array.from({ length: 100 }, newTicketNumber)

describe('a ticket number', () => {
  test('is three times three digits and is read as people type it', () => {
    for (const number of numbers) {
      expect(number).toMatch(/^\d{3}-\d{3}-\d{3}$/)
      const [a, b, c] = number.split('-')
      for (const typed of [number, `${a}${b}${c}`, `${a} ${b} ${c}`, ` ${a}.${b}.${c}\n`, `${a}–${b}–${c}`]) expect(readTicketNumber(typed)).toBe(number)
    }
  })

  test('with any one digit wrong is found out', () => {
    for (const number of numbers) {
      const digits = number.replaceAll('-', '')
      for (let place = 0; place < 9; place++) {
        for (let digit = 0; digit <= 9; digit++) {
          if (String(digit) === digits[place]) continue
          expect(readTicketNumber(digits.slice(0, place) + digit + digits.slice(place + 1))).toBeUndefined()
        }
      }
    }
  })

  test('with any two neighbours swapped is found out', () => {
    for (const number of numbers) {
      const digits = number.replaceAll('-', '')
      for (let place = 0; place < 8; place++) {
        if (digits[place] === digits[place + 1]) continue
        expect(readTicketNumber(digits.slice(0, place) + digits[place + 1] + digits[place] + digits.slice(place + 2))).toBeUndefined()
      }
    }
  })

  test('is nothing else', () => {
    for (const typed of ['', '12', '1234567890', '12345678', 'abc-def-ghi', '１２３-４５６-７８９', '-'.repeat(9), '000-000-00x', '9'.repeat(1_000_000)]) expect(readTicketNumber(typed)).toBeUndefined()
  })

  test('tells nobody how many tickets there are', () => {
    expect(new Set(numbers).size).toBe(100)
    expect([...numbers].sort()).not.toEqual(numbers)
  })
})

describe('the secret code', () => {
  const id = '019b8c18-e3fb-7000-8000-000000000001'

  test('is always the same for a ticket, and another for another ticket, regency or installation', () => {
    const code = secretCode(testSecrets, 'rembang', id)
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    expect(secretCode(testSecrets, 'rembang', id)).toBe(code)
    const others = [secretCode(testSecrets, 'cirebon', id), secretCode(testSecrets, 'rembang', id.replace(/1$/, '2')), secretCode(new Secrets(Buffer.alloc(32, 8)), 'rembang', id)]
    expect(new Set([code, ...others]).size).toBe(4)
  })

  test('uses every sign of its alphabet about as often as another', () => {
    const signs = Array.from({ length: 2000 }, (_, n) => secretCode(testSecrets, 'x', String(n)).replace('-', '')).join('')
    const counts = [...Map.groupBy(signs, (sign) => sign).values()].map((list) => list.length)
    expect(counts).toHaveLength(30)
    expect(Math.min(...counts)).toBeGreaterThan(400)
    expect(Math.max(...counts)).toBeLessThan(680)
  })

  test('is read in small letters, with or without the line between, and blanks around', () => {
    const code = secretCode(testSecrets, 'rembang', id)
    for (const typed of [code, code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `]) expect(readSecretCode(typed)).toBe(code)
    for (const typed of ['', code.slice(1), `${code.slice(0, -1)}0`, '\0', 'é'.repeat(8)]) expect(readSecretCode(typed)).not.toBe(code)
  })
})
