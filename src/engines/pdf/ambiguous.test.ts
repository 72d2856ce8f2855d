import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ambiguities, appendRevision, dictionary, name, openPdf, reading, reference, sameValue, signatures, type PdfRefusal } from './index.ts'
import { buildPdf, numbersOf, opened, taken, text } from './testing.ts'

const plain = buildPdf({ pages: ['One', 'Two'] })

/** The file with one text in place of another of the same length, so that offsets hold. */
function swapped(bytes: Buffer, from: string, to: string): Buffer {
  assert.equal(from.length, to.length)
  const at = bytes.indexOf(from, 0, 'latin1')
  assert.ok(at >= 0, `${from} is not in the file`)
  const copy = Buffer.from(bytes)
  copy.write(to, at, 'latin1')
  return copy
}

const latin = (bytes: Buffer) => bytes.toString('latin1')

/** Writes a revision by hand: objects as they are given, a table of those listed, a trailer. */
function byHand(bytes: Buffer, body: string, table: string, more: { entries?: string; prev?: number; pointer?: number } = {}): Buffer {
  const { entries = '', prev = tableOf(bytes), pointer = bytes.length + body.length } = more
  return Buffer.concat([bytes, Buffer.from(
    `${body}xref\n${table}trailer\n<</Size 40 /Root 1 0 R /Prev ${prev} ${entries}>>\nstartxref\n${pointer}\n%%EOF\n`, 'latin1')])
}

/** An object stream under the number 29. */
const holding = (contents: string, first: number) =>
  `29 0 obj\n<</Type /ObjStm /N 2 /First ${first} /Length ${contents.length}>>\nstream\n${contents}\nendstream\nendobj\n`

/** Writes a revision with a cross-reference stream by hand; a body is the object stream 29. Rows: number, type, offset or container, index. */
function byRows(bytes: Buffer, body: string, rows: readonly (readonly [number, number, number, number])[]): Buffer {
  const at = bytes.length + body.length
  const all = [...body === '' ? [] : [[29, 1, bytes.length, 0] as const], ...rows]
  const data = Buffer.concat(all.map(([, type, second, third]) => Buffer.from([type, 0, 0, second >> 8, second & 0xff, third])))
  const index = all.map(([number]) => `${number} 1`).join(' ')
  return Buffer.concat([bytes, Buffer.from(
    `${body}39 0 obj\n<</Type /XRef /W [1 4 1] /Index [${index}] /Size 40 /Root 1 0 R /Prev ${tableOf(bytes)} /Length ${data.length}>>\nstream\n`, 'latin1'),
  data, Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`)])
}

/** Where the newest section begins. */
function tableOf(bytes: Buffer): number {
  return Number(/startxref\n(\d+)\n/.exec(latin(bytes.subarray(bytes.lastIndexOf('startxref'))))?.[1])
}

/** Three revisions of which the middle one stands before the first. */
function outOfOrder(): Buffer {
  const at = tableOf(plain)
  const middle = (prev: string) => `xref\n0 0\ntrailer\n<</Size 40 /Root 1 0 R /Prev ${prev}>>\nstartxref\n${at}\n%%EOF\n`
  const first = String(at + middle('0000').length).padStart(4, '0')
  const table = latin(plain.subarray(at)).replace(/startxref\n\d+/, `startxref\n${first}`)
  return byHand(Buffer.from(`${latin(plain.subarray(0, at))}${middle(first)}${table}`, 'latin1'), '', '0 0\n', { prev: at })
}

const line = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`

const refusals: readonly (readonly [name: string, bytes: () => Uint8Array, refusal: PdfRefusal])[] = [
  ['no PDF at all', () => Buffer.from('Dear office, please find attached'), 'not-a-pdf'],
  ['empty', () => Buffer.alloc(0), 'not-a-pdf'],
  ['a header and nothing else', () => Buffer.from('%PDF-1.7\n'), 'no-startxref'],
  ['a startxref into the middle of a word', () => byHand(plain, '', '0 0\n', { pointer: plain.length + 2 }), 'malformed-xref'],
  ['a startxref behind the end', () => byHand(plain, '', '0 0\n', { pointer: plain.length + 9999 }), 'malformed-xref'],
  ['two numbers after startxref', () => Buffer.concat([plain.subarray(0, -6), Buffer.from('17\n%%EOF\n')]), 'startxref-disagrees'],
  ['a revision closed by a startxref that points at an older one', () => {
    const astray = byHand(plain, '', '0 0\n', { pointer: tableOf(plain) })
    return byHand(astray, '', '0 0\n', { prev: plain.length })
  }, 'startxref-disagrees'],
  ['a revision whose section lies among older bytes', () => {
    const earlier = byHand(plain, '', '0 0\n')
    return byHand(earlier, '', '0 0\n', { pointer: plain.length, prev: earlier.length })
  }, 'startxref-disagrees'],
  ['revisions out of their order', outOfOrder, 'xref-out-of-order'],
  ['a section that continues in itself', () => byHand(plain, '', '0 0\n', { prev: plain.length }), 'xref-loop'],
  ['a number listed twice in one table', () => byHand(plain, '', `3 1\n${line(20)}3 1\n${line(40)}`), 'repeated-entry'],
  ['a table that ends in the middle', () => byHand(plain, '', `3 5\n${line(20)}`), 'malformed-xref'],
  ['no catalogue', () => swapped(plain, '/Root 1 0 R', '/Root 9 0 R'), 'no-catalog'],
  ['a catalogue with two different trees of pages', () => swapped(plain, '/Type /Catalog/Pages 2 0 R', '/Pages 3 0 R  /Pages 2 0 R'), 'repeated-key'],
  ['a trailer with two roots', () => swapped(plain, '/ID [<30313233343536373839616263646566>', '/Root 2 0 R /ID [<30313233343536373839>'), 'repeated-key'],
  ['a catalogue nested without end', () => byHand(plain, `1 0 obj\n${'['.repeat(5000)}\nendobj\n`, `1 1\n${line(plain.length)}`), 'nested-too-deep'],
  ['a hidden part that contradicts the table', () => {
    const hybrid = buildPdf({ layout: 'hybrid' })
    const at = latin(hybrid).lastIndexOf('0000000000 00000 f \n')
    return swapped(hybrid, latin(hybrid.subarray(at, at + 18)), '0000000015 00000 n')
  }, 'hybrid-contradiction'],
]

for (const [what, bytes, refusal] of refusals) {
  test(`refused: ${what}`, () => assert.deepEqual(openPdf(bytes()), { ok: false, refusal }))
}

const told: readonly (readonly [name: string, bytes: () => Buffer, refusals: readonly PdfRefusal[]])[] = [
  ['an /Encrypt that is no dictionary', () => byHand(plain, '', '0 0\n', { entries: '/Encrypt 17 0 R' }), ['encrypted']],
  ['nothing in a clean file', () => plain, []],
  ['nothing in a clean file of two revisions', () => appended(plain), []],
  ['an object no table lists', () => byHand(plain, '30 0 obj\n(waiting)\nendobj\n', '0 0\n'), ['hidden-object']],
  ['two objects with one number in one revision', () => {
    const body = '3 0 obj\n(shown)\nendobj\n3 0 obj\n(hidden)\nendobj\n'
    return byHand(plain, body, `3 1\n${line(plain.length)}`)
  }, ['repeated-object']],
  ['an entry that points at another object', () => byHand(plain, '', `3 1\n${line(latin(plain).indexOf('2 0 obj'))}`), ['entry-mismatch']],
  ['an entry that points into the middle of an object', () => byHand(plain, '', `3 1\n${line(latin(plain).indexOf('2 0 obj') + 12)}`), ['entry-mismatch']],
  ['an entry that points behind its revision', () => {
    const later = '3 0 obj\n(later)\nendobj\n'
    const table = `3 1\n${line(plain.length + 500)}`
    const first = byHand(plain, '', table)
    const gap = plain.length + 500 - first.length
    return byHand(first, `${' '.repeat(gap)}${later}`, `3 1\n${line(plain.length + 500)}`)
  }, ['entry-beyond-revision']],
  ['an entry of a later revision that wakes old bytes', () => {
    const sleeping = byHand(plain, '30 0 obj\n(sleeping)\nendobj\n', '0 0\n')
    return byHand(sleeping, '', `30 1\n${line(plain.length)}`)
  }, ['entry-before-revision']],
  ['an object inside the stream of another', () => {
    const body = '30 0 obj\n<</Length 40>>\nstream\n31 0 obj\n(inside)\nendobj                   \nendstream\nendobj\n'
    const at = plain.length + body.indexOf('31 0 obj')
    return byHand(plain, body, `30 1\n${line(plain.length)}31 1\n${line(at)}`)
  }, ['overlapping-objects']],
  ['a stream longer than it says', () => byHand(plain, '30 0 obj\n<</Length 3>>\nstream\nlonger\nendstream\nendobj\n', `30 1\n${line(plain.length)}`),
    ['stream-length-disagrees', 'unreadable-bytes']],
  ['a stream whose length hangs on itself', () =>
    byHand(plain, '30 0 obj\n<</Length 30 0 R>>\nstream\nx\nendstream\nendobj\n', `30 1\n${line(plain.length)}`), ['malformed-object', 'unreadable-bytes']],
  ['a key that stands twice with different values', () => byHand(plain, '30 0 obj\n<</A 1 /A 2>>\nendobj\n', `30 1\n${line(plain.length)}`), ['repeated-key']],
  ['a key that stands twice with one value is none', () => byHand(plain, '30 0 obj\n<</A (x) /A <78>>>\nendobj\n', `30 1\n${line(plain.length)}`), []],
  ['an entry that takes another object out of an object stream', () => byRows(plain, holding('30 0 31 4 (a) (b)', 10), [[30, 2, 29, 1], [31, 2, 29, 0]]),
    ['entry-mismatch', 'repeated-object']],
  ['an object that waited in an older object stream', () => {
    const waiting = byRows(plain, holding('30 0 31 4 (a) (b)', 10), [[30, 2, 29, 0]])
    return byRows(waiting, '', [[31, 2, 29, 1]])
  }, ['entry-before-revision', 'hidden-object']],
  ['an object whose object stream gave way to another', () => {
    const packed = byRows(plain, holding('30 0 31 4 (a) (b)', 10), [[30, 2, 29, 0], [31, 2, 29, 1]])
    return byRows(packed, holding('30 0 31 4 (c) (d)', 10), [[30, 2, 29, 0]])
  }, ['container-replaced', 'hidden-object']],
  ['words between objects', () => byHand(plain, 'hello\n', '0 0\n'), ['unreadable-bytes']],
  ['a comment between objects is none', () => byHand(plain, '% hello\n', '0 0\n'), []],
  ['a second header', () => byHand(plain, '%PDF-1.4\n', '0 0\n'), ['second-header']],
  ['a revision nobody points at', () => byHand(byHand(plain, '3 0 obj\n(old)\nendobj\n', `3 1\n${line(plain.length)}`), '', '0 0\n', { prev: tableOf(plain) }),
    ['hidden-object', 'orphaned-revision']],
  ['a trailer that counts fewer objects than there are', () => Buffer.from(latin(byHand(plain, '', '0 0\n')).replace('/Size 40', '/Size 03'), 'latin1'), ['size-lies']],
  ['an object stream with one number twice', () => packed('6 0 6 4 (a) (b)', 8), ['hidden-object', 'repeated-object']],
  ['an object stream that holds what no table looks for in it', () => packed('31 0 32 4 (a) (b)', 10), ['hidden-object']],
]

for (const [what, bytes, expected] of told) {
  test(`told: ${what}`, () => {
    const pdf = openPdf(bytes())
    const found = pdf.ok ? [...new Set(ambiguities(pdf.value).map(({ refusal }) => refusal))].toSorted() : [pdf.refusal]
    assert.deepEqual(found, expected)
  })
}

test('an object stream replaced by a later revision gives none of its objects any more', () => {
  const pdf = opened(buildPdf({ layout: 'packed' }))
  const entry = pdf.latest.entry(numbersOf.catalog)
  assert.ok(entry?.kind === 'packed')
  const { chunks } = taken(appendRevision(pdf, [{ number: entry.container, value: dictionary({ Type: name('ObjStm') }) }]))
  assert.deepEqual(openPdf(Buffer.concat(chunks)), { ok: false, refusal: 'container-replaced' })
})

test('what follows the last %%EOF is a fact of its own', () => {
  assert.deepEqual(opened(plain).trailing, { start: plain.length, length: 0, blank: true })
  assert.deepEqual(opened(Buffer.concat([plain, Buffer.from(' \n')])).trailing, { start: plain.length, length: 2, blank: true })
  const followed = opened(Buffer.concat([plain, Buffer.from('more')]))
  assert.deepEqual(followed.trailing, { start: plain.length, length: 4, blank: false })
  assert.deepEqual(appendRevision(followed, []), { ok: false, refusal: 'trailing-data' })
})

test('junk before the header is told, and offsets may count from either place, but not from both', () => {
  const junk = Buffer.from('junk\n')
  const shifted = opened(Buffer.concat([junk, plain]))
  assert.equal(shifted.base, junk.length)
  assert.deepEqual(shifted.deviations, [{ name: 'junk-before-header', at: 0 }])
  assert.equal(shifted.latest.pages.length, 2)
  const next = opened(Buffer.concat(taken(appendRevision(shifted, [{ number: 30, value: true }])).chunks))
  assert.equal(next.latest.object(30), true)
  assert.equal(next.latest.pages.length, 2)
})

test('references to another generation, and to what does not exist, are null', () => {
  const pdf = opened(byHand(plain, '30 2 obj\n(second)\nendobj\n', `30 1\n${line(plain.length).replace('00000 n', '00002 n')}`))
  assert.equal(pdf.latest.resolve(reference(30, 0)), null)
  assert.equal(pdf.latest.resolve(reference(99)), null)
  assert.ok(sameValue(pdf.latest.resolve(reference(30, 2)), text('second')))
  const next = opened(Buffer.concat(taken(appendRevision(pdf, [{ number: 30, value: text('third') }])).chunks))
  assert.ok(sameValue(next.latest.resolve(reference(30, 2)), text('third')), 'what replaces an object keeps its generation')
})

test('a tree of pages that contains itself is refused, and so is one that holds a page twice', () => {
  for (const kids of ['[2 0 R]', '[4 0 R 4 0 R]']) {
    const pdf = opened(byHand(plain, `2 0 obj\n<</Type /Pages /Count 1 /Kids ${kids}>>\nendobj\n`, `2 1\n${line(plain.length)}`))
    assert.deepEqual(reading(() => pdf.latest.pages), { ok: false, refusal: 'malformed-page-tree' })
  }
})

test('a file without an end of line behind its %%EOF gets one before what is appended', () => {
  const pdf = opened(plain.subarray(0, -1))
  const bytes = Buffer.concat(taken(appendRevision(pdf, [{ number: 30, value: true }])).chunks)
  assert.equal(bytes[pdf.bytes.length], 0x0a)
  assert.deepEqual(ambiguities(opened(bytes)), [])
})

test('limits: size, revisions, objects, steps, inflation', () => {
  const refusal = (limits: Parameters<typeof openPdf>[1], bytes = plain) => {
    const pdf = openPdf(bytes, limits)
    const read = pdf.ok ? reading(() => ambiguities(pdf.value)) : pdf
    return read.ok ? read.value.map((each) => each.refusal)[0] : read.refusal
  }
  assert.equal(refusal({ bytes: 100 }), 'too-large')
  assert.equal(refusal({ revisions: 2 }, appended(appended(plain))), 'too-many-revisions')
  assert.equal(refusal({ objects: 3 }), 'too-many-objects')
  assert.equal(refusal({ steps: 300 }), 'too-many-steps')
  assert.equal(refusal({ inflated: 20 }, buildPdf({ layout: 'packed' })), 'inflates-too-much')
})

test('a form that contains itself is refused, and the rest of the file is read', () => {
  const loop = buildPdf({ extra: (first) => ({
    objects: [dictionary({ T: text('a'), Kids: [{ kind: 'reference', number: first, generation: 0 }] })],
    catalog: { AcroForm: dictionary({ Fields: [{ kind: 'reference', number: first, generation: 0 }] }) },
  }) })
  const pdf = opened(loop)
  assert.deepEqual(reading(() => signatures(pdf)), { ok: false, refusal: 'malformed-form' })
  assert.equal(pdf.latest.pages.length, 1)
})

const appended = (bytes: Buffer) => {
  const pdf = opened(bytes)
  return Buffer.concat(taken(appendRevision(pdf, [{ number: pdf.nextNumber, value: text('more') }])).chunks)
}

/** A file whose object 30 is an object stream of these contents. */
function packed(contents: string, first: number): Buffer {
  const body = `30 0 obj\n<</Type /ObjStm /N 2 /First ${first} /Length ${contents.length}>>\nstream\n${contents}\nendstream\nendobj\n`
  return byHand(plain, body, `30 1\n${line(plain.length)}`)
}
