import { randomInt } from 'node:crypto'

// Crockford's base 32: without I, L, O and U, which are misread.
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 26

/** A new token of a proof page: 26 letters, 130 random bits. */
export function newProofToken(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** A token as a letter prints it: in groups, capitals. */
export function writeProofCode(token: string): string {
  return token.toUpperCase().match(/.{1,4}/g)?.join('-') ?? ''
}

/** Reads a token as people type or paste it, also a whole address that ends in one; undefined if it cannot be one. */
export function readProofCode(typed: string): string | undefined {
  const last = typed.trim().split(/[?#]/)[0]!.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const code = last.toLowerCase().replace(/[\s\-–.]/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined
}
