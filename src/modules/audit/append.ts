import { randomBytes, type KeyObject } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { appendAll, decodeFrontier, emptyFrontier, encodeFrontier, leafHash, noteSigner, root, signCheckpoint, type Frontier } from '../../engines/merkle/index.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { makeEntry, type Entry, type Note } from './model.ts'
import { insertHead, lockHead, readLeafHashes, saveAppended, type Appended } from './store.ts'

/** Subtrees of fewer than 2^8 leaves are computed from the leaves when a proof needs them. */
export const lowestKeptLevel = 8

/** Starts the log of a new tenant. `origin` names the log for ever, without spaces, e.g. `obeh.kraj.example/log/kuvk`. */
export async function openLog(tx: AnyTransaction, logKey: KeyObject, tenantId: Id<'Tenant'>, origin: string): Promise<void> {
  const note = checkpointOf(emptyFrontier, origin, logKey)
  await insertHead(tx, { tenant_id: tenantId, origin, size: 0, frontier: encodeFrontier(emptyFrontier), note })
}

/** Where an entry was put and which it is: the salt of its particulars makes its hash one of its own. */
export interface Mark { readonly index: number; readonly leafHash: Uint8Array }

/**
 * Appends entries to the tree and signs the new checkpoint. Call it last in a transaction: it locks the tenant's head until commit.
 * Returns the mark of the first one.
 */
export async function appendNotes(tx: AnyTransaction, logKey: KeyObject, actor: Actor, at: Date, notes: readonly Note[]): Promise<Mark | undefined> {
  if (notes.length === 0) return undefined
  const entries = notes.map((note) => hashed(makeEntry(actor, at, note, randomBytes(32))))
  const appended = await extendLog(tx, logKey, actor.tenantId, entries)
  await saveAppended(tx, appended)
  return appended.entries[0]
}

/** Whether the entry has stayed in the log. Whoever is still committing it holds the head, so they are waited for. */
export async function isAppended(tx: AnyTransaction, tenantId: Id<'Tenant'>, { index, leafHash }: Mark): Promise<boolean> {
  await lockHead(tx, tenantId)
  const [there] = await readLeafHashes(tx, tenantId, index, index + 1)
  return there?.leaf_hash.equals(leafHash) ?? false
}

export const hashed = (entry: Entry) => ({ ...entry, leafHash: leafHash(Buffer.from(entry.body)) })

/** Locks the head and finds out what has to be saved so that the log goes on with these entries. */
export async function extendLog(
  tx: AnyTransaction, logKey: KeyObject, tenantId: Id<'Tenant'>, entries: readonly ReturnType<typeof hashed>[],
): Promise<Appended> {
  const head = await lockHead(tx, tenantId)
  if (!head) throw new Error(`Tenant ${tenantId} has no log`)
  const known = decodeFrontier(head.frontier)
  if (!known.ok || known.value.size !== head.size) throw new Error(`The head of the log of ${tenantId} is damaged; run "obeh log verify"`)
  const { frontier, completed } = appendAll(known.value, entries.map((entry) => entry.leafHash))
  return {
    head: { tenant_id: tenantId, size: frontier.size, frontier: encodeFrontier(frontier), note: checkpointOf(frontier, head.origin, logKey) },
    entries: entries.map((entry, i) => ({ ...entry, index: head.size + i })),
    nodes: completed.filter((node) => node.level >= lowestKeptLevel).map((node) => ({ level: node.level, index: node.index, hash: Buffer.from(node.hash) })),
  }
}

function checkpointOf(frontier: Frontier, origin: string, logKey: KeyObject): string {
  return signCheckpoint({ origin, size: frontier.size, root: root(frontier), extensions: [] }, noteSigner(origin, logKey))
}
