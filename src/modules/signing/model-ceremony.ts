import type { Id } from '../../kernel/id.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { appendAll, emptyFrontier, leafHash, root } from '../../engines/merkle/index.ts'
import type { Ability } from './model-port.ts'
import type { Need } from './model-rule.ts'

/** `confirmation-needed`: the key has signed as many as one confirmation allows; the rest waits for another. */
export const ceremonyStates = ['frozen', 'running', 'confirmation-needed', 'done', 'cancelled'] as const
export type CeremonyState = (typeof ceremonyStates)[number]
/** What becomes of one document; after `timestamped` or `signed` it is stored, as its rule asks. The last five are ends. */
export const itemStates = ['prepared', 'authorised', 'signed', 'timestamped', 'stored', 'failed', 'changed', 'excluded', 'cancelled'] as const
export type CeremonyItemState = (typeof itemStates)[number]
/** States in which a confirmed document still waits for something. */
export const waitingStates = ['authorised', 'signed', 'timestamped'] as const satisfies readonly CeremonyItemState[]

/** How it was proven that the confirmation was the signer's own. */
export interface Confirmation { readonly at: Date; readonly proof: 'password' | 'passkey' | 'password+passkey'; readonly bound: boolean; readonly provedAt: Date }

export interface Ceremony {
  readonly id: Id<'Ceremony'>
  readonly signerId: Id<'Person'>
  readonly credentialId: Id<'Credential'>
  readonly root: Sha256
  readonly total: number
  readonly reason: string | null
  readonly state: CeremonyState
  /** From where it was asked for; every signature is logged as made from there. */
  readonly origin: string
  readonly frozenAt: Date
  readonly confirmation: Confirmation | null
  /** How many signatures the confirmations given so far allow. */
  readonly allowed: number
  /** Until when a key in its holder's hands is at work by the last confirmation. */
  readonly handUntil: Date | null
  readonly endedAt: Date | null
}

/** One line of the frozen list. */
export interface CeremonyItem {
  readonly ordinal: number
  readonly itemId: Id<'WorkItem'>
  readonly documentId: Id<'Document'>
  readonly componentId: Id<'Component'>
  readonly version: number
  /** The very bytes that were shown. */
  readonly sha256: Sha256
  /** What they say, below the signatures they have. */
  readonly wording: Sha256
  /** Bytes. */
  readonly size: number
  readonly pages: number | null
  readonly title: string
  readonly referenceNumber: string
  readonly classCode: string | null
  readonly need: Extract<Need, 'signature' | 'signature+timestamp' | 'seal'>
  /** In whose place it is signed (v z.). */
  readonly forId: Id<'Person'> | null
  readonly authorityId: Id<'Authority'> | null
  /** Whether the signature will be on the page. */
  readonly visible: boolean
  /** Why it will not, though the rule wants it. */
  readonly unshown: string | null
  /** Whether its signer has to open it before confirming. */
  readonly mustOpen: boolean
  readonly state: CeremonyItemState
  readonly code: string | null
  readonly note: string | null
  readonly found: Sha256 | null
  readonly tries: number
  readonly signed: Sha256 | null
  readonly signedVersion: number | null
  readonly endedAt: Date | null
}

/** As many documents as one ceremony may take. */
export const ceremonyLimit = 5_000
/** A frozen list waits so long for its confirmation; then it is frozen anew, of what is there then. */
export const confirmWithinMs = 60 * 60_000
/** So long a key in its holder's hands may take from one word of it to the next; then it is asked for again. */
export const handMs = 5 * 60_000
/** At most so many signatures are asked of it at once. */
export const handLimit = 100
/** After so many tries in which no authority gave a time stamp, somebody has to look. */
export const mostTries = 100

type Leaf = Pick<CeremonyItem, 'itemId' | 'documentId' | 'componentId' | 'version' | 'sha256' | 'size' | 'pages' | 'title' | 'referenceNumber' | 'classCode' | 'need' | 'forId' | 'visible'>

/** One line as it is hashed: one text for one line. */
export const leafOf = ({ itemId, documentId, componentId, version, sha256, size, pages, title, referenceNumber, classCode, need, forId, visible }: Leaf): Buffer =>
  Buffer.from(canonicalJson({ itemId, documentId, componentId, version, sha256, size, pages, title, referenceNumber, classCode, need, forId, visible } satisfies Json))

/** What a signer confirms: the root of the tree (RFC 6962) over the lines in their order, after the line that says by whom and why. */
export function rootOf({ signerId, credentialId, reason }: Pick<Ceremony, 'signerId' | 'credentialId' | 'reason'>, items: readonly Leaf[]): Sha256 {
  const head = Buffer.from(canonicalJson({ signerId, credentialId, reason }))
  const { frontier } = appendAll(emptyFrontier, [head, ...items.map(leafOf)].map(leafHash))
  return Buffer.from(root(frontier)).toString('hex') as Sha256
}

/** Whether a key in its holder's hands is still at work. */
export const isHandAtWork = ({ handUntil }: Pick<Ceremony, 'handUntil'>, at: Date): boolean => handUntil !== null && at < handUntil

export type ConfirmRefusal = 'not-frozen' | 'other-root' | 'frozen-too-long' | 'must-open'

/** Whether the list as it was shown may be confirmed now; `unopened`: how many still have to be opened. */
export function checkConfirmation({ state, root: frozen, frozenAt }: Ceremony, shown: string, unopened: number, at: Date): Result<null, ConfirmRefusal> {
  if (state !== 'frozen' && state !== 'confirmation-needed') return refuse('not-frozen')
  if (shown !== frozen) return refuse('other-root')
  if (state === 'frozen' && at.getTime() - frozenAt.getTime() > confirmWithinMs) return refuse('frozen-too-long')
  return unopened > 0 ? refuse('must-open') : accept(null)
}

export interface Forecast { readonly confirmations: number; readonly seconds: number; readonly perConfirmation: number | null }

/** How often the signer will have to confirm, and how long it will take, told before the start. */
export function forecastOf({ perConfirmation, secondsEach }: Ability, count: number): Forecast {
  const confirmations = perConfirmation === null ? Math.min(count, 1) : Math.ceil(count / perConfirmation)
  return { confirmations, seconds: Math.ceil(count * secondsEach * 10) / 10, perConfirmation }
}

/**
 * Which of a list have to be opened (must-open). The sample is taken by the content and the signer, so that neither repeating nor
 * reordering draws another; at least one is always in it.
 */
export function sampleOf(list: readonly { readonly itemId: Id<'WorkItem'>; readonly sha256: Sha256 }[], percent: number, seed: string): Set<Id<'WorkItem'>> {
  const drawn = list.map(({ itemId, sha256 }) => ({ itemId, lot: Buffer.from(leafHash(Buffer.from(`${seed} ${itemId} ${sha256}`))).toString('hex') }))
  const count = list.length === 0 ? 0 : Math.max(1, Math.ceil((list.length * percent) / 100))
  return new Set(drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, count).map(({ itemId }) => itemId))
}
