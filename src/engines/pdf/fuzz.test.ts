import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ambiguities, appendRevision, extensions, isKind, openPdf, permissions, reading, securityStore, signatures, type Pdf
} from './index.ts'
import { buildPdf, layouts, opened, taken, text, withSignatureField } from './testing.ts'

const cases = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases')

/** Small files of every making, and signed ones where the collection is at hand. */
const seeds: readonly Buffer[] = [
  ...layouts.map((layout) => buildPdf({ layout, pages: ['One', 'Two'], extra: withSignatureField('Signature1') })),
  ...layouts.map((layout) => {
    const pdf = opened(buildPdf({ layout }))
    return Buffer.concat(taken(appendRevision(pdf, [{ number: pdf.nextNumber, value: text('more') }])).chunks)
  }),
  ...['pyhanko/minimal-two-fields.pdf', 'nsp/signed-twice.pdf', 'pyhanko/pades-lta-dss-indirect-arrs-test.pdf', 'pyhanko/minimal-aes256.pdf',
    'rub-shadow/hide/variant-2_hide-via-referenced-object/hide-text-via-form/2_original-document-shadowed.pdf', 'dss-pades/pdf-2.0.pdf']
    .map((path) => join(cases, 'signatures', path)).filter((path) => existsSync(path)).map((path) => readFileSync(path)),
]

/** Everything anybody asks of an open file; nothing may fly out of it but refusals. */
function askEverything(pdf: Pdf): void {
  ambiguities(pdf)
  for (const { index } of pdf.revisions.slice(-3)) {
    const view = pdf.at(index)
    reading(() => view.pages)
    reading(() => securityStore(view))
    reading(() => permissions(view))
    reading(() => extensions(view))
    reading(() => signatures(pdf, view))
    const numbers = reading(() => view.numbers().slice(0, 50))
    for (const number of numbers.ok ? numbers.value : []) {
      reading(() => {
        const value = view.object(number)
        return isKind(value, 'stream') ? view.decoded(value) : value
      })
    }
  }
}

const limits = { steps: 20_000_000, inflated: 32 * 2 ** 20 }

/** Seconds of this process, so that a busy neighbour does not count. */
const spentSince = (start: NodeJS.CpuUsage) => process.cpuUsage(start).user / 1_000_000

function survives(bytes: Uint8Array): void {
  const started = process.cpuUsage()
  const pdf = openPdf(bytes, limits)
  if (pdf.ok) askEverything(pdf.value)
  const took = spentSince(started)
  assert.ok(took < 3, `took ${took} s`)
}

const seed = fc.constantFrom(...seeds)
const token = fc.constantFrom('0', '9', '65535', '4294967296', '99999999999', '-1', 'R', 'obj', 'endobj', 'stream', 'endstream', 'xref', 'trailer', '<<', '>>', '[', ']',
  '(', ')', '/Prev', '/Length', '/Kids', '/W', '/Index', '/Size', '/N', '/First', '/XRefStm', '/Filter', '/FlateDecode', 'startxref', '%%EOF', '%', 'null', '1 0 R', '\n')

test('bytes changed anywhere: read or refused, never a crash, never a hang', () => {
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255))
  fc.assert(fc.property(seed, fc.array(change, { minLength: 1, maxLength: 8 }), (bytes, changes) => {
    const copy = Buffer.from(bytes)
    for (const [place, value] of changes) copy[Math.floor(place * (copy.length - 1))] = value
    survives(copy)
  }), { numRuns: 600 })
})

test('words of the language put anywhere: read or refused, never a crash, never a hang', () => {
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), token, fc.boolean())
  fc.assert(fc.property(seed, fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
    let copy: Buffer = bytes
    for (const [place, word, instead] of changes) {
      const at = Math.floor(place * copy.length)
      copy = Buffer.concat([copy.subarray(0, at), Buffer.from(word), copy.subarray(at + (instead ? word.length : 0))])
    }
    survives(copy)
  }), { numRuns: 600 })
})

test('files cut off, doubled and crossed: read or refused, never a crash, never a hang', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(fc.property(seed, share, seed, share, (one, cut, other, from) => {
    survives(one.subarray(0, Math.floor(cut * one.length)))
    survives(Buffer.concat([one.subarray(0, Math.floor(cut * one.length)), other.subarray(Math.floor(from * other.length))]))
  }), { numRuns: 400 })
})

test('a chain of thousands of revisions, a table without end and a stream that grows a thousandfold end soon', () => {
  const plain = buildPdf()
  let chain = plain.toString('latin1')
  for (let turn = 0, prev = chain.lastIndexOf('xref\n0'); turn < 3000; turn++) {
    const at = chain.length
    chain += `xref\n0 0\ntrailer\n<</Size 9 /Root 1 0 R /Prev ${prev}>>\nstartxref\n${at}\n%%EOF\n`
    prev = at
  }
  assert.deepEqual(openPdf(Buffer.from(chain, 'latin1')), { ok: false, refusal: 'too-many-revisions' })
  survives(Buffer.from(chain.slice(0, chain.lastIndexOf('%%EOF', 100_000) + 6), 'latin1'))
  const lines = `xref\n0 300000\n${'0000000000 00000 f \n'.repeat(300_000)}trailer\n<</Size 300000 /Root 1 0 R>>\nstartxref\n0\n%%EOF\n`
  const started = process.cpuUsage()
  const at = Buffer.from('%PDF-1.7\n')
  const result = openPdf(Buffer.concat([at, Buffer.from(lines.replace('startxref\n0', `startxref\n${at.length}`), 'latin1')]))
  assert.deepEqual(result, { ok: false, refusal: 'too-many-objects' })
  assert.ok(spentSince(started) < 3)
})

test('many small objects that all begin one huge one cost no more than the budget of steps', () => {
  const huge = `[${'1 '.repeat(200_000)}]`
  const body = `${buildPdf().toString('latin1')}`
  const at = body.length
  const object = `30 0 obj\n${huge}\nendobj\n`
  const inner = Array.from({ length: 5000 }, (_, index) => `${String(at).padStart(10, '0')} 0000${index % 10} n \n`).join('')
  const prev = body.lastIndexOf('xref\n0')
  const bytes = `${body}${object}xref\n30 5000\n${inner}trailer\n<</Size 9000 /Root 1 0 R /Prev ${prev}>>\nstartxref\n${at + object.length}\n%%EOF\n`
  survives(Buffer.from(bytes, 'latin1'))
})

test('thousands of objects that each begin a string without end cost no more than the budget of steps', () => {
  const body = buildPdf().toString('latin1')
  const at = body.length
  const objects = Array.from({ length: 20_000 }, (_, index) => `${String(30 + index).padStart(8)} 0 obj (`)
  const width = objects[0]?.length ?? 0
  const lines = objects.map((_, index) => `${String(at + index * width).padStart(10, '0')} 00000 n \n`).join('')
  const start = at + objects.length * width
  const prev = body.lastIndexOf('xref\n0')
  survives(Buffer.from(`${body}${objects.join('')}xref\n30 ${objects.length}\n${lines}trailer\n<</Size 90000 /Root 1 0 R /Prev ${prev}>>\nstartxref\n${start}\n%%EOF\n`, 'latin1'))
})

test('nine hundred revisions of many objects each end soon', () => {
  const parts = [buildPdf().toString('latin1')]
  let length = parts[0]?.length ?? 0
  let prev = parts[0]?.lastIndexOf('xref\n0') ?? 0
  for (let turn = 0; turn < 900; turn++) {
    const part = `xref\n${30 + turn * 100} 100\n${'0000000017 00000 n \n'.repeat(100)}trailer\n<</Size 999999 /Root 1 0 R /Prev ${prev}>>\nstartxref\n${length}\n%%EOF\n`
    prev = length
    length += part.length
    parts.push(part)
  }
  survives(Buffer.from(parts.join(''), 'latin1'))
})
