import type { Actor } from '../../kernel/actor.ts'
import { renderSheet } from '../../platform/pdf/index.ts'
import { getTenant, readNames } from '../identity/index.ts'
import { listDocuments, type Listed, type RecordsDeps } from '../records/index.ts'
import { withAttempts, type ShownConsignment } from './service-shown.ts'
import { postingList } from './sheet.ts'
import { readQueue, type RoomKey, type RoomQuery } from './store-room.ts'

export interface RoomItem extends ShownConsignment { readonly document: Listed; readonly askedByName: string }
export type RoomPage = Omit<RoomQuery, 'askedBy'>

/** What waits to leave and what became of the rest: of everybody for the dispatch room, one's own for others. Four queries for any page. */
export async function readRoom(deps: Pick<RecordsDeps, 'db'>, actor: Actor, page: RoomPage): Promise<{ items: RoomItem[]; next: RoomKey | null }> {
  const { tenantId } = actor
  const askedBy = actor.roles.includes('registrar') ? undefined : actor.personId ?? undefined
  const found = await readQueue(deps.db, tenantId, { ...page, askedBy, limit: page.limit + 1 })
  const queued = found.slice(0, page.limit)
  const next = found.length > page.limit ? queued.at(-1)?.key ?? null : null
  if (queued.length === 0) return { items: [], next }
  const consignments = queued.map(({ consignment }) => consignment)
  const ids = [...new Set(consignments.map(({ documentId }) => documentId))]
  const [shown, listed, names] = await Promise.all([
    withAttempts(deps, tenantId, consignments), listDocuments(deps, actor, { ids, limit: ids.length }),
    readNames(deps.db, tenantId, [...new Set(consignments.map((one) => one.askedBy))])])
  const documents = new Map(listed.map((each) => [each.document.id, each]))
  const items = shown.flatMap((each) => {
    const document = documents.get(each.consignment.documentId)
    return document ? [{ ...each, document, askedByName: names.get(each.consignment.askedBy) ?? '' }] : []
  })
  return { items, next }
}

/** So many letters go on one list for the post. */
const longestList = 300

/** The list with which letters are carried to the post (podací arch): the oldest that wait. */
export async function printPostingList(deps: RecordsDeps, actor: Actor): Promise<Uint8Array> {
  const rows: { consignment: RoomItem['consignment']; document: Listed['document'] }[] = []
  let after: RoomKey | undefined
  while (rows.length < longestList) {
    const { items, next } = await readRoom(deps, actor, { box: 'waiting', channel: 'Posta', after, limit: 100 })
    rows.push(...items.filter(({ consignment }) => consignment.state === 'nevypraveno').map(({ consignment, document }) => ({ consignment, document: document.document })))
    if (next === null) break
    after = next
  }
  return renderSheet(postingList(await getTenant(deps.db, actor.tenantId), rows.slice(0, longestList), deps.now()))
}
