import { childrenOf, der, isContext, sequenceOf, type Element } from '../asn1/index.ts'
import { sameBytes } from '../x509/index.ts'
import { attribute } from './build.ts'
import { attributeOids, contentTypes, otherRevocation } from './oids.ts'
import { readSignedData, type Parts, type SignedData } from './signed-data.ts'

/** The unsigned attribute that a time stamp over the signature value is. */
export const signatureTimestamp = (token: Uint8Array): Uint8Array => attribute(attributeOids.signatureTimestamp, token)

type Fields = { readonly [Name in keyof Parts]: Uint8Array | undefined }

/** The same ContentInfo with some fields anew; all others byte for byte. An outside of indefinite length gets a definite one. */
export function rewritten({ parts }: Pick<SignedData, 'parts'>, changed: Partial<Fields>): Uint8Array {
  const own: Fields = {
    version: parts.version.whole, digests: parts.digests.whole, encapsulated: parts.encapsulated.whole, certificates: parts.certificates?.whole,
    revocations: parts.revocations?.whole, signers: parts.signers.whole,
  }
  const { version, digests, encapsulated, certificates, revocations, signers } = { ...own, ...changed }
  const fields = [version, digests, encapsulated, certificates, revocations, signers].filter((field) => field !== undefined)
  return der.sequence(der.oid(contentTypes.signedData), der.tagged(0, der.sequence(...fields)))
}

/** A copy in which one signer has these unsigned attributes besides its own; everything signed stays as it was. */
export function withUnsigned(data: SignedData, signerIndex: number, attributes: readonly Uint8Array[]): Uint8Array {
  const changed = childrenOf(data.parts.signers).map((signer, index) => index === signerIndex ? extended(signer, attributes) : signer.whole)
  return rewritten(data, { signers: der.element(0x31, ...changed) })
}

/** What stands keeps its order, which time stamps of the second version hash; only a set in the order of DER stays in it. */
function extended(signer: Element, added: readonly Uint8Array[]): Uint8Array {
  const fields = sequenceOf(signer)
  const last = fields.at(-1)
  const own = isContext(last, 1) ? childrenOf(last).map(({ whole }) => whole) : []
  const kept = isContext(last, 1) ? fields.slice(0, -1) : fields
  const all = [...own, ...added]
  const isSorted = own.every((each, index) => index === 0 || Buffer.compare(own[index - 1] ?? each, each) <= 0)
  return der.sequence(...kept.map(({ whole }) => whole), isSorted ? der.retagged(0xa1, der.set(...all)) : der.element(0xa1, ...all))
}

export interface Evidence {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  /** OCSPResponse, or the basic response within one. */
  readonly ocsps: readonly Uint8Array[]
}

/** A copy with more certificates, lists and OCSP answers, each once: what a level B-LT keeps (EN 319 122-1 § 5.4, RFC 5940). */
export function withEvidence(data: SignedData, { certificates, crls, ocsps }: Evidence): Uint8Array {
  const answers = ocsps.map((ocsp) => der.tagged(1, der.oid(otherRevocation.ocspResponse), wholeResponse(ocsp)))
  // An answer of another format makes the version 5 (RFC 5652 § 5.1).
  const version = answers.length > 0 ? { version: der.integer(5) } : {}
  return rewritten(data, { ...version, certificates: joined(0, data.parts.certificates, certificates), revocations: joined(1, data.parts.revocations, [...crls, ...answers]) })
}

function joined(tag: number, field: Element | undefined, added: readonly Uint8Array[]): Uint8Array | undefined {
  const own = field ? childrenOf(field).map(({ whole }) => whole) : []
  const fresh = added.filter((each, index) => !own.some((other) => sameBytes(each, other)) && added.findIndex((other) => sameBytes(each, other)) === index)
  if (fresh.length === 0) return field?.whole
  return der.retagged(0xa0 | tag, der.set(...own, ...fresh))
}

const basicType = '1.3.6.1.5.5.7.48.1.1'

/** A basic response begins with a sequence, a whole one with its status. */
function wholeResponse(ocsp: Uint8Array): Uint8Array {
  const isBasic = ocsp[1] !== undefined && ocsp[headLength(ocsp)] === 0x30
  return isBasic ? der.sequence(der.enumerated(0), der.tagged(0, der.sequence(der.oid(basicType), der.octets(ocsp)))) : ocsp
}

const headLength = (bytes: Uint8Array) => (bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f)

/** A copy signed by the signers of another too, over the same content; `undefined` when that is of another content type or malformed. */
export function withSigners(data: SignedData, other: Uint8Array): Uint8Array | undefined {
  const read = readSignedData(other)
  if (!read.ok || read.value.contentType !== data.contentType) return undefined
  const { parts, certificates, crls, ocsps } = read.value
  const digests = distinct([...childrenOf(data.parts.digests), ...childrenOf(parts.digests)])
  const together = readSignedData(withEvidence(data, { certificates, crls, ocsps }))
  if (!together.ok) return undefined
  return rewritten(together.value, { digests: der.set(...digests), signers: der.set(...distinct([...childrenOf(data.parts.signers), ...childrenOf(parts.signers)])) })
}

const distinct = (elements: readonly Element[]) => elements.map(({ whole }) => whole).filter((each, index, all) => all.findIndex((other) => sameBytes(each, other)) === index)
