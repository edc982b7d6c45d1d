import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { themeCss } from '../../ui/index.ts'
import { getTenant } from '../find-visit.ts'

/** Stylesheet, scripts, the tenant's colours, and the health page. */
export function mountAssetRoutes(app: FastifyInstance): void {
  app.get('/aset/*', { compress: false }, sendAsset)
  app.get('/tema.css', (request, reply) => {
    const { colours } = getTenant(request)
    reply.header('content-type', 'text/css; charset=utf-8')
    // Its address carries the colours, so a change of colours is a new address.
    reply.header('cache-control', 'public, max-age=86400')
    return reply.send(themeCss({ primary: colours.main, accent: colours.accent }))
  })
  app.get('/kesehatan', async (_request, reply) => {
    await sql`select 1`.execute(app.web.resources.db)
    return reply.header('cache-control', 'no-store').send({ sehat: true })
  })
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain').send('User-agent: *\nDisallow: /kotak-masuk\nDisallow: /tiket\nDisallow: /petugas\n'))
}

function sendAsset(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asset = request.server.web.assets.find(request.url.split('?')[0]!)
  if (!asset) return reply.code(404).type('text/plain').send('tidak ada')
  const accepted = request.headers['accept-encoding'] ?? ''
  const packed = asset.brotli && /\bbr\b/.test(accepted) ? (['br', asset.brotli] as const) : asset.gzip && /\bgzip\b/.test(accepted) ? (['gzip', asset.gzip] as const) : undefined
  reply.header('content-type', asset.type).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding')
  if (packed) reply.header('content-encoding', packed[0])
  return reply.send(packed ? packed[1] : asset.body)
}
