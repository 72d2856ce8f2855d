import type { S3Client } from './s3-client.ts'

/** A mark left by a sweep that was killed counts no more after so long. The sweep itself gives up long before. */
const forgottenAfterMs = 3_600_000
const hurryMs = 60_000

const markOf = (key: string) => `${key}.leaving`

/**
 * Removes an object that nobody has wanted since `before`. A mark beside it tells whoever stores the same bytes meanwhile to wait; only one
 * can set it. Where it is not known whether the removal was heard, the mark stays, and with it everybody's caution.
 */
export async function removeObject(ask: S3Client, key: string, before: Date): Promise<boolean> {
  if (!(await isUnwanted(ask, key, before))) return false
  const begun = performance.now()
  if (await isLeaving(ask, key)) return false
  const marked = await ask({
    method: 'PUT', key: markOf(key), headers: { 'if-none-match': '*' }, body: new Uint8Array(), expects: [200, 409, 412, 501] })
  if (marked.status === 501) throw new Error('This S3 server knows no conditional requests, without which nothing can be removed safely.')
  if (marked.status !== 200) return false
  const goes = await isUnwanted(ask, key, before) && performance.now() - begun < hurryMs
  // Once: a removal repeated by itself could come after somebody has stored the bytes anew.
  if (goes) await ask({ method: 'DELETE', key, expects: [200, 204, 404], once: true })
  await unmark(ask, key)
  return goes
}

/** Whether a sweep may be removing this object just now. */
export async function isLeaving(ask: S3Client, key: string): Promise<boolean> {
  const { status, headers } = await ask({ method: 'HEAD', key: markOf(key), expects: [200, 404] })
  if (status === 404) return false
  const [now, since] = [headers.get('date'), headers.get('last-modified')].map((date) => Date.parse(date ?? ''))
  if (!(Number(now) - Number(since) > forgottenAfterMs)) return true
  await unmark(ask, key)
  return false
}

const unmark = (ask: S3Client, key: string) => ask({ method: 'DELETE', key: markOf(key), expects: [200, 204, 404] })

/** By the clock of the server, which dates to a second. */
async function isUnwanted(ask: S3Client, key: string, before: Date): Promise<boolean> {
  const { status, headers } = await ask({ method: 'HEAD', key, expects: [200, 404] })
  return status === 200 && Date.parse(headers.get('last-modified') ?? '') < before.getTime()
}
