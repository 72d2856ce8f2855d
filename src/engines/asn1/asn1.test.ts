import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  Asn1Error, bitNumbersOf, bitOctetsOf, booleanOf, childrenOf, decoding, der, integerOf, octetsOf, oidOf, readElement, readFirst, sequenceOf, setOf, textOf, timeOf, type Element,
} from './index.ts'

const back = <Value>(bytes: Uint8Array, read: (element: Element) => Value) => read(readElement(bytes))
const refused = (bytes: readonly number[], read: (element: Element) => unknown = walk) => assert.throws(() => read(readElement(Uint8Array.from(bytes))), Asn1Error, Buffer.from(bytes).toString('hex'))

function walk(element: Element): number {
  return element.isConstructed ? childrenOf(element).reduce((sum, child) => sum + walk(child), 1) : 1
}

describe('DER', () => {
  it('reads back every value it writes', () => {
    const arcs = fc.tuple(fc.nat(2), fc.nat(39), fc.array(fc.bigInt({ min: 0n, max: 1n << 70n }), { maxLength: 6 }))
    fc.assert(fc.property(arcs, ([top, second, rest]) => assert.equal(back(der.oid([top, second, ...rest].join('.')), oidOf), [top, second, ...rest].join('.'))))
    fc.assert(fc.property(fc.bigInt(), (value) => assert.equal(back(der.integer(value), integerOf), value)))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => assert.deepEqual([...back(der.octets(bytes), octetsOf), ...back(der.bitOctets(bytes), bitOctetsOf)], [...bytes, ...bytes])))
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(back(der.utf8(text), textOf), text)))
    fc.assert(fc.property(fc.uniqueArray(fc.nat(40)), (bits) => assert.deepEqual([...back(der.bits(...bits), bitNumbersOf)], bits.toSorted((a, b) => a - b))))
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
      assert.deepEqual([back(der.time(whole), timeOf), back(der.generalizedTime(whole), timeOf)], [whole, whole])
    }))
    assert.deepEqual([back(der.boolean(true), booleanOf), back(der.boolean(false), booleanOf)], [true, false])
  })

  it('sorts the members of a set, and takes one that is not sorted for BER', () => {
    const members = [der.integer(300), der.integer(2), der.octets(Uint8Array.of(1))]
    assert.deepEqual(setOf(readElement(der.set(...members))).length, 3)
    const unsorted = der.element(0x31, ...members)
    assert.throws(() => setOf(readElement(unsorted)), Asn1Error)
    const lenient = readElement(unsorted, { ber: true })
    setOf(lenient)
    assert.deepEqual([...lenient.source.deviations], ['unsorted-set'])
  })

  it('is the same bytes when a key of OpenSSL is taken apart and put together', () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } }).publicKey
    const [algorithm, bits] = sequenceOf(readElement(key))
    const [kind, curve] = sequenceOf(algorithm)
    assert.deepEqual(Buffer.from(der.sequence(der.sequence(der.oid(oidOf(kind)), der.oid(oidOf(curve))), der.bitOctets(bitOctetsOf(bits)))), key)
  })

  it('refuses what has two encodings in BER, and what has none', () => {
    refused([0x30, 0x80, 0, 0])
    refused([0x04, 0x81, 0x01, 0])
    refused([0x04, 0x82, 0x00, 0x81, ...Array<number>(0x81).fill(0)])
    refused([0x02, 2, 0, 1], integerOf)
    refused([0x02, 0], integerOf)
    refused([0x01, 1, 5], booleanOf)
    refused([0x24, 4, 4, 2, 1, 2], octetsOf)
    refused([0x06, 2, 0x80, 1], oidOf)
    refused([0x06, 1, 0x81], oidOf)
    refused([0x1f, 0x1e, 0])
    refused([0x04, 5, 1])
    refused([0x04, 1, 1, 1])
    refused([])
    for (const text of ['2613010000Z', '260230000000Z', '2601010000', '20260101000000.Z']) refused([...der.element(text.length > 13 ? 24 : 23, Buffer.from(text))], timeOf)
  })

  it('reads BER where it is asked to, and says what it met', () => {
    const piecewise = Uint8Array.from([0x30, 0x80, 0x24, 0x80, 4, 1, 7, 4, 1, 8, 0, 0, 0x02, 0x81, 1, 5, 0, 0])
    const root = readElement(piecewise, { ber: true })
    const [pieces, number] = childrenOf(root)
    assert.deepEqual([[...octetsOf(pieces)], integerOf(number)], [[7, 8], 5n])
    assert.deepEqual([...root.source.deviations].toSorted(), ['constructed-string', 'indefinite-length', 'long-length'])
    assert.equal(readFirst(Uint8Array.from([5, 0, 0, 0])).whole.length, 2)
  })

  it('ends in a value or its one error whatever the bytes are, and never runs long or deep', () => {
    const tree: fc.Arbitrary<Uint8Array> = fc.letrec<{ node: Uint8Array }>((tie) => ({
      node: fc.oneof({ maxDepth: 5 }, fc.uint8Array({ maxLength: 20 }).map(der.octets), fc.array(tie('node'), { maxLength: 4 }).map((members) => der.sequence(...members)), fc.array(tie('node'), { maxLength: 3 }).map((members) => der.tagged(0, ...members))),
    })).node
    fc.assert(fc.property(tree, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.boolean(), (bytes, changes, ber) => {
      const changed = bytes.slice()
      for (const [at, octet] of changes) changed[at % changed.length] = octet
      const read = decoding(() => walk(readElement(changed, { ber })))
      assert.ok(read.ok || read.refusal === 'malformed')
    }), { numRuns: 2_000 })
    assert.deepEqual(decoding(() => walk(readElement(new Uint8Array(200_000).fill(0x30), { ber: true }))), { ok: false, refusal: 'malformed' })
    assert.deepEqual(decoding(() => walk(readElement(Uint8Array.from({ length: 200_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80)), { ber: true }))), { ok: false, refusal: 'malformed' })
    const many = der.sequence(...Array.from({ length: 50 }, () => der.nothing))
    assert.deepEqual(decoding(() => walk(readElement(many, { limits: { elements: 40 } }))), { ok: false, refusal: 'malformed' })
  })
})
