import type { FastifyReply } from 'fastify'

/** Sends a page that is this person's alone: never kept by a cache between. */
export function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'private, no-store').send(html)
}
