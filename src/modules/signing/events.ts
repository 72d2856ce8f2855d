import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import type { CeremonyItem } from './model-ceremony.ts'

/** What this room tells, each in one place; who signed is nobody's business outside. */
export const tell = {
  signed: (deed: Deed, { documentId, need, signedVersion }: Pick<CeremonyItem, 'documentId' | 'need' | 'signedVersion'>) =>
    deed.tell('signing.signed', documentId, { documentId, need, version: signedVersion, on: dayOf(deed.at) }),
  sealed: (deed: Deed, documentId: Id<'Document'>, version: number) => deed.tell('signing.sealed', documentId, { documentId, version, on: dayOf(deed.at) }),
}
