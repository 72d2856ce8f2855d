import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { mayActorSee, type RecordsDeps } from '../records/index.ts'
import type { Consignment } from './model.ts'
import { readAttempts, readConsignments, type Attempt } from './store.ts'

export interface ShownConsignment { readonly consignment: Consignment; readonly attempts: readonly Attempt[] }

/** The sendings of a document that the person may see, oldest first, each with its tries. */
export async function readDispatches(
  deps: Pick<RecordsDeps, 'db'>, actor: Actor, documentId: Id<'Document'>,
): Promise<Result<ShownConsignment[], 'not-found'>> {
  if (!(await mayActorSee(deps.db, actor, documentId))) return refuse('not-found')
  return accept(await shownOf(deps, actor.tenantId, documentId))
}

/** The same where the reader's rights are known already. */
export const shownOf = async (deps: Pick<RecordsDeps, 'db'>, tenantId: Id<'Tenant'>, documentId: Id<'Document'>) =>
  withAttempts(deps, tenantId, await readConsignments(deps.db, tenantId, documentId))

export async function withAttempts(
  { db }: Pick<RecordsDeps, 'db'>, tenantId: Id<'Tenant'>, consignments: readonly Consignment[],
): Promise<ShownConsignment[]> {
  const attempts = await readAttempts(db, tenantId, consignments.map(({ id }) => id))
  return consignments.map((consignment) => ({ consignment, attempts: attempts.get(consignment.id) ?? [] }))
}
