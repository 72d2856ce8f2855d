import { blank, documentIds, freeIds, holdOf, type Keeper, type PersonalItem, type Scope } from '../privacy/index.ts'
import { blankWork, readWorkAbout, readWorkOf, type PersonalWork } from './store-personal.ts'

/** How many of the things somebody was asked are told at most; what they did is in the log whole. */
const most = 2_000

/** What people wrote about the documents of a person; what somebody who works here was asked and did. */
export const circulationKeeper: Keeper = {
  section: 'circulation',
  async collect(db, scope) {
    const { tenantId, subject } = scope
    if (subject.kind === 'person') return (await readWorkOf(db, tenantId, subject.id, most)).map((work) => itemOf(work, scope, true))
    const documents = documentIds(scope)
    return documents.length === 0 ? [] : (await readWorkAbout(db, tenantId, documents)).filter(({ instruction, answer }) => instruction ?? answer).map((work) => itemOf(work, scope, false))
  },
  async erase({ tx, actor: { tenantId } }, scope) {
    const free = freeIds(scope)
    if (free.length === 0) return []
    await blankWork(tx, tenantId, free, blank)
    return (await readWorkAbout(tx, tenantId, free)).map(({ id }) => id)
  },
}

function itemOf({ id, documentId, kind, state, askedAt, doneAt, instruction, answer }: PersonalWork, scope: Scope, isWork: boolean): PersonalItem {
  return {
    place: 'circulation.item', id, documentId, title: isWork ? 'Položka oběhu' : 'Sdělení uvnitř úřadu', contents: [], tells: [],
    facts: { kind, state, askedAt: askedAt.toISOString(), doneAt: doneAt?.toISOString() ?? null, ...isWork ? {} : { instruction, answer } },
    hold: isWork ? { reason: 'official-record', until: null, regime: null } : holdOf(scope, documentId),
  }
}
