import type { Id } from '../../kernel/id.ts'
import { readHistory } from '../audit/index.ts'
import type { Accounts, Keeper, Reader, Register } from './keeper.ts'
import { readErasedDocuments } from './store.ts'
import { idsOf, latest, sectionKeys, tellsOf, type PersonalItem, type Scope, type Section, type Subject } from './model.ts'

/** Who knows what of a person; the composition gives the rooms. */
export interface Holdings {
  readonly register: Register
  readonly accounts: Accounts
  readonly keepers: readonly Keeper[]
}

/** The subject as wide as it is: the records with all those merged into them. Undefined when there is nobody such. */
export async function widen({ register, accounts }: Holdings, db: Reader, tenantId: Id<'Tenant'>, subject: Subject): Promise<Subject | undefined> {
  if (subject.kind === 'person') return (await accounts.exists(db, tenantId, subject.id)) ? subject : undefined
  if (subject.ids.length === 0) return undefined
  const ids = await register.family(db, tenantId, subject.ids)
  return ids && { kind: 'party', ids: ids.toSorted() }
}

export interface Gathered { readonly scope: Scope; readonly sections: readonly Section[] }

/** Everything the office keeps of the person, room by room; headers of what was erased before are nobody's any more. What an earlier room tells of them helps the later ones to find them. */
export async function gather({ register, keepers }: Holdings, db: Reader, tenantId: Id<'Tenant'>, subject: Subject, at: Date): Promise<Gathered> {
  const documents = subject.kind === 'party' ? await register.documents(db, tenantId, subject.ids, at) : []
  let scope: Scope = { tenantId, subject, documents, tells: [], at }
  const sections: Section[] = []
  for (const keeper of keepers) {
    sections.push({ key: keeper.section, items: await keeper.collect(db, scope) })
    scope = { ...scope, tells: tellsOf(sections) }
  }
  sections.push({ key: 'log', items: await readLogOf(db, scope) })
  const done = new Set<string | null>(await readErasedDocuments(db, tenantId, documents.map(({ id }) => id)))
  const left = sections.map(({ key, items }) => ({ key, items: items.filter(({ hold, documentId }) => hold !== null || !done.has(documentId)) }))
  return { scope, sections: left.filter(({ items }) => items.length > 0).toSorted((a, b) => sectionKeys.indexOf(a.key) - sectionKeys.indexOf(b.key)) }
}

/** How many entries of the log are told at most, the newest first. */
const most = 5_000

/** What the log says about a person of the register; of somebody who works here what they did. */
async function readLogOf(db: Reader, { tenantId, subject, documents }: Scope): Promise<PersonalItem[]> {
  const entries = subject.kind === 'person'
    ? await readHistory(db, tenantId, { actorId: subject.id, limit: most })
    : (await Promise.all(subject.ids.map((id) => readHistory(db, tenantId, { thing: id, limit: most })))).flat()
  const told = entries.filter(({ particulars }) => subject.kind === 'person' || particulars !== null)
  if (told.length === 0) return []
  const [id = ''] = idsOf(subject)
  return [{
    place: 'audit.entry', id, documentId: null, title: 'Záznamy v protokolu', contents: [], tells: [],
    facts: { entries: told.toSorted((a, b) => b.index - a.index).slice(0, most).map(({ at, event, objectType, outcome }) => `${at.toISOString()} ${event} ${objectType} ${outcome}`) },
    hold: subject.kind === 'person' ? { reason: 'official-record', until: null, regime: null } : latest(documents.map(({ hold }) => hold)),
  }, {
    place: 'audit.rendition', id, documentId: null, title: 'Denní ztvárnění protokolu', facts: {}, contents: [], tells: [], hold: { reason: 'sealed-log', until: null, regime: null },
  }]
}
