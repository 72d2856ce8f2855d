import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** The states of a document and a file as the national standard names them (ermsTypes.xsd); the moves between them are in model-life.ts. */
export const documentStates = [
  'nevyrizen', 'vyrizen', 'uzavren', 'predanDoSpisovny', 'predanDoArchivu', 'prenesen', 'skartovan', 'znicen', 'znepristupnen', 'ztracen',
] as const
export type DocumentState = (typeof documentStates)[number]
export const fileStates = ['otevren', ...documentStates] as const
export type FileState = (typeof fileStates)[number]

/** Where a document's reference number comes from (sPridelovaniCislaJednaciho): a series of the period, or the file's reference and the order in it. */
export type DocumentNumbering = 'ZaObdobi' | 'ZaSpisovouZnacku'

/** The standard's code list `sZpusobVyrizeni`. */
export const settlementWays = ['dokumentem', 'postoupenim', 'vzetimNaVedomi', 'zaznamemNaDokumentu', 'jinyZpusob'] as const
export type SettlementWay = (typeof settlementWays)[number]

/** How a document came or leaves: from the standard's code list `sZpusobManipulaceId`. */
export type Channel = 'EPodatelnaMail' | 'EPodatelnaWeb' | 'EPodatelnaNosic' | 'Osobne' | 'Posta'

export type Direction = 'incoming' | 'outgoing'

/** `original`: bytes as they were received or issued; `source`: what the office wrote them from; `proof`: evidence of dispatch or receipt. */
export type ComponentRole = 'original' | 'main' | 'enclosure' | 'source' | 'proof'

/** The standard's code list `sTypSubjektu`: a person, a self-employed person, a body, or not known. */
export const partyKinds = ['Fyzicka', 'Osvc', 'Pravnicka', 'Neurceno'] as const

export interface Party {
  readonly id: Id<'Party'>
  readonly kind: (typeof partyKinds)[number]
  readonly name: string
  readonly email: string | null
  readonly address: readonly string[]
  readonly dataBox: string | null
  /** Eight digits. */
  readonly ico: string | null
  readonly bornOn: Day | null
  /** The record this one turned out to be the same as. */
  readonly mergedInto: Id<'Party'> | null
}

export interface File {
  readonly id: Id<'File'>
  readonly uniqueId: string
  readonly fileReference: string
  readonly subject: string
  readonly classId: Id<'Class'> | null
  readonly state: FileState
  /** Exactly one unit, and at most one person of it, is responsible for an open file. */
  readonly holderUnitId: Id<'Unit'>
  readonly holderPersonId: Id<'Person'> | null
  readonly dueOn: Day | null
  readonly createdAt: Date
  readonly settledAt: Date | null
  readonly closedAt: Date | null
  /** Fixed when the file is opened. */
  readonly documentNumbering: DocumentNumbering
  /** The year from which the disposal period runs, where only a person knows it (birth, external event). */
  readonly triggerYear: number | null
  /** The regime as it was at closing. The year is null as long as an external event has not come. */
  readonly disposalMark: 'A' | 'S' | null
  readonly disposalYear: number | null
}

export interface Document {
  readonly id: Id<'Document'>
  readonly uniqueId: string
  readonly referenceNumber: string
  readonly fileId: Id<'File'>
  readonly orderInFile: number
  readonly direction: Direction
  readonly subject: string
  readonly state: DocumentState
  readonly channel: Channel | null
  readonly partyId: Id<'Party'> | null
  readonly senderReference: string | null
  readonly answersId: Id<'Document'> | null
  readonly receivedAt: Date | null
  readonly createdAt: Date
  readonly createdBy: Id<'Person'> | null
  readonly settledAt: Date | null
  readonly settledWay: SettlementWay | null
  readonly settledNote: string | null
  readonly dispatchedAt: Date | null
  /** When it was put in its present file. */
  readonly filedAt: Date
  readonly cancelled: Cancellation | null
}

/** Why a document is no longer there for anybody but an auditor (znepřístupnění, storno). Its numbers stay used. */
export interface Cancellation { readonly at: Date; readonly by: Id<'Person'> | null; readonly reason: string }

export interface Version {
  readonly componentId: Id<'Component'>
  readonly number: number
  readonly sha256: Sha256
  readonly size: number
  readonly mediaType: string
  readonly createdAt: Date
  readonly createdBy: Id<'Person'> | null
  /** The content to which this version adds a signature and nothing else: its bytes begin with that content, or are a container that holds it. */
  readonly signs?: Sha256 | null
  /** When it was taken back: it is kept, and good for nothing that is still to come. */
  readonly withdrawnAt?: Date | null
}

export interface Component {
  readonly id: Id<'Component'>
  readonly documentId: Id<'Document'>
  readonly orderNo: number
  readonly name: string
  readonly role: ComponentRole
  /** Ascending by number; never empty. */
  readonly versions: readonly Version[]
}

/**
 * The newest content of a document: what is approved, signed and sent. `wording` is what was written, under whatever signatures have been
 * added to it since.
 */
export function currentMain(components: readonly Component[]): CurrentMain | null {
  const component = components.find(({ role }) => role === 'main')
  const version = component?.versions.at(-1)
  return component && version ? { component, version, wording: wordingOf(component, version.sha256) } : null
}

export interface CurrentMain { readonly component: Component; readonly version: Version; readonly wording: Sha256 }

/** The content below all signatures that were added to it. Of a content the component does not have, that content. */
export function wordingOf({ versions }: Pick<Component, 'versions'>, sha256: Sha256): Sha256 {
  const below = versions.find((version) => version.sha256 === sha256)?.signs
  return below ? wordingOf({ versions: versions.slice(0, versions.findIndex((version) => version.sha256 === sha256)) }, below) : sha256
}

/** Of what a file that is no PDF becomes when it is signed: ASiC-E with CAdES (EN 319 162-1). */
export const containerType = 'application/vnd.etsi.asic-e+zip'

/** Under which name a version of a component is given out: a container has its own ending behind that of the file in it. */
export const fileName = ({ name }: Pick<Component, 'name'>, { mediaType }: Pick<Version, 'mediaType'>): string =>
  mediaType === containerType && !/\.asice$/i.test(name) ? `${name}.asice` : name

/** The contents between a wording and one that was signed: with every signature that was added, oldest first, the last of them that one. */
export function signaturesOver({ versions }: Pick<Component, 'versions'>, wording: Sha256, sha256: Sha256): Sha256[] {
  const chain: Sha256[] = []
  for (let at = versions.findLast((version) => version.sha256 === sha256); at?.signs && at.sha256 !== wording;) {
    const { signs, number } = at
    chain.unshift(at.sha256)
    at = versions.findLast((version) => version.sha256 === signs && version.number < number)
  }
  return chain
}

export const isOpen = (file: Pick<File, 'state'>) => file.state === 'otevren' || file.state === 'nevyrizen'

export type SettleRefusal = 'already-settled' | 'nothing-sent' | 'reason-missing' | 'not-incoming'

/**
 * Settles a document (vyřízení). By document (`dokumentem`) only when an answer to it has really left the office;
 * otherwise the reason must be said (decree 259/2012 § 14). One of ours that will never be sent is settled only with a reason.
 */
export function settle(
  document: Document, { way, note }: { readonly way: SettlementWay; readonly note: string | null }, answerSent: boolean, at: Date,
): Result<Document, SettleRefusal> {
  if (document.direction === 'outgoing' && way === 'dokumentem') return refuse('not-incoming')
  if (document.state !== 'nevyrizen') return refuse('already-settled')
  if (way === 'dokumentem' && !answerSent) return refuse('nothing-sent')
  if (way !== 'dokumentem' && !note?.trim()) return refuse('reason-missing')
  return accept({ ...document, state: 'vyrizen', settledAt: at, settledWay: way, settledNote: note?.trim() || null })
}
