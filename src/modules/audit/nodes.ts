import type { Id } from '../../kernel/id.ts'
import { appendAll, emptyFrontier, root, type Hash, type NodeAt, type NodeId } from '../../engines/merkle/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { lowestKeptLevel } from './append.ts'
import { readLeafHashes, readNode } from './store.ts'

/** Fetches the complete subtrees that a proof will be made of; undefined when something of them is missing from what is stored. */
export async function fetchNodes(db: Database, tenantId: Id<'Tenant'>, wanted: readonly NodeId[]): Promise<NodeAt | undefined> {
  const hashes = new Map<string, Hash>()
  for (const node of wanted) {
    const hash = await storedHash(db, tenantId, node)
    if (!hash) return undefined
    hashes.set(`${node.level}/${node.index}`, hash)
  }
  return (level, index) => {
    const hash = hashes.get(`${level}/${index}`)
    if (!hash) throw new Error(`node ${level}/${index} was not fetched`)
    return hash
  }
}

async function storedHash(db: Database, tenantId: Id<'Tenant'>, { level, index }: NodeId): Promise<Hash | undefined> {
  if (level >= lowestKeptLevel) return (await readNode(db, tenantId, level, index))?.hash
  const leaves = await readLeafHashes(db, tenantId, index * 2 ** level, (index + 1) * 2 ** level)
  return leaves.length === 2 ** level ? root(appendAll(emptyFrontier, leaves.map((leaf) => leaf.leaf_hash)).frontier) : undefined
}
