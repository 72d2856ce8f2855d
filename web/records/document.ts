import type { ComponentRole, DocumentState, FileState, SettlementWay } from '../../src/modules/records/index.ts'

export type { ComponentRole, SettlementWay }
export const settlementWays = ['dokumentem', 'vzetimNaVedomi', 'postoupenim', 'zaznamemNaDokumentu', 'jinyZpusob'] as const satisfies readonly SettlementWay[]

/** What `records/present.ts` tells. Instants are ISO strings, days `YYYY-MM-DD`, sizes bytes. */
export interface Head {
  readonly id: string
  readonly referenceNumber: string
  readonly direction: 'incoming' | 'outgoing'
  readonly subject: string
  readonly state: DocumentState
  readonly createdAt: string
  readonly dispatchedAt: string | null
}

export interface Listed extends Head {
  readonly fileReference: string
  readonly party: string | null
  readonly holderUnitId: string
  readonly holderPersonId: string | null
  readonly dueOn: string | null
}

export interface Version { readonly number: number, readonly sha256: string, readonly size: number, readonly mediaType: string, readonly createdAt: string, readonly createdBy: string | null, readonly signs?: string | null, readonly withdrawnAt?: string | null }

/** Why a signed wording was replaced, or taken back; `number` is the version it is about. */
export interface NotedChange {
  readonly componentId: string, readonly number: number, readonly kind: 'correction' | 'rewording' | 'withdrawal', readonly reason: string, readonly at: string, readonly by: string | null
}

export interface Component {
  readonly id: string
  readonly orderNo: number
  readonly name: string
  readonly role: ComponentRole
  /** Ascending by number, never empty. */
  readonly versions: readonly Version[]
}

export interface RecordsDocument extends Head {
  readonly uniqueId: string
  readonly createdBy: string | null
  readonly channel: string | null
  readonly senderReference: string | null
  readonly answersId: string | null
  readonly receivedAt: string | null
  readonly settledAt: string | null
  readonly settledWay: SettlementWay | null
  readonly settledNote: string | null
  readonly file: {
    readonly id: string, readonly fileReference: string, readonly subject: string, readonly state: FileState
    readonly holderUnitId: string, readonly holderPersonId: string | null, readonly dueOn: string | null
  }
  readonly party: { readonly id: string, readonly name: string, readonly email: string | null, readonly address: readonly string[], readonly dataBox: string | null } | null
  readonly components: readonly Component[]
  readonly changes: readonly NotedChange[]
  readonly siblings: readonly Head[]
  readonly mayHandle: boolean
}

/** What of a document people read: not the data it was set from. */
export const readable = (components: readonly Component[]): Component[] => components.filter(({ role }) => role !== 'source')

/** What is shown first: the wording that counts, else what came. */
export const firstShown = (components: readonly Component[]): Component | undefined =>
  components.find(({ role }) => role === 'main') ?? components.find(({ role }) => role === 'original') ?? components[0]

/** Versions of what would be approved, signed and sent. */
export const wordingsOf = (components: readonly Component[]): readonly Version[] => components.find(({ role }) => role === 'main')?.versions ?? []

/** Whether it was written here, so that its words have a page of their own. */
export const isLetter = ({ direction, components }: Pick<RecordsDocument, 'direction' | 'components'>): boolean =>
  direction === 'outgoing' && components.some(({ role }) => role === 'source')

/** Whether a letter was signed or sent, so that there are ways with names for changing it; what was taken back is simply written anew. */
export function isChangeable({ direction, state, dispatchedAt, party, components }: Pick<RecordsDocument, 'direction' | 'state' | 'dispatchedAt' | 'party' | 'components'>): boolean {
  const standing = standingOf({ direction, state, dispatchedAt })
  if (!isLetter({ direction, components })) return false
  if (standing === 'sent') return party !== null
  const newest = wordingsOf(components).at(-1)
  return standing === 'draft' && Boolean(newest?.signs) && !newest?.withdrawnAt
}

export type DocumentStanding = 'settled' | 'closed' | 'waiting' | 'draft' | 'sent'

/** A received document waits until it is settled; one of ours is a draft until it leaves. */
export function standingOf({ direction, state, dispatchedAt }: Pick<Head, 'direction' | 'state' | 'dispatchedAt'>): DocumentStanding {
  if (state !== 'nevyrizen' && state !== 'vyrizen') return 'closed'
  if (direction === 'outgoing') return dispatchedAt ? 'sent' : state === 'vyrizen' ? 'settled' : 'draft'
  return state === 'vyrizen' ? 'settled' : 'waiting'
}
