import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Server } from '../../platform/http/index.ts'
import type { Member, Side } from './testing-ground.ts'

export interface Call {
  readonly method: string
  readonly url: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Who asks; nobody has signed in when absent. */
  readonly as?: Member | undefined
  /** The address it comes from: what is limited by address is limited for this one alone. */
  readonly from?: string
}

/** Asks the server as a browser of the office would, without a network between. */
export function call(app: Server, { host }: Pick<Side, 'host'>, { method, url, body, headers = {}, as, from }: Call): Promise<LightMyRequestResponse> {
  return app.inject({
    method: method as NonNullable<InjectOptions['method']>, url, ...(body === undefined ? {} : { payload: body as object }), ...(from ? { remoteAddress: from } : {}),
    headers: { host, 'accept-language': 'cs', ...(as ? { cookie: `obeh=${as.token}` } : {}), ...headers },
  })
}

/** Asks for something that must succeed, and reads the answer. */
export async function must<Answer = Record<string, unknown>>(app: Server, side: Side, asked: Call): Promise<Answer> {
  const reply = await call(app, side, asked)
  if (reply.statusCode >= 300) throw new Error(`${asked.method} ${asked.url} as ${asked.as?.person.name ?? 'nobody'}: ${reply.statusCode} ${reply.body}`)
  return (reply.body === '' ? {} : reply.json()) as Answer
}
