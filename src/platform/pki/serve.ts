import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openAuthority, type Authority } from './authority.ts'

export interface ServedAuthority {
  readonly authority: Authority
  /** Without a slash at the end. Time stamps are at `/tsa`, OCSP at `/ocsp`, the rest its certificates say themselves. */
  readonly url: string
  close(): Promise<void>
}

/** Serves the authority of a folder on this machine alone. With the same port it is found again by the certificates it gave before. */
export async function serveAuthority(folder: string, now: () => Date, port = 0): Promise<ServedAuthority> {
  const opened: { authority?: Authority } = {}
  const server = createServer((request, response) => void answer(request, opened.authority).then(({ status, type, bytes }) => {
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, 'cache-control': 'no-store' }).end(bytes)
  }, () => response.destroy()))
  await new Promise<void>((done, fail) => void server.once('error', fail).listen(port, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const authority = await openAuthority(folder, now, url)
  opened.authority = authority
  return {
    authority, url,
    close: () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

interface Reply { readonly status: number; readonly type: string; readonly bytes: Uint8Array }
const reply = (type: string, bytes: Uint8Array): Reply => ({ status: 200, type, bytes })
const nothing = (status: number): Reply => ({ status, type: 'text/plain', bytes: new Uint8Array() })

/** Requests are a few hundred octets; nobody needs more. */
const largestRequest = 16 * 1024

async function answer(request: IncomingMessage, authority: Authority | undefined): Promise<Reply> {
  if (!authority) return nothing(503)
  const path = request.url ?? ''
  if (!path.endsWith('.cer') && path !== '/tsa') await authority.refresh()
  if (request.method === 'POST') {
    const body = await bodyOf(request)
    if (!body) return nothing(413)
    if (path === '/tsa') return reply('application/timestamp-reply', authority.timestamp(body))
    return path === '/ocsp' ? reply('application/ocsp-response', authority.answerOcsp(body)) : nothing(404)
  }
  if (request.method !== 'GET') return nothing(405)
  switch (path) {
    case '/root.cer': return reply('application/pkix-cert', authority.root.der)
    case '/authority.cer': return reply('application/pkix-cert', authority.issuer.der)
    case '/root.crl': return reply('application/pkix-crl', authority.crl('root'))
    case '/authority.crl': return reply('application/pkix-crl', authority.crl())
    // RFC 6960 § A.1: the request in base64, in the address.
    default: return path.startsWith('/ocsp/') ? reply('application/ocsp-response', authority.answerOcsp(Buffer.from(decoded(path.slice(6)), 'base64'))) : nothing(404)
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > largestRequest) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
