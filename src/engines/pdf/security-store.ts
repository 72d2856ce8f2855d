import { readDate } from './date.ts'
import { readText } from './text-string.ts'
import { isKind, type PdfDictionary, type PdfReference, type PdfValue } from './values.ts'
import type { PdfView } from './view.ts'

/** One certificate, OCSP response, CRL or time-stamp token kept in the file. */
export type Evidence = { readonly reference: PdfReference | undefined; readonly bytes: Uint8Array }

/** The document security store (PAdES, ISO 32000-2 § 12.8.4.3). */
export type SecurityStore = {
  readonly dictionary: PdfDictionary
  readonly certificates: readonly Evidence[]
  readonly ocsps: readonly Evidence[]
  readonly crls: readonly Evidence[]
  /** By the SHA-1 of the signature's /Contents, in upper case hexadecimal as the standard has it. */
  readonly vri: ReadonlyMap<string, SignatureEvidence>
}

/** What was needed to validate one signature. */
export type SignatureEvidence = {
  readonly certificates: readonly Evidence[]
  readonly ocsps: readonly Evidence[]
  readonly crls: readonly Evidence[]
  readonly at: Date | undefined
  readonly timestamp: Evidence | undefined
}

/** What may be done with the document, and whose extensions of the standard it uses. */
export type Permissions = { readonly docMdp: PdfReference | undefined; readonly usageRights: boolean }

export function securityStore(view: PdfView): SecurityStore | undefined {
  const store = view.dictionary(view.catalog, 'DSS')
  if (store === undefined) return undefined
  const vri = view.dictionary(store, 'VRI')
  const items = [...vri?.entries ?? []].flatMap(([key, value]) => {
    const item = view.resolve(value)
    return isKind(item, 'dictionary') ? [[key.toUpperCase(), signatureEvidence(view, item)] as const] : []
  })
  return { dictionary: store, ...lists(view, store, 'Certs', 'OCSPs', 'CRLs'), vri: new Map(items) }
}

function signatureEvidence(view: PdfView, item: PdfDictionary): SignatureEvidence {
  const at = view.get(item, 'TU')
  return {
    ...lists(view, item, 'Cert', 'OCSP', 'CRL'), at: isKind(at, 'string') ? readDate(readText(at.bytes)) : undefined,
    timestamp: evidence(view, item.entries.get('TS') ?? null)[0],
  }
}

function lists(view: PdfView, dictionary: PdfDictionary, certificates: string, ocsps: string, crls: string) {
  const list = (key: string) => (view.array(dictionary, key) ?? []).flatMap((item) => evidence(view, item))
  return { certificates: list(certificates), ocsps: list(ocsps), crls: list(crls) }
}

/** Nothing where there is no stream: evidence that is missing is missed where it is needed. */
function evidence(view: PdfView, value: PdfValue): readonly Evidence[] {
  const stream = view.resolve(value)
  if (!isKind(stream, 'stream')) return []
  return [{ reference: isKind(value, 'reference') ? value : undefined, bytes: view.decoded(stream).bytes }]
}

export function permissions(view: PdfView): Permissions {
  const all = view.dictionary(view.catalog, 'Perms')
  const docMdp = all?.entries.get('DocMDP')
  return { docMdp: isKind(docMdp, 'reference') ? docMdp : undefined, usageRights: all !== undefined && (all.entries.has('UR3') || all.entries.has('UR')) }
}

/** /Extensions: by the prefix of their developers, the version they extend and their level. */
export function extensions(view: PdfView): ReadonlyMap<string, PdfDictionary> {
  const all = view.dictionary(view.catalog, 'Extensions')
  return new Map([...all?.entries ?? []].flatMap(([prefix, value]) => {
    const item = view.resolve(value)
    return isKind(item, 'dictionary') ? [[prefix, item] as const] : []
  }))
}
