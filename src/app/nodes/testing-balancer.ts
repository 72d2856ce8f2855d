import { createServer, request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What stands in front of several servers, in this process. */
export interface Balancer {
  readonly url: string
  /** Sends requests to these ports from now on, in turns. */
  readonly ports: number[]
  close(): Promise<void>
}

/**
 * Passes requests on in turns. One that no server has begun to handle (nobody listens, or it answers 503 because it is stopping) goes to the
 * next; so does one whose line broke before an answer, such as a server that stops leaves in its queue of connections, when it only reads or has
 * a command key: as `proxy_next_upstream error http_503 non_idempotent` of nginx does. Nothing else is repeated.
 */
export async function balancer(): Promise<Balancer> {
  const ports: number[] = []
  let turn = 0
  const server = createServer((request, response) => void (async () => {
    const body = await buffer(request)
    for (let tries = 1; ; tries++) {
      const port = ports[turn++ % ports.length] ?? 0
      const answer = await pass(port, request, body).catch((error: unknown) => error)
      const code = answer instanceof Error && 'code' in answer ? answer.code : undefined
      const mayRepeat = code === 'ECONNREFUSED' || (code === 'ECONNRESET' && (request.method === 'GET' || request.headers['idempotency-key'] !== undefined))
      if (answer instanceof Error && (!mayRepeat || tries > 5)) return response.writeHead(502).end(String(answer))
      if (answer instanceof Error || ((answer as Answer).status === 503 && tries <= 5)) continue
      const { status, headers, bytes } = answer as Answer
      return response.writeHead(status, headers).end(bytes)
    }
  })())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, ports,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer { readonly status: number; readonly headers: IncomingMessage['headers']; readonly bytes: Buffer }

function pass(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = headers
  return new Promise((resolve, reject) => {
    const passed = ask({ host: '127.0.0.1', port, method, path: url, agent: false, headers: { ...kept, 'content-length': body.byteLength } }, (answer) => {
      buffer(answer).then((bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, bytes }), reject)
    })
    passed.once('error', reject).end(body)
  })
}
