import type { FastifyRequest } from 'fastify'

/**
 * Whether another site made the browser send this request. Reading is always fine, cookies or not, because nothing changes;
 * a program that is not a browser sends neither header and has no cookie to steal.
 */
export function isCrossSite(request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== request.host
}
