import type { Ask, CeremonyItemState, CeremonyState, DocumentKind, Hand, MustOpen, Need } from '../../src/modules/signing/index.ts'

export type { Ask, CeremonyItemState, CeremonyState, DocumentKind, Hand, MustOpen, Need }
export const documentKinds = ['decision', 'contract', 'letter', 'certificate', 'order', 'internal'] as const satisfies readonly DocumentKind[]
export const needs = ['none', 'approval', 'signature', 'signature+timestamp', 'seal'] as const satisfies readonly Need[]
export const mustOpens = ['all', 'exceptions', 'sample'] as const satisfies readonly MustOpen[]
export const changePolicies = ['none', 'affected', 'all'] as const
export type ChangePolicy = (typeof changePolicies)[number]
export type Oddity = 'changed-since-signature' | 'not-approved' | 'in-place-of' | 'unreadable'

interface Named { readonly id: string, readonly name: string }
export interface Subject { readonly id: string, readonly referenceNumber: string, readonly subject: string }

/** One request for a signature, as `signing/present.ts` tells it. Instants are ISO strings, days `YYYY-MM-DD`, amounts whole crowns. */
export interface Line {
  readonly itemId: string
  readonly kind: 'sign' | 'seal'
  readonly document: Subject
  readonly unit: Named | null
  readonly classCode: string | null
  readonly documentKind: DocumentKind | null
  readonly amount: number | null
  readonly instruction: string | null
  readonly content: { readonly name: string, readonly version: number, readonly sha256: string, readonly pages: number | null } | null
  readonly preparedBy: Named | null
  readonly askedBy: Named | null
  readonly dueOn: string | null
  readonly approvedBy: (Named & { readonly at: string }) | null
  readonly inPlaceOf: Named | null
  readonly need: Need
  readonly mustOpen: MustOpen
  readonly oddities: readonly Oddity[]
  readonly openedAt: string | null
  readonly changed: { readonly componentId: string, readonly from: number, readonly to: number, readonly signedAt: string | null } | null
  /** That the signature will not be seen on the page though the rule wants it, and why; as far as is known before the list is frozen. */
  readonly unshown: string | null
  /** Why it cannot be signed now. */
  readonly refusal: string | null
  readonly why: string | null
}

/** Whether it will have to be opened first, as far as is known before the list is frozen (a sample is drawn only then). */
export const isToBeOpened = ({ mustOpen, oddities, openedAt, refusal }: Pick<Line, 'mustOpen' | 'oddities' | 'openedAt' | 'refusal'>): boolean =>
  openedAt === null && refusal === null && (mustOpen === 'all' || oddities.length > 0)

export interface SigningKey {
  readonly id: string
  readonly provider: 'soft' | 'csc' | 'pkcs11' | 'agent'
  readonly label: string
  readonly validFrom: string
  readonly validTo: string
  readonly endedAt: string | null
  /** A key for trying out and for approvals within the office: never qualified. */
  readonly isTestKey: boolean
}

export const isUsable = ({ endedAt, validFrom, validTo }: SigningKey, now: Date): boolean => endedAt === null && new Date(validFrom) <= now && now < new Date(validTo)

export interface Forecast { readonly confirmations: number, readonly seconds: number, readonly perConfirmation: number | null }

export interface CeremonyRow {
  readonly id: string
  readonly root: string
  readonly total: number
  readonly reason: string | null
  readonly state: CeremonyState
  readonly frozenAt: string
  readonly confirmedAt: string | null
  readonly endedAt: string | null
}

export interface Ceremony extends CeremonyRow {
  readonly signer: Named
  /** How it was proven that the confirmation was the signer's own. */
  readonly proof: { readonly by: 'password' | 'passkey' | 'password+passkey', readonly bound: boolean, readonly at: string } | null
  readonly credential: SigningKey | null
  readonly counts: Readonly<Record<CeremonyItemState, number>>
  readonly reasons: readonly { readonly state: CeremonyItemState, readonly code: string, readonly why: string, readonly count: number }[]
  readonly seconds: number
  readonly secondsPerDocument: number | null
  readonly forecast: Forecast
  /** Of a frozen list: how many signatures will be seen on the page, and how many will not though the rule wants it. */
  readonly onPage: { readonly shown: number, readonly unshown: number }
  /** How many have to be opened before it can be confirmed. */
  readonly unopened: number
  /** The first of them. */
  readonly nextUnopened: string | null
  /** What its key wants of its holder at each confirmation; `null`: nothing. */
  readonly hand: Hand | null
  /** Whether the list is confirmed and the key in its holder's hands may go on. */
  readonly isHandAtWork: boolean
}

export interface CeremonyItem {
  readonly ordinal: number
  readonly itemId: string
  readonly version: number
  readonly sha256: string
  readonly pages: number | null
  readonly need: Need
  /** Whether the signature is seen on the page. */
  readonly visible: boolean
  /** That it is not though the rule wants it, and why. */
  readonly unshown: string | null
  readonly mustOpen: boolean
  readonly opened: boolean
  readonly state: CeremonyItemState
  readonly code: string | null
  readonly why: string | null
  readonly note: string | null
  readonly signedVersion: number | null
  readonly inPlaceOf: Named | null
  /** Absent when its signer may not see it any more. */
  readonly document: Subject | null
  readonly componentId: string | null
}

/** Every document that has come to an end of its own. */
export const endedOf = ({ stored, failed, changed, cancelled }: Ceremony['counts']): number => stored + failed + changed + cancelled
/** Everything that was confirmed: what was left out while choosing is no part of it. */
export const confirmedOf = (counts: Ceremony['counts']): number => endedOf(counts) + counts.prepared + counts.authorised + counts.signed + counts.timestamped

export interface AuthorityLine {
  readonly id: string
  readonly holder: { readonly kind: 'person' | 'head', readonly id: string, readonly name: string }
  readonly class: { readonly id: string, readonly code: string, readonly name: string } | null
  readonly documentKind: DocumentKind | null
  readonly upTo: number | null
  readonly startsOn: string
  readonly endsOn: string | null
  readonly basis: string
  readonly endedAt: string | null
}

export interface SigningRule {
  readonly id: string
  readonly class: { readonly id: string, readonly code: string, readonly name: string } | null
  readonly documentKind: DocumentKind | null
  readonly need: Need
  readonly mustOpen: MustOpen
  readonly samplePercent: number | null
  readonly onChange: ChangePolicy
  readonly visible: boolean
}

export interface Duty {
  readonly need: Need
  readonly signers: readonly { readonly id: string, readonly name: string, readonly upTo: number | null }[]
}
/** What no key has signed yet. */
export const leftOf = ({ prepared, authorised }: Ceremony['counts']): number => prepared + authorised
