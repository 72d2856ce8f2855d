import type { DocumentState, FileState } from '../../src/modules/records/index.ts'

/** What `records/present-file.ts` tells. Instants are ISO strings, days `YYYY-MM-DD`. */
export interface FileDocument {
  readonly id: string
  readonly referenceNumber: string
  readonly orderInFile: number
  readonly direction: 'incoming' | 'outgoing'
  readonly subject: string
  readonly state: DocumentState
  readonly party: string | null
  readonly receivedAt: string | null
  readonly createdAt: string
  readonly filedAt: string
  readonly settledAt: string | null
  readonly dispatchedAt: string | null
}

export type MissingWhat = 'not-settled' | 'draft' | 'no-class' | 'empty' | 'unfinished' | 'no-trigger-year'
export type Trigger = 'vyrizeni' | 'uzavreni' | 'vznik' | 'narozeni' | 'externi'
export interface Regime { readonly mark: 'A' | 'S', readonly years: number, readonly trigger: Trigger }

interface FileHead {
  readonly id: string
  readonly fileReference: string
  readonly subject: string
  readonly state: FileState
  readonly holderUnitId: string
  readonly holderPersonId: string | null
  readonly dueOn: string | null
  readonly createdAt: string
  readonly disposalYear: number | null
}

export interface ListedFile extends FileHead { readonly documents: number, readonly classCode: string | null }

export interface OpenedFile extends FileHead {
  readonly uniqueId: string
  readonly settledAt: string | null
  readonly closedAt: string | null
  readonly disposalMark: 'A' | 'S' | null
  readonly triggerYear: number | null
  readonly class: { readonly id: string, readonly code: string, readonly name: string, readonly regime: Regime | null } | null
  readonly expectedDisposal: number | null
  readonly documents: readonly FileDocument[]
  readonly missing: readonly { readonly what: MissingWhat, readonly documentId: string | null }[]
  readonly mayHandle: boolean
  readonly isOpen: boolean
}

export type Whose = 'mine' | 'unit' | 'all'

export interface PlanClass {
  readonly id: string, readonly code: string, readonly name: string, readonly description: string, readonly parentId: string | null
  readonly mark: 'A' | 'S' | null, readonly years: number | null, readonly trigger: Trigger | null, readonly timeLimitDays: number | null
  readonly unitId: string | null, readonly validTo: string | null
}

/** What can be done with a file now, by somebody who handles it. */
export const mayClose = ({ mayHandle, state }: OpenedFile) => mayHandle && (state === 'otevren' || state === 'nevyrizen' || state === 'vyrizen')
export const mayReopen = ({ mayHandle, state }: OpenedFile) => mayHandle && (state === 'vyrizen' || state === 'uzavren')

/** Only the year that people alone know stands between the file and its closing. */
export const lacksOnlyYear = (missing: OpenedFile['missing']) => missing.every(({ what }) => what === 'no-trigger-year')
