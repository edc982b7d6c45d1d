import { randomInt } from 'node:crypto'
import type { Secrets } from '../../kernel/secrets.ts'

// Damm's table: finds every single wrong digit and every swap of two neighbours.
const damm = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790']

function checkDigit(digits: string): string {
  let row = 0
  for (const digit of digits) row = Number(damm[row]![Number(digit)])
  return String(row)
}

/** A new ticket number: eight random digits and a check digit, written `482-109-375`. Random, so that numbers tell nobody how many tickets there are. */
export function newTicketNumber(): string {
  const digits = String(randomInt(10_000_000, 100_000_000))
  return writeNumber(digits + checkDigit(digits))
}

function writeNumber(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`
}

/** Reads a number as people type it (with blanks, dots or nothing between); `undefined` if it cannot be a number of ours. */
export function readTicketNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s.\-–]/g, '')
  return /^\d{9}$/.test(digits) && checkDigit(digits) === '0' ? writeNumber(digits) : undefined
}

// Without I, L, O, U, 0 and 1: nothing that is misread from a slip of paper.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The secret code on a receipt: eight letters, always the same for one ticket, kept nowhere, known only to who has the key. */
export function secretCode(secrets: Secrets, tenant: string, ticketId: string): string {
  const bytes = secrets.mac('ticket-code', `${tenant}/${ticketId}`)
  let code = ''
  for (let i = 0; i < 8; i++) code += letters[bytes.readUInt16BE(i * 2) % letters.length]
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The code in its written form, as typed by a person; compares equal to `secretCode` if it is the same. */
export function readSecretCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return `${code.slice(0, 4)}-${code.slice(4, 12)}`
}
