import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { mayActorSee, type RecordsDeps } from '../records/index.ts'
import { saveDraft, type Draft, type DraftInput } from './model-draft.ts'
import { deleteDraft, readDraft, writeDraft, type DraftKey } from './store-draft.ts'

export type DraftRefusal = 'not-found' | 'draft-changed'

const keyOf = ({ tenantId, personId }: Actor, documentId: Id<'Document'>): DraftKey => {
  if (personId === null) throw new Error('the office drafts nothing by itself')
  return { tenantId, personId, documentId }
}

/** What this person was writing about a document, on any device; nobody else can read it. */
export async function draftOf({ db }: Pick<RecordsDeps, 'db'>, actor: Actor, documentId: Id<'Document'>): Promise<Result<Draft | null, 'not-found'>> {
  if (!(await mayActorSee(db, actor, documentId))) return refuse('not-found')
  return accept(await readDraft(db, keyOf(actor, documentId)))
}

type Kept = Pick<Draft, 'version' | 'savedAt'>

/** Saves what is being written. It is no record yet, so the log says nothing of it. */
export function keepDraft(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, input: DraftInput,
): Promise<Result<Kept, DraftRefusal | KeyRefusal>> {
  const key = keyOf(actor, documentId)
  return perform(deps, actor, { name: 'keep-draft' }, async (deed): Promise<Result<Kept, DraftRefusal>> => {
    if (!(await mayActorSee(deed.tx, actor, documentId))) return refuse('not-found')
    const current = await readDraft(deed.tx, key)
    const saved = saveDraft(current, input, deed.at)
    if (!saved.ok) return saved
    if (saved.value !== current && !(await writeDraft(deed.tx, key, saved.value))) return refuse('draft-changed')
    return accept({ version: saved.value.version, savedAt: saved.value.savedAt })
  })
}

/** Throws away what was being written; it is gone with the deed that made a wording of it, too. */
export function dropDraft(deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>): Promise<Result<null, KeyRefusal>> {
  return perform(deps, actor, { name: 'drop-draft' }, async (deed): Promise<Result<null, never>> => {
    await dropDraftInDeed(deed, documentId)
    return accept(null)
  })
}

export async function dropDraftInDeed({ tx, actor }: Deed, documentId: Id<'Document'>): Promise<void> {
  if (actor.personId) await deleteDraft(tx, keyOf(actor, documentId))
}
