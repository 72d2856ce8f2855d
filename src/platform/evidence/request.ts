import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP } from 'node:net'
import { addressOf } from './host.ts'

export interface Asked {
  readonly url: string
  /** Sent by POST; without it by GET. */
  readonly body?: { readonly bytes: Uint8Array; readonly type: string }
  readonly timeoutMs: number
  readonly most: number
  readonly allowsInner: boolean
}

/** The body of a successful answer, or nothing. The connection goes to the very address that was looked at. */
export async function fetchCarefully({ url, body, timeoutMs, most, allowsInner }: Asked): Promise<Uint8Array | undefined> {
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:') || target.username !== '') return undefined
  const address = await addressOf(target.hostname, allowsInner)
  if (!address) return undefined
  return new Promise((done) => {
    const send = target.protocol === 'https:' ? overHttps : overHttp
    const family = isIP(address)
    const asked = send(target, {
      method: body ? 'POST' : 'GET', signal: AbortSignal.timeout(timeoutMs), agent: false, ...(body ? { headers: { 'content-type': body.type, 'content-length': body.bytes.length } } : {}),
      lookup: (_host, options, found) => {
        if (options.all) found(null, [{ address, family }])
        else found(null, address, family)
      },
    }, (response) => {
      const pieces: Buffer[] = []
      let size = 0
      const isWanted = response.statusCode === 200
      response.on('data', (piece: Buffer) => {
        size += piece.length
        if (size > most || !isWanted) response.destroy()
        else pieces.push(piece)
      })
      response.on('end', () => done(isWanted ? Buffer.concat(pieces) : undefined))
      response.on('close', () => done(undefined))
      response.on('error', () => done(undefined))
    })
    asked.on('error', () => done(undefined))
    asked.end(body?.bytes)
  })
}
