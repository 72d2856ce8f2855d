import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addEvidence } from '../pades/index.ts'
import { at, holder, signed } from '../pades/testing.ts'
import { dictionary, name, reference, signatures, stream } from '../pdf/index.ts'
import { buildPdf, opened, taken, text, type Plan } from '../pdf/testing.ts'
import { judgePdf, readEvidence } from './index.ts'
import { auditOf } from './pdf-audit.ts'

const withInside = (inside: Uint8Array) => buildPdf({ extra: () => ({ objects: [stream({}, inside)] }) })
const faults = (inside: Uint8Array) => auditOf(opened(withInside(inside))).certifiedFaults.map(({ about }) => about)

test('a whole other PDF within is found, also behind headers that belong to none', () => {
  assert.deepEqual(faults(Buffer.from('%PDF-1.7 but nothing of it')), [])
  assert.deepEqual(faults(buildPdf()), ['another-pdf-inside'])
  assert.deepEqual(faults(Buffer.concat([Buffer.from('%PDF-%PDF- %%EOF %PDF-'), buildPdf()])), ['another-pdf-inside'])
})

test('a certified file goes on being good when its own attachment is a PDF, as it is, of which it says what it is', () => {
  const who = holder()
  const given = { anchors: [who.authority.root.certificate.der], certificates: [...who.chain], crls: [who.authority.crl().der], ocsps: [who.authority.ocspBytes(who.authority.authority.certificate)], at }
  const verdicts = [{ AFRelationship: name('Source') }, {}].map((says) => {
    const plan: Plan = { extra: (first) => ({
      objects: [stream({ Type: name('EmbeddedFile') }, buildPdf()), dictionary({ Type: name('Filespec'), F: text('a.pdf'), EF: dictionary({ F: reference(first) }), ...says })],
      catalog: { AF: [reference(first + 1)] },
    }) }
    const file = signed(buildPdf(plan), who)
    const [signature] = signatures(opened(file))
    const longer = Buffer.concat(taken(addEvidence(file, [{ contents: signature?.contents?.value ?? new Uint8Array(), certificates: who.chain, crls: [who.authority.crl().der], ocsps: [] }])))
    return [file, longer].map((bytes) => judgePdf(bytes, readEvidence(given)).verdict)
  })
  assert.deepEqual(verdicts, [['TOTAL_PASSED', 'TOTAL_PASSED'], ['TOTAL_PASSED', 'TOTAL_FAILED']])
})

test('headers without number are looked through once', () => {
  const started = performance.now()
  assert.deepEqual(faults(Buffer.from('%PDF-'.repeat(400_000))), [])
  assert.ok(performance.now() - started < 3_000)
})

test('a file that no longer leads to the saving that was signed has failed, and is not one that nobody signed', () => {
  const who = holder()
  const once = signed(buildPdf(), who)
  const contents = signatures(opened(once))[0]?.contents?.value ?? new Uint8Array()
  const tail = taken(addEvidence(once, [{ contents, certificates: who.chain, crls: [], ocsps: [] }]))[1]
  const lost = Buffer.from(Buffer.from(tail).toString('latin1').replace(/\/Prev (\d+)/, (_, place: string) => `/Prev 0${' '.repeat(place.length - 1)}`), 'latin1')
  const report = judgePdf(Buffer.concat([once, lost]), readEvidence({ at }))
  assert.deepEqual([report.verdict, report.signatures.map(({ subIndication, signer }) => [subIndication, signer])], ['TOTAL_FAILED', [['FORMAT_FAILURE', 'Jana Nováková']]])
})
