import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  appendRevision, dictionary, isArray, isKind, name, openPdf, reading, reference, securityStore, signatures, stream, type AppendRefusal, type Change, type Pdf,
  type PdfDictionary, type PdfReference, type PdfRefusal, type PdfValue,
} from '../pdf/index.ts'
import { catalogChange } from './catalog.ts'
import { extended } from './extension.ts'
import type { Chunks } from './model.ts'

/** What a validation needed, in DER. `contents` are the whole bytes of /Contents of the signature or time stamp it was needed for. */
export type Evidence = {
  readonly contents: Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

export type EvidenceRefusal = PdfRefusal | AppendRefusal | 'no-such-signature'

/**
 * Adds evidence to the document security store (EN 319 142-1 § 5.4.2): B-T becomes B-LT. What the store holds is not added again; when that is
 * everything, the file stays as it is, with an empty tail: a new revision would lie outside of a time stamp over the store.
 */
export function addEvidence(bytes: Uint8Array, evidence: readonly Evidence[]): Result<Chunks, EvidenceRefusal> {
  const opened = openPdf(bytes)
  if (!opened.ok) return opened
  const added = reading(() => addTo(opened.value, evidence))
  return added.ok ? added.value : added
}

function addTo(pdf: Pdf, evidence: readonly Evidence[]): Result<Chunks, EvidenceRefusal> {
  const known = new Set(signatures(pdf).map(({ contents }) => (contents === undefined ? '' : keyOf(contents.value))))
  if (evidence.some(({ contents }) => !known.has(keyOf(contents)))) return refuse('no-such-signature')
  const store = new Store(pdf)
  for (const item of evidence) store.take(item)
  const changes = store.changes()
  if (changes.length === 0) return accept([pdf.bytes, new Uint8Array(0)])
  const appended = appendRevision(pdf, changes)
  return appended.ok ? accept(appended.value.chunks) : appended
}

/** How the store names a signature: the SHA-1 of its /Contents, padding included. */
const keyOf = (contents: Uint8Array): string => createHash('sha1').update(contents).digest('hex').toUpperCase()

type Kind = 'Certs' | 'OCSPs' | 'CRLs'
const kinds: readonly Kind[] = ['Certs', 'OCSPs', 'CRLs']
const inRecord: Readonly<Record<Kind, string>> = { Certs: 'Cert', OCSPs: 'OCSP', CRLs: 'CRL' }

/** The store as it will be: what was there first, what is new behind it. */
class Store {
  readonly #pdf: Pdf
  readonly #before: PdfDictionary | undefined
  readonly #known = new Map<string, PdfReference>()
  readonly #lists: Readonly<Record<Kind, PdfValue[]>>
  readonly #records = new Map<string, PdfValue>()
  readonly #streams: Change[] = []
  #next: number
  #isChanged = false

  constructor(pdf: Pdf) {
    const store = securityStore(pdf.latest)
    this.#pdf = pdf
    this.#next = pdf.nextNumber
    this.#before = store?.dictionary
    const list = (key: Kind) => [...(store === undefined ? undefined : pdf.latest.array(store.dictionary, key)) ?? []]
    this.#lists = { Certs: list('Certs'), OCSPs: list('OCSPs'), CRLs: list('CRLs') }
    for (const { reference: own, bytes } of [...store?.certificates ?? [], ...store?.ocsps ?? [], ...store?.crls ?? []]) if (own !== undefined) this.#known.set(sha256(bytes), own)
    const records = store === undefined ? undefined : pdf.latest.dictionary(store.dictionary, 'VRI')
    for (const [key, value] of records?.entries ?? []) this.#records.set(key, value)
  }

  take({ contents, certificates, ocsps, crls }: Evidence): void {
    const key = keyOf(contents)
    const before = this.#pdf.latest.resolve(this.#records.get(key))
    const entries = new Map<string, PdfValue>(isKind(before, 'dictionary') ? before.entries : [['Type', name('VRI')]])
    const given: Readonly<Record<Kind, readonly Uint8Array[]>> = { Certs: certificates, OCSPs: ocsps, CRLs: crls }
    let isMore = !isKind(before, 'dictionary')
    for (const kind of kinds) {
      const held = this.#pdf.latest.resolve(entries.get(inRecord[kind]))
      const all: PdfValue[] = isArray(held) ? [...held] : []
      for (const bytes of given[kind]) {
        const own = this.#stored(kind, bytes)
        if (all.some((item) => isReferenceTo(item, own))) continue
        all.push(own)
        isMore = true
      }
      if (all.length > 0) entries.set(inRecord[kind], all)
    }
    if (isMore) this.#records.set(key, dictionary(entries))
  }

  #stored(kind: Kind, bytes: Uint8Array): PdfReference {
    const hash = sha256(bytes)
    const known = this.#known.get(hash)
    const own = known ?? reference(this.#next++)
    if (known === undefined) {
      this.#known.set(hash, own)
      this.#streams.push({ number: own.number, value: kind === 'CRLs' ? stream({ Filter: name('FlateDecode') }, deflateSync(bytes)) : stream({}, bytes) })
    }
    if (!this.#lists[kind].some((item) => isReferenceTo(item, own))) {
      this.#lists[kind].push(own)
      this.#isChanged = true
    }
    return own
  }

  changes(): readonly Change[] {
    if (!this.#isChanged) return []
    const entries = new Map<string, PdfValue>(this.#before?.entries ?? [['Type', name('DSS')]])
    for (const kind of kinds) if (this.#lists[kind].length > 0) entries.set(kind, this.#lists[kind])
    entries.set('VRI', dictionary(this.#records))
    const held = this.#pdf.latest.catalog.entries.get('DSS')
    const isOwn = isKind(held, 'reference')
    const own = isOwn ? held : reference(this.#next++)
    const catalog = { ...extended(this.#pdf, 'evidence'), ...isOwn ? {} : { DSS: own } }
    return [...this.#streams, { number: own.number, value: dictionary(entries) }, ...catalogChange(this.#pdf, catalog)]
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const isReferenceTo = (value: PdfValue, { number }: PdfReference): boolean => isKind(value, 'reference') && value.number === number
