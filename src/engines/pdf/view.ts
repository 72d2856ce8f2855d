import type { Decoded } from './filters.ts'
import { walkPages, type Page } from './pages.ts'
import { PdfProblem } from './problem.ts'
import type { Listing } from './listing.ts'
import type { Revision } from './revisions.ts'
import type { ObjectStore } from './store.ts'
import { isArray, isKind, type PdfDictionary, type PdfReference, type PdfStream, type PdfValue } from './values.ts'
import type { XrefEntry } from './xref-entry.ts'

/**
 * The document as one revision left it. Everything is read when it is asked for and throws PdfProblem when it cannot be: stand in `reading`.
 * Unchanged objects are the same values in all views, so that identity tells quickly what nobody touched.
 */
export class PdfView {
  readonly revision: number
  readonly trailer: PdfDictionary
  readonly #listing: Listing
  readonly #revisions: readonly Revision[]
  readonly #store: ObjectStore
  readonly #entries = new Map<number, XrefEntry | undefined>()
  #pages: readonly Page[] | undefined

  constructor(revisions: readonly Revision[], listing: Listing, revision: Revision, store: ObjectStore) {
    this.#listing = listing
    this.revision = revision.index
    this.trailer = revision.trailer
    this.#revisions = revisions
    this.#store = store
  }

  /** Where the object stands, a free entry included; undefined when no revision up to this one lists it. */
  readonly entry = (number: number): XrefEntry | undefined => {
    if (this.#entries.has(number)) return this.#entries.get(number)
    const holder = this.#revisions[this.revisionOf(number) ?? -1]
    const found = holder?.entries.get(number)
    if (holder !== undefined && found !== undefined) this.#checkEntry(found, holder)
    this.#entries.set(number, found)
    return found
  }

  /** The newest revision up to this one that lists the object. */
  revisionOf(number: number): number | undefined {
    return this.#listing.newest(number, this.revision)
  }

  /** The value of an object, null when it does not exist. */
  object(number: number): PdfValue {
    const entry = this.entry(number)
    return entry === undefined ? null : this.#store.value(entry, this.entry)
  }

  /** What a value refers to, itself when it is no reference. */
  resolve(value: PdfValue | undefined): PdfValue {
    return value === undefined ? null : this.#store.resolve(value, this.entry)
  }

  get(dictionary: PdfDictionary, key: string): PdfValue {
    return this.resolve(dictionary.entries.get(key))
  }

  /** The entry when it is a dictionary, or the dictionary of a stream; otherwise undefined. */
  dictionary(dictionary: PdfDictionary, key: string): PdfDictionary | undefined {
    const value = this.get(dictionary, key)
    return isKind(value, 'dictionary') ? value : isKind(value, 'stream') ? value.dictionary : undefined
  }

  /** The entry when it is an array, otherwise undefined; its items are not resolved. */
  array(dictionary: PdfDictionary, key: string): readonly PdfValue[] | undefined {
    const value = this.get(dictionary, key)
    return isArray(value) ? value : undefined
  }

  decoded(stream: PdfStream): Decoded {
    return this.#store.decoded(stream, this.entry)
  }

  /** The numbers of all objects that exist here, ascending. */
  numbers(): readonly number[] {
    const all = new Set<number>()
    for (const { index, entries } of this.#revisions) if (index <= this.revision) for (const number of entries.keys()) all.add(number)
    return [...all].filter((number) => (this.entry(number)?.kind ?? 'free') !== 'free').sort((a, b) => a - b)
  }

  get root(): PdfReference {
    const root = this.trailer.entries.get('Root')
    if (!isKind(root, 'reference')) throw new PdfProblem('no-catalog', this.trailer.start)
    return root
  }

  get catalog(): PdfDictionary {
    const catalog = this.resolve(this.root)
    if (!isKind(catalog, 'dictionary') || !catalog.entries.has('Pages')) throw new PdfProblem('no-catalog', this.trailer.start)
    return catalog
  }

  /** The leaves of the page tree in reading order. */
  get pages(): readonly Page[] {
    if (this.#pages !== undefined) return this.#pages
    const all: Page[] = []
    walkPages(this, this.#store.source, (page) => {
      all.push(page)
      return 'go-on'
    })
    return this.#pages = all
  }

  /** One page without looking at those behind it; pages count from 0. */
  page(index: number): Page | undefined {
    if (this.#pages !== undefined) return this.#pages[index]
    let left = index
    let found: Page | undefined
    walkPages(this, this.#store.source, (page) => {
      if (left-- > 0) return 'go-on'
      found = page
      return 'enough'
    })
    return found
  }

  #checkEntry(entry: XrefEntry, { index, end }: Revision): void {
    // Entries pointing behind their revision would let what was added later change what was there before.
    if (entry.kind === 'plain' && entry.offset >= end) throw new PdfProblem('entry-beyond-revision', entry.offset)
    // A newer object stream under the same number would give old objects new content in some readers.
    if (entry.kind === 'packed' && (this.revisionOf(entry.container) ?? 0) > index) throw new PdfProblem('container-replaced', 0)
  }
}
