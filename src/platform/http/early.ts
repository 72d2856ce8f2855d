import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../i18n/language.ts'
import { sendProblem } from './problem.ts'
import { safeHeaders } from './safe-headers.ts'
import { texts } from './texts.ts'

/** Answers an address that no route can even be looked up for: badly encoded, or with a parameter too long. No hook has run yet. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const title = texts[languageOf(request.headers['accept-language'])]['not-understood']
  return sendProblem(reply.headers(safeHeaders), { status: error.statusCode ?? 400, refusal: 'not-understood', title })
}

/**
 * Answers what is no request: bytes that are not HTTP, headers longer than is allowed, or a request that does not come to its end in time.
 * The line is closed, for nobody knows where on it the next request would begin.
 */
export function refuseBytes(error: Error & { readonly code?: string; readonly rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = statusOf[error.code ?? ''] ?? 400
  const problem = JSON.stringify({ type: 'urn:obeh:problem:not-understood', status, refusal: 'not-understood', title: texts.cs['not-understood'] })
  const headers = { ...safeHeaders, 'content-type': 'application/problem+json; charset=utf-8', 'content-length': Buffer.byteLength(problem), connection: 'close' }
  const isHead = Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD '
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${isHead ? '' : problem}`)
  socket.destroy(error)
}

const statusOf: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }
