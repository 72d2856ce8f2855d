import type { Keeper, PersonalItem } from '../privacy/index.ts'
import { mentionsOf } from '../privacy/index.ts'
import type { View } from './model.ts'
import { deleteView, readAllViews } from './store.ts'

/** Saved views of somebody who works here; and everybody's views that look for the person by name, address or number. */
export const viewsKeeper: Keeper = {
  section: 'views',
  async collect(db, { tenantId, subject, tells }) {
    const views = await readAllViews(db, tenantId)
    if (subject.kind === 'person') return views.filter(({ ownerId }) => ownerId === subject.id).map(itemOf)
    return views.filter((view) => looksFor(view, tells)).map(itemOf)
  },
  async erase({ tx, actor: { tenantId } }, { subject, tells }) {
    const views = (await readAllViews(tx, tenantId)).filter((view) => (subject.kind === 'person' ? view.ownerId === subject.id : looksFor(view, tells)))
    for (const { id } of views) await deleteView(tx, tenantId, id)
    return views.map(({ id }) => id)
  },
}

/** The family name, or an address or a number. That it may be a namesake's is for whoever proposes the erasure to see: it is in their list. */
function looksFor({ name, query }: View, tells: readonly string[]): boolean {
  const text = `${name} ${[...new URLSearchParams(query).values()].join(' ')}`
  return tells.some((tell) => {
    const last = /[\d@]/.test(tell) ? tell : tell.trim().split(/\s+/).at(-1) ?? tell
    return mentionsOf([last]).isIn(text)
  })
}

const itemOf = ({ id, place, name, query }: View): PersonalItem => (
  { place: 'views.view', id, documentId: null, title: name, facts: { list: place, name, query }, contents: [], tells: [], hold: null })
