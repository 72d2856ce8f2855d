import type { KeyObject } from 'node:crypto'
import type {} from '@fastify/rate-limit'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Now } from '../../kernel/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { outageOf, outageStatus, statusOfError, text, type Server } from '../../platform/http/index.ts'
import { verifierKeyText } from '../audit/index.ts'
import { access } from './access.ts'
import { readAssets } from './assets.ts'
import type { Frame, PortalPage } from './pages.ts'
import { presentMatter } from './present.ts'
import { presentVerdict, readUploads } from './routes-upload.ts'
import { submitRoutes } from './routes-submit.ts'
import { takeDelivery } from './service-delivery.ts'
import { judgeProof, lookUp } from './service-portal.ts'
import { lookUpSubmission, matterCode, type SubmitDeps } from './service-submit.ts'
import { findOffice, readMatter, type PublicOffice } from './store.ts'
import type { Submission } from './store-submission.ts'
import { proofName } from './texts-receipt.ts'

export interface PortalDeps {
  /** Works as the role `obeh_portal`, which reads the schema of this room and nothing else. */
  readonly portalDb: Database
  readonly now: Now
  /** The key of the log; its public half is enough. */
  readonly logKey: KeyObject
  /** Makes a page to HTML. */
  readonly render: (page: PortalPage) => string
  /** Directory of the built styles and fonts. Without it there are none. */
  readonly assets: string | null
  readonly log?: { error(data: object, message: string): void }
  /** What is needed to take submissions in; absent: none can be handed in here. */
  readonly submissions?: SubmitDeps
}

/** A page without what all have in common; a page that answers a form says how it is asked for again. */
type PageBody = PortalPage extends infer Page ? Page extends PortalPage ? Omit<Page, keyof Frame> & Partial<Pick<Frame, 'otherLanguage'>> : never : never

/** What is no form at all is read as an empty one. */
const Form = z.object({ number: text({ max: 200 }).catch(''), code: text({ max: 100 }).catch(''), document: text({ max: 40 }).catch('') })
  .catch({ number: '', code: '', document: '' })
const Query = z.object({ cislo: text({ max: 200 }).catch(''), lang: z.enum(['cs', 'en']).optional().catch(undefined) }).partial()
const Language = z.object({ lang: z.enum(['cs', 'en']) })
const open = { config: { access: access.readPortal }, schema: { hide: true } } as const

/** From one address in ten minutes: tries of a number and code that open nothing, and proofs to be verified. */
const wrongTries = { max: 20, timeWindow: 600_000 }
const verifications = { max: 60, timeWindow: 600_000 }
const reviewedOn = '2026-11-23'

/**
 * The portal of citizens: pages made on the server, working without JavaScript. `@fastify/rate-limit` (not global) and
 * `@fastify/multipart` must have been registered before.
 */
export async function portalRoutes(app: Server, deps: PortalDeps) {
  const assets = await readAssets(deps.assets)
  await app.register(async (portal) => {
    portal.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))))
    const tries = portal.createRateLimit(wrongTries)
    const uploads = portal.createRateLimit(verifications)

    portal.addHook('onRequest', async (request, reply) => {
      reply.headers(headers)
      const { lang } = Query.parse(request.query)
      if (!lang) return
      request.language = lang
      reply.header('set-cookie', `obeh-language=${lang}; Path=/; SameSite=Lax; Max-Age=31536000`)
    })
    portal.addHook('preHandler', async (request) => {
      const chosen = Language.safeParse(request.body)
      if (chosen.success) request.language = chosen.data.lang
    })

    portal.setErrorHandler((error: FastifyError, request, reply) => {
      const status = statusOfError(error)
      if (status >= 500) deps.log?.error({ id: request.id, route: request.routeOptions.url ?? null, error }, 'failure')
      return show(request, reply, undefined, { kind: 'error', reference: request.id }, status >= 400 && status < 500 ? status : statusOfFailure(error))
    })

    /** The office a page is for; what is asked for the page from then on is asked in its name. */
    const officeOf = async (request: FastifyRequest): Promise<PublicOffice | undefined> => {
      const office = await findOffice(deps.portalDb, request.hostname)
      if (office) request.tenancy.enter(office.tenantId)
      return office
    }

    function show(request: FastifyRequest, reply: FastifyReply, office: PublicOffice | undefined, body: PageBody, status = 200) {
      const { language } = request
      const authority = office
        ? { name: office.name, address: office.address, email: office.email, ...(office.dataBox === null ? {} : { dataBox: office.dataBox }) }
        : { name: '' }
      const otherLanguage = { href: `${request.url.split('?', 1)[0] ?? ''}?lang=${language === 'cs' ? 'en' : 'cs'}` }
      return reply.code(status).type('text/html; charset=utf-8').send(deps.render({ language, authority, otherLanguage, ...body }))
    }
    const plain = (body: PageBody, status = 200) => async (request: FastifyRequest, reply: FastifyReply) =>
      show(request, reply, await officeOf(request), body, status)

    /** What number and code open; when they open nothing, the answer has been sent. */
    async function openMatter(request: FastifyRequest, reply: FastifyReply) {
      const office = await officeOf(request)
      const { number, code } = Form.parse(request.body ?? {})
      const otherLanguage = { href: `/portal?lang=${request.language === 'cs' ? 'en' : 'cs'}` }
      const answer = (body: PageBody, status: number) => {
        show(request, reply, office, { ...body, otherLanguage }, status)
        return null
      }
      const before = await tries(request, { increment: false })
      if (!before.isAllowed && before.remaining === 0) return answer({ kind: 'too-many-tries', minutes: Math.ceil(before.ttl / 60_000) }, 429)
      if (number === '' || code === '') return answer({ kind: 'look-up', number, wrong: { number: number === '', code: code === '' } }, 400)
      const found = office && await lookUp(deps.portalDb, office.tenantId, number, code)
      if (found) return { ...found, office, code }
      const submission = office && deps.submissions ? await lookUpSubmission(deps.portalDb, office.tenantId, number, code) : null
      const became = office && deps.submissions && submission ? await matterOf(deps, deps.submissions, office.tenantId, submission) : null
      if (became && office) return { ...became, office }
      if (submission) return answer({ kind: 'submitted', number: submission.number, receivedAt: submission.receivedAt.toISOString(), refused: submission.refused }, 200)
      await tries(request)
      return answer({ kind: 'not-found', number }, 404)
    }

    portal.get('/portal', open, async (request, reply) =>
      show(request, reply, await officeOf(request), { kind: 'look-up', number: Query.parse(request.query).cislo ?? '' }))

    const showMatter = (request: FastifyRequest, reply: FastifyReply, found: NonNullable<Awaited<ReturnType<typeof openMatter>>>) => {
      const { matter, office, code } = found
      const otherLanguage = { action: '/portal/vec', fields: { number: matter.number, code } }
      return show(request, reply, office, { ...presentMatter(found, office, code, request.language, deps.now()), otherLanguage })
    }

    portal.post('/portal/vec', open, async (request, reply) => {
      const found = await openMatter(request, reply)
      return found ? showMatter(request, reply, found) : reply
    })

    portal.post('/portal/doklad', open, async (request, reply) => {
      const found = await openMatter(request, reply)
      if (!found) return reply
      const { number, proof } = found.matter
      if (proof === null) return showMatter(request, reply, found)
      return reply.type('text/plain; charset=utf-8').header('content-disposition', `attachment; filename="${proofName(number)}"`).send(proof)
    })

    portal.post('/portal/dokument', open, async (request, reply) => {
      const found = await openMatter(request, reply)
      if (!found) return reply
      const { office, matter } = found
      const taken = await takeDelivery(deps.portalDb, office.tenantId, matter.id, Form.parse(request.body).document, deps.now())
      if (!taken) return showMatter(request, reply, found)
      return reply.type('application/pdf').header('content-disposition', `attachment; filename="${taken.delivery.fileName}"`).send(taken.bytes)
    })

    portal.get('/portal/overeni', open, plain({ kind: 'verify' }))

    portal.post('/portal/overeni', open, async (request, reply) => {
      const office = await officeOf(request)
      const limit = await uploads(request)
      if (!limit.isAllowed && limit.isExceeded) return show(request, reply, office, { kind: 'too-many-tries', minutes: Math.ceil(limit.ttl / 60_000) }, 429)
      const { proof, document, language } = await readUploads(request)
      if (language) request.language = language
      if (!proof) return show(request, reply, office, { kind: 'verify', wrong: 'no-file' }, 400)
      const verdict = office ? judgeProof(proof.text, deps.logKey, office.tenantId) : { ok: false, refusal: 'foreign-log' } as const
      const { status, body } = presentVerdict(verdict, proof.name, document)
      return show(request, reply, office, body, status)
    })

    portal.get('/portal/klic', open, async (request, reply) => {
      const office = await officeOf(request)
      if (!office) return show(request, reply, office, { kind: 'no-such-page' }, 404)
      return reply.type('text/plain; charset=utf-8').send(`${verifierKeyText(office.logOrigin, deps.logKey)}\n`)
    })

    if (deps.submissions) submitRoutes(portal, deps.submissions, { officeOf, show })
    portal.get('/portal/pristupnost', open, plain({ kind: 'accessibility', reviewedOn }))
    portal.get('/portal/o-sluzbe', open, plain({ kind: 'about' }))

    portal.get('/portal/assets/:name', open, async (request, reply) => {
      const asset = assets.get((request.params as { name: string }).name)
      if (!asset) return show(request, reply, undefined, { kind: 'no-such-page' }, 404)
      return reply.type(asset.type).header('cache-control', 'public, max-age=3600').header('etag', asset.etag).send(asset.bytes)
    })

    portal.get('/portal/*', open, plain({ kind: 'no-such-page' }, 404))
  })
}

/** The matter a submission became, as its own number and code open it. */
async function matterOf({ portalDb }: PortalDeps, submissions: SubmitDeps, tenantId: PublicOffice['tenantId'], { matterId }: Submission) {
  const matter = matterId && await readMatter(portalDb, tenantId, matterId)
  if (!matter) return null
  const code = matterCode(submissions, tenantId, matter.id)
  const found = await lookUp(portalDb, tenantId, matter.number, code)
  return found && { ...found, code }
}

function statusOfFailure(error: unknown): number {
  const outage = outageOf(error)
  return outage ? outageStatus[outage] : 500
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
}
