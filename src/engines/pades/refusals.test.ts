import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { assessSignatures } from '../pdf-changes/index.ts'
import { dictionary, name, reference, string, type PdfValue, type Writable } from '../pdf/index.ts'
import { buildPdf, layouts, opened, taken, text, withSignatureField, type Plan } from '../pdf/testing.ts'
import { addEvidence, prepareSignature, prepareTimestamp } from './index.ts'
import { at, holder, signed } from './testing.ts'

const who = holder()
const outcome = (bytes: Uint8Array, field?: string) => {
  const ready = prepareSignature(bytes, { signedAt: at, field }, who.signer, false)
  return ready.ok ? 'ready' : ready.refusal
}
const withObjects = (objects: readonly Writable[], catalog: (first: number) => Readonly<Record<string, Writable>> = () => ({})) => (first: number) =>
  ({ objects, catalog: catalog(first) })
const action = (entries: Readonly<Record<string, PdfValue>>) => dictionary({ Type: name('Action'), ...entries })

test('scripts and programs are found wherever they hide: in a table, packed, spelt with escapes, called by reference', () => {
  const plans: readonly [string, Plan['extra']][] = [
    ['active-content', withObjects([action({ S: name('JavaScript'), JS: text('app.alert(1)') })])],
    ['active-content', withObjects([action({ S: name('Launch'), F: text('calc.exe') })])],
    ['active-content', (first) => ({ objects: [action({ S: reference(first + 1) }), name('Launch')] })],
    ['active-content', withObjects([dictionary({ Kids: [dictionary({ A: action({ S: name('Rendition'), JS: text('x') }) })] })])],
    ['ready', withObjects([action({ S: name('URI'), URI: text('https://example.org/JS/Launch#20') }), string(Buffer.from('/JS'))])],
  ]
  for (const [expected, extra] of plans) {
    for (const layout of layouts) assert.equal(outcome(buildPdf({ layout, ...extra === undefined ? {} : { extra }, ballast: 5000 })), expected, layout)
  }
  const escaped = Buffer.from(buildPdf({ extra: withObjects([action({ S: name('XaunchX') })]) }).toString('latin1').replace('/XaunchX', '/L#61unch'), 'latin1')
  assert.equal(outcome(escaped), 'active-content')
})

test('dynamic forms and layers that do not always show are refused, layers that do are not', () => {
  const layers = (usual: Readonly<Record<string, PdfValue>>) => (first: number) => ({
    objects: [dictionary({ Type: name('OCG'), Name: text('Layer') })],
    catalog: { OCProperties: dictionary({ OCGs: [reference(first)], D: dictionary(usual) }) },
  })
  assert.equal(outcome(buildPdf({ extra: () => ({ catalog: { AcroForm: dictionary({ Fields: [], XFA: text('x') }) } }) })), 'dynamic-form')
  assert.equal(outcome(buildPdf({ extra: (first) => layers({ OFF: [reference(first)] })(first) })), 'hidden-content')
  assert.equal(outcome(buildPdf({ extra: layers({ BaseState: name('OFF') }) })), 'hidden-content')
  assert.equal(outcome(buildPdf({ extra: layers({ AS: [dictionary({ Event: name('Print') })] }) })), 'hidden-content')
  assert.equal(outcome(buildPdf({ extra: layers({ BaseState: name('ON'), OFF: [] }) })), 'ready')
})

test('the locks of signed fields bind: all, those named with all below them, all but those named', () => {
  const lock = (entries: Readonly<Record<string, PdfValue>>) => (first: number) => ({
    objects: [dictionary({ FT: name('Sig'), T: text('Head'), Type: name('Annot'), Subtype: name('Widget'), Rect: [0, 0, 0, 0], F: 132, Lock: dictionary(entries) })],
    catalog: { AcroForm: dictionary({ Fields: [reference(first)], SigFlags: 3 }) }, page: { Annots: [reference(first)] },
  })
  const after = (entries: Readonly<Record<string, PdfValue>>, field: string) => outcome(signed(buildPdf({ extra: lock(entries) }), who, { field: 'Head' }), field)
  assert.equal(after({ Action: name('All') }, 'Next'), 'field-locked')
  assert.equal(after({ Action: name('Include'), Fields: [text('Next')] }, 'Next'), 'field-locked')
  assert.equal(after({ Action: name('Include'), Fields: [text('Other')] }, 'Next'), 'ready')
  assert.equal(after({ Action: name('Exclude'), Fields: [text('Next')] }, 'Next'), 'ready')
  assert.equal(after({ Action: name('Exclude'), Fields: [text('Other')] }, 'Next'), 'field-locked')
  assert.equal(after({ Action: name('Include'), Fields: [text('Other')], P: 1 }, 'Next'), 'no-changes-permitted')
})

test('a field that asks for a kind of signature we do not make is not signed', () => {
  const seeded = (entries: Readonly<Record<string, PdfValue>>) => (first: number) => ({
    objects: [dictionary({ FT: name('Sig'), T: text('S'), Type: name('Annot'), Subtype: name('Widget'), Rect: [0, 0, 0, 0], SV: dictionary(entries) })],
    catalog: { AcroForm: dictionary({ Fields: [reference(first)] }) }, page: { Annots: [reference(first)] },
  })
  const asked = (entries: Readonly<Record<string, PdfValue>>) => outcome(buildPdf({ extra: seeded(entries) }), 'S')
  assert.equal(asked({ Ff: 2, SubFilter: [name('adbe.pkcs7.detached')] }), 'seed-value')
  assert.equal(asked({ Ff: 0, SubFilter: [name('adbe.pkcs7.detached')] }), 'ready')
  assert.equal(asked({ Ff: 2, SubFilter: [name('adbe.pkcs7.detached'), name('ETSI.CAdES.detached')] }), 'ready')
  assert.equal(asked({ Ff: 64, DigestMethod: [text('SHA512')] }), 'seed-value')
  assert.equal(asked({ Ff: 8, Reasons: [text('Schvaluji')] }), 'seed-value')
  assert.equal(asked({ Ff: 32 }), 'seed-value')
  assert.equal(asked({ Ff: 0, Cert: dictionary({ Ff: 1 }) }), 'seed-value')
})

test('an earlier signature whose bytes do not hang together is not dressed up by another', () => {
  const once = signed(buildPdf(), who)
  const broken = Buffer.from(once)
  const digit = broken.indexOf('/ByteRange [0 ') + '/ByteRange [0 '.length
  broken[digit] = broken[digit] === 0x31 ? 0x32 : 0x31
  assert.equal(outcome(broken), 'broken-signature')
  assert.equal(outcome(once), 'ready')
})

test('objects that are two things at once are refused, and no changed byte of a file makes signing throw', () => {
  const shared = (first: number) => ({
    objects: [[], dictionary({ Fields: reference(first) })], catalog: { AcroForm: reference(first + 1) }, page: { Annots: reference(first) },
  })
  assert.equal(outcome(buildPdf({ extra: shared })), 'malformed-form')
  const files = [...layouts.map((layout) => buildPdf({ layout, extra: withSignatureField('S') })), signed(buildPdf(), who, { final: true })]
  fc.assert(fc.property(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(3), (file, place, mask, spread) => {
    const changed = Buffer.from(file)
    for (let turn = 0; turn <= spread; turn++) changed[(place + turn * 7919) % changed.length] = (changed[(place + turn * 7919) % changed.length] ?? 0) ^ mask
    for (const work of [() => prepareSignature(changed, { signedAt: at }, who.signer, false), () => prepareTimestamp(changed), () => addEvidence(changed, [])]) assert.equal(typeof work().ok, 'boolean')
  }), { numRuns: 1500 })
})

const root = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures')
const skip = !existsSync(root) && 'the collection of cases is not here'

test('every PDF of the collection is signed so that its good signatures stay good, or refused with a reason, fast', { skip }, () => {
  const files = readFileSync(join(root, 'index.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t')[0] ?? '').filter((file) => file.endsWith('.pdf'))
  const count: Record<string, number> = {}
  for (const file of files) {
    const bytes = readFileSync(join(root, file))
    const started = performance.now()
    const said = outcome(bytes)
    assert.ok(performance.now() - started < 3000, file)
    count[said] = (count[said] ?? 0) + 1
    if (said !== 'ready') continue
    const now = signed(bytes, who)
    assert.ok(now.subarray(0, bytes.length).equals(bytes), file)
    assert.equal(opened(now).revisions.length, opened(bytes).revisions.length + 1, file)
    const [before, after] = [bytes, now].map((each) => taken(assessSignatures(opened(each))).map(({ ok }) => ok))
    assert.deepEqual(after, [...before ?? [], true], file)
  }
  assert.ok(files.length > 150 && (count['ready'] ?? 0) > files.length / 2, JSON.stringify(count))
  assert.equal(outcome(readFileSync(join(root, 'dss-pades/validation/dss-2554/certified-no-change-permitted.pdf'))), 'no-changes-permitted')
  assert.equal(outcome(readFileSync(join(root, 'dss-pades/protected/open_protected.pdf'))), 'encrypted')
})
