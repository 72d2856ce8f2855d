import type { KeyObject } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  consistencyNodes, consistencyProof, isKeyName, noteKey, openCheckpoint, verifyConsistency, type Checkpoint,
} from '../../engines/merkle/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { fetchNodes } from './nodes.ts'
import { publicOf } from './prove.ts'
import { findByPayload, readHead, readHeads, readLogTenants } from './store.ts'

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
  const nodeAt = await fetchNodes(db, tenantId, consistencyNodes(earlier.size, newest.size))
  if (!nodeAt) return refuse('not-an-extension')
  const proof = consistencyProof(earlier.size, newest.size, nodeAt)
  return verifyConsistency(earlier.size, newest.size, proof, earlier.root, newest.root) ? accept(head.note) : refuse('not-an-extension')
}

function opened(note: string, logKey: KeyObject): Checkpoint | undefined {
  const origin = note.split('\n', 1)[0] ?? ''
  const result = isKeyName(origin) ? openCheckpoint(note, [noteKey(origin, publicOf(logKey))]) : undefined
  return result?.ok ? result.value.checkpoint : undefined
}

/** The entry by which a document with this number was registered. Reads the whole log: for the command line, not for a screen. */
export async function findEntry(db: Database, tenantId: Id<'Tenant'>, referenceNumber: string): Promise<number | undefined> {
  return findByPayload(db, tenantId, 'referenceNumber', referenceNumber)
}
