import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tenant } from '../domains/organisation/index.ts'
import { makeProcessCache } from '../kernel/process-cache.ts'
import { themeColours } from '../ui/index.ts'

/** Every answer of a regency's site says in this header whose it is, so that the service worker keeps nobody's pages for another. */
const readerHeader = 'tanggap-pembaca'

/** Hook after `findVisit`: gives the pages of a regency what the installable app needs. */
export async function addApp(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const tenant = request.visit?.tenant
  if (!tenant) return
  const reader = readerKey(request)
  const { pushKey } = request.server.web
  reply.header(readerHeader, reader)
  request.visit.view.app = { reader, colour: deepColour(tenant.colours), icons: iconVersion(request), ...(pushKey && { pushKey }) }
}

const deepColours = makeProcessCache<string, string>()

/** The regency's colour behind a phone's status bar. Reckoned once for each pair of colours: it takes more than the rest of a request's hooks. */
function deepColour({ main, accent }: Tenant['colours']): string {
  const pair = `${main} ${accent}`
  const known = deepColours.get(pair)
  if (known) return known
  const colour = themeColours({ primary: main, accent })['brand-deep']
  deepColours.set(pair, colour)
  return colour
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
