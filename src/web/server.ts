import { randomBytes } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { uploadLimits } from '../domains/files/index.ts'
import { loadAssets } from '../ui/index.ts'
import { answerError, answerNotFound } from './answer-error.tsx'
import { answerBrokenLine, answerUnreadable } from './answer-unreadable.ts'
import { addApp } from './add-app.ts'
import { mountActToolRoutes } from './routes/act-tool-routes.tsx'
import { mountBulkRoutes } from './routes/bulk-routes.tsx'
import { mountOfficerDeskRoutes } from './routes/officer-desk-routes.tsx'
import { mountAdminRoutes } from './routes/admin-routes.tsx'
import { mountOfficerAccountRoutes } from './routes/officer-account-routes.tsx'
import { mountOtherWaysRoutes } from './routes/other-ways-routes.tsx'
import { mountAccountRoutes } from './routes/account-routes.tsx'
import { mountAppRoutes } from './routes/app-routes.tsx'
import { mountAssetRoutes } from './routes/asset-routes.ts'
import { mountCannedRoutes } from './routes/canned-routes.tsx'
import { mountCertificateRoutes } from './routes/certificate-routes.ts'
import { mountContactRoutes } from './routes/contact-routes.tsx'
import { mountDeskRoutes } from './routes/desk-routes.tsx'
import { mountExportRoutes } from './routes/export-routes.tsx'
import { mountFileRoutes } from './routes/file-routes.ts'
import { mountGatewayRoutes } from './routes/gateway-routes.ts'
import { mountLiveRoutes } from './routes/live-routes.ts'
import { mountLetterRoutes } from './routes/letter-routes.tsx'
import { mountPpidReportRoutes } from './routes/ppid-report-routes.tsx'
import { mountNaskahProofRoutes } from './routes/naskah-proof-routes.tsx'
import { mountNaskahRoutes } from './routes/naskah-routes.tsx'
import { mountShortLinkRoutes } from './routes/short-link-routes.ts'
import { mountHeldRoutes } from './routes/held-routes.tsx'
import { mountHomeRoutes } from './routes/home-routes.tsx'
import { mountImportRoutes } from './routes/import-routes.tsx'
import { mountReceiptRoutes } from './routes/receipt-routes.ts'
import { mountRegisterRoutes } from './routes/register-routes.ts'
import { mountObjectionRoutes } from './routes/objection-routes.tsx'
import { mountOfficerRoutes } from './routes/officer-routes.tsx'
import { mountCloseAccountRoutes } from './routes/close-account-routes.tsx'
import { mountOwnDataRoutes } from './routes/own-data-routes.tsx'
import { mountOwnChainRoutes } from './routes/own-chain-routes.tsx'
import { mountPasswordResetRoutes } from './routes/password-reset-routes.tsx'
import { mountPopulationRoutes } from './routes/population-routes.tsx'
import { mountProductRegisterRoutes } from './routes/product-register-routes.tsx'
import { mountPublicRoutes } from './routes/public-routes.tsx'
import { mountRedactionRoutes } from './routes/redaction-routes.tsx'
import { mountReportRoutes } from './routes/report-routes.tsx'
import { mountServiceRoutes } from './routes/service-routes.tsx'
import { mountSearchRoutes } from './routes/search-routes.tsx'
import { mountSopRoutes } from './routes/sop-routes.tsx'
import { mountStepLinkRoutes } from './routes/step-link-routes.tsx'
import { mountStaffSignInRoutes } from './routes/staff-sign-in-routes.tsx'
import { mountSurveyRoutes } from './routes/survey-routes.tsx'
import { mountTemplateRoutes } from './routes/template-routes.tsx'
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
    frameworkErrors: (error, _request, reply) => answerUnreadable(error, reply),
    clientErrorHandler: answerBrokenLine,
  })
  app.decorate('web', { ...options, assets: loadAssets() })
  app.decorateRequest('visit')
  // Forms and files only: what could come as JSON would not be the texts that a form holds.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  app.addHook('onRequest', leaveTheGone)
  await addPlugins(app, options)
  app.addHook('onRequest', findVisit)
  app.addHook('onRequest', addApp)
  for (const mount of [
    mountAssetRoutes, mountAppRoutes, mountHomeRoutes, mountReportRoutes, mountTicketRoutes, mountOwnChainRoutes, mountSurveyRoutes, mountPublicRoutes, mountSearchRoutes, mountServiceRoutes, mountSopRoutes, mountAccountRoutes, mountPasswordResetRoutes, mountOwnDataRoutes, mountCloseAccountRoutes, mountFileRoutes,
    mountStaffSignInRoutes, mountOfficerRoutes, mountActToolRoutes, mountRedactionRoutes, mountOfficerDeskRoutes, mountBulkRoutes, mountCannedRoutes, mountLiveRoutes, mountShortLinkRoutes, mountContactRoutes, mountLetterRoutes, mountHeldRoutes, mountTemplateRoutes, mountGatewayRoutes,
    mountDeskRoutes, mountReceiptRoutes, mountStepLinkRoutes, mountCertificateRoutes, mountObjectionRoutes, mountImportRoutes, mountExportRoutes, mountRegisterRoutes, mountProductRegisterRoutes, mountNaskahRoutes, mountNaskahProofRoutes, mountPpidReportRoutes, mountPopulationRoutes, mountAdminRoutes, mountOfficerAccountRoutes, mountOtherWaysRoutes,
  ]) await app.register(async (scope) => mount(scope))
  return app
}

/** Whoever broke the connection off has no address any more and waits for no answer: nothing is done for them. */
function leaveTheGone(request: FastifyRequest, reply: FastifyReply, go: () => void): void {
  // Fastify takes it for granted that there is one.
  if ((request.ip as string | undefined) !== undefined) return go()
  reply.hijack()
  request.raw.destroy()
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
