import assert from 'node:assert/strict'
import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addSignatures, cosign, cosigner, readCosignatures } from './cosignature.ts'
import { buildLog, buildLogOf, flipped, signerOf } from './builders.ts'
import { signCheckpoint, type Checkpoint } from './checkpoint.ts'
import { consistencyProof } from './consistency.ts'
import { root } from './frontier.ts'
import { leafHash } from './hash.ts'
import { encodeCosignerKey, parseCosignerKey, parseVerifierKey, type NoteSigner } from './key.ts'
import { encodeSubmission, judgeSubmission, parseSubmission, type Known } from './witness.ts'

const log = signerOf('kraj.example/log')
const witness = cosigner('soused.example/witness', keyOf(signerOf('x', 9)))
const checkpointOf = (size: number): Checkpoint => ({ origin: log.name, size, root: root(buildLog(size).frontier), extensions: [] })
const noteOf = (size: number, by: NoteSigner = log) => signCheckpoint({ ...checkpointOf(size), origin: by.name }, by)
const textOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1)
const submit = (from: number, to: number, note = noteOf(to)) => ({ oldSize: from, proof: from === 0 ? [] : consistencyProof(from, to, buildLog(to).nodeAt), checkpoint: note })
const knows = (size: number): ((origin: string) => Known | undefined) => () => size === 0 ? undefined : checkpointOf(size)
const verdict = (...args: Parameters<typeof judgeSubmission>) => {
  const judged = judgeSubmission(...args)
  return judged.ok ? 'cosign' : judged.refusal
}

describe('a witness', () => {
  it('cosigns any log that only grew, from whatever size it saw last', () => {
    fc.assert(fc.property(fc.nat(40), fc.nat(40), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const parsed = parseSubmission(encodeSubmission(submit(from, to)))
      assert.ok(parsed.ok)
      assert.equal(verdict(parsed.value, [log], knows(from)), 'cosign')
    }))
  })

  it('refuses a log that was rewritten, whoever signed it', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 10 }), fc.nat(29), (from, more, at) => {
      const to = from + more
      const leaves = buildLog(to).leaves.map((leaf, i) => (i === at % from ? leafHash(Buffer.from('rewritten')) : leaf))
      const bent = buildLogOf(leaves)
      const note = signCheckpoint({ origin: log.name, size: to, root: root(bent.frontier), extensions: [] }, log)
      const judged = verdict({ oldSize: from, proof: consistencyProof(from, to, bent.nodeAt), checkpoint: note }, [log], knows(from))
      assert.equal(judged, more === 0 ? 'conflict' : 'inconsistent')
    }))
  })

  it('refuses a log that was set back, and says what it knows', () => {
    assert.equal(verdict(submit(3, 5), [log], knows(8)), 'conflict')
    assert.equal(verdict(submit(0, 5), [log], knows(8)), 'conflict')
    assert.equal(verdict({ ...submit(5, 5), oldSize: 8 }, [log], knows(8)), 'malformed')
  })

  it('knows only its logs, and believes only their keys', () => {
    assert.equal(verdict(submit(0, 5), [signerOf('jiny.example/log')], knows(0)), 'unknown-log')
    assert.equal(verdict(submit(0, 5, noteOf(5, signerOf(log.name, 8))), [log], knows(0)), 'not-signed')
    assert.equal(verdict(submit(0, 5, noteOf(5).replace('\n5\n', '\n6\n')), [log], knows(0)), 'not-signed')
  })

  it('refuses a bent proof, a proof from nothing, and a proof too long', () => {
    const good = submit(5, 12)
    fc.assert(fc.property(fc.nat(good.proof.length - 1), fc.nat(255), (which, bit) => {
      assert.equal(verdict({ ...good, proof: good.proof.map((hash, i) => (i === which ? flipped(hash, bit) : hash)) }, [log], knows(5)), 'inconsistent')
    }))
    assert.equal(verdict({ ...submit(0, 5), proof: [leafHash(Buffer.alloc(1))] }, [log], knows(0)), 'inconsistent')
    assert.deepEqual(parseSubmission(encodeSubmission({ ...good, proof: Array.from({ length: 64 }, () => leafHash(Buffer.alloc(0))) })), { ok: false, refusal: 'malformed' })
  })

  it('understands nothing but the words of the protocol', () => {
    const good = encodeSubmission(submit(5, 12))
    for (const bad of ['', 'old 5', good.replace('old 5', 'old 05'), good.replace('old 5', 'old -5'), good.replace('old 5', 'new 5'), good.replace('old 5\n', 'old 5\nAAAA\n')]) {
      assert.deepEqual(parseSubmission(bad), { ok: false, refusal: 'malformed' }, bad.slice(0, 30))
    }
  })
})

describe('a cosignature', () => {
  const at = new Date('2026-11-23T08:00:00.700Z')
  const line = cosign(textOf(noteOf(5)), witness, at)

  it('is the Ed25519 signature of the time and the checkpoint, as C2SP tlog-cosignature v1 spells it', () => {
    const seconds = 1_795_420_800
    const [, name, encoded = ''] = /^— (\S+) (\S+)\n$/.exec(line) ?? []
    const bytes = Buffer.from(encoded, 'base64')
    const expected = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${textOf(noteOf(5))}`), witness.privateKey)
    assert.deepEqual([name, bytes.readBigUInt64BE(4), bytes.subarray(12).equals(expected), bytes.toString('hex', 0, 4)], [witness.name, BigInt(seconds), true, witness.id])
  })

  it('stands under the checkpoint beside the log\'s own signature and is read by whoever trusts the witness', () => {
    const cosigned = addSignatures(noteOf(5), line) ?? ''
    assert.deepEqual(readCosignatures(cosigned, [witness]).map(({ key, at: time }) => [key.name, time.toISOString()]), [[witness.name, '2026-11-23T08:00:00.000Z']])
    assert.deepEqual(readCosignatures(cosigned, [cosigner('jiny.example/w', keyOf(signerOf('y', 3)))]), [])
    assert.equal(addSignatures(cosigned, line), cosigned, 'the same line is not added twice')
    assert.equal(addSignatures(noteOf(5), 'no signature\n'), undefined)
  })

  it('holds for no other checkpoint and no other time', () => {
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64')
    fc.assert(fc.property(fc.integer({ min: 32, max: bytes.length * 8 - 1 }), (bit) => {
      assert.deepEqual(readCosignatures(addSignatures(noteOf(5), `— ${witness.name} ${flipped(bytes, bit).toString('base64')}\n`) ?? '', [witness]), [])
    }))
    assert.deepEqual(readCosignatures(addSignatures(noteOf(6), line) ?? '', [witness]), [])
  })

  it('has a key of its own kind, handed over as a line', () => {
    const text = encodeCosignerKey(witness)
    const parsed = parseCosignerKey(text)
    assert.deepEqual([parsed.ok && parsed.value.id, parseVerifierKey(text)], [witness.id, { ok: false, refusal: 'unknown-algorithm' }])
    assert.equal(createPublicKey(witness.privateKey).equals(witness.publicKey), true)
  })
})

function keyOf(signer: NoteSigner): KeyObject {
  return signer.privateKey
}
