import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { MissingContent, type ContentStore } from '../../platform/files/index.ts'
import { perform, readHistory, type DeedDeps, type HistoryItem } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import type { NotedChange } from './model-change.ts'
import type { Component, Document, File, Party, Version } from './model.ts'
import { isGone } from './model-hold.ts'
import { readDocument, readFile, readFileDocuments } from './store.ts'
import { readChanges } from './store-change.ts'
import { readComponents } from './store-component.ts'
import { readParty } from './store-party.ts'
import { listVisible, mayActorSee, type Listed, type ListQuery } from './store-grant.ts'

export interface RecordsDeps extends DeedDeps {
  readonly files: ContentStore
}

/** Everything a person sees when they open a document. */
export interface DocumentView {
  readonly document: Document
  readonly file: File
  readonly party: Party | null
  readonly components: readonly Component[]
  /** Why signed wordings were replaced or taken back, and by whom by name. */
  readonly changes: readonly (NotedChange & { readonly byName: string | null })[]
  /** The other documents of the file that this person may see, in their order. */
  readonly siblings: readonly Document[]
}

/** Opens a document for reading; that it was opened is logged (national standard 7.4.2). */
export function openDocument(deps: DeedDeps, actor: Actor, id: Id<'Document'>): Promise<Result<DocumentView, 'not-found' | 'key-reused'>> {
  return perform(deps, actor, { name: 'open-document' }, async (deed) => {
    const view = await viewDocument(deed.tx, actor, id)
    if (!view.ok) return view
    deed.note({ event: 'Zobrazeni', object: { type: 'Dokument', id } })
    return view
  })
}

/** The same without a log entry, for what follows on the opened page. */
export async function viewDocument(db: Parameters<typeof readDocument>[0], actor: Actor, id: Id<'Document'>): Promise<Result<DocumentView, 'not-found'>> {
  const { tenantId } = actor
  const document = await readDocument(db, tenantId, id)
  if (!document || !(await mayActorSee(db, actor, id))) return refuse('not-found')
  const file = await readFile(db, tenantId, document.fileId)
  if (!file) throw new Error(`Document ${id} has no file`)
  const party = document.partyId ? (await readParty(db, tenantId, document.partyId)) ?? null : null
  const components = await readComponents(db, tenantId, [id])
  const changes = await readChanges(db, tenantId, components.map((component) => component.id))
  const names = await readNames(db, tenantId, changes.flatMap(({ by }) => by ?? []))
  const visible = await listVisible(db, actor, { fileId: file.id, limit: 200 })
  const siblings = visible.map((listed) => listed.document).filter((sibling) => sibling.id !== id).sort((a, b) => a.orderInFile - b.orderInFile)
  return accept({ document, file, party, components, siblings, changes: changes.map((change) => ({ ...change, byName: (change.by && names.get(change.by)) ?? null })) })
}

/** A page of what the person may see, newest first. */
export function listDocuments(deps: Pick<DeedDeps, 'db'>, actor: Actor, query: ListQuery): Promise<Listed[]> {
  return listVisible(deps.db, actor, query)
}

/** What has happened to a document, newest first. */
export async function documentHistory(
  deps: Pick<DeedDeps, 'db'>, actor: Actor, id: Id<'Document'>, page: { before?: number; limit: number },
): Promise<Result<HistoryItem[], 'not-found'>> {
  if (!(await mayActorSee(deps.db, actor, id))) return refuse('not-found')
  return accept(await readHistory(deps.db, actor.tenantId, { subjectId: id, but: 'OdmitnutyPristup', ...page }))
}

export interface Content { readonly component: Component; readonly version: Version; readonly bytes: Buffer }

/** The bytes of one version of one component, checked against their hash. Without a log entry, for what follows on an opened preview. */
export async function readContent(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, componentId: Id<'Component'>, number: number,
): Promise<Result<Content, 'not-found' | 'content-gone'>> {
  const found = await findContent(deps.db, actor, documentId, componentId, number)
  return found.ok ? withBytes(deps, actor, documentId, found.value) : found
}

/** The same for somebody who takes the bytes away (`Export`) or is shown them (`Zobrazeni`); it is logged before they get them. */
export async function openContent(
  deps: RecordsDeps, actor: Actor, documentId: Id<'Document'>, componentId: Id<'Component'>, number: number, event: 'Export' | 'Zobrazeni',
): Promise<Result<Content, 'not-found' | 'content-gone' | 'key-reused'>> {
  const found = await perform(deps, actor, { name: 'open-content' }, async (deed) => {
    const content = await findContent(deed.tx, actor, documentId, componentId, number)
    if (!content.ok) return content
    const { component: { name }, version: { sha256 } } = content.value
    // Not as `sha256`: that word of a component's entry vouches that the content was put in, which who looks at it cannot.
    deed.note({ event, object: { type: 'Komponenta', id: componentId }, subjectId: documentId, payload: { name, version: number, content: sha256 } })
    return content
  })
  return found.ok ? withBytes(deps, actor, documentId, found.value) : found
}

/** Of a document that was destroyed the bytes may be gone, which is as it should be; of any other that is damage, and throws. */
async function withBytes({ db, files }: RecordsDeps, { tenantId }: Actor, documentId: Id<'Document'>, found: Omit<Content, 'bytes'>): Promise<Result<Content, 'content-gone'>> {
  try {
    return accept({ ...found, bytes: await files.read(tenantId, found.version.sha256) })
  } catch (error) {
    const document = error instanceof MissingContent ? await readDocument(db, tenantId, documentId) : undefined
    if (document && isGone(document.state)) return refuse('content-gone')
    throw error
  }
}

async function findContent(
  db: Parameters<typeof readDocument>[0], actor: Actor, documentId: Id<'Document'>, componentId: Id<'Component'>, number: number,
): Promise<Result<Omit<Content, 'bytes'>, 'not-found'>> {
  if (!(await mayActorSee(db, actor, documentId))) return refuse('not-found')
  const component = (await readComponents(db, actor.tenantId, [documentId])).find(({ id }) => id === componentId)
  const version = component?.versions.find((candidate) => candidate.number === number)
  return component && version ? accept({ component, version }) : refuse('not-found')
}

/** The documents of a file for another room that has its own reason to read them; no rights are checked. */
export { mayActorSee, readFileDocuments, readDocument, readFile, readParty, readComponents }
