import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'

/** The lists of the office that can be looked at in a way worth keeping. */
export const places = ['inbox', 'documents', 'files', 'search', 'reception', 'dispatch-room'] as const
export type Place = (typeof places)[number]

export interface View {
  readonly id: Id<'View'>
  readonly place: Place
  readonly name: string
  /** The filters, as they stand behind the question mark of the list's address. */
  readonly query: string
  readonly ownerId: Id<'Person'>
  /** The owner's unit when it was saved. */
  readonly unitId: Id<'Unit'>
  readonly shared: boolean
  readonly createdAt: Date
}

/** How many views one person may keep. */
export const mostViews = 100

export const maySee = (actor: Actor, view: View) => view.ownerId === actor.personId || (view.shared && view.unitId === actor.unitId)

/** A shared view belongs to its unit as much as to who made it, and people leave. */
export const mayChange = (actor: Actor, view: View) =>
  view.ownerId === actor.personId || (view.shared && view.unitId === actor.unitId && actor.roles.includes('head'))

/** Filters in one form however they were written: in the order of their names, without the key of a page, which ages. */
export function canonicalQuery(query: string): string {
  const filters = new URLSearchParams(query)
  for (const key of ['before', 'after', 'limit']) filters.delete(key)
  filters.sort()
  return filters.toString()
}
