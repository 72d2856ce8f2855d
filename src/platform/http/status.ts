import type { FastifyError } from 'fastify'

/** Said by the multipart parser, without a status, of a form that stops in its middle or names no boundary. */
const brokenForm = /^(Unexpected end of multipart data|\w+ terminated early due to unexpected end of multipart data|Multipart: Boundary not found)$/

/** The status of an error that was thrown: 500 when it is ours, and not the request's. */
export const statusOfError = (error: Pick<FastifyError, 'message' | 'statusCode'>): number => error.statusCode ?? (brokenForm.test(error.message) ? 400 : 500)
