import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { buildLog, entry, flipped, signerOf } from './builders.ts'
import { signCheckpoint } from './checkpoint.ts'
import { root } from './frontier.ts'
import { inclusionProof } from './inclusion.ts'
import { signNote } from './note.ts'
import { encodeProof, maxExtraLength, maxProofLength, parseProof, verifyProof, type LogProof } from './proof.ts'
import { isPlainText } from './wire.ts'

const log = signerOf('office.example/log', 1)
const built = buildLog(21)
const head = { origin: log.name, size: 21, root: root(built.frontier), extensions: [] }
const checkpoint = signCheckpoint(head, log)
const proofOf = (index: number): LogProof => ({ index, hashes: inclusionProof(index, 21, built.nodeAt), checkpoint })
const text = encodeProof(proofOf(13))
const malformed = { ok: false, refusal: 'malformed-proof' }

const base64 = (all: Uint8Array) => Buffer.from(all).toString('base64')
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(all => Buffer.from(all))
const proofs: fc.Arbitrary<LogProof> = fc.record({
  extra: fc.uint8Array({ minLength: 1, maxLength: 99 }).map(all => Buffer.from(all)),
  index: fc.maxSafeNat(), hashes: fc.array(bytes(32), { maxLength: 53 }), checkpoint: fc.constantFrom(checkpoint, '', 'x', '\n\n')
}, { requiredKeys: ['index', 'hashes', 'checkpoint'], noNullPrototype: true })

test('anyone with the key of the log can check offline that an entry is in it', () => {
  for (let index = 0; index < 21; index += 1) {
    const verified = verifyProof(encodeProof(proofOf(index)), entry(index), [log])
    assert.deepEqual(verified, { ok: true, value: { origin: log.name, index, size: 21, root: head.root, signers: [log] } })
  }
})

test('is written as the specification says', () => {
  const { hashes } = proofOf(13)
  const lines = ['c2sp.org/tlog-proof@v1', 'extra AQI=', 'index 13', ...hashes.map(base64), '', checkpoint]
  assert.equal(encodeProof({ ...proofOf(13), extra: Buffer.of(1, 2) }), lines.join('\n'))
})

test('every flipped bit of the proof or of the entry refuses it', () => {
  const wire = Buffer.from(text)
  assert.ok(verifyProof(wire, entry(13), [log]).ok)
  for (let bit = 0; bit < wire.length * 8; bit += 1) assert.ok(!verifyProof(flipped(wire, bit), entry(13), [log]).ok, `bit ${bit}`)
  for (let bit = 0; bit < entry(13).length * 8; bit += 1) {
    assert.deepEqual(verifyProof(text, flipped(entry(13), bit), [log]), { ok: false, refusal: 'not-included' })
  }
})

test('says why it refuses', () => {
  const because = (proof: Partial<LogProof>, trusted = [log]) => {
    const verified = verifyProof(encodeProof({ ...proofOf(13), ...proof }), entry(13), trusted)
    return verified.ok ? 'accepted' : verified.refusal
  }
  const witness = signerOf('witness.example', 2)
  assert.equal(because({}), 'accepted')
  assert.equal(because({ index: 12 }), 'not-included')
  assert.equal(because({ hashes: [] }), 'not-included')
  assert.equal(because({ index: 21 }), 'index-outside-tree')
  assert.equal(because({}, []), 'no-trusted-signature')
  assert.equal(because({ checkpoint: checkpoint.replace('\n21\n', '\n22\n') }), 'bad-signature')
  assert.equal(because({ checkpoint: '' }), 'malformed-note')
  assert.equal(because({ checkpoint: signNote('hello\n', [log]) }), 'malformed-checkpoint')
  assert.equal(because({ checkpoint: signCheckpoint(head, log, [witness]) }, [witness]), 'not-signed-by-its-log')
  assert.equal(because({ checkpoint: signCheckpoint({ ...head, root: built.nodeAt(4, 0) }, log) }), 'not-included')
})

test('extra data is handed over but decides nothing', () => {
  const extra = Buffer.from('salt')
  const verified = verifyProof(encodeProof({ ...proofOf(13), extra }), entry(13), [log])
  assert.ok(verified.ok)
  assert.deepEqual(verified.value.extra, extra)
})

test('a proof of any other shape is refused', () => {
  const [header = '', index = '', hash = '', ...rest] = text.split('\n')
  const joined = (...lines: string[]) => lines.join('\n')
  const bad = {
    'empty': '', 'other version': text.replace('@v1', '@v2'), 'no header': joined(index, hash, ...rest),
    'no index': joined(header, hash, ...rest), 'header alone': `${header}\n\n${checkpoint}`,
    'upper case': text.replace('index', 'Index'),
    'carriage returns': text.replaceAll('\n', '\r\n'), 'short hash': text.replace(hash, hash.slice(4)),
    'word for a hash': text.replace(hash, 'hash'), 'space after hash': text.replace(hash, `${hash} `),
    'no empty line': text.replaceAll('\n\n', '\n'), 'two extras': joined(header, 'extra AQI=', 'extra AQI=', index, hash, ...rest),
    'empty extra': joined(header, 'extra ', index, hash, ...rest), 'extra without data': joined(header, 'extra', index, hash, ...rest),
    'extra not base64': joined(header, 'extra AQI', index, hash, ...rest),
    'extra after index': joined(header, index, 'extra AQI=', hash, ...rest),
    'too many hashes': joined(header, index, ...Array.from({ length: 54 }, () => hash), '', checkpoint),
    'too much extra': joined(header, `extra ${base64(Buffer.alloc(maxExtraLength + 1))}`, index, hash, ...rest),
    'too long': text + 'a'.repeat(maxProofLength), 'lone surrogate': `${text}\ud800`
  }
  for (const number of ['', '013', '-1', ' 13', '13 ', '1e1', '0.5', '9007199254740992']) {
    assert.deepEqual(parseProof(text.replace('index 13', `index ${number}`)), malformed, number)
  }
  for (const [why, wire] of Object.entries(bad)) assert.deepEqual(parseProof(wire), malformed, why)
  assert.deepEqual(parseProof(Buffer.from([...Buffer.from(text), 0xff])), malformed, 'not UTF-8')
  assert.ok(parseProof(joined(header, 'extra AQI=', index, ...Array.from({ length: 53 }, () => hash), '', checkpoint)).ok)
})

test('every proof survives being written down', () => {
  fc.assert(fc.property(proofs, proof => assert.deepEqual(parseProof(encodeProof(proof)), { ok: true, value: proof })))
})

test('parsing and verifying never throw, and what is accepted is encoded back to the same text', () => {
  const pieces = fc.constantFrom('\n', '\n\n', 'index 0', 'extra ', 'AQI=', `${base64(head.root)}\n`, ' ', '\0', '\ud800')
  const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 6 }).map(all => all.join('')))
  const starts = fc.constantFrom('', 'c2sp.org/tlog-proof@v1\n', 'c2sp.org/tlog-proof@v1\nindex 0\n')
  fc.assert(fc.property(starts, noise, (start, end) => {
    const wire = start + end
    assert.ok(!verifyProof(wire, entry(0), [log]).ok)
    const parsed = parseProof(wire)
    if (parsed.ok) assert.equal(encodeProof(parsed.value), wire)
    const withCheckpoint = parseProof(`c2sp.org/tlog-proof@v1\nextra AQI=\nindex 7\n\n${end}`)
    assert.equal(withCheckpoint.ok, isPlainText(end))
  }), { numRuns: 2000 })
  fc.assert(fc.property(fc.uint8Array(), wire => !verifyProof(wire, entry(0), [log]).ok))
})

test('refuses to write what it would not read', () => {
  const wrong: Partial<LogProof>[] = [
    { index: -1 }, { index: 2 ** 53 }, { index: 0.5 }, { hashes: [Buffer.alloc(31)] }, { extra: Buffer.alloc(0) },
    { extra: Buffer.alloc(maxExtraLength + 1) }, { hashes: Array.from({ length: 54 }, () => Buffer.alloc(32)) }
  ]
  for (const part of wrong) assert.throws(() => encodeProof({ ...proofOf(13), ...part }), TypeError)
})
