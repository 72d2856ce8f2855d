import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { auditRoutes, renditionRoutes, logDenied } from '../modules/audit/index.ts'
import { bulkRoutes, circulationRoutes } from '../modules/circulation/index.ts'
import { dispatchRoutes } from '../modules/dispatch/index.ts'
import { administrationRoutes, identityRoutes, sessionDoor } from '../modules/identity/index.ts'
import { intakeRoutes } from '../modules/intake/index.ts'
import { privacyRoutes } from '../modules/privacy/index.ts'
import { portalRoutes } from '../modules/publication/index.ts'
import { recordsRoutes } from '../modules/records/index.ts'
import { signingRoutes } from '../modules/signing/index.ts'
import { validationRoutes } from '../modules/validation/index.ts'
import { viewsRoutes } from '../modules/views/index.ts'
import { createServer, type Server } from '../platform/http/index.ts'
import { administrationDeps } from './administration.ts'
import { demoRoutes } from './demo/routes.ts'
import { healthRoutes } from './health.ts'
import { logHealthRoutes } from './log-health.ts'
import type { Office } from './office.ts'
import { privacyDeps } from './privacy.ts'
import { intakeDeps, recordsDeps, portalDeps, signingDeps } from './wiring.ts'
import { witnessReadings } from './sensitive.ts'
import { validationDeps } from './validation.ts'
import { webRoutes } from './web.ts'

export interface BuildOptions {
  readonly log?: Logger
  readonly isStopping?: () => boolean
}

/** The HTTP server of the whole office, not yet listening. */
export async function buildServer(office: Office, { log, isStopping = () => false }: BuildOptions = {}): Promise<Server> {
  const identity = { ...office, secureCookies: office.publicUrl.startsWith('https:'), proofMs: office.config.reauthMinutes * 60_000 }
  const door = sessionDoor(identity)
  const app = createServer({
    ...door,
    trustProxy: office.config.trustProxy,
    https: identity.secureCookies,
    ...(log ? { log } : {}),
    async onDenied(request, reason) {
      if (request.actor && reason !== 'not-signed-in') await logDenied(office, request.actor, `${request.method} ${request.routeOptions.url ?? ''} ${reason}`)
    },
  })
  await app.register(swagger, { openapi: { info: { title: 'Oběh', version: '0.1.0' } }, transform: jsonSchemaTransform })
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 20, fields: 20 } })
  await app.register(rateLimit, { global: false })
  witnessReadings(app, office)
  healthRoutes(app, office, isStopping)
  logHealthRoutes(app, office)
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
  identityRoutes(app, identity)
  administrationRoutes(app, administrationDeps(office))
  auditRoutes(app, office)
  renditionRoutes(app, office)
  recordsRoutes(app, recordsDeps(office))
  circulationRoutes(app, office)
  bulkRoutes(app, office)
  intakeRoutes(app, intakeDeps(office))
  dispatchRoutes(app, office)
  viewsRoutes(app, office)
  signingRoutes(app, signingDeps(office))
  validationRoutes(app, validationDeps(office))
  privacyRoutes(app, privacyDeps(office))
  await portalRoutes(app, await portalDeps(office, log))
  if (office.config.mode === 'demo') demoRoutes(app)
  await webRoutes(app, office.config.signing.agentUrl)
  await app.ready()
  return app
}

/** What supervisors may ask a process that serves nobody. */
export async function buildWatched(office: Office, { isStopping = () => false }: BuildOptions = {}): Promise<Server> {
  const app = createServer({ authenticate: async () => null })
  healthRoutes(app, office, isStopping)
  logHealthRoutes(app, office)
  await app.ready()
  return app
}
