export { noteInDeed, type NoteRefusal } from './service.ts'
export { assign, assignInDeed, putOnDesk, takeOver, type AssignInDeedRefusal } from './service-assign.ts'
export { answerItem, askStatements } from './service-statement.ts'
export { approvalOf, approveItem, askApproval } from './service-approval.ts'
export { returnItem } from './service-return.ts'
export { completeSigning } from './service-verbs.ts'
export { readCirculation, readInbox } from './service-read.ts'
export { verifyCirculation } from './service-verify.ts'
export { circulationTasks } from './tasks.ts'
export { previewBulk, startBulk, cancelBulk, undoBulk } from './service-bulk.ts'
export { readBulk, readBulkOutcomes } from './service-bulk-read.ts'
export { runBulk } from './service-bulk-run.ts'
export { circulationListeners } from './listeners.ts'
export { circulationRoutes } from './routes.ts'
export { bulkRoutes } from './routes-bulk.ts'
export type { Addressee, ItemKind, ItemState, Outcome, StatementOutcome, WorkItem } from './model.ts'

/** The room's schema. */
export const migrations = { room: 'circulation', folder: new URL('./', import.meta.url) }
