import type { KeyObject } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { appendAll, emptyFrontier, encodeFrontier, isKeyName, leafHash, noteKey, openCheckpoint, root, type Checkpoint, type CompletedNode, type Frontier, type NoteKey } from '../../engines/merkle/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { lowestKeptLevel } from './append.ts'
import { erasures } from './erasure.ts'
import { toHistory, type HistoryItem } from './history.ts'
import { commitment, type LeafBody } from './model.ts'
import { publicOf } from './prove.ts'
import { readHead, readLogEnd, readNodes, readRange, type EntryRow, type HeadRow } from './store.ts'

/** Something in the stored log is not as it was written. `index` names the entry, where there is one to name. */
export interface Damage {
  readonly index: number | null
  readonly what: 'entry-missing' | 'leaf-changed' | 'columns-changed' | 'payload-changed' | 'node-changed' | 'head-missing' | 'head-changed' | 'checkpoint-changed' | 'rolled-back' | 'surplus-entry' | 'cosigned-otherwise'
  readonly detail: string
}

export interface LogReport {
  readonly origin: string
  readonly size: number
  readonly rootHash: string
  readonly damage: readonly Damage[]
}

export interface VerifyOptions {
  /** A checkpoint kept outside the database: the log must still contain what it signed. */
  readonly witness?: string
  /** Checkpoints that others cosigned: the log must still contain what they saw. */
  readonly cosigned?: readonly { readonly by: string; readonly note: string }[]
  /** Called with every intact entry, in order. */
  readonly onEntry?: (entry: HistoryItem) => void
  /** Called with the object of every entry that is not intact: what else would vouch for it is not known. */
  readonly onDamaged?: (objectId: string) => void
}

const pageSize = 2000

/** Recomputes the whole log of a tenant from the stored bytes and compares it with everything that was derived from them. */
export async function verifyLog(db: Database, tenantId: Id<'Tenant'>, logKey: KeyObject, { witness, cosigned = [], onEntry, onDamaged }: VerifyOptions = {}): Promise<LogReport> {
  const head = await readHead(db, tenantId)
  // Without a head the entries are still read as far as they go, under the name the kept checkpoint knows.
  const origin = head?.origin ?? witness?.split('\n', 1)[0] ?? ''
  const size = head?.size ?? await readLogEnd(db, tenantId)
  const damage: Damage[] = []
  if (!head) damage.push({ index: null, what: 'head-missing', detail: `the log of ${tenantId} has no head and no signed checkpoint` })
  const completed: CompletedNode[] = []
  // A name no log can have was not written by us, and no signature can be checked under it.
  const keys = isKeyName(origin) ? [noteKey(origin, publicOf(logKey))] : []
  const promises = promisesOf(keys, witness, cosigned, damage)
  const erased = erasures()
  let frontier = emptyFrontier
  const comparePromise = () => {
    for (const { checkpoint, what, said } of promises) {
      if (checkpoint.size === frontier.size && !Buffer.from(checkpoint.root).equals(Buffer.from(root(frontier)))) {
        damage.push({ index: null, what, detail: `the first ${checkpoint.size} entries are not those that ${said}` })
      }
    }
  }
  comparePromise()
  for (let from = 0; ; from += pageSize) {
    const rows = await readRange(db, tenantId, from, from + pageSize)
    for (const row of rows) {
      while (frontier.size < Math.min(row.index, size)) {
        damage.push({ index: frontier.size, what: 'entry-missing', detail: `entry ${frontier.size} is missing` })
        frontier = appendAll(frontier, [leafHash(Buffer.alloc(0))]).frontier
      }
      const found = damageOf(row)
      if (row.index >= size) found.push({ index: row.index, what: 'surplus-entry', detail: `entry ${row.index} stands after the end of the log` })
      damage.push(...found)
      if (found.length === 0) {
        const entry = toHistory(row)
        erased.read(entry)
        onEntry?.(entry)
      } else onDamaged?.(row.object_id)
      if (row.index < size) {
        // The stored hash keeps the rest of the tree whole, so that one changed entry is reported once and not as a broken log.
        const grown = appendAll(frontier, [row.leaf_hash])
        frontier = grown.frontier
        completed.push(...grown.completed.filter((node) => node.level >= lowestKeptLevel))
      }
      comparePromise()
    }
    if (rows.length < pageSize && from + pageSize >= size) break
  }
  for (const index of erased.unexplained()) damage.push({ index, what: 'payload-changed', detail: `the particulars of entry ${index} were taken away and no erasure names it` })
  for (let index = frontier.size; index < size; index++) damage.push({ index, what: 'entry-missing', detail: `entry ${index} is missing` })
  for (const { checkpoint, what } of promises) {
    if (checkpoint.size > size) damage.push({ index: size, what, detail: `the log was cut from ${checkpoint.size} entries to ${size}` })
  }
  damage.push(...await nodeDamage(db, tenantId, completed))
  const rootHash = Buffer.from(root(frontier))
  if (head) damage.push(...headDamage(head, frontier, openCheckpoint(head.note, keys)))
  return { origin, size, rootHash: rootHash.toString('hex'), damage }
}

interface Promised { readonly checkpoint: Checkpoint; readonly what: 'rolled-back' | 'cosigned-otherwise'; readonly said: string }

/** What the log must contain by the checkpoints that were kept of it; of those that cannot be trusted it is said. */
function promisesOf(keys: readonly NoteKey[], witness: string | undefined, cosigned: NonNullable<VerifyOptions['cosigned']>, damage: Damage[]): Promised[] {
  const kept = witness === undefined ? [] : [{ note: witness, name: 'kept beside the database', what: 'rolled-back', said: 'were signed earlier' } as const]
  const seen = cosigned.map(({ by, note }) => ({ note, name: `that ${by} cosigned`, what: 'cosigned-otherwise', said: `${by} cosigned` }) as const)
  return [...kept, ...seen].flatMap(({ note, name, what, said }) => {
    const opened = openCheckpoint(note, keys)
    if (opened.ok) return [{ checkpoint: opened.value.checkpoint, what, said }]
    damage.push({ index: null, what: 'checkpoint-changed', detail: `the checkpoint ${name} cannot be trusted: ${opened.refusal}` })
    return []
  })
}

/** Whether the head and its signed checkpoint are those the entries lead to. */
function headDamage(head: HeadRow, frontier: Frontier, opened: ReturnType<typeof openCheckpoint>): Damage[] {
  const damage: Damage[] = []
  if (!encodeFrontier(frontier).equals(head.frontier)) damage.push({ index: null, what: 'head-changed', detail: 'the head of the tree does not follow from the entries' })
  if (!opened.ok) damage.push({ index: null, what: 'checkpoint-changed', detail: `the signed checkpoint is not valid: ${opened.refusal}` })
  else if (opened.value.checkpoint.size !== head.size || !Buffer.from(root(frontier)).equals(Buffer.from(opened.value.checkpoint.root))) {
    damage.push({ index: null, what: 'checkpoint-changed', detail: 'the entries do not lead to the root that was signed' })
  }
  return damage
}

/** What is wrong inside one row. */
function damageOf(row: EntryRow): Damage[] {
  const name = `entry ${row.index}`
  if (!Buffer.from(leafHash(Buffer.from(row.body))).equals(row.leaf_hash)) {
    return [{ index: row.index, what: 'leaf-changed', detail: `the bytes of ${name} are not those that were logged` }]
  }
  const found: Damage[] = []
  const body = JSON.parse(row.body) as LeafBody
  const columns = [row.tenant_id, row.at.toISOString(), row.event, row.object_type, row.object_id, row.subject_id, row.actor_id]
  const logged = [body.tenant, body.at, body.event, body.object.type, body.object.id, body.subject, body.actor]
  if (columns.some((value, i) => value !== logged[i])) found.push({ index: row.index, what: 'columns-changed', detail: `the searchable columns of ${name} differ from what was logged` })
  // Both gone is an erasure; whether by right is told by a later entry.
  const isGone = row.payload === null && row.salt === null
  if (!isGone && (row.payload === null || row.salt === null || commitment(row.salt, row.payload) !== body.payload)) {
    found.push({ index: row.index, what: 'payload-changed', detail: `the particulars of ${name} are not those that were logged` })
  }
  return found
}

async function nodeDamage(db: Database, tenantId: Id<'Tenant'>, completed: readonly CompletedNode[]): Promise<Damage[]> {
  const stored = await readNodes(db, tenantId)
  const kept = new Map(stored.map((node) => [`${node.level}/${node.index}`, node.hash]))
  const wrong = completed.filter((node) => !kept.get(`${node.level}/${node.index}`)?.equals(Buffer.from(node.hash)))
  const detail = (level: number, index: number) => `subtree ${level}/${index}, entries ${index * 2 ** level} to ${(index + 1) * 2 ** level - 1}, has another hash`
  const surplus = stored.length > completed.length ? [{ index: null, what: 'node-changed', detail: 'there are subtrees that the entries do not make' } as const] : []
  return [...wrong.map((node) => ({ index: node.index * 2 ** node.level, what: 'node-changed', detail: detail(node.level, node.index) }) as const), ...surplus]
}
