import { randomBytes, type KeyObject } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { appendAll, decodeFrontier, emptyFrontier, encodeFrontier, leafHash, noteSigner, root, signCheckpoint, type Frontier } from '../../engines/merkle/index.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { makeEntry, type Note } from './model.ts'
import { insertHead, lockHead, saveAppended } from './store.ts'

/** Subtrees of fewer than 2^8 leaves are computed from the leaves when a proof needs them. */
export const lowestKeptLevel = 8

/** Starts the log of a new tenant. `origin` names the log for ever, without spaces, e.g. `obeh.kraj.example/log/kuvk`. */
export async function openLog(tx: AnyTransaction, logKey: KeyObject, tenantId: Id<'Tenant'>, origin: string): Promise<void> {
  const note = checkpointOf(emptyFrontier, origin, logKey)
  await insertHead(tx, { tenant_id: tenantId, origin, size: 0, frontier: encodeFrontier(emptyFrontier), note })
}

/** Appends entries to the tree and signs the new checkpoint. Call it last in a transaction: it locks the tenant's head until commit. */
export async function appendNotes(tx: AnyTransaction, logKey: KeyObject, actor: Actor, at: Date, notes: readonly Note[]): Promise<void> {
  if (notes.length === 0) return
  const made = notes.map((note) => makeEntry(actor, at, note, randomBytes(32)))
  const hashed = made.map((entry) => ({ ...entry, leafHash: leafHash(Buffer.from(entry.body)) }))
  const head = await lockHead(tx, actor.tenantId)
  if (!head) throw new Error(`Tenant ${actor.tenantId} has no log`)
  const known = decodeFrontier(head.frontier)
  if (!known.ok || known.value.size !== head.size) throw new Error(`The head of the log of ${actor.tenantId} is damaged; run "obeh log verify"`)
  const { frontier, completed } = appendAll(known.value, hashed.map((entry) => entry.leafHash))
  await saveAppended(tx, {
    head: { tenant_id: actor.tenantId, size: frontier.size, frontier: encodeFrontier(frontier), note: checkpointOf(frontier, head.origin, logKey) },
    entries: hashed.map((entry, i) => ({ ...entry, index: head.size + i })),
    nodes: completed.filter((node) => node.level >= lowestKeptLevel).map((node) => ({ level: node.level, index: node.index, hash: Buffer.from(node.hash) })),
  })
}

function checkpointOf(frontier: Frontier, origin: string, logKey: KeyObject): string {
  return signCheckpoint({ origin, size: frontier.size, root: root(frontier), extensions: [] }, noteSigner(origin, logKey))
}
