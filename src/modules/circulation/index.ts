export { noteInDeed, type NoteRefusal } from './service.ts'
export { assign, assignInDeed, putOnDesk, takeOver, type AssignInDeedRefusal } from './service-assign.ts'
export { answerItem, askStatements } from './service-statement.ts'
export { approvalOf, approveItem, askApproval, returnItem } from './service-approval.ts'
export { readCirculation, readInbox } from './service-read.ts'
export { circulationListeners } from './listeners.ts'
export { circulationRoutes } from './routes.ts'
export type { Addressee, ItemKind, ItemState, Outcome, StatementOutcome, WorkItem } from './model.ts'

/** The room's schema. */
export const migrations = { room: 'circulation', folder: new URL('./', import.meta.url) }
