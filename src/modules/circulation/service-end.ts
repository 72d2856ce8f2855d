import type { Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { isEnded } from './model-course.ts'
import { cancel } from './model-deviation.ts'
import { saveItems } from './store.ts'
import { lockCourses, saveRoutes, saveStages } from './store-route.ts'
import { reasons } from './texts-record.ts'

/** Calls off every route of a document or of a whole file, for there is nothing left to go round. The caller has locked the file. */
export async function endCourses(deed: Deed, which: { readonly documentId?: Id<'Document'>; readonly fileId?: Id<'File'> }, reason: string): Promise<void> {
  for (const course of await lockCourses(deed.tx, deed.actor.tenantId, which)) {
    const called = isEnded(course.route) ? undefined : cancel(course, reason, null, deed.at)
    if (!called?.ok) continue
    const { route, stages, items } = called.value
    const ended = items.filter((item) => !course.items.includes(item))
    await saveRoutes(deed, [route])
    await saveStages(deed, stages.filter((stage) => !course.stages.includes(stage)))
    await saveItems(deed, ended)
    for (const { id, documentId, kind, answer } of ended) {
      deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id }, subjectId: documentId, payload: { kind, reason: answer } })
    }
  }
}

/** Nobody is asked any more about a document whose signed wording was taken back. */
export const withdrawWork = (deed: Deed, documentId: Id<'Document'>): Promise<void> => endCourses(deed, { documentId }, reasons.withdrawn)
