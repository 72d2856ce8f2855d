import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  encodeProof, encodeVerifierKey, inclusionNodes, inclusionProof, noteKey, openCheckpoint, parseProof, readCosignatures, verifyProof,
  type Cosignature, type CosignerKey,
} from '../../engines/merkle/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { commitment, type LeafBody } from './model.ts'
import { fetchNodes } from './nodes.ts'
import { cosignedCheckpoint } from './service-witness.ts'
import { readHead, readRange } from './store.ts'

/** What a proof carries beside the path: the leaf itself and, until erased, the particulars with their salt. */
interface Opening { readonly body: string; readonly payload: string | null; readonly salt: string | null }

/** A `.tlog-proof` (C2SP tlog-proof@v1) that the entry stands in the log, checkable by anyone offline, also without its particulars. */
export async function proveEntry(
  db: Database, tenantId: Id<'Tenant'>, index: number, { particulars = true } = {},
): Promise<Result<string, 'no-such-entry'>> {
  const head = await readHead(db, tenantId)
  const [entry] = await readRange(db, tenantId, index, index + 1)
  if (!head || !entry || index >= head.size) return refuse('no-such-entry')
  // Where witnesses cosigned a log that has the entry, the proof is made to that: their word comes with it.
  const { note, size } = await cosignedCheckpoint(db, tenantId, index + 1) ?? head
  const nodeAt = await fetchNodes(db, tenantId, inclusionNodes(index, size))
  if (!nodeAt) throw new Error(`The log of ${tenantId} lacks what a proof of entry ${index} is made of; run "obeh log verify"`)
  const hashes = inclusionProof(index, size, nodeAt)
  const opening: Opening = { body: entry.body, payload: particulars ? entry.payload : null, salt: (particulars && entry.salt?.toString('base64')) || null }
  return accept(encodeProof({ extra: Buffer.from(canonicalJson({ ...opening })), index, hashes, checkpoint: note }))
}

/** What a proof proves, in words a person can be shown. `payload` is absent where the particulars have been erased. */
export interface ProvenEntry {
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly body: LeafBody
  readonly payload?: { readonly [key: string]: Json }
  /** The witnesses, of those asked about, who cosigned the log that has the entry. */
  readonly cosignatures: readonly Cosignature[]
}

export type CheckRefusal = 'not-a-proof' | 'foreign-log' | 'not-in-the-log' | 'particulars-do-not-match'

/** Checks a proof without a database: only the public key of the log is needed, and those of the witnesses one trusts. */
export function checkProof(text: string, logKey: KeyObject, witnesses: readonly CosignerKey[] = []): Result<ProvenEntry, CheckRefusal> {
  const proof = parseProof(text)
  const opening = proof.ok && proof.value.extra ? readOpening(proof.value.extra) : undefined
  if (!proof.ok || !opening) return refuse('not-a-proof')
  const origin = proof.value.checkpoint.split('\n', 1)[0] ?? ''
  if (origin === '' || /[\s+]/.test(origin)) return refuse('not-a-proof')
  const key = noteKey(origin, publicOf(logKey))
  if (!openCheckpoint(proof.value.checkpoint, [key]).ok) return refuse('foreign-log')
  const verified = verifyProof(text, Buffer.from(opening.body), [key])
  if (!verified.ok) return refuse('not-in-the-log')
  const body = JSON.parse(opening.body) as LeafBody
  const { index, size } = verified.value
  const cosignatures = readCosignatures(proof.value.checkpoint, witnesses)
  if (opening.payload === null || opening.salt === null) return accept({ origin, index, size, body, cosignatures })
  if (commitment(Buffer.from(opening.salt, 'base64'), opening.payload) !== body.payload) return refuse('particulars-do-not-match')
  return accept({ origin, index, size, body, cosignatures, payload: JSON.parse(opening.payload) as { [key: string]: Json } })
}

/** The line by which the log's public key is published (C2SP signed-note verifier key). */
export function verifierKeyText(origin: string, logKey: KeyObject): string {
  return encodeVerifierKey(noteKey(origin, publicOf(logKey)))
}

export const publicOf = (key: KeyObject) => (key.type === 'private' ? createPublicKey(key) : key)

function readOpening(extra: Uint8Array): Opening | undefined {
  try {
    const opening: unknown = JSON.parse(Buffer.from(extra).toString('utf8'))
    return isOpening(opening) ? opening : undefined
  } catch {
    return undefined
  }
}

function isOpening(value: unknown): value is Opening {
  if (typeof value !== 'object' || value === null) return false
  const { body, payload, salt } = value as Record<string, unknown>
  return typeof body === 'string' && (payload === null || typeof payload === 'string') && (salt === null || typeof salt === 'string')
}
