import { documentIds, freeIds, holdOf, type Keeper } from '../privacy/index.ts'
import { eraseMatters, readPersonalMatters } from './store-personal.ts'

/** What of the person's matters the portal shows to who has number and code. */
export const publicationKeeper: Keeper = {
  section: 'portal',
  async collect(db, scope) {
    const documents = documentIds(scope)
    if (documents.length === 0) return []
    return (await readPersonalMatters(db, scope.tenantId, documents)).map(({ id, number, subject, receivedAt, receiptAt, deliveries, downloads }) => ({
      place: 'publication.matter', id, documentId: id, title: number, contents: [], tells: [], hold: holdOf(scope, id),
      facts: { subject, receivedAt: receivedAt.toISOString(), receiptAt: receiptAt?.toISOString() ?? null, deliveries, downloads },
    }))
  },
  async erase({ tx, actor: { tenantId } }, scope) {
    await eraseMatters(tx, tenantId, freeIds(scope))
    return []
  },
}
