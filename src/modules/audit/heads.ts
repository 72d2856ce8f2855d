import type { KeyObject } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  appendAll, consistencyNodes, consistencyProof, emptyFrontier, isKeyName, noteKey, openCheckpoint, root, verifyConsistency, type Checkpoint, type Hash, type NodeId,
} from '../../engines/merkle/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { lowestKeptLevel } from './append.ts'
import { publicOf } from './prove.ts'
import { findByPayload, readHead, readHeads, readLeafHashes, readLogTenants, readNode } from './store.ts'

export interface LogHead {
  readonly tenantId: Id<'Tenant'>
  readonly origin: string
  readonly size: number
  /** The signed checkpoint, as text. */
  readonly note: string
}

/** The newest checkpoint of every tenant. */
export async function logHeads(db: Database): Promise<LogHead[]> {
  return (await readHeads(db)).map(({ tenant_id, origin, size, note }) => ({ tenantId: tenant_id, origin, size, note }))
}

/** Every tenant of whom anything was logged, a head or an entry. */
export const logTenants = (db: Database): Promise<Id<'Tenant'>[]> => readLogTenants(db)

/** Whether this key signed the checkpoint as the log that the checkpoint names. */
export const isSignedBy = (note: string, logKey: KeyObject): boolean => opened(note, logKey) !== undefined

export type ExtensionRefusal = 'no-log' | 'kept-not-trusted' | 'head-not-trusted' | 'another-log' | 'rolled-back' | 'not-an-extension'

/**
 * The newest checkpoint of the log, once it is proven (RFC 6962 § 2.1.2) that the log only added to what `kept` signed.
 * Read `kept` before you call: the log must be at least as new.
 */
export async function extendCheckpoint(db: Database, tenantId: Id<'Tenant'>, logKey: KeyObject, kept: string): Promise<Result<string, ExtensionRefusal>> {
  const head = await readHead(db, tenantId)
  if (!head) return refuse('no-log')
  const [earlier, newest] = [opened(kept, logKey), opened(head.note, logKey)]
  if (!earlier) return refuse('kept-not-trusted')
  if (!newest) return refuse('head-not-trusted')
  if (earlier.origin !== newest.origin) return refuse('another-log')
  if (newest.size < earlier.size) return refuse('rolled-back')
  const nodes = new Map<string, Hash>()
  for (const node of consistencyNodes(earlier.size, newest.size)) {
    const hash = await storedHash(db, tenantId, node)
    if (!hash) return refuse('not-an-extension')
    nodes.set(`${node.level}/${node.index}`, hash)
  }
  const proof = consistencyProof(earlier.size, newest.size, (level, index) => {
    const hash = nodes.get(`${level}/${index}`)
    if (!hash) throw new Error(`node ${level}/${index} was not fetched`)
    return hash
  })
  return verifyConsistency(earlier.size, newest.size, proof, earlier.root, newest.root) ? accept(head.note) : refuse('not-an-extension')
}

function opened(note: string, logKey: KeyObject): Checkpoint | undefined {
  const origin = note.split('\n', 1)[0] ?? ''
  const result = isKeyName(origin) ? openCheckpoint(note, [noteKey(origin, publicOf(logKey))]) : undefined
  return result?.ok ? result.value.checkpoint : undefined
}

/** The hash of a complete subtree from what is stored; undefined where something of it is missing. */
async function storedHash(db: Database, tenantId: Id<'Tenant'>, { level, index }: NodeId): Promise<Hash | undefined> {
  if (level >= lowestKeptLevel) return (await readNode(db, tenantId, level, index))?.hash
  const leaves = await readLeafHashes(db, tenantId, index * 2 ** level, (index + 1) * 2 ** level)
  return leaves.length === 2 ** level ? root(appendAll(emptyFrontier, leaves.map((leaf) => leaf.leaf_hash)).frontier) : undefined
}

/** The entry by which a document with this number was registered. Reads the whole log: for the command line, not for a screen. */
export async function findEntry(db: Database, tenantId: Id<'Tenant'>, referenceNumber: string): Promise<number | undefined> {
  return findByPayload(db, tenantId, 'referenceNumber', referenceNumber)
}
