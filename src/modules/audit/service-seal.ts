import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed, DeedDeps } from './deed.ts'
import { renditionObject } from './service-rendition.ts'
import type { RenditionRow } from './store-rendition.ts'
import { insertSeal, readUnsealed } from './store-seal.ts'

/** How long a rendition may wait for its seal before somebody has to look: authorities have their bad hours. */
const lateMs = 3 * 3_600_000

/** The days whose rendition has no sealed form yet, oldest first. */
export const unsealedDays = ({ db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, limit?: number): Promise<Day[]> =>
  readUnsealed(db, tenantId, limit === undefined ? {} : { limit })

/** Those that have waited for longer than it takes. */
export const lateUnsealedDays = ({ db, now }: Pick<DeedDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>): Promise<Day[]> =>
  readUnsealed(db, tenantId, { madeBefore: new Date(now().getTime() - lateMs) })

/** Keeps which bytes are the sealed form of a rendition, as part of the deed that adds them to its document. */
export async function keepSeal(deed: Deed, { day, document_id: documentId }: RenditionRow, sealed: { readonly sha256: Sha256; readonly size: number }): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  await insertSeal(tx, { tenant_id: tenantId, day, ...sealed, sealed_at: at })
  deed.note({ event: 'PripojeniRazitka', object: { type: 'Denik', id: renditionObject(day) }, subjectId: documentId, payload: { day, ...sealed } })
}
