import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assessSignatures } from '../pdf-changes/index.ts'
import { securityStore, signatures } from '../pdf/index.ts'
import { buildPdf, layouts, noise, opened, taken } from '../pdf/testing.ts'
import { addEvidence, finish, prepareTimestamp } from './index.ts'
import { holder, signed, type Holder } from './testing.ts'

const evidenceOf = (bytes: Uint8Array, { chain }: Holder, seed = 1) => signatures(opened(bytes)).flatMap(({ contents }) =>
  (contents === undefined ? [] : [{ contents: contents.value, certificates: chain, ocsps: [noise(300, seed)], crls: [Buffer.alloc(5000, seed)] }]))
const added = (bytes: Uint8Array, who: Holder, seed?: number) => Buffer.concat(taken(addEvidence(bytes, evidenceOf(bytes, who, seed))))
const stamped = (bytes: Uint8Array) => Buffer.concat(taken(finish(taken(prepareTimestamp(bytes)), Buffer.concat([Buffer.from('3082012c', 'hex'), noise(300)]))))

test('evidence, time stamp, more evidence and a further time stamp follow one another; every earlier byte stays and nothing counts as a change', () => {
  const who = holder()
  for (const layout of layouts) {
    let bytes = signed(buildPdf({ layout }), who, { final: layout === 'table' })
    for (const step of [added, stamped, (now: Buffer) => added(now, who, 2), stamped]) {
      const next = step(bytes, who)
      assert.ok(next.length > bytes.length && next.subarray(0, bytes.length).equals(bytes))
      bytes = next
    }
    const pdf = opened(bytes)
    assert.deepEqual(signatures(pdf).map(({ kind, subFilter }) => [kind, subFilter]),
      [['signature', 'ETSI.CAdES.detached'], ['timestamp', 'ETSI.RFC3161'], ['timestamp', 'ETSI.RFC3161']])
    const assessed = taken(assessSignatures(pdf))
    assert.deepEqual(assessed.map(({ level, ok }) => [level, ok]), [['LTA_UPDATES', true], ['LTA_UPDATES', true], ['NONE', true]], layout)
  }
})

test('the store keeps each thing once, tells it for each signature, and is left alone when nothing is new', () => {
  const who = holder()
  const twice = signed(signed(buildPdf(), who), who)
  const once = added(twice, who)
  const store = securityStore(opened(once).latest)
  assert.deepEqual([store?.certificates.length, store?.ocsps.length, store?.crls.length, store?.vri.size], [3, 1, 1, 2])
  assert.deepEqual(store?.crls[0]?.bytes, Buffer.alloc(5000, 1))
  assert.deepEqual([...store?.vri.values() ?? []].map(({ certificates }) => certificates.map(({ bytes }) => Buffer.from(bytes))), [0, 1].map(() => who.chain.map((der) => Buffer.from(der))))
  assert.equal(added(once, who).length, once.length)
  const more = securityStore(opened(added(once, who, 2)).latest)
  assert.deepEqual([more?.certificates.length, more?.ocsps.length, more?.crls.length, more?.vri.size], [3, 2, 2, 2])
})

test('evidence for a signature the file does not bear is refused', () => {
  const who = holder()
  assert.deepEqual(addEvidence(signed(buildPdf(), who), [{ contents: noise(9), certificates: who.chain, ocsps: [], crls: [] }]), { ok: false, refusal: 'no-such-signature' })
})
