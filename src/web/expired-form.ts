import type { FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'

/** A form whose token is not, or no longer, ours. It brings along what was typed into it, so that nobody has to write it twice. */
export class ExpiredForm extends Refusal {
  readonly texts: string[]
  constructor(texts: string[]) {
    super('not-allowed', 'Formulir ini sudah kedaluwarsa atau tidak berasal dari halaman kami. Muat ulang halaman, lalu kirim lagi. Bila tetap gagal, izinkan kuki untuk situs ini.')
    this.texts = texts
  }
}

// Never shown again: secrets, and what no person typed.
const untold = /^_|sandi|frasa|kode|kunci|nik|^q$/i
const worthKeeping = 12

/**
 * The texts that a person typed into this form and would not like to write again. None where another site sent it, by the origin that the browser tells: nobody else puts words
 * on our pages.
 */
export function typedTexts(request: FastifyRequest, values: Record<string, string | string[] | undefined>): string[] {
  if (!isFromHere(request)) return []
  return Object.entries(values).filter(([name]) => !untold.test(name)).flatMap(([, value]) => value ?? []).filter((text) => text.trim().length >= worthKeeping)
}

function isFromHere(request: FastifyRequest): boolean {
  try {
    return new URL(request.headers.origin ?? request.headers.referer ?? '').host === request.host
  } catch {
    return false
  }
}
