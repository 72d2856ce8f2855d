import type { Id } from '../kernel/id.ts'
import type { Actor } from '../kernel/actor.ts'
import { documentOfDispatch } from '../modules/dispatch/index.ts'
import { documentOfItem } from '../modules/intake/index.ts'
import { readFileDocuments, witnessReading } from '../modules/records/index.ts'
import type { Server } from '../platform/http/index.ts'
import type { Office } from './office.ts'

type Way = 'read' | 'taken'
interface Shown { readonly way: Way; readonly by: 'document' | 'file' | 'item' | 'dispatch' }

const version = '/api/documents/:id/components/:componentId/versions/:version'
const part = '/api/intake/:id/contents/:part'

/** Every address that shows a document, or something in which it is, by what its `:id` is. Lists that show no more than a line of each are not here. */
export const showing: Readonly<Record<string, Shown>> = {
  ...Object.fromEntries(['', '/circulation', '/correction', '/dispatches', '/draft', '/forward', '/history', '/readings', '/route-preview', '/sensitivity', '/signatures', '/signing', '/snippets', '/validations']
    .map((rest) => [`/api/documents/:id${rest}`, { way: 'read', by: 'document' }])),
  [version]: { way: 'taken', by: 'document' }, [`${version}/preview`]: { way: 'read', by: 'document' }, [`${version}/difference`]: { way: 'read', by: 'document' }, [`${version}/signed/:index`]: { way: 'taken', by: 'document' },
  [`${version}/pages/:page`]: { way: 'read', by: 'document' },
  '/api/answers/:id': { way: 'read', by: 'document' }, '/api/answers/:id/wordings': { way: 'read', by: 'document' },
  '/api/dispatches/:id/sheet': { way: 'taken', by: 'dispatch' }, '/api/files/:id': { way: 'read', by: 'file' },
  '/api/intake/:id': { way: 'read', by: 'item' }, [part]: { way: 'taken', by: 'item' }, [`${part}/preview`]: { way: 'read', by: 'item' }, [`${part}/pages/:page`]: { way: 'read', by: 'item' },
}

/** Addresses with an id that show no document, and why; a new one that is in neither list fails a test. */
export const showingNone: Readonly<Record<string, string>> = {
  '/api/bulk/:id': 'what was asked of many, without what they are', '/api/bulk/:id/items': 'a line of each', '/api/parties/:id': 'a person, logged by itself, with a line of each document',
  '/api/privacy/parties/:id': 'a person, logged by itself', '/api/privacy/people/:id': 'a person, logged by itself', '/api/privacy/exports/:id/file': 'a copy for its person, logged by itself',
  '/api/signing/ceremonies/:id': 'how far a list of one\'s own is signed, numbers alone', '/api/signing/ceremonies/:id/items': 'a line of each',
  '/api/privacy/exports/:id': 'whether a copy is ready', '/api/privacy/erasures/:id': 'a plan, numbers alone',
}

/**
 * Before a sensitive document is shown, that it is being shown is in the log; when that fails nothing is shown. It stands before every route at
 * once, so that no room can forget it; whether it covers every route is a test.
 */
export function witnessReadings(app: Server, office: Office): void {
  app.addHook('preHandler', async (request) => {
    const shown = request.method === 'GET' || request.method === 'HEAD' ? showing[request.routeOptions.url ?? ''] : undefined
    const id = (request.params as { readonly id?: string } | undefined)?.id
    if (shown && id && request.actor) await witnessReading(office, request.actor, await documentsOf(office, request.actor, shown.by, id), shown.way)
  })
}

async function documentsOf({ db }: Office, { tenantId }: Actor, by: Shown['by'], id: string): Promise<readonly Id<'Document'>[]> {
  switch (by) {
    case 'document': return [id as Id<'Document'>]
    case 'file': return (await readFileDocuments(db, tenantId, id as Id<'File'>)).map((document) => document.id)
    case 'item': return (await documentOfItem(db, tenantId, id as Id<'Item'>)) ?? []
    case 'dispatch': return (await documentOfDispatch(db, tenantId, id as Id<'Dispatch'>)) ?? []
  }
}
