import type { FastifyInstance } from 'fastify'

export interface ListedRoute {
  method: string
  /** `/tiket/:nomor/balas` */
  path: string
}

/** All addresses of the server with their methods, read from the tree that it prints of itself: a line's depth is where its beginning stands above it. */
export function listRoutes(app: FastifyInstance): ListedRoute[] {
  const above: string[] = []
  return app.printRoutes({ commonPrefix: false }).split('\n').flatMap((line) => {
    const found = /^(.*?)[├└]── (\S*) ?(?:\((.*)\))?$/.exec(line)
    if (!found) return []
    const depth = found[1]!.length / 4
    const path = (above[depth - 1] ?? '') + found[2]!
    above[depth] = path
    return (found[3] ?? '').split(', ').filter((method) => method && method !== 'HEAD').map((method) => ({ method, path }))
  })
}
