export { perform, logDenied, type Command, type Deed, type DeedDeps, type KeyRefusal } from './deed.ts'
export { openLog } from './append.ts'
export { appendPast, hashPast, type PastDeed } from './load.ts'
export { checkProof, proveEntry, verifierKeyText, type CheckRefusal, type ProvenEntry } from './prove.ts'
export { verifyLog, type Damage, type LogReport } from './verify.ts'
export { readHistory, type HistoryItem } from './history.ts'
export { extendCheckpoint, findEntry, isSignedBy, logHeads, logTenants, type ExtensionRefusal, type LogHead } from './heads.ts'
export { erasedContents, eraseParticulars } from './erasure.ts'
export { dueDays, renderDueDays, type KeptRendition, type RenditionContent, type RenditionDeps } from './service-rendition.ts'
export { missingDays } from './service-alarm.ts'
export { readRenditionEntry, verifyRenditions, type LoggedRenditions, type RenditionDamage } from './verify-renditions.ts'
export { openRenditionNote, type RenditionNote } from './model-rendition-note.ts'
export { auditRoutes } from './routes.ts'
export type { Note } from './model.ts'
export type { EventType, ObjectType } from './model-vocabulary.ts'

/** The room's schema. */
export const migrations = { room: 'audit', folder: new URL('./', import.meta.url) }
