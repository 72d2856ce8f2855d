import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildPdf, opened } from '../pdf/testing.ts'
import { stream } from '../pdf/values.ts'
import { auditOf } from './pdf-audit.ts'

const withInside = (inside: Uint8Array) => buildPdf({ extra: () => ({ objects: [stream({}, inside)] }) })
const faults = (inside: Uint8Array) => auditOf(opened(withInside(inside))).certifiedFaults.map(({ about }) => about)

test('a whole other PDF within is found, also behind headers that belong to none', () => {
  assert.deepEqual(faults(Buffer.from('%PDF-1.7 but nothing of it')), [])
  assert.deepEqual(faults(buildPdf()), ['another-pdf-inside'])
  assert.deepEqual(faults(Buffer.concat([Buffer.from('%PDF-%PDF- %%EOF %PDF-'), buildPdf()])), ['another-pdf-inside'])
})

test('headers without number are looked through once', () => {
  const started = performance.now()
  assert.deepEqual(faults(Buffer.from('%PDF-'.repeat(400_000))), [])
  assert.ok(performance.now() - started < 3_000)
})
