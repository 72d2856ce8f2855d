import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const hashOf = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encoded = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

const authorization = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/

/** What is wrong with the signature of a request (AWS Signature Version 4), by the name S3 gives it; null when nothing is. */
export function signatureProblem(
  request: IncomingMessage, body: Buffer, { accessKeyId, secretAccessKey, region }: { accessKeyId: string; secretAccessKey: string; region: string },
): string | null {
  const header = (name: string) => String(request.headers[name] ?? '')
  const [, key, day, where, signed = '', signature = ''] =
    authorization.exec(header('authorization')) ?? []
  if (key !== accessKeyId) return 'InvalidAccessKeyId'
  if (where !== region) return 'AuthorizationHeaderMalformed'
  const names = signed.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return 'AccessDenied'
  if (header('x-amz-content-sha256') !== hashOf(body)) return 'XAmzContentSHA256Mismatch'
  const at = header('x-amz-date')
  const moment = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!at.startsWith(day ?? '-') || !(Math.abs(Date.now() - moment) < 900_000)) return 'RequestTimeTooSkewed'
  const url = new URL(request.url ?? '/', 'http://s3')
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join('&')
  const canonical = [
    request.method, url.pathname.split('/').map((part) => encoded(decodeURIComponent(part))).join('/'), query,
    ...names.map((name) => `${name}:${header(name).trim().replace(/\s+/g, ' ')}`), '', signed, hashOf(body),
  ].join('\n')
  const scope = [day, where, 's3', 'aws4_request']
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), hashOf(canonical)].join('\n')
  const signingKey = scope.reduce<Buffer | string>((made, part) => hmac(made, part ?? ''), `AWS4${secretAccessKey}`)
  return timingSafeEqual(hmac(signingKey, toSign), Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch'
}
