import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { LifePage } from './store-life.ts'

/** Where a page of the list ended. */
export type PageKey = NonNullable<LifePage['after']>

const Place = z.tuple([z.number().int().min(-8.64e15).max(8.64e15), z.uuid().transform((id) => id as Id<'Component'>)])
/** Short enough for an address; anything longer is none of ours. */
export const longestPageKey = 200

/**
 * The key of a page as its reader gets it: where the page ended may be a content they must not know of, so it is locked, by the key of the log,
 * which all servers of the office have, and for this office alone.
 */
export function lockPageKey({ endangeredAt, componentId }: PageKey, tenantId: Id<'Tenant'>, logKey: KeyObject): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secretOf(logKey), iv)
  cipher.setAAD(Buffer.from(tenantId))
  const locked = Buffer.concat([cipher.update(JSON.stringify([endangeredAt.getTime(), componentId])), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), locked]).toString('base64url')
}

/** Nothing for what was not locked here. */
export function openPageKey(text: string, tenantId: Id<'Tenant'>, logKey: KeyObject): PageKey | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length <= 28) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', secretOf(logKey), bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(tenantId))
    decipher.setAuthTag(bytes.subarray(12, 28))
    const place = Place.safeParse(JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()))
    return place.success ? { endangeredAt: new Date(place.data[0]), componentId: place.data[1] } : undefined
  } catch {
    return undefined
  }
}

const secretOf = (logKey: KeyObject) => Buffer.from(hkdfSync('sha256', logKey.export({ type: 'pkcs8', format: 'der' }), '', 'validation.life page', 32))
