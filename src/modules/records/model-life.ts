import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isOpen, type Document, type DocumentState, type File, type FileState } from './model.ts'
import { disposalOf, type Regime } from './model-regime.ts'

/** The states a file may go to from each; what is not here never happens in this room. */
export const fileSteps = {
  otevren: ['nevyrizen', 'vyrizen', 'uzavren', 'znepristupnen'],
  nevyrizen: ['vyrizen', 'uzavren', 'znepristupnen'],
  vyrizen: ['nevyrizen', 'uzavren'],
  uzavren: ['nevyrizen'],
} as const satisfies Partial<Record<FileState, readonly FileState[]>>

/** The same of a document. */
export const documentSteps = {
  nevyrizen: ['vyrizen', 'znepristupnen'],
  vyrizen: ['nevyrizen', 'uzavren'],
  uzavren: ['vyrizen', 'nevyrizen'],
} as const satisfies Partial<Record<DocumentState, readonly DocumentState[]>>

/** A file and all its documents, those cancelled included. */
export interface Contents {
  readonly file: File
  readonly documents: readonly Document[]
}

/** One thing that stands in the way of closing a file; about a document unless the file itself lacks it. */
export interface Missing {
  readonly what: 'not-settled' | 'draft' | 'no-class' | 'empty' | 'unfinished' | 'no-trigger-year'
  readonly documentId: Id<'Document'> | null
}

/** What must be done before a file may be closed (kontrola úplnosti, decree 259/2012 § 18): every document settled, every draft sent or set aside. */
export function missingToClose({ file, documents }: Contents, regime: Regime | null): Missing[] {
  const present = documents.filter(isPresent)
  const about = present.filter(({ state }) => state === 'nevyrizen')
    .map(({ id, direction }): Missing => ({ what: direction === 'incoming' ? 'not-settled' : 'draft', documentId: id }))
  const ofFile: Missing['what'][] = [
    ...(present.length === 0 ? ['empty' as const] : []),
    ...(regime === null ? ['no-class' as const] : []),
    ...(regime?.trigger === 'narozeni' && file.triggerYear === null ? ['no-trigger-year' as const] : []),
  ]
  return [...about, ...ofFile.map((what) => ({ what, documentId: null }))]
}

export type CloseRefusal = 'already-closed' | 'incomplete'

/** Closes a file and everything in it (uzavření). From then on nothing is added to it or taken out (Act 499/2004 § 65(6)). */
export function closeFile({ file, documents }: Contents, regime: Regime | null, at: Date): Result<Contents, CloseRefusal> {
  if (!isOpen(file) && file.state !== 'vyrizen') return refuse('already-closed')
  if (regime === null || missingToClose({ file, documents }, regime).length > 0) return refuse('incomplete')
  const closed: File = { ...file, state: 'uzavren', settledAt: file.settledAt ?? at, closedAt: at }
  return accept({
    file: { ...closed, disposalMark: regime.mark, disposalYear: disposalOf(regime, closed) },
    documents: documents.map((document) => document.state === 'vyrizen' ? { ...document, state: 'uzavren' as const } : document),
  })
}

export type ReopenRefusal = 'not-closed' | 'reason-missing' | 'not-in-file'

/** Opens a settled or closed file again (znovuotevření), and with it those documents whose handling goes on; the others stay settled. */
export function reopenFile({ file, documents }: Contents, again: readonly Id<'Document'>[], reason: string): Result<Contents, ReopenRefusal> {
  if (file.state !== 'vyrizen' && file.state !== 'uzavren') return refuse('not-closed')
  if (!reason.trim()) return refuse('reason-missing')
  const present = documents.filter(isPresent)
  if (again.some((id) => !present.some((document) => document.id === id && document.direction === 'incoming'))) return refuse('not-in-file')
  return accept({
    file: { ...file, state: 'nevyrizen', settledAt: null, closedAt: null, disposalMark: null, disposalYear: null },
    documents: documents.map((document) => {
      if (again.includes(document.id)) return { ...document, state: 'nevyrizen' as const, settledAt: null, settledWay: null, settledNote: null }
      return document.state === 'uzavren' ? { ...document, state: 'vyrizen' as const } : document
    }),
  })
}

export type CancelRefusal = 'reason-missing' | 'file-closed' | 'already-settled' | 'not-creator' | 'already-handed-over' | 'has-answer'

/** What the room knows of the person who cancels and of the document's way so far. */
export interface CancelCase {
  readonly by: Id<'Person'> | null
  readonly isAdmin: boolean
  /** Anybody but its creator and the creator's own unit has had it. */
  readonly handedOver: boolean
  /** It has no contents at all. */
  readonly isEmpty: boolean
  readonly at: Date
}

/**
 * Makes a document inaccessible (znepřístupnění, standard 7.2.11–16): its creator may, who has never handed it over, or an administrator
 * when there is nothing in it. A file left without any document goes with it.
 */
export function cancelDocument(
  { file, documents }: Contents, id: Id<'Document'>, reason: string, { by, isAdmin, handedOver, isEmpty, at }: CancelCase,
): Result<Contents, CancelRefusal> {
  const document = documents.find((each) => each.id === id)
  if (!document || document.state !== 'nevyrizen' || document.dispatchedAt !== null) return refuse('already-settled')
  if (!isOpen(file)) return refuse('file-closed')
  if (!reason.trim()) return refuse('reason-missing')
  const isCreator = by !== null && document.createdBy === by
  if (!isCreator && !(isAdmin && isEmpty)) return refuse('not-creator')
  if (isCreator && handedOver && !(isAdmin && isEmpty)) return refuse('already-handed-over')
  if (documents.some((other) => isPresent(other) && other.answersId === id)) return refuse('has-answer')
  const cancelled: Document = { ...document, state: 'znepristupnen', cancelled: { at, by, reason: reason.trim() } }
  const left = documents.map((other) => other.id === id ? cancelled : other)
  return accept({ file: left.some(isPresent) ? file : { ...file, state: 'znepristupnen' }, documents: left })
}

export type MoveRefusal = 'same-file' | 'target-closed' | 'file-closed' | 'reason-missing' | 'already-settled'

/** Whether a document may be put from one file into another; both must be open. */
export function mayMove(document: Document, from: File, to: File, reason: string): Result<null, MoveRefusal> {
  if (from.id === to.id) return refuse('same-file')
  if (!isOpen(from)) return refuse('file-closed')
  if (!isOpen(to)) return refuse('target-closed')
  if (!isPresent(document)) return refuse('already-settled')
  return reason.trim() ? accept(null) : refuse('reason-missing')
}

/** The document is there for those who may see it. */
export const isPresent = ({ state }: Pick<Document, 'state'>) => state !== 'znepristupnen'
