import { accept, refuse, type Result } from '../../kernel/result.ts'
import { parseXml, type XmlRefusal } from '../xml/index.ts'
import type { ListPointer, TrustedList } from './list.ts'
import { parseList, type ListRefusal } from './parse.ts'
import { verifyListSignature, type ListSignatureRefusal } from './signature.ts'
import { listTypes } from './uris.ts'

export type OpenListRefusal = XmlRefusal | ListRefusal | ListSignatureRefusal

/** A list whose signature was verified, and by whom it was signed (DER). */
export interface OpenedList {
  readonly list: TrustedList
  readonly signer: Uint8Array
}

/** Reads a list and verifies that one of `signers` signed all of it. What is given back was signed, or it is not given back. */
export function openList(bytes: Uint8Array, signers: readonly Uint8Array[]): Result<OpenedList, OpenListRefusal> {
  const document = parseXml(bytes)
  if (!document.ok) return document
  const signer = verifyListSignature(document.value, signers)
  if (!signer.ok) return signer
  const list = parseList(document.value)
  return list.ok ? accept({ list: list.value, signer: signer.value }) : list
}

/** Reads a list that cannot be verified, to say which it is and who should have signed it; not to rely on. */
export function readUnverified(bytes: Uint8Array): Result<TrustedList, XmlRefusal | ListRefusal> {
  const document = parseXml(bytes)
  return document.ok ? parseList(document.value) : document
}

/**
 * Opens the list of lists. `pinned` are the certificates of the Official Journal; when they were changed since, each pivot
 * (from the oldest to the newest) hands over to the certificates that may sign the next one.
 */
export function openListOfLists(bytes: Uint8Array, pinned: readonly Uint8Array[], pivots: readonly Uint8Array[] = []): Result<OpenedList, OpenListRefusal | 'not-the-list-of-lists' | 'broken-pivot'> {
  let signers = pinned
  let sequence = 0
  for (const pivot of pivots) {
    const opened = openList(pivot, signers)
    if (!opened.ok || opened.value.list.sequence <= sequence) return refuse('broken-pivot')
    sequence = opened.value.list.sequence
    signers = signersOfItself(opened.value.list)
  }
  const opened = openList(bytes, signers)
  if (!opened.ok) return opened
  if (opened.value.list.type !== listTypes.lists) return refuse('not-the-list-of-lists')
  return opened.value.list.sequence >= sequence ? opened : refuse('broken-pivot')
}

/** Who may sign the next list of lists, by its pointer to itself. */
export const signersOfItself = ({ pointers }: TrustedList): readonly Uint8Array[] =>
  pointers.filter(isOfLists).flatMap(({ certificates }) => certificates)

/** The addresses of the pivots that a list of lists names, from the oldest to the newest: the order `openListOfLists` wants. */
export const pivotsOf = ({ schemeUris }: TrustedList): readonly string[] => schemeUris.filter((uri) => /pivot-?\d/.test(uri.slice(uri.lastIndexOf('/') + 1)) && uri.endsWith('.xml')).toReversed()

/** The pointers to the lists of states, those for machines (XML) alone. */
export const statePointers = ({ pointers }: TrustedList): readonly ListPointer[] =>
  pointers.filter((pointer) => !isOfLists(pointer) && pointer.mimeType !== 'application/pdf')

const isOfLists = ({ type, mimeType }: ListPointer) => type === listTypes.lists && mimeType !== 'application/pdf'
