import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import { policyWith, type Server } from '../platform/http/index.ts'

const root = fileURLToPath(new URL('../../dist/web/', import.meta.url))

/** The pages on which somebody signs by a card at their computer, or adds one: they alone may speak to its agent. */
const withCards = /^(podpis\/seznam\/[^/]+|ucet)$/

/** The staff application: its built files, and its one page for every address that is neither a file nor an interface. */
export async function webRoutes(app: Server, agentUrl: string | undefined) {
  if (!existsSync(root)) throw new Error('The web application has not been built. Start the office by "npm start", which builds it.')
  const files = new Set((await readdir(root, { recursive: true })).map((name) => name.replaceAll('\\', '/')))
  await app.register(staticFiles, { root, serve: false, cacheControl: false })
  app.get('/*', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?', 1)[0]?.slice(1) ?? ''
    if (/^(api|portal)(\/|$)/.test(path)) return reply.callNotFound()
    // Names of built files carry the hash of their content, so a browser may keep them for ever.
    if (files.has(path)) return reply.header('cache-control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache').sendFile(path)
    if (agentUrl && withCards.test(path)) reply.header('content-security-policy', policyWith(agentUrl))
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
