import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { Refusal } from '../kernel/refusal.ts'
import { inWork, type Work } from '../kernel/work.ts'
import { renderPage } from '../ui/index.ts'
import { getTenant } from './find-visit.ts'
import { sendPage } from './send-page.ts'

/** Runs a task in the transaction of this request's tenant and person. */
export async function withWork<T>(request: FastifyRequest, task: (work: Work) => Promise<T>): Promise<T> {
  const { web } = request.server
  return await inWork(web.resources, { tenant: getTenant(request).id, actor: request.visit.actor, now: web.now() }, task)
}

interface ShownPage {
  title: string
  main: ComponentChildren
  area?: 'public' | 'officer'
  width?: 'narrow' | 'wide' | 'full'
  status?: number
  description?: string
  /** Names of further scripts in the assets. */
  scripts?: string[]
}

/** Draws a page in this request's view and sends it. */
export function show(request: FastifyRequest, reply: FastifyReply, page: ShownPage): FastifyReply {
  const { status = 200, area = 'public', ...rest } = page
  return sendPage(reply, status, renderPage(request.visit.view, { ...rest, area }))
}

/** The address of the tenant's site as this request reached it, without a slash at its end. */
export function siteOf(request: FastifyRequest): string {
  return `${request.server.web.https ? 'https' : 'http'}://${request.host}`
}

/** The signed-in citizen's id; refuses `not-signed-in`. */
export function getCitizen(request: FastifyRequest): string {
  const { actor } = request.visit
  if (actor.kind !== 'citizen') throw new Refusal('not-signed-in', 'Silakan masuk lebih dahulu.')
  return actor.id
}

/** Refuses anyone who is not a signed-in officer: a page of theirs does not exist for others. */
export function needOfficer(request: FastifyRequest): void {
  if (request.visit.actor.kind !== 'officer') throw new Refusal('not-signed-in', 'Silakan masuk sebagai petugas lebih dahulu.')
}

/** One text of the query. Without NUL characters, which PostgreSQL keeps in no text. */
export function queryText(request: FastifyRequest, name: string): string {
  const value = [(request.query as Record<string, unknown>)[name]].flat()[0]
  return typeof value === 'string' ? value.replaceAll('\0', '') : ''
}

/** One text of the path, without NUL characters. */
export function pathText(request: FastifyRequest, name: string): string {
  return String((request.params as Record<string, unknown>)[name] ?? '').replaceAll('\0', '')
}
