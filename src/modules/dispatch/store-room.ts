import type { Id } from '../../kernel/id.ts'
import type { DispatchChannel, Consignment } from './model.ts'
import { of, toConsignment, type Reader } from './store.ts'

/** The boxes of the dispatch room: what waits for somebody (failed first, then the oldest), what is on its way, what is over. */
export const roomBoxes = ['waiting', 'sent', 'done'] as const
export type RoomBox = (typeof roomBoxes)[number]

/** Where a page ended: the place in the queue and the consignment. */
export interface RoomKey { readonly queue: number; readonly id: Id<'Dispatch'> }

export interface RoomQuery {
  readonly box: RoomBox
  readonly channel?: DispatchChannel | undefined
  /** Only what this person asked for. */
  readonly askedBy?: Id<'Person'> | undefined
  readonly after?: RoomKey | undefined
  readonly limit: number
}

export interface Queued { readonly consignment: Consignment; readonly key: RoomKey }

/** A page of consignments, one query along one index whatever the page holds. */
export async function readQueue(db: Reader, tenantId: Id<'Tenant'>, { box, channel, askedBy, after, limit }: RoomQuery): Promise<Queued[]> {
  const queues = { waiting: [0, 1], sent: [2], done: [3] }[box]
  const direction = box === 'waiting' ? 'asc' : 'desc'
  let select = of(db).selectFrom('dispatch.consignment').selectAll()
    .where('tenant_id', '=', tenantId).where('queue', 'in', queues).orderBy('queue', direction).orderBy('id', direction).limit(limit)
  if (channel !== undefined) select = select.where('channel', '=', channel)
  if (askedBy !== undefined) select = select.where('asked_by', '=', askedBy)
  if (after !== undefined) {
    const further = direction === 'asc' ? '>' : '<'
    select = select.where((e) => e(e.refTuple('queue', 'id'), further, e.tuple(after.queue, after.id)))
  }
  return (await select.execute()).map((row) => ({ consignment: toConsignment(row), key: { queue: row.queue ?? 0, id: row.id } }))
}
