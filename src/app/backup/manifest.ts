import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../kernel/json.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/).transform((text) => text as Sha256)
const count = z.int().min(0)
const tenantId = z.uuid().transform((id) => id as Id<'Tenant'>)
/** A name in the folder of the backup, never a way out of it. */
const part = z.string().regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/)
const name = z.string().min(1).max(63)

const Manifest = z.strictObject({
  format: z.literal('obeh-backup/1'),
  product: z.string(),
  postgres: z.string(),
  /** To which everything in the database belongs. */
  moment: z.iso.datetime(),
  /** Every step the form of the database had gone through. */
  migrations: z.array(z.strictObject({ room: name, number: count, sha256 })),
  /** The root is null where the head of the log was damaged already. */
  logs: z.array(z.strictObject({ tenantId, origin: z.string(), size: count, rootHash: sha256.nullable() })),
  tables: z.array(z.strictObject({ schema: name, name, columns: z.array(name), rows: count, part, sha256, size: count })),
  jobs: z.strictObject({ rows: count, part, sha256, size: count }),
  sequences: z.array(z.strictObject({ schema: name, table: name, column: name, last: z.string().regex(/^\d{1,19}$/) })),
  contents: z.strictObject({ count, bytes: count, part, sha256, size: count }),
  /** Contents the database mentions and the backup has not: `missing` from the store, or `damaged` in it. */
  lacking: z.array(z.strictObject({ tenantId, sha256, problem: z.enum(['missing', 'damaged']) })),
  secrets: z.strictObject({ sealed: z.boolean(), part, sha256, size: count }),
  checkpoints: z.array(z.strictObject({ tenantId, note: z.string() })).nullable(),
  /** Of the key of the log (Ed25519, SPKI, base64), which signs this. */
  publicKey: z.base64(),
})

/** What is in a backup and what each of its files must be. */
export type Manifest = z.infer<typeof Manifest>
export type BackedUpTable = Manifest['tables'][number]
/** Any file of a backup that the manifest vouches for. */
export interface VouchedPart { readonly part: string; readonly sha256: Sha256; readonly size: number }

export const manifestName = 'manifest.json'
export const signatureName = 'manifest.sig'

/** The first line keeps the signature from being taken for one over a checkpoint of the log, and the other way round. */
const signed = (text: string) => Buffer.from(`obeh backup manifest\n${text}`)

/** The two files of a manifest. */
export function encodeManifest(manifest: Manifest, logKey: KeyObject): { text: string; signature: string } {
  const text = canonicalJson(manifest)
  return { text, signature: `${sign(null, signed(text), logKey).toString('base64')}\n` }
}

export const publicKeyOf = (logKey: KeyObject): string => createPublicKey(logKey).export({ format: 'der', type: 'spki' }).toString('base64')

/** Whether a PEM is the private key under which a manifest was signed. */
export function isKeyOf(pem: Buffer | undefined, { publicKey }: Manifest): boolean {
  try {
    return pem !== undefined && publicKeyOf(createPrivateKey(pem)) === publicKey
  } catch {
    return false
  }
}

/** Reads a manifest. Its signature is that of the key it names; whose key that is must be known from elsewhere. */
export function decodeManifest(text: string, signature: string): Result<Manifest, 'not-a-manifest' | 'signature-wrong'> {
  const parsed = Manifest.safeParse(jsonOf(text))
  if (!parsed.success) return refuse('not-a-manifest')
  const bytes = Buffer.from(signature, 'base64')
  if (`${bytes.toString('base64')}\n` !== signature || !isSigned(text, bytes, parsed.data)) return refuse('signature-wrong')
  return accept(parsed.data)
}

function isSigned(text: string, signature: Buffer, { publicKey }: Manifest): boolean {
  try {
    return verify(null, signed(text), createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }), signature)
  } catch {
    return false
  }
}

/** Every file in the folder of the backup but the manifest itself. */
export function partsOf({ tables, jobs, contents, secrets }: Manifest): VouchedPart[] {
  return [...tables, jobs, contents, secrets].map(({ part: file, sha256: hash, size }) => ({ part: file, sha256: hash, size }))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
