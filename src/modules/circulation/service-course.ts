import { dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Deed, EventType } from '../audit/index.ts'
import { currentMain, isOpen, isWithdrawn, lockDocument, readComponents, wordingOf as below, type Document, type File } from '../records/index.ts'
import { isBound, isHandling, type WorkItem } from './model.ts'
import type { Moment } from './model-course.ts'
import { settleIn } from './model-deviation.ts'
import type { Course } from './model-route.ts'
import type { Subject } from './service.ts'
import { announce } from './service-announce.ts'
import { insertItems, lockItem, readItem, saveItems } from './store.ts'
import { insertPlaces, insertRoute, insertStages, readCourse, saveRoutes, saveStages } from './store-route.ts'
import { reasons } from './texts-record.ts'

/** An item, the whole course it stands in if any, and its document. */
export interface Work extends Subject { readonly item: WorkItem; readonly course: Course | null }

/**
 * An item with its route, document and file, all locked: file, then route, then items, so the deeds of a route take turns. Whoever may
 * not see the document learns nothing.
 */
export async function lockWork(deed: Deed, itemId: Id<'WorkItem'>): Promise<Result<Work, 'not-found'>> {
  const { tx, actor: { tenantId } } = deed
  const seen = await readItem(tx, tenantId, itemId)
  const found = seen ? await lockDocument(deed, seen.documentId) : refuse('not-found')
  if (!found.ok) return found
  const course = seen?.routeId ? await readCourse(tx, tenantId, seen.routeId, true) ?? null : null
  const item = course ? course.items.find(({ id }) => id === itemId) : await lockItem(tx, tenantId, itemId)
  return item && !isLeftBehind(item, found.value.file) ? accept({ item, course, ...found.value }) : refuse('not-found')
}

/** The handling of a file from which its document was moved just now: it goes on in a moment with another, and says nothing of the file the document lies in. */
export const isLeftBehind = (item: WorkItem, file: Pick<File, 'id'>) => isHandling(item) && item.fileId !== file.id

/** The same for a deed that nobody does in a file that is settled. */
export async function lockLiveWork(deed: Deed, itemId: Id<'WorkItem'>): Promise<Result<Work, 'not-found' | 'file-closed'>> {
  const found = await lockWork(deed, itemId)
  return found.ok && !isOpen(found.value.file) ? refuse('file-closed') : found
}

/** A route with its document and file, locked in the same order. */
export async function lockCourse(deed: Deed, routeId: Id<'Route'>): Promise<Result<Subject & { readonly course: Course }, 'not-found' | 'file-closed'>> {
  const { tx, actor: { tenantId } } = deed
  const seen = await readCourse(tx, tenantId, routeId)
  const found = seen ? await lockDocument(deed, seen.route.documentId) : refuse('not-found')
  if (!found.ok) return found
  if (!isOpen(found.value.file)) return refuse('file-closed')
  const course = await readCourse(tx, tenantId, routeId, true)
  return course ? accept({ course, ...found.value }) : refuse('not-found')
}

/** What a course needs to know to move on now. */
export async function momentOf(deed: Deed, documentId: Id<'Document'>, stages: readonly { readonly kind: WorkItem['kind'] }[]): Promise<Moment> {
  return momentWith(deed, stages.some(isBound) ? (await wordingOf(deed.tx, deed.actor.tenantId, documentId)).main : null)
}

export const momentWith = ({ at }: Deed, main: Sha256 | null): Moment => ({ at, today: dayOf(at), main, makeId: () => newId(at), enough: reasons.enough })

interface Said { readonly event: EventType; readonly payload: { readonly [key: string]: string | null } }

/** Saves how an item ended, says so in the history of its document, and lets its route move on. */
export async function settleItem(deed: Deed, { course, document, file }: Work, item: WorkItem, { event, payload }: Said): Promise<void> {
  const behalf = deed.actor.standsFor.find(({ personId }) => personId === item.doneFor)
  if (behalf) deed.actFor(behalf)
  const type = event === 'Schvaleni' ? 'SchvaleniDokument' : 'PolozkaObehu'
  deed.note({ event, object: { type, id: item.id }, subjectId: item.documentId, payload })
  if (!course) return saveItems(deed, [item])
  await saveCourse(deed, { document, file }, course, settleIn(course, item, await momentOf(deed, document.id, course.stages)), item.id)
}

/** Saves what is different between two states of a course, and tells those whom it concerns. `told` has been told of already. */
export const saveCourse = (deed: Deed, subject: Subject, before: Course | null, after: Course, told?: Id<'WorkItem'>): Promise<void> =>
  saveCourses(deed, [{ subject, before, after, ...(told ? { told } : {}) }])

export interface Step { readonly subject: Subject; readonly before: Course | null; readonly after: Course; readonly told?: Id<'WorkItem'> }

/** The same for different courses at once, in as many statements as for one, unless somebody new is asked. */
export async function saveCourses(deed: Deed, steps: readonly Step[]): Promise<void> {
  for (const { before, after } of steps) if (!before) await insertRoute(deed, after.route)
  await saveRoutes(deed, steps.flatMap(({ before, after: { route } }) => (before && before.route.state !== route.state ? [route] : [])))
  const parts = steps.map(({ subject, before, after }) => ({ subject, after, items: had(before?.items), stages: had(before?.stages), places: had(before?.places) }))
  await insertStages(deed, parts.flatMap(({ after, stages }) => after.stages.filter(({ id }) => !stages.has(id))))
  await saveStages(deed, parts.flatMap(({ after, stages }) => after.stages.filter((stage) => (stages.get(stage.id)?.state ?? stage.state) !== stage.state)))
  await insertPlaces(deed, parts.flatMap(({ after, places }) => after.places.filter(({ id }) => !places.has(id))))
  // What ends makes room for what begins in the same place.
  await saveItems(deed, parts.flatMap(({ after, items }) => after.items.filter((item) => items.has(item.id) && items.get(item.id) !== item)))
  await insertItems(deed, parts.flatMap(({ subject, after, items }) => (
    after.items.filter(({ id }) => !items.has(id)).map((item) => ({ ...item, fileDueOn: subject.file.dueOn })))))
  for (const { subject, before, after, told } of steps) await announce(deed, subject, before, after, told)
}

const had = <Part extends { readonly id: string }>(parts: readonly Part[] | undefined) => new Map(parts?.map((part) => [part.id, part]))

/** `main`: what the document's main content says, whoever has signed it; `below`: the same of any of its contents. */
export interface Wording { readonly main: Sha256 | null; readonly authors: Set<Id<'Person'>>; readonly below: (sha256: Sha256) => Sha256 }

/** The wording of a document now, and everyone who had a hand in it. */
export async function wordingOf(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, createdBy: Document['createdBy'] = null,
): Promise<Wording> {
  const components = await readComponents(tx, tenantId, [documentId])
  // Who only signed a wording wrote nothing of it.
  const wordings = components.filter(({ role }) => role === 'main' || role === 'source').flatMap(({ versions }) => versions.filter(({ signs }) => !signs))
  const authors = new Set([createdBy, ...wordings.map((version) => version.createdBy)].filter((id) => id !== null))
  const main = currentMain(components)
  // What was taken back is there to be read, not to be decided on.
  return { main: main && !isWithdrawn(main) ? main.wording : null, authors, below: (sha256) => (main ? below(main.component, sha256) : sha256) }
}
