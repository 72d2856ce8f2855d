import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { perform, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { readInbox, readSigningWork, type InboxItem } from '../circulation/index.ts'
import { readNames } from '../identity/index.ts'
import { subtreeOf } from './model-rule.ts'
import { personOf, type Done, type Key } from './service.ts'
import { readRequirements } from './service-rule.ts'
import { readSituations, type Situation } from './service-situation.ts'
import { findRequested, keepOpening } from './store.ts'

export interface BookQuery {
  /** With everything below it. */
  readonly classId?: Id<'Class'> | undefined
  /** Who holds the file. */
  readonly unitId?: Id<'Unit'> | undefined
  readonly dueBefore?: Day | undefined
  readonly text?: string | undefined
  /** As `next` of the page before said. */
  readonly before?: string | undefined
  readonly limit: number
}
export interface BookLine { readonly situation: Situation; readonly shown: InboxItem }
export interface BookPage { readonly lines: readonly BookLine[]; readonly names: ReadonlyMap<string, string>; readonly next: string | null }

/** Among so many requests, the newest, a class or a unit is looked for. */
const searched = 5_000

/** What waits for one's signature and that of those one stands in for (podpisová kniha), what is due first. The same few queries however full it is. */
export async function readBook(deps: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, query: BookQuery): Promise<BookPage> {
  const { db } = deps
  const documentIds = await chosenDocuments(deps, actor, query)
  const filter = { box: 'mine', kinds: ['sign', 'seal'], text: query.text, documentIds, dueBefore: query.dueBefore } as const
  const { items, next } = await readInbox(deps, actor, filter, { before: query.before, limit: query.limit, sort: 'due' })
  const works = await readSigningWork(db, actor, items.map(({ item }) => item.id))
  const situations = await readSituations(db, actor, works, deps.now())
  const lines = items.flatMap((shown) => {
    const situation = situations.get(shown.item.id)
    return situation ? [{ situation, shown }] : []
  })
  const people = lines.flatMap(({ situation: { approval, main, listed } }) => [approval?.by, main?.version.createdBy, listed.document.createdBy, listed.file.holderUnitId])
  return { lines, next, names: await readNames(db, actor.tenantId, [...new Set<string>(people.filter((id) => id !== null && id !== undefined))]) }
}

/** As many as the menu counts; beyond it says that there are more. */
const counted = 100

/** How many requests wait for one's signature, up to a hundred. */
export async function countWaiting(deps: Pick<DeedDeps, 'db' | 'now'>, actor: Actor): Promise<number> {
  return (await readInbox(deps, actor, { box: 'mine', kinds: ['sign', 'seal'] }, { limit: counted, sort: 'due' })).items.length
}

async function chosenDocuments({ db }: Pick<DeedDeps, 'db'>, actor: Actor, { classId, unitId }: BookQuery): Promise<Id<'Document'>[] | undefined> {
  if (!classId && !unitId) return undefined
  const classIds = classId && subtreeOf((await readRequirements(db, actor.tenantId)).classes, classId)
  const signers = [actor.personId, ...actor.standsFor.map(({ personId }) => personId)].filter((id) => id !== null)
  return findRequested(db, actor.tenantId, signers, { classIds, unitId, limit: searched })
}

export interface Opened { readonly documentId: Id<'Document'>; readonly componentId: Id<'Component'>; readonly version: number; readonly sha256: Sha256 }

/** Opens a document for signing: that this person had exactly these bytes before them is kept. */
export function openForSigning(deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, command: Key = {}): Done<Opened, 'not-found' | 'nothing-to-sign' | KeyRefusal> {
  return perform(deps, actor, { name: 'open-for-signing', input: { itemId }, ...command }, async (deed): Done<Opened, 'not-found' | 'nothing-to-sign'> => {
    const situation = (await readSituations(deed.tx, actor, await readSigningWork(deed.tx, actor, [itemId]), deed.at)).get(itemId)
    if (!situation) return refuse('not-found')
    if (!situation.main) return refuse('nothing-to-sign')
    const { component: { id: componentId, name }, version: { number: version, sha256 } } = situation.main
    const { documentId } = situation.work.item
    const isNew = await keepOpening(deed.tx, actor.tenantId, personOf(actor), documentId, sha256, deed.at)
    const payload = { name, version, content: sha256, before: 'podpis' }
    if (isNew) deed.note({ event: 'Zobrazeni', object: { type: 'Komponenta', id: componentId }, subjectId: documentId, payload })
    return accept({ documentId, componentId, version, sha256 })
  })
}
