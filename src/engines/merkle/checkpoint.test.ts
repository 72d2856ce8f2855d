import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { signerOf } from './builders.ts'
import { encodeCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts'
import { signNote } from './note.ts'
import { isPlainText } from './wire.ts'

const log = signerOf('example.com/behind-the-sofa', 1)
const witness = signerOf('witness.example', 2)
const body = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64')
const checkpoint: Checkpoint = { origin: log.name, size: 20852163, root, extensions: [] }

const malformed = { ok: false, refusal: 'malformed-checkpoint' }
const lines = fc.string({ unit: 'grapheme', minLength: 1 }).filter(line => isPlainText(line) && !line.includes('\n'))
const checkpoints = fc.record({
  origin: lines,
  size: fc.maxSafeNat(),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes)),
  extensions: fc.array(lines, { maxLength: 3 })
}, { noNullPrototype: true })

test('reads and writes the checkpoint that the specification shows', () => {
  assert.deepEqual(parseCheckpoint(body), { ok: true, value: checkpoint })
  assert.equal(encodeCheckpoint(checkpoint), body)
})

test('every checkpoint survives being written down', () => {
  fc.assert(fc.property(checkpoints, value => {
    assert.deepEqual(parseCheckpoint(encodeCheckpoint(value)), { ok: true, value })
  }))
})

test('a body of any other shape is refused', () => {
  for (const size of ['020852163', '+1', '-1', '1.5', '1e3', '', '1 ', '0x10', '١', '00', '9007199254740992', '18446744073709551615']) {
    assert.deepEqual(parseCheckpoint(body.replace('20852163', size)), malformed, size)
  }
  const bad = {
    'two lines': 'a\n1\n', 'no end of line': body.slice(0, -1), 'empty line after': `${body}\n`, 'empty origin': body.replace(log.name, ''),
    'short root': body.replace('CsUY', ''), 'long root': body.replace('CsUY', 'CsUYCsUY'),
    'unpadded root': body.replace('=', ''), 'loose bits': body.replace('q2I=', 'q2J='), 'tab': body.replace('example', 'exa\tmple'),
    'carriage return': body.replaceAll('\n', '\r\n'), 'empty': '', 'empty extension': `${body}\nx\n`
  }
  for (const [why, text] of Object.entries(bad)) assert.deepEqual(parseCheckpoint(text), malformed, why)
  const largest = body.replace('20852163', '9007199254740991')
  assert.deepEqual(parseCheckpoint(largest), { ok: true, value: { ...checkpoint, size: Number.MAX_SAFE_INTEGER } })
})

test('parsing never throws, and what it accepts is encoded back to the same body', () => {
  const pieces = fc.constantFrom('\n', 'a', '0', '7', '\u00a0', '\ud800', '\r', root.toString('base64'))
  const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces).map(all => all.join('')))
  fc.assert(fc.property(fc.oneof(noise, noise.map(extension => body + extension)), text => {
    const parsed = parseCheckpoint(text)
    if (parsed.ok) assert.equal(encodeCheckpoint(parsed.value), text)
  }), { numRuns: 2000 })
  assert.ok(parseCheckpoint(`${body}x\n`).ok)
})

test('opens what the log signed and names everyone trusted who signed beside', () => {
  const signed = signCheckpoint(checkpoint, log, [witness])
  assert.deepEqual(openCheckpoint(signed, [witness, log]), { ok: true, value: { checkpoint, signers: [log, witness] } })
  assert.deepEqual(openCheckpoint(signed, [log]), { ok: true, value: { checkpoint, signers: [log] } })
})

test('a witness alone does not make a checkpoint of a log', () => {
  const signed = signCheckpoint(checkpoint, log, [witness])
  assert.deepEqual(openCheckpoint(signed, [witness]), { ok: false, refusal: 'not-signed-by-its-log' })
  assert.throws(() => signCheckpoint(checkpoint, witness), TypeError)
})

test('a log that changed its key is trusted under either key while both are', () => {
  const renewed = signerOf(log.name, 5)
  assert.ok(openCheckpoint(signCheckpoint(checkpoint, log), [renewed, log]).ok)
  assert.ok(openCheckpoint(signCheckpoint(checkpoint, renewed), [renewed, log]).ok)
  assert.deepEqual(openCheckpoint(signCheckpoint(checkpoint, renewed), [log]), { ok: false, refusal: 'no-trusted-signature' })
})

test('a signed text that is no checkpoint is refused', () => {
  assert.deepEqual(openCheckpoint(signNote(`${log.name}\nand more\n`, [log]), [log]), malformed)
})

test('refuses to write what it would not read', () => {
  const wrong: Partial<Checkpoint>[] = [
    { origin: '' }, { origin: 'a\nb' }, { origin: 'a\tb' }, { size: -1 }, { size: 1.5 }, { size: 2 ** 53 },
    { root: root.subarray(1) }, { extensions: [''] }, { extensions: ['a\nb'] }
  ]
  for (const part of wrong) assert.throws(() => encodeCheckpoint({ ...checkpoint, ...part }), TypeError, JSON.stringify(part))
})
