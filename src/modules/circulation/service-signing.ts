import type { Actor, Substituted } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { Deed } from '../audit/index.ts'
import { lockHandled, type Document, type FileRefusal } from '../records/index.ts'
import { inPlaceOf, isFor, type WorkItem } from './model.ts'
import type { ChangePolicy } from './model-route.ts'
import type { Done } from './service.ts'
import { findSteps, type FindRefusal } from './service-find.ts'
import { wordingOf } from './service-course.ts'
import { startRoute } from './service-start.ts'
import { lockOpenItems, readItems } from './store.ts'

export interface SigningRequest {
  readonly kind: 'sign' | 'seal'
  /** All are asked at once, about the same wording. */
  readonly to: readonly Id<'Person'>[]
  readonly instruction: string | null
  readonly dueOn: Day | null
  readonly onChange: ChangePolicy
}
export type AskSigningRefusal = FileRefusal | FindRefusal | 'nothing-to-approve' | 'already-dispatched' | 'already-asked'

/** Asks people to sign or seal the document's main content as it is now, in the deed of the room that knows who may sign what. */
export async function askSigning(deed: Deed, documentId: Id<'Document'>, request: SigningRequest): Done<readonly WorkItem[], AskSigningRefusal> {
  const { kind, to, instruction, dueOn, onChange } = request
  const found = await lockHandled(deed, documentId)
  if (!found.ok) return found
  const { document, file } = found.value
  const { tenantId } = deed.actor
  if (document.dispatchedAt) return refuse('already-dispatched')
  if ((await wordingOf(deed.tx, tenantId, documentId)).main === null) return refuse('nothing-to-approve')
  const open = await lockOpenItems(deed.tx, tenantId, file.id)
  if (open.some((item) => item.kind === kind && item.documentId === documentId && to.some((id) => id === item.addressee.id))) return refuse('already-asked')
  const step = {
    kind, instruction, rule: 'all', needed: null, dueDays: null, dueOn, onReturn: 'sender', lockedByLaw: false,
    to: to.map((id) => ({ kind: 'person', id }) as const),
  } as const
  const wanted = await findSteps(deed, found.value, [step])
  if (!wanted.ok) return wanted
  return accept((await startRoute(deed, found.value, { onChange }, wanted.value)).items)
}

/** Whether somebody has yet to sign or seal the document; the caller has locked its file. */
export async function isSignatureAwaited({ tx, actor: { tenantId } }: Deed, { id, fileId }: Pick<Document, 'id' | 'fileId'>): Promise<boolean> {
  return (await lockOpenItems(tx, tenantId, fileId)).some(({ kind, documentId }) => documentId === id && (kind === 'sign' || kind === 'seal'))
}

/** A request to sign or seal that waits for the actor; `inPlaceOf`: whom they would do it for. */
export interface SigningWork { readonly item: WorkItem; readonly inPlaceOf: Substituted | null }

/** Those of these items that the actor may sign or seal now, as far as circulation goes; the others are not there. */
export async function readSigningWork(db: Database | AnyTransaction, actor: Actor, ids: readonly Id<'WorkItem'>[]): Promise<SigningWork[]> {
  return (await readItems(db, actor.tenantId, ids))
    .filter((item) => (item.kind === 'sign' || item.kind === 'seal') && item.state === 'open' && isFor(item, actor))
    .map((item) => ({ item, inPlaceOf: inPlaceOf(item, actor) ?? null }))
}
