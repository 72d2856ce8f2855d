import { addDays } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { enqueueAt } from '../../platform/events/index.ts'
import type { Deed, EventType } from '../audit/index.ts'
import { readNames, readPeople } from '../identity/index.ts'
import { grantAccess } from '../records/index.ts'
import { tell } from './events.ts'
import { isBound, type Addressee, type WorkItem } from './model.ts'
import type { Course, Stage } from './model-route.ts'
import type { Subject } from './service.ts'

/** The task that lets silence mean consent when its day has passed. */
export const silenceTask = 'circulation.silence'

/** What others have to know of a course that moved on: the newly asked get to see what they are asked about, and every end is in the log. */
export async function announce(deed: Deed, subject: Subject, before: Course | null, after: Course, told?: Id<'WorkItem'>): Promise<void> {
  const known = new Map(before?.items.map((item) => [item.id, item]))
  for (const { id, documentId, kind, state, answer } of after.items) {
    if (id !== told && state === 'withdrawn' && known.get(id)?.state === 'open') {
      deed.note({ event: 'Storno', object: { type: 'PolozkaObehu', id }, subjectId: documentId, payload: { kind, reason: answer } })
    }
  }
  for (const stage of after.stages) {
    const asked = after.items.filter((item) => item.stageId === stage.id && item.state === 'open' && !known.has(item.id))
    if (asked.length > 0) await invite(deed, subject, stage, asked)
    const was = before?.stages.find(({ id }) => id === stage.id)?.state
    const answered = after.items.some((item) => item.stageId === stage.id && item.state === 'done' && !item.outdated)
    if (stage.kind === 'comment' && stage.state === 'done' && was !== 'done' && answered) tell.statementsComplete(deed, after.route, stage.id)
  }
}

/** Lets those just asked see the document, and what their stage shows beside it. Heads may answer for their people, so they see it too. */
async function invite(deed: Deed, { document }: Subject, stage: Stage, asked: readonly WorkItem[]): Promise<void> {
  const { tx, actor: { tenantId } } = deed
  const documents = [document.id, ...(isBound(stage) && document.answersId ? [document.answersId] : []), ...stage.shows]
  const readers = [...asked.map(({ addressee }) => addressee), ...(isBound(stage) ? [] : await headsOver(deed, asked))]
  for (const reader of readers) await grantAccess(deed, documents, reader, bases[stage.kind] ?? 'work')
  const names = await readNames(tx, tenantId, asked.flatMap(({ addressee, unitId }) => [addressee.id, unitId]))
  for (const { id, kind, addressee, instruction, dueOn, content } of asked) {
    const to = names.get(addressee.id) ?? ''
    const payload = isBound(stage) ? { kind, to, content, instruction } : kind === 'comment' ? { to, instruction, dueOn } : { kind, to, instruction, dueOn }
    deed.note({ event: asking[kind] ?? 'Zalozeni', object: { type: 'PolozkaObehu', id }, subjectId: document.id, payload })
  }
  const [first] = asked
  if (stage.kind === 'comment' && first) {
    tell.statementsAsked(deed, first, { stageId: stage.id, units: [...new Set(asked.map(({ unitId }) => names.get(unitId) ?? ''))] })
  }
  if (stage.rule === 'silence') for (const { id, dueOn } of asked) if (dueOn) await awaitSilence(deed, id, dueOn)
}

const bases: Partial<Record<WorkItem['kind'], string>> = { comment: 'statement', approve: 'approval' }
const asking: Partial<Record<WorkItem['kind'], EventType>> = { comment: 'ZadostOVyjadreni', approve: 'ZadostOSchvaleni' }

/** The job waits for the end of the day in Prague; should nobody work then, it is done as soon as somebody does. */
export async function awaitSilence({ tx, actor: { tenantId } }: Deed, itemId: Id<'WorkItem'>, dueOn: NonNullable<WorkItem['dueOn']>): Promise<void> {
  await enqueueAt(tx, silenceTask, { tenantId, itemId }, { at: new Date(`${addDays(dueOn, 1)}T00:00:00Z`), key: `${silenceTask}:${itemId}` })
}

/** The heads of the people asked: they may answer for them, so they must see what it is about. A unit asked sees it whole. */
async function headsOver({ tx, actor: { tenantId } }: Deed, asked: readonly WorkItem[]): Promise<Addressee[]> {
  const units = new Set(asked.filter(({ addressee }) => addressee.kind === 'person').map(({ unitId }) => unitId))
  if (units.size === 0) return []
  const heads = (await readPeople(tx, tenantId)).filter(({ unitId, roles }) => units.has(unitId) && roles.includes('head'))
  return heads.map(({ id }) => ({ kind: 'person', id }))
}
