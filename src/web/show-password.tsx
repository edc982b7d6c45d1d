import type { FastifyReply, FastifyRequest } from 'fastify'
import { AdminPasswordPage } from './pages/admin-officers-page.tsx'
import { show } from './with-work.ts'

/** The one page that shows a password. */
export function showPassword(request: FastifyRequest, reply: FastifyReply, given: { officer: { id: string; name: string; username: string }; password: string; title: string }): FastifyReply {
  const { officer, password, title } = given
  return show(request, reply, { title, area: 'officer', width: 'narrow', main: <AdminPasswordPage title={title} name={officer.name} username={officer.username} password={password} officerId={officer.id} /> })
}
