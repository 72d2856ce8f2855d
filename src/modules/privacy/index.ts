export type { Accounts, Candidate, FoundSubject, Keeper, Register } from './keeper.ts'
export { documentIds, freeIds, holdOf, latest, type ContentRef, type Fact, type HeldDocument, type Hold, type PersonalItem, type Scope, type Section, type SectionKey, type Subject } from './model.ts'
export { blank, erasedName, mentionsOf, type Mentions } from './model-mention.ts'
export type { ErasurePlan, PlannedItem } from './model-plan.ts'
export type { Copy } from './model-copy.ts'
export type { Holdings } from './gather.ts'
export { findSubjects, viewSubject, type PrivacyDeps, type SubjectView } from './service-subject.ts'
export { askExport, expireExport, makeExport, takeExport } from './service-export.ts'
export { confirmErasure, erasureRegister, proposeErasure, reapplyErasures, removeErased, viewErasure, withdrawErasure, type Erased } from './service-erasure.ts'
export { readRegister } from './register-file.ts'
export { archiveOf } from './archive.ts'
export { privacyTasks } from './tasks.ts'
export { privacyRoutes } from './routes.ts'
export type { Erasure } from './store.ts'

/** The room's schema. */
export const migrations = { room: 'privacy', folder: new URL('./', import.meta.url) }
