import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'
import { currentMain, isOpen, lockDocuments, readComponents, type CurrentMain } from '../records/index.ts'
import type { ItemRefusal, WorkItem } from './model.ts'
import { settleIn } from './model-deviation.ts'
import { confirmSigned } from './model-verbs.ts'
import { momentWith, saveCourses, type Step, type Work } from './service-course.ts'
import { lockLooseItems, readItems, saveItems } from './store.ts'
import { lockRoutes } from './store-route.ts'

/** What was signed or sealed, for a request to do so. `signed`: the wording that was asked about. */
export interface Signing { readonly itemId: Id<'WorkItem'>; readonly signed: Sha256 }
export type SigningDone = ItemRefusal | 'not-found' | 'file-closed'
/** A request that may be told to be done, in an open file; all of it is locked. `main`: the main content of the document now. */
export interface Settling { readonly signed: Sha256; readonly work: Work; readonly done: WorkItem; readonly main: CurrentMain | null }

/**
 * Which of these requests may be told to be done, with their files, routes and items locked as `lockWork` locks those of one. Nothing is
 * changed yet. One verdict for each, in the same order; however many, a few queries.
 */
export async function lockSignings(deed: Deed, signings: readonly Signing[]): Promise<Result<Settling, SigningDone>[]> {
  const works = await lockWorks(deed, signings.map(({ itemId }) => itemId))
  const components = await readComponents(deed.tx, deed.actor.tenantId, [...works.values()].map(({ document }) => document.id))
  const componentsOf = Map.groupBy(components, ({ documentId }) => documentId)
  return signings.map(({ itemId, signed }): Result<Settling, SigningDone> => {
    const work = works.get(itemId)
    if (!work) return refuse('not-found')
    if (!isOpen(work.file)) return refuse('file-closed')
    const main = currentMain(componentsOf.get(work.document.id) ?? [])
    const done = confirmSigned(work.item, deed.actor, { signed, main: main?.wording ?? null }, deed.at)
    return done.ok ? accept({ signed, work, done: done.value, main }) : done
  })
}

async function lockWorks(deed: Deed, ids: readonly Id<'WorkItem'>[]): Promise<Map<Id<'WorkItem'>, Work>> {
  const { tx, actor: { tenantId } } = deed
  const seen = await readItems(tx, tenantId, ids)
  const subjects = await lockDocuments(deed, seen.map(({ documentId }) => documentId))
  const visible = seen.filter(({ documentId }) => subjects.has(documentId))
  const courses = await lockRoutes(tx, tenantId, visible.flatMap(({ routeId }) => routeId ?? []))
  const loose = await lockLooseItems(tx, tenantId, visible.filter(({ routeId }) => routeId === null).map(({ id }) => id))
  const wanted = new Set(ids)
  const locked = [...loose.map((item) => ({ item, course: null })), ...courses.flatMap((course) => course.items.map((item) => ({ item, course })))]
  return new Map(locked.flatMap(({ item, course }) => {
    const subject = subjects.get(item.documentId)
    return subject && wanted.has(item.id) ? [[item.id, { item, course, ...subject }] as const] : []
  }))
}

/**
 * Records that what was asked for has been signed or sealed, as `completeSigning` does for one. No two of them are about one document, and
 * all are done for the same person: the deed is said to be done in their place.
 */
export async function completeSignings(deed: Deed, settlings: readonly Settling[]): Promise<void> {
  const behalf = deed.actor.standsFor.find(({ personId }) => personId === settlings[0]?.done.doneFor)
  if (behalf) deed.actFor(behalf)
  for (const { done: { id, kind, documentId }, signed } of settlings) {
    deed.note({ event: 'PripojeniPodpisu', object: { type: 'PolozkaObehu', id }, subjectId: documentId, payload: { kind, content: signed } })
  }
  await saveItems(deed, settlings.flatMap(({ work: { course }, done }) => (course ? [] : [done])))
  await saveCourses(deed, settlings.flatMap(({ work: { course, document, file }, done, main }): Step[] => (
    course ? [{ subject: { document, file }, before: course, after: settleIn(course, done, momentWith(deed, main?.wording ?? null)), told: done.id }] : [])))
}
