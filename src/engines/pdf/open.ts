import { isDigit, isSpace, latin1 } from './characters.ts'
import type { Result } from '../../kernel/result.ts'
import { unlock } from './encryption.ts'
import { placeOfHeader } from './header.ts'
import { lastKeyword } from './lexer.ts'
import { defaultLimits, type PdfLimits } from './limits.ts'
import { Listing } from './listing.ts'
import { PdfProblem, reading, type PdfRefusal } from './problem.ts'
import { lastEnding, readRevisions, type Ending, type Revision } from './revisions.ts'
import { Source, type Deviation } from './source.ts'
import { ObjectStore } from './store.ts'
import { isKind, type PdfDictionary } from './values.ts'
import { PdfView } from './view.ts'

/** An open file. What it holds is read when asked for; only its chain of revisions and its catalogue are read at once. */
export type Pdf = {
  readonly bytes: Uint8Array
  /** Of the header, such as '1.7'; the catalogue may say a later one. */
  readonly version: string
  /** Oldest first; there is at least one. */
  readonly revisions: readonly Revision[]
  readonly latest: PdfView
  readonly at: (revision: number) => PdfView
  /** The /Encrypt dictionary of an encrypted file. */
  readonly encryption: PdfDictionary | undefined
  /** Encrypted with a key we do not have: strings and streams come as they are stored. With the empty password they come in the clear. */
  readonly locked: boolean
  /** What follows the last %%EOF and its end of line; `blank` when it is white space only. */
  readonly trailing: { readonly start: number; readonly length: number; readonly blank: boolean }
  /** Where %PDF stands when the offsets of the file count from there, otherwise 0. */
  readonly base: number
  /** A number no revision uses and no trailer promises. */
  readonly nextNumber: number
  /** What was odd so far; more may be found while more is read. */
  readonly deviations: readonly Deviation[]
  readonly store: ObjectStore
}

/** Opens a file, or says why nobody can be sure what it says. */
export function openPdf(bytes: Uint8Array, limits: Partial<PdfLimits> = {}): Result<Pdf, PdfRefusal> {
  return reading(() => open(bytes, { ...defaultLimits, ...limits }))
}

function open(bytes: Uint8Array, limits: PdfLimits): Pdf {
  if (bytes.length > limits.bytes) throw new PdfProblem('too-large', 0)
  const source = new Source(bytes, limits)
  const header = readHeader(source)
  const { revisions, ending } = readChain(source, header.at)
  const store = new ObjectStore(source)
  const listing = new Listing(revisions)
  const views: (PdfView | undefined)[] = []
  const at = (index: number): PdfView => {
    const revision = revisions[index]
    if (revision === undefined) throw new RangeError(`there is no revision ${index}`)
    return views[index] ??= new PdfView(revisions, listing, revision, store)
  }
  const latest = at(revisions.length - 1)
  const encryption = encryptionOf(latest)
  if (encryption !== undefined) {
    store.decrypt = unlock(encryption, latest.get(latest.trailer, 'ID'))
    store.locked = store.decrypt === undefined
  }
  checkCatalog(latest, source)
  return {
    bytes, version: header.version, revisions, latest, at, encryption, locked: store.locked, trailing: trailingOf(source, ending.end), base: source.base,
    nextNumber: nextNumber(revisions), deviations: source.deviations, store,
  }
}

/** The version the file gives itself. */
function readHeader(source: Source): { readonly at: number; readonly version: string } {
  const { bytes } = source
  const at = placeOfHeader(bytes)
  if (at < 0) {
    if (lastKeyword(bytes, 'startxref') < 0) throw new PdfProblem('not-a-pdf', 0)
    source.odd('no-header', 0)
    return { at: 0, version: '' }
  }
  if (at > 0) source.odd('junk-before-header', 0)
  const version = latin1(bytes, at + 5, at + 8)
  if (!isDigit(bytes[at + 5]) || bytes[at + 6] !== 0x2e || !isDigit(bytes[at + 7])) source.odd('odd-version', at)
  return { at, version }
}

/** Offsets count from the first byte, or from %PDF where junk precedes it; the chain must hold together in exactly one of the two ways. */
function readChain(source: Source, headerAt: number): { readonly revisions: readonly Revision[]; readonly ending: Ending } {
  const chain = () => {
    const ending = lastEnding(source)
    return { revisions: readRevisions(source, ending), ending }
  }
  const attempt = (base: number) => {
    const known = source.deviations.length
    source.base = base
    const result = reading(chain)
    if (!result.ok) source.deviations.length = known
    return result
  }
  const fromHeader = headerAt > 0 ? attempt(headerAt) : undefined
  if (fromHeader?.ok === true && attempt(0).ok) throw new PdfProblem('startxref-disagrees', headerAt)
  source.base = fromHeader?.ok === true ? headerAt : 0
  return fromHeader?.ok === true ? fromHeader.value : chain()
}

/** Readers that do not understand what stands under /Encrypt may take the file for a plain one, or not. */
function encryptionOf(latest: PdfView): PdfDictionary | undefined {
  const { trailer } = latest
  const encryption = latest.dictionary(trailer, 'Encrypt')
  if (encryption === undefined && (trailer.entries.get('Encrypt') ?? null) !== null) throw new PdfProblem('encrypted', trailer.start)
  return encryption
}

function checkCatalog(latest: PdfView, source: Source): void {
  const { catalog } = latest
  if (catalog.repeated.length > 0) throw new PdfProblem('repeated-key', catalog.start)
  const type = latest.get(catalog, 'Type')
  if (!isKind(type, 'name') || type.name !== 'Catalog') source.odd('untyped-catalog', catalog.start)
}

function trailingOf({ bytes }: Source, start: number): Pdf['trailing'] {
  let at = start
  while (at < bytes.length && isSpace(bytes[at])) at++
  return { start, length: bytes.length - start, blank: at === bytes.length }
}

function nextNumber(revisions: readonly Revision[]): number {
  let next = 1
  for (const { entries, size } of revisions) {
    next = Math.max(next, size)
    for (const number of entries.keys()) if (number >= next) next = number + 1
  }
  return next
}

