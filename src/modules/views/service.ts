import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps, type EventType, type KeyRefusal } from '../audit/index.ts'
import { canonicalQuery, mayChange, maySee, mostViews, type Place, type View } from './model.ts'
import { countOwn, deleteView, insertView, lockView, readViews, updateView } from './store.ts'

/** The key under which the asker may repeat the same request. */
type Key = Pick<Command, 'key'>
export type ViewRefusal = 'not-found' | 'not-allowed' | 'name-taken' | 'too-many-views' | 'not-a-member'
export interface NewView { readonly place: Place; readonly name: string; readonly query: string; readonly shared: boolean }
export type Change = Partial<Pick<NewView, 'name' | 'query' | 'shared'>>

export const listViews = (deps: Pick<DeedDeps, 'db'>, actor: Actor): Promise<View[]> => readViews(deps.db, actor)

/** Keeps a way of looking at a list under a name. */
export function saveView(deps: DeedDeps, actor: Actor, given: NewView, command: Key = {}): Promise<Result<{ id: Id<'View'> }, ViewRefusal | KeyRefusal>> {
  return perform(deps, actor, { name: 'save-view', input: { ...given }, ...command }, async (deed): Promise<Result<{ id: Id<'View'> }, ViewRefusal>> => {
    const { personId, unitId, tenantId } = actor
    if (!personId || !unitId) return refuse('not-a-member')
    if (await countOwn(deed.tx, tenantId, personId) >= mostViews) return refuse('too-many-views')
    const view: View = { ...given, query: canonicalQuery(given.query), id: newId(deed.at), ownerId: personId, unitId, createdAt: deed.at }
    if (!(await insertView(deed.tx, tenantId, view))) return refuse('name-taken')
    note(deed, 'Zalozeni', view)
    return accept({ id: view.id })
  })
}

export function changeView(deps: DeedDeps, actor: Actor, id: Id<'View'>, change: Change, command: Key = {}): Promise<Result<null, ViewRefusal | KeyRefusal>> {
  return perform(deps, actor, { name: 'change-view', input: { id, ...change }, ...command }, async (deed): Promise<Result<null, ViewRefusal>> => {
    const found = await lockChangeable(deed, id)
    if (!found.ok) return found
    const view = { ...found.value, ...change, query: canonicalQuery(change.query ?? found.value.query) }
    if (!(await updateView(deed.tx, actor.tenantId, view))) return refuse('name-taken')
    note(deed, 'Uprava', view)
    return accept(null)
  })
}

export function removeView(deps: DeedDeps, actor: Actor, id: Id<'View'>, command: Key = {}): Promise<Result<null, ViewRefusal | KeyRefusal>> {
  return perform(deps, actor, { name: 'remove-view', input: { id }, ...command }, async (deed): Promise<Result<null, ViewRefusal>> => {
    const found = await lockChangeable(deed, id)
    if (!found.ok) return found
    await deleteView(deed.tx, actor.tenantId, id)
    note(deed, 'Zruseni', found.value)
    return accept(null)
  })
}

async function lockChangeable(deed: Deed, id: Id<'View'>): Promise<Result<View, 'not-found' | 'not-allowed'>> {
  const view = await lockView(deed.tx, deed.actor.tenantId, id)
  if (!view || !maySee(deed.actor, view)) return refuse('not-found')
  return mayChange(deed.actor, view) ? accept(view) : refuse('not-allowed')
}

function note(deed: Deed, event: EventType, { id, place, name, shared, query }: View) {
  deed.note({ event, object: { type: 'Pohled', id }, payload: { place, name, shared, query } })
}
