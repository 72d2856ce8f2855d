import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { der } from '../asn1/index.ts'
import { testAuthority } from '../x509/testing.ts'
import { contentOf, contentTypes, readEvidenceRecord, recordTimestamps, signatureBuilder, timestampInfo, verifyTimestamp } from './index.ts'

const { timestamper } = testAuthority()
const sha256 = (...pieces: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(pieces)).digest()
const sha256Id = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'))
const sorted = (...hashes: readonly Buffer[]) => hashes.toSorted(Buffer.compare)

function tokenOver(imprint: Uint8Array): Uint8Array {
  const content = timestampInfo({ digest: 'sha256', imprint, policy: '1.2.3', serial: 1n, time: new Date('2026-11-23T10:00:00Z') })
  const builder = signatureBuilder({ certificate: timestamper.certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType: contentTypes.timestampInfo })
  const toSign = builder.prepare(sha256(content))
  return builder.finish(toSign, sign('sha256', toSign.bytes, timestamper.key), { content })
}

const stampOf = (token: Uint8Array, ...groups: readonly (readonly Uint8Array[])[]) =>
  der.sequence(...groups.length > 0 ? [der.tagged(2, ...groups.map((group) => der.sequence(...group.map((hash) => der.octets(hash)))))] : [], token)
const recordOf = (...chains: readonly (readonly Uint8Array[])[]) => der.sequence(der.integer(1), der.sequence(sha256Id), der.sequence(...chains.map((chain) => der.sequence(...chain))))

const [one, two, sibling] = [Buffer.from('první'), Buffer.from('druhý'), sha256(Buffer.from('cizí'))]

/** Two documents as a group, a sibling above; stamped, stamped again, and once more over all. */
function renewed(): Uint8Array {
  const group = sorted(sha256(one), sha256(two))
  const first = tokenOver(sha256(...sorted(sha256(...group), sibling)))
  const chain = [stampOf(first, group, [sibling]), stampOf(tokenOver(sha256(first)))]
  const before = sha256(der.sequence(der.sequence(...chain)))
  const leaves = sorted(sha256(sha256(one), before), sha256(sha256(two), before))
  return recordOf(chain, [stampOf(tokenOver(sha256(...leaves)), leaves)])
}

function faults(bytes: Uint8Array, ...data: readonly Uint8Array[]): string[] {
  const record = readEvidenceRecord(bytes)
  return record.ok ? recordTimestamps(record.value, data.map((each) => contentOf(each))).map(({ token, stamped }) => verifyTimestamp(token, stamped).failures.map(({ fault }) => fault).join(' ')) : [record.refusal]
}

test('an evidence record holds through renewals of its stamps and of its hashes', () => {
  assert.deepEqual(faults(renewed(), one, two), ['', '', ''])
  assert.deepEqual(faults(recordOf([stampOf(tokenOver(sha256(one)))]), one), [''])
})

test('data that are not listed, changed or left out of a chain make it fail', () => {
  assert.deepEqual(faults(renewed(), one, Buffer.from('jiný')), ['imprint-differs', '', 'imprint-differs'])
  assert.deepEqual(faults(renewed()), ['imprint-differs', '', 'imprint-differs'])
  assert.deepEqual(faults(recordOf([stampOf(tokenOver(sha256(one)))]), one, two), ['imprint-differs'])
  assert.deepEqual(faults(recordOf([stampOf(tokenOver(sha256(one)), [sha256(two)])]), one), ['imprint-differs'])
})

test('no octet of the data can change and the record hold; what is no record is malformed', () => {
  const bytes = renewed()
  fc.assert(fc.property(fc.constantFrom(one, two), fc.nat(), fc.integer({ min: 1, max: 255 }), (document, place, change) => {
    const other = Buffer.from(document)
    other[place % other.length] = (other[place % other.length] ?? 0) ^ change
    assert.notDeepEqual(faults(bytes, ...document === one ? [other, two] : [one, other]), ['', '', ''])
  }), { numRuns: 50 })
  for (const broken of [new Uint8Array(), one, bytes.subarray(1), recordOf(), recordOf([])]) assert.deepEqual(faults(broken, one), ['malformed'])
})
