import {
  listTypes, openList, openListOfLists, readUnverified, signersOfItself, statePointers, type OpenListRefusal, type TrustedList,
} from '../../engines/trust/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'

export type ImportRefusal = OpenListRefusal | 'broken-pivot' | 'not-the-list-of-lists' | 'nobody-may-sign-it' | 'older-than-kept'

export interface Imported {
  /** Index among the files given. */
  readonly file: number
  readonly outcome: Result<TrustedList, ImportRefusal>
}

/** Files in any order: the list of lists with its pivots is read first, whatever its place, for it says who signs the rest. */
export function importLists(kept: readonly TrustedList[], files: readonly Uint8Array[], signers: readonly Uint8Array[]): { readonly lists: readonly TrustedList[]; readonly outcomes: readonly Imported[] } {
  const told = files.map((bytes, file) => ({ file, bytes, told: readUnverified(bytes) }))
  const isLists = (list: TrustedList) => list.type === listTypes.lists
  const lotls = told.filter((one) => one.told.ok && isLists(one.told.value)).toSorted((one, other) => sequenceOf(one.told) - sequenceOf(other.told))
  let lists = kept
  const outcomes: Imported[] = []
  const keep = (file: number, outcome: Result<TrustedList, ImportRefusal>) => {
    const checked = outcome.ok && isOlder(lists, outcome.value) ? refuse('older-than-kept') : outcome
    if (checked.ok) lists = [...lists.filter((list) => !isSame(list, checked.value)), checked.value]
    outcomes.push({ file, outcome: checked })
  }
  const newest = lotls.at(-1)
  const before = kept.find(isLists)
  const pinned = [...signers, ...before ? signersOfItself(before) : []]
  if (newest) {
    const opened = openListOfLists(newest.bytes, pinned, lotls.slice(0, -1).map(({ bytes }) => bytes))
    for (const { file } of lotls.slice(0, -1)) outcomes.push({ file, outcome: opened.ok ? accept(opened.value.list) : opened })
    keep(newest.file, opened.ok ? accept(opened.value.list) : opened)
  }
  for (const one of told.filter(({ file }) => !lotls.some((lotl) => lotl.file === file))) {
    keep(one.file, one.told.ok ? openState(one.bytes, one.told.value, lists.find(isLists), signers) : one.told)
  }
  return { lists, outcomes: outcomes.toSorted((one, other) => one.file - other.file) }
}

/** The list itself says whose it is; who may sign that one is said by the list of lists, or by whoever imports it. */
function openState(bytes: Uint8Array, told: TrustedList, lotl: TrustedList | undefined, signers: readonly Uint8Array[]): Result<TrustedList, ImportRefusal> {
  const named = lotl ? statePointers(lotl).filter(({ territory }) => territory === told.territory).flatMap(({ certificates }) => certificates) : []
  const may = [...named, ...signers]
  if (may.length === 0) return refuse('nobody-may-sign-it')
  const opened = openList(bytes, may)
  return opened.ok ? accept(opened.value.list) : opened
}

const sequenceOf = (told: Result<TrustedList, string>): number => told.ok ? told.value.sequence : 0
const isSame = (one: TrustedList, other: TrustedList) => one.territory === other.territory && one.type === other.type
const isOlder = (lists: readonly TrustedList[], list: TrustedList) => lists.some((kept) => isSame(kept, list) && kept.sequence > list.sequence)
