import type { FastifyReply, FastifyRequest } from 'fastify'

const [longestMs, mostBytes] = [5_000, 16 * 1024 * 1024]

/**
 * For a request answered before it has come whole: what still comes is thrown away for a while, so that the sender gets to read why,
 * and then the line is closed. Closed at once it would only see a broken line; read to the end, it could keep us busy for hours.
 */
export function lingerThenClose({ raw }: Pick<FastifyRequest, 'raw'>): void {
  if (raw.complete || raw.destroyed) return
  const close = () => raw.socket?.destroy()
  const timer = setTimeout(close, longestMs).unref()
  let thrownAway = 0
  raw.on('data', (chunk: Buffer) => {
    thrownAway += chunk.byteLength
    if (thrownAway > mostBytes) close()
  })
  raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer)).once('error', () => {})
  raw.unpipe()
  raw.resume()
}

/** A hook that refuses what says itself that it is longer than `mostBytes`, before a byte of it is read. */
export const refuseTooLong = (mostBytes: number) => async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw Object.assign(new Error('The request is too long.'), { statusCode: 413 })
}
