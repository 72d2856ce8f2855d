export { signingRoutes } from './routes.ts'
export { signingTasks } from './tasks.ts'
export type { SigningDeps } from './service.ts'
export type { Ability, Credential, Inspection, KeyTrouble, OpenKey, Prepared, Provider, Signer, ToSign } from './model-port.ts'
export type { CeremonyItemState, CeremonyState } from './model-ceremony.ts'
export type { DocumentKind, MustOpen, Need } from './model-rule.ts'
export { askSignature, type AskedSignature } from './service-ask.ts'
export { writeAuthority, type NewLine } from './service-authority.ts'
export { readBook, openForSigning } from './service-book.ts'
export { cancelCeremony, confirm } from './service-confirm.ts'
export { giveTestKey, registerCredential, type NewCredential } from './service-credential.ts'
export { freeze } from './service-freeze.ts'
export { keepRule, type NewRule } from './service-rule.ts'
export { runCeremony } from './service-run.ts'
export { seal, sealInDeed } from './service-seal.ts'
export { nothingSigned, readSigningEntry, verifySigning, type LoggedSigning } from './verify.ts'

/** The room's schema. */
export const migrations = { room: 'signing', folder: new URL('./', import.meta.url) }
