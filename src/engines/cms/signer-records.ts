import { childrenOf, der, isContext, sequenceOf, type Element } from '../asn1/index.ts'
import { contentOf, type Content } from './content.ts'
import { readEvidenceRecord, recordTimestamps, type EvidenceRecord, type RecordTimestamp } from './evidence-record.ts'
import { rewritten } from './extend.ts'
import { attributeOids } from './oids.ts'
import type { SignedData, SignerInfo } from './signed-data.ts'

export interface SignerRecords {
  readonly stamps: readonly RecordTimestamp[]
  /** How many are malformed, or over bytes that cannot be had again: the content is not at hand, or the file is BER or of several signers and was hashed in another form. */
  readonly unverified: number
}

const within: readonly string[] = [attributeOids.evidenceRecord, attributeOids.evidenceRecordExternal]

/** Each is over the whole file anew. */
const mostRecords = 8

/** Evidence records among the unsigned attributes (RFC 4998 Appendix A): over the file without them, and over a detached content too. */
export function signerRecords(data: SignedData, signer: SignerInfo, content: Content): SignerRecords {
  const records = signer.unsigned.filter(({ oid }) => within.includes(oid)).flatMap(({ oid, values }) => values.map((value) => ({ oid, value, record: readEvidenceRecord(value.whole) })))
  const stamps = records.slice(0, mostRecords).map(({ oid, record }): readonly RecordTimestamp[] => {
    if (!record.ok) return []
    const isBeside = oid === attributeOids.evidenceRecordExternal && data.content === undefined
    if (isBeside && !isAtHand(content, record.value)) return []
    const found = recordTimestamps(record.value, [contentOf(before(data, signer, record.value)), ...isBeside ? [content] : []])
    return isOfOneForm(data) || found.every(isMet) ? found : []
  })
  return { stamps: stamps.flat(), unverified: stamps.filter(({ length }) => length === 0).length + records.length - stamps.length }
}

const isAtHand = (content: Content, { chains }: EvidenceRecord) => chains.every(({ stamps }) => stamps.every(({ digest }) => content.digest(digest) !== undefined))

/** Nothing else could have been hashed than what is rebuilt here. */
const isOfOneForm = ({ deviations, signers }: SignedData) => deviations.size === 0 && signers.length === 1

const isMet = ({ token, stamped }: RecordTimestamp) => token.digest !== undefined && Buffer.from(stamped.digest(token.digest) ?? []).equals(token.imprint)

/** The file as it was when a record was made: without it, and without records of a later time. */
function before(data: SignedData, signer: SignerInfo, record: EvidenceRecord): Uint8Array {
  const signers = childrenOf(data.parts.signers).map((element) => element === signer.element ? without(element, signer, timeOf(record)) : element.whole)
  return rewritten(data, { signers: der.element(0x31, ...signers) })
}

function without(element: Element, { unsigned }: SignerInfo, time: number): Uint8Array {
  const fields = sequenceOf(element).filter((field) => !isContext(field, 1)).map(({ whole }) => whole)
  const kept = unsigned.filter(({ oid, values }) => !within.includes(oid) || values.every((value) => isEarlier(value, time))).map((attribute) => attribute.element.whole)
  return der.sequence(...fields, ...kept.length > 0 ? [der.element(0xa1, ...kept)] : [])
}

function isEarlier(value: Element, time: number): boolean {
  const record = readEvidenceRecord(value.whole)
  return record.ok && timeOf(record.value) < time
}

const timeOf = ({ chains }: EvidenceRecord): number => chains[0]?.stamps[0]?.token.time.getTime() ?? 0
