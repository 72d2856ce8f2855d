import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { Task } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { readMatter } from './store.ts'
import { insertDelivery, noteDownload, readDeliveredBytes, readDeliveries, readTaken, type Delivery } from './store-delivery.ts'

/** What may be kept for the public of one document. */
const largestBytes = 25 * 1024 * 1024

export type PublishRefusal = 'no-matter' | 'too-large'

/** Whether something can be delivered into this matter. */
export const hasMatter = async (db: Database | AnyTransaction, tenantId: Id<'Tenant'>, matterId: Id<'Document'>): Promise<boolean> =>
  (await readMatter(db, tenantId, matterId)) !== undefined

/**
 * Puts a document where who has the number and the code of its matter can take it, inside the deed that dispatches it.
 * Nothing else ever puts anything there.
 */
export async function publishDelivery(deed: Deed, delivery: Omit<Delivery, 'sha256' | 'size' | 'publishedAt'>, bytes: Uint8Array): Promise<Result<null, PublishRefusal>> {
  const { tx, at, actor: { tenantId } } = deed
  if (!(await hasMatter(tx, tenantId, delivery.matterId))) return refuse('no-matter')
  if (bytes.byteLength > largestBytes) return refuse('too-large')
  await insertDelivery(tx, tenantId, { ...delivery, sha256: sha256Of(bytes), size: bytes.byteLength, publishedAt: at }, bytes)
  return accept(null)
}

/** Gives a delivered document to whoever opened its matter, and writes down when that was first. */
export async function takeDelivery(
  db: Database, tenantId: Id<'Tenant'>, matterId: Id<'Document'>, id: string, at: Date,
): Promise<{ delivery: Delivery; bytes: Buffer } | null> {
  const delivery = (await readDeliveries(db, tenantId, matterId)).find((one) => one.id === id)
  const bytes = delivery && await readDeliveredBytes(db, tenantId, delivery.id)
  if (!delivery || !bytes) return null
  if (sha256Of(bytes) !== delivery.sha256) throw new Error(`the bytes of delivery ${id} are not those that were delivered`)
  // Before the bytes: whoever has them has taken them.
  await noteDownload(db, tenantId, delivery.id, at)
  return { delivery, bytes }
}

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), deliveryId: z.uuid().transform((id) => id as Id<'Dispatch'>) })

/** The job that tells the office of a first download. */
export function downloadTask(deps: DeedDeps): Task {
  return async (payload) => {
    const { tenantId, deliveryId } = Payload.parse(payload)
    const taken = await readTaken(deps.db, tenantId, deliveryId)
    if (!taken) throw new Error(`delivery ${deliveryId} has not been taken`)
    const command = { name: 'tell-download', key: `publication.downloaded:${deliveryId}` }
    await perform(deps, automaton(tenantId, 'portál'), command, async (deed) => {
      deed.tell('publication.downloaded', taken.documentId, { deliveryId, documentId: taken.documentId, at: taken.at.toISOString() })
      return accept(null)
    })
  }
}
