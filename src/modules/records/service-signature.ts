import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'
import { currentMain, type CurrentMain, type Version } from './model.ts'
import { isWithdrawn } from './model-change.ts'
import { insertVersions, readComponents } from './store-component.ts'
import { readOpenDocuments } from './store-many.ts'

/** Bytes already in the content store that are those of `over` with a signature added: to their end, or in a container that holds them. */
export interface Signed {
  readonly documentId: Id<'Document'>
  /** What was signed: it has to be the newest content of the document still. */
  readonly over: Sha256
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  /** Where it is another than that of `over`: of a container. */
  readonly mediaType?: string
}
export type SignedRefusal = 'content-changed' | 'file-closed' | 'withdrawn'

/**
 * Adds signatures to the main contents of many documents, each as a new version (připojení podpisu). The wording stays what it was, so
 * nobody who approved it or has yet to sign it is asked again. The caller has locked the files, may see the documents, and vouches that
 * the bytes begin with those of `over`, or are a container that holds them. One outcome for each, in the same order; however many, a few statements. `open`: the main contents of
 * those in open files, by a caller who has read them since they were locked.
 */
export async function addSignatures(deed: Deed, signed: readonly Signed[], open?: Mains): Promise<Result<Version, SignedRefusal>[]> {
  return addAll(deed, signed, open ?? await openMains(deed, idsOf(signed)), {})
}

/** By document; one that has no main content is there too. */
type Mains = ReadonlyMap<Id<'Document'>, CurrentMain | null>

async function openMains(deed: Deed, ids: readonly Id<'Document'>[]): Promise<Mains> {
  return readMains(deed, [...await readOpenDocuments(deed.tx, deed.actor.tenantId, ids)])
}

async function readMains({ tx, actor: { tenantId } }: Deed, ids: readonly Id<'Document'>[]): Promise<Mains> {
  const componentsOf = Map.groupBy(await readComponents(tx, tenantId, ids), ({ documentId }) => documentId)
  return new Map(ids.map((id) => [id, currentMain(componentsOf.get(id) ?? [])]))
}

/**
 * Adds evidence or a time stamp over it to one main content, so that its signatures can be proven later too (§ 69a of act 499/2004). The
 * file may be closed long since: keeping is what it is closed for.
 */
export async function addProof(deed: Deed, proof: Signed, adds: readonly ('evidence' | 'timestamp')[]): Promise<Result<Version, SignedRefusal>> {
  const [added] = await addAll(deed, [proof], await readMains(deed, [proof.documentId]), { adds })
  return added ?? refuse('content-changed')
}

const idsOf = (signed: readonly Signed[]) => [...new Set(signed.map(({ documentId }) => documentId))]

async function addAll(deed: Deed, signed: readonly Signed[], open: Mains, more: { readonly adds?: readonly string[] }): Promise<Result<Version, SignedRefusal>[]> {
  const { tx, at, actor: { tenantId, personId } } = deed
  const added = new Map<Id<'Component'>, Version>()
  const outcomes = signed.map(({ documentId, over, sha256, size, mediaType: given }): Result<Version, SignedRefusal> => {
    const main = open.get(documentId)
    if (main === undefined) return refuse('file-closed')
    if (main?.version.sha256 !== over || added.has(main.component.id)) return refuse('content-changed')
    if (isWithdrawn(main) && more.adds === undefined) return refuse('withdrawn')
    const { component: { id: componentId, name, role, orderNo }, version: { number, mediaType: before } } = main
    const mediaType = given ?? before
    const version: Version = { componentId, number: number + 1, sha256, size, mediaType, createdAt: at, createdBy: personId, signs: over }
    added.set(componentId, version)
    const payload = { name, role, sha256, size, mediaType, version: version.number, order: orderNo, signs: over, ...more }
    deed.note({ event: 'NovaVerze', object: { type: 'Komponenta', id: componentId }, subjectId: documentId, payload })
    return accept(version)
  })
  if (added.size > 0) await insertVersions(tx, tenantId, [...added.values()])
  return outcomes
}
