import { documentIds, freeIds, holdOf, type Keeper } from '../privacy/index.ts'
import { deleteRecords, readRecords } from './store.ts'
import { deleteLives } from './store-life.ts'

/** What was found out about signatures on the person's documents; it goes with the document it is about. */
export const validationKeeper: Keeper = {
  section: 'documents',
  async collect(db, scope) {
    const documents = documentIds(scope)
    if (documents.length === 0) return []
    return (await readRecords(db, scope.tenantId, documents)).map(({ id, documentId, judgedAt, report }) => ({
      place: 'validation.record', id, documentId, title: 'Záznam o ověření podpisů', contents: [], tells: [], hold: holdOf(scope, documentId),
      facts: { judgedAt: judgedAt.toISOString(), verdict: report.verdict, signers: report.signatures.flatMap(({ signer }) => signer ?? []).join(', ') },
    }))
  },
  async erase({ tx, actor: { tenantId } }, scope) {
    await deleteRecords(tx, tenantId, freeIds(scope))
    await deleteLives(tx, tenantId, freeIds(scope))
    return []
  },
}
