export { registerDocument, type Content, type NewParty, type Registered, type Registration } from './service-register.ts'
export {
  addContent, changeFileDue, changeSubject, grantAccess, handOverFile, lockDocument, lockHandled, markDispatched, settleDocument, type FileRefusal, type Settlement,
} from './service.ts'
export { regimeOfFile } from './service-regime.ts'
export { addProof, addSignatures, type Signed, type SignedRefusal } from './service-signature.ts'
export { readSignedDocuments } from './store-component.ts'
export { noteRewording, withdrawWording, type WithdrawRefusal } from './service-change.ts'
export { isSigned, isWithdrawn, type Rewording } from './model-change.ts'
export { keepOwnRecord, type OwnRecord } from './service-own.ts'
export { handOverFiles, lockDocuments, lockFiles } from './service-many.ts'
export {
  documentHistory, listDocuments, mayActorSee, openContent, openDocument, readComponents, readContent, readDocument, readFile, readFileDocuments, readParty, viewDocument,
  type DocumentView, type RecordsDeps,
} from './service-read.ts'
export { cancelDocumentDeed as cancelDocument, closeFileDeed as closeFile, reopenFileDeed as reopenFile, type LifeDeps, type Unfinished } from './service-life.ts'
export { classifyFile, moveDocument } from './service-move.ts'
export { changeDue } from './service-facts.ts'
export { listFilesOf as listFiles, openFile, type FileView } from './service-file.ts'
export { search, suggest, countFound, type Found, type FoundPage, type SearchDeps } from './service-search.ts'
export { indexSome, keepIndex, readSomeText, reindexAll, unindexed, type IndexDeps } from './service-index.ts'
export { nothingLogged, readEntry, verifyContents, type ContentDamage, type LoggedRecords } from './verify.ts'
export { readClasses } from './store-class.ts'
export { findVisibleParty } from './store-party.ts'
export { loadRecords, readFileNumbers, takePast, type PastRecords, type WriteNumber } from './store-load.ts'
export { pageOf, previewContent, previewOf, type Preview } from './service-preview.ts'
export { witnessReading } from './service-sensitive.ts'
export { documentsKeeper, personalRegister, registerKeeper } from './personal-data.ts'
export { recordsRoutes } from './routes.ts'
export { giveClasses, importPlan, judgePlan, viewPlan, type PlanReport } from './service-plan.ts'
export { planTexts } from './texts-plan.ts'
export { presentReport } from './routes-plan.ts'
export { seedClasses, type NewClass } from './seed.ts'
export { countHeld, lockFilesOf } from './store-desk.ts'
export { handles, sayForWhom, settlers } from './access.ts'
export { containerType, currentMain, fileName, isOpen, settle, signaturesOver, wordingOf, type CurrentMain, type SettleRefusal } from './model.ts'
export { isPresent } from './model-life.ts'
export type { Channel, Component, ComponentRole, Document, DocumentState, File, FileState, Party, SettlementWay, Version } from './model.ts'
export type { Grantee, Listed } from './store-grant.ts'

/** The room's schema. */
export const migrations = { room: 'records', folder: new URL('./', import.meta.url) }

/** A plan a region may begin with; it is data and every office makes it its own. */
export const regionalPlan = new URL('./regional-plan.csv', import.meta.url)
