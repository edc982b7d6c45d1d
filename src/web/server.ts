import { randomBytes } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { uploadLimits } from '../domains/files/index.ts'
import { loadAssets } from '../ui/index.ts'
import { answerError, answerNotFound } from './answer-error.tsx'
import { addApp } from './add-app.ts'
import { mountAccountRoutes } from './routes/account-routes.tsx'
import { mountAppRoutes } from './routes/app-routes.tsx'
import { mountAssetRoutes } from './routes/asset-routes.ts'
import { mountContactRoutes } from './routes/contact-routes.tsx'
import { mountDeskRoutes } from './routes/desk-routes.tsx'
import { mountExportRoutes } from './routes/export-routes.tsx'
import { mountFileRoutes } from './routes/file-routes.ts'
import { mountGatewayRoutes } from './routes/gateway-routes.ts'
import { mountLiveRoutes } from './routes/live-routes.ts'
import { mountLetterRoutes } from './routes/letter-routes.tsx'
import { mountShortLinkRoutes } from './routes/short-link-routes.ts'
import { mountHomeRoutes } from './routes/home-routes.tsx'
import { mountImportRoutes } from './routes/import-routes.tsx'
import { mountReceiptRoutes } from './routes/receipt-routes.ts'
import { mountRegisterRoutes } from './routes/register-routes.ts'
import { mountOfficerRoutes } from './routes/officer-routes.tsx'
import { mountPublicRoutes } from './routes/public-routes.tsx'
import { mountReportRoutes } from './routes/report-routes.tsx'
import { mountSopRoutes } from './routes/sop-routes.tsx'
import { mountStaffSignInRoutes } from './routes/staff-sign-in-routes.tsx'
import { mountTicketRoutes } from './routes/ticket-routes.tsx'
import { findVisit } from './find-visit.ts'
import type { WebOptions } from './web-context.ts'

/** The web server, ready to listen or to be asked by `inject`. */
export async function makeServer(options: WebOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: 256 * 1024,
    genReqId: () => randomBytes(5).toString('hex'),
    routerOptions: { maxParamLength: 200 },
    // A browser that opened a connection ahead of time must not hold up a stop.
    forceCloseConnections: true,
  })
  app.decorate('web', { ...options, assets: loadAssets() })
  app.decorateRequest('visit')
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  await addPlugins(app, options)
  app.addHook('onRequest', findVisit)
  app.addHook('onRequest', addApp)
  for (const mount of [
    mountAssetRoutes, mountAppRoutes, mountHomeRoutes, mountReportRoutes, mountTicketRoutes, mountPublicRoutes, mountSopRoutes, mountAccountRoutes, mountFileRoutes,
    mountStaffSignInRoutes, mountOfficerRoutes, mountLiveRoutes, mountShortLinkRoutes, mountContactRoutes, mountLetterRoutes, mountGatewayRoutes,
    mountDeskRoutes, mountReceiptRoutes, mountImportRoutes, mountExportRoutes, mountRegisterRoutes,
  ]) await app.register(async (scope) => mount(scope))
  return app
}

async function addPlugins(app: FastifyInstance, options: WebOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"], 'style-src': ["'self'"], 'script-src': ["'self'"], 'img-src': ["'self'", 'data:'], 'connect-src': ["'self'"],
        'font-src': ["'self'"], 'form-action': ["'self'"], 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"], 'manifest-src': ["'self'"], 'worker-src': ["'self'"],
        ...(options.https && { 'upgrade-insecure-requests': [] }),
      },
    },
    strictTransportSecurity: options.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 256 * 1024 })
  await app.register(multipart, {
    limits: { fileSize: uploadLimits.bytes * 4, files: uploadLimits.filesPerForm * 2, fields: 100, fieldSize: 64 * 1024, parts: 120, fieldNameSize: 100 },
    throwFileSizeLimit: false,
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/aset/'),
    errorResponseBuilder: (_request, context) => Object.assign(new Error(`Terlalu banyak permintaan. Coba lagi dalam ${context.after}.`), { statusCode: 429 }),
  })
}
