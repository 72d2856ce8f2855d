import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed } from '../audit/index.ts'
import { grantAccess, handOverFile, lockFilesOf, readFileDocuments } from '../records/index.ts'
import { tell } from './events.ts'
import type { Addressee, WorkItem } from './model.ts'
import { findAddressee, newItem, type FoundAddressee } from './service.ts'
import { replaceHandling } from './service-assign.ts'
import { lockOpenItems, saveItems } from './store.ts'
import { lockDesk } from './store-desk.ts'

export interface HandedOver { readonly files: number; readonly items: number }
export type DeskRefusal = 'addressee-unknown' | 'addressee-must-be-person'

/**
 * Passes a whole desk on, inside the deed of another room that has decided it: the files somebody holds, and what was asked of them and
 * waits. What they took from their unit goes back to it when a unit succeeds them; what was asked of them by name needs a person.
 */
export async function handOverDesk(deed: Deed, from: Id<'Person'>, to: Addressee, reason: string): Promise<Result<HandedOver, DeskRefusal>> {
  const { tx, actor: { tenantId } } = deed
  const addressee = await findAddressee(tx, tenantId, to)
  if (!addressee) return refuse('addressee-unknown')
  const files = await lockFilesOf(tx, tenantId, from)
  for (const file of files) {
    const [first] = await readFileDocuments(tx, tenantId, file.id)
    const handling = (await lockOpenItems(tx, tenantId, file.id)).find(({ kind, stageId }) => kind === 'handle' && stageId === null)
    const document = (await readFileDocuments(tx, tenantId, file.id)).find(({ id }) => id === handling?.documentId) ?? first
    await handOverFile(deed, file, { unitId: addressee.unitId, personId: to.kind === 'person' ? to.id : null }, reason)
    // What was emptied by moving gives nobody work, and still has one holder.
    if (!document) continue
    await replaceHandling(deed, newItem(deed, { document, file }, { kind: 'handle', addressee, instruction: reason }))
    tell.assigned(deed, { documentId: document.id, fileId: file.id }, addressee)
  }
  if (to.id === from) return accept({ files: files.length, items: 0 })
  const waiting = (await lockDesk(tx, tenantId, from)).filter(({ kind, stageId }) => kind !== 'handle' || stageId !== null)
  const passed = waiting.map((item) => passOn(item, from, addressee))
  if (passed.includes(null)) return refuse('addressee-must-be-person')
  for (const item of passed) {
    if (!item) continue
    await saveItems(deed, [item])
    if (to.kind === 'person') await grantAccess(deed, [item.documentId], to, 'delegation')
    const payload = { kind: item.kind, to: addressee.name, reason }
    deed.note({ event: 'Predani', object: { type: 'PolozkaObehu', id: item.id }, subjectId: item.documentId, payload })
  }
  return accept({ files: files.length, items: passed.length })
}

function passOn(item: WorkItem, from: Id<'Person'>, { to }: FoundAddressee): WorkItem | null {
  if (to.kind === 'person') return { ...item, delegates: [...item.delegates.filter((one) => one !== to.id), to.id] }
  return item.takenBy === from && item.delegates.length === 0 ? { ...item, takenBy: null } : null
}
