import type { FastifyReply, FastifyRequest } from 'fastify'
import { readSecretCode, secretCode, type Ticket } from '../domains/tickets/index.ts'
import { getTenant } from './find-visit.ts'
import { sameText } from './same-text.ts'

/** Where this browser keeps the codes of tickets that it has shown. */
export const ticketKeyCookie = 'tanggap_tiket'
const mostKeys = 8

/** Lets this browser read a ticket without an account: the cookie holds number and code, as the person could type them. */
export function giveKey(request: FastifyRequest, reply: FastifyReply, ticket: Ticket): void {
  const key = `${ticket.number}.${codeOf(request, ticket.id)}`
  const keys = [key, ...keysIn(request).filter((k) => k !== key)].slice(0, mostKeys)
  reply.setCookie(ticketKeyCookie, keys.join('~'), { path: '/', httpOnly: true, sameSite: 'lax', secure: request.server.web.https, maxAge: 90 * 86_400 })
}

/** Whether this browser has shown the ticket's secret code. */
export function holdsKey(request: FastifyRequest, ticket: { id: string; number: string }): boolean {
  const key = keysIn(request).find((k) => k.startsWith(`${ticket.number}.`))
  return key !== undefined && sameCode(request, ticket.id, key.slice(ticket.number.length + 1))
}

/** Whether a typed code is the ticket's. */
export function sameCode(request: FastifyRequest, ticketId: string, typed: string): boolean {
  return sameText(readSecretCode(typed), codeOf(request, ticketId))
}

export function codeOf(request: FastifyRequest, ticketId: string): string {
  return secretCode(request.server.web.resources.secrets, getTenant(request).id, ticketId)
}

function keysIn(request: FastifyRequest): string[] {
  return (request.cookies[ticketKeyCookie] ?? '').split('~').filter((key) => /^[\d-]{11}\.[0-9A-Z-]{9}$/.test(key))
}

/** Sends the person to the receipt, which this browser may now read. */
export function openReceipt(request: FastifyRequest, reply: FastifyReply, ticket: Ticket): FastifyReply {
  giveKey(request, reply, ticket)
  return reply.redirect(`/tiket/${ticket.number}/tanda-terima`, 303)
}
