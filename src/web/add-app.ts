import type { FastifyReply, FastifyRequest } from 'fastify'
import { themeColours } from '../ui/index.ts'

/** Every answer of a regency's site says in this header whose it is, so that the service worker keeps nobody's pages for another. */
const readerHeader = 'tanggap-pembaca'

/** Hook after `findVisit`: gives the pages of a regency what the installable app needs. */
export async function addApp(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const tenant = request.visit?.tenant
  if (!tenant) return
  const reader = readerKey(request)
  const colours = themeColours({ primary: tenant.colours.main, accent: tenant.colours.accent })
  const { pushKey } = request.server.web
  reply.header(readerHeader, reader)
  request.visit.view.app = { reader, colour: colours['brand-deep'], icons: iconVersion(request), ...(pushKey && { pushKey }) }
}

/** Tells readers apart on a device without saying who they are; `-` is nobody in particular. */
export function readerKey(request: FastifyRequest): string {
  const { actor, tenant } = request.visit
  if (!tenant || (actor.kind !== 'citizen' && actor.kind !== 'officer')) return '-'
  const mac = request.server.web.resources.secrets.mac('cookie', `reader/${tenant.id}/${actor.kind}/${actor.id}`)
  return mac.toString('hex').slice(0, 20)
}

/** Changes when the regency's colours do, so that icons may be kept for long. */
export function iconVersion(request: FastifyRequest): string {
  const { colours } = request.visit.tenant!
  return `${colours.main}${colours.accent}`.replaceAll('#', '')
}
