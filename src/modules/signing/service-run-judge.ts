import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { readSigningWork } from '../circulation/index.ts'
import { currentMain, isWithdrawn, readComponents, type CurrentMain } from '../records/index.ts'
import type { CeremonyItem } from './model-ceremony.ts'
import type { Place } from './model-port.ts'
import type { Run } from './service-running.ts'
import { readSituations, type Situation } from './service-situation.ts'

/** A document of a confirmed list is no longer what was confirmed, or nobody may sign it any more. */
export type Dropped = { readonly kind: 'changed'; readonly found: Sha256 | null } | { readonly kind: 'failed'; readonly code: string }
/** `over`: the content to be signed, the one that was confirmed with whatever signatures it got since; `place`: where it shows on it. */
export type Verdict = Dropped | { readonly kind: 'go-on'; readonly over: Sha256; readonly place: Place | null; readonly fileName: string } | { readonly kind: 'waits' }

/**
 * Which documents of a chunk may be signed still; one verdict for each, in the same order. Of two signatures to one document (one's own and one
 * in another's place) the second waits for a later round: it is put over the first.
 */
export async function judgeChunk({ deps: { db, now }, actor }: Run, items: readonly CeremonyItem[]): Promise<Verdict[]> {
  const works = await readSigningWork(db, actor, items.map(({ itemId }) => itemId))
  const situations = await readSituations(db, actor, works, now())
  const rest = items.filter(({ itemId }) => !situations.has(itemId)).map(({ documentId }) => documentId)
  const components = rest.length > 0 ? Map.groupBy(await readComponents(db, actor.tenantId, rest), ({ documentId }) => documentId) : null
  const signed = new Set<Id<'Document'>>()
  return items.map((item) => {
    const situation = situations.get(item.itemId)
    const verdict = judge(item, situation ? situation.main : currentMain(components?.get(item.documentId) ?? []), situation)
    if (verdict.kind === 'go-on' && signed.has(item.documentId)) return { kind: 'waits' }
    if (verdict.kind === 'go-on') signed.add(item.documentId)
    return verdict
  })
}

function judge(item: CeremonyItem, main: CurrentMain | null, situation: Situation | undefined): Verdict {
  if (main?.wording !== item.wording || main.component.id !== item.componentId) return { kind: 'changed', found: main?.version.sha256 ?? null }
  // Whoever took it back ended what was asked about it too; that is what is said.
  if (isWithdrawn(main)) return { kind: 'failed', code: 'withdrawn' }
  if (!situation || (situation.work.inPlaceOf?.personId ?? null) !== item.forId) return { kind: 'failed', code: 'not-waiting' }
  const { refusal } = situation
  if (refusal === 'content-changed') return { kind: 'changed', found: main.version.sha256 }
  // What hinders a signature is said again by the engine, of the very bytes that are to be signed now.
  if ((refusal !== null && refusal !== 'obstacle') || !situation.main) return { kind: 'failed', code: refusal ?? 'nothing-to-sign' }
  const { showing, main: { version: { sha256: over }, component: { name: fileName } } } = situation
  // What was confirmed as shown is shown or not signed: others may have taken the last place since.
  if (item.visible && !showing?.place) return { kind: 'failed', code: showing?.unshown ?? 'place-unknown' }
  return { kind: 'go-on', over, fileName, place: item.visible ? showing?.place ?? null : null }
}
