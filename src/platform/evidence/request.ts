import { request as overHttp, type IncomingMessage } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP } from 'node:net'
import { addressOf } from './host.ts'

export interface Asked {
  readonly url: string
  /** Sent by POST; without it by GET. */
  readonly body?: { readonly bytes: Uint8Array; readonly type: string }
  /** For everything together, redirects included. */
  readonly timeoutMs: number
  readonly most: number
  /** Whether an address of a host may be connected to; asked of each step. */
  mayAsk(address: string): boolean
}

/** Lists are moved, and addresses in certificates stay. */
const mostRedirects = 3

/** The body of a successful answer, or nothing. Where an answer points elsewhere, that place is looked at as the first one was. */
export async function fetchCarefully({ url, timeoutMs, ...asked }: Asked): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(timeoutMs)
  let at = url
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const answer = await askOnce(at, asked, signal)
    if (!answer) return undefined
    if (answer.bytes) return answer.bytes
    at = answer.location
  }
  return undefined
}

type Answer = { readonly bytes: Uint8Array } | { readonly bytes?: undefined; readonly location: string }

/** Only http and https, only with an address that may be asked; the connection goes to the very address that was looked at. */
async function askOnce(url: string, { body, most, mayAsk }: Pick<Asked, 'body' | 'most' | 'mayAsk'>, signal: AbortSignal): Promise<Answer | undefined> {
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:') || target.username !== '' || target.password !== '') return undefined
  const address = await addressOf(target.hostname, mayAsk)
  if (!address || signal.aborted) return undefined
  return new Promise((done) => {
    const send = target.protocol === 'https:' ? overHttps : overHttp
    const family = isIP(address)
    const asked = send(target, {
      method: body ? 'POST' : 'GET', signal, agent: false, ...(body ? { headers: { 'content-type': body.type, 'content-length': body.bytes.length } } : {}),
      lookup: (_host, options, found) => {
        if (options.all) found(null, [{ address, family }])
        else found(null, address, family)
      },
    }, (response) => {
      const location = locationOf(response, target, body !== undefined)
      if (location !== undefined) {
        done({ location })
        return void response.destroy()
      }
      const pieces: Buffer[] = []
      let size = 0
      const isWanted = response.statusCode === 200
      response.on('data', (piece: Buffer) => {
        size += piece.length
        if (size > most || !isWanted) response.destroy()
        else pieces.push(piece)
      })
      response.on('end', () => done(isWanted ? { bytes: Buffer.concat(pieces) } : undefined))
      response.on('close', () => done(undefined))
      response.on('error', () => done(undefined))
    })
    asked.on('error', () => done(undefined))
    asked.end(body?.bytes)
  })
}

/** Where an answer points; a question that was sent along is asked again only where the answer says so (RFC 9110 § 15.4). */
function locationOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL, isQuestion: boolean): string | undefined {
  const points = isQuestion ? [307, 308].includes(statusCode) : [301, 302, 303, 307, 308].includes(statusCode)
  return points && location !== undefined && URL.canParse(location, from.href) ? new URL(location, from.href).href : undefined
}
