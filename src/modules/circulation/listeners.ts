import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import { perform, type Deed, type DeedDeps } from '../audit/index.ts'
import { currentMain, isOpen, lockDocument, readComponents } from '../records/index.ts'
import { fileListeners } from './listeners-file.ts'
import { closed } from './model.ts'
import { changeContent } from './model-change.ts'
import type { Subject } from './service.ts'
import { momentOf, saveCourse } from './service-course.ts'
import { endCourses } from './service-end.ts'
import { lockOpenItems, saveItems } from './store.ts'
import { lockCourses } from './store-route.ts'
import { reasons } from './texts-record.ts'

const About = z.object({
  documentId: z.uuid().transform((id) => id as Id<'Document'>), componentId: z.uuid().optional(),
})
type About = z.infer<typeof About>

/** What the room hears. Each ear may be told the same thing again and does it once. */
export function circulationListeners(deps: DeedDeps): Listener[] {
  return [
    { name: 'circulation.lapse', hears: 'records.content-replaced', handle: (event) => hear(deps, event, 'lapse', followContent) },
    { name: 'circulation.close', hears: 'records.settled', handle: (event) => hear(deps, event, 'close', closeSettled) },
    ...fileListeners(deps),
  ]
}

async function hear(deps: DeedDeps, event: DeliveredEvent, ear: string, work: (deed: Deed, about: About) => Promise<void>) {
  const about = About.parse(event.body)
  const command = { name: `circulation.${ear}`, key: `circulation.${ear}:${event.id}` }
  await perform(deps, automaton(event.tenantId, 'oběh spisu'), command, async (deed) => {
    await work(deed, about)
    return accept(null)
  })
}

/** New wording takes the routes of the document where their policies say. Another component of it changes nothing here. */
async function followContent(deed: Deed, { documentId, componentId }: About): Promise<void> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok) return
  const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [documentId]))
  if (componentId === undefined || componentId === main?.component.id) await lapseOutdated(deed, found.value, main?.wording ?? null)
}

/** Lets everything open about another content than the document's end, and starts again what the routes' policies ask for. */
export async function lapseOutdated(deed: Deed, subject: Subject, known?: Parameters<typeof changeContent>[1]['main']): Promise<void> {
  const { document } = subject
  for (const course of await lockCourses(deed.tx, deed.actor.tenantId, { documentId: document.id })) {
    const moment = await momentOf(deed, document.id, course.stages)
    const after = changeContent(course, { main: known ?? moment.main, reason: reasons.contentChanged }, moment)
    if (after !== course) await saveCourse(deed, subject, course, after)
  }
}

/** When a document's settlement has settled its whole file, nobody is left with work in it, and no route of it runs on. */
async function closeSettled(deed: Deed, { documentId }: About): Promise<void> {
  const found = await lockDocument(deed, documentId)
  if (!found.ok || isOpen(found.value.file)) return
  const { tx, actor: { tenantId }, at } = deed
  const { file } = found.value
  await endCourses(deed, { fileId: file.id }, reasons.fileSettled)
  const ended = closed(await lockOpenItems(tx, tenantId, file.id), reasons.fileSettled, at)
  await saveItems(deed, ended)
  for (const { id, documentId: about, kind, state, answer } of ended) {
    if (state === 'withdrawn') deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id }, subjectId: about, payload: { kind, reason: answer } })
  }
}
