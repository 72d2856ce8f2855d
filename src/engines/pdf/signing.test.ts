import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { test } from 'node:test'
import {
  appendRevision, dictionary, extensions, formFields, name, permissions, placeholder, reference, securityStore, signatures, signatureFields, stream,
  textString, withEntries, writable, type PdfValue, type Writable
} from './index.ts'
import { buildPdf, layouts, numbersOf, opened, taken, text, withSignatureField } from './testing.ts'

/** A signed file as a signer leaves it: the value of the field is a new object with room for the range and the contents. */
function signed(layout: (typeof layouts)[number], more: Readonly<Record<string, Writable>> = {}) {
  const pdf = opened(buildPdf({ layout, extra: withSignatureField('Approval') }))
  const [field] = signatureFields(pdf.latest)
  assert.ok(field?.reference !== undefined)
  const value = pdf.nextNumber
  const appended = taken(appendRevision(pdf, [
    { number: value, value: writable({
      Type: name('Sig'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.CAdES.detached'), M: text("D:20261128100000+01'00'"), Reason: textString('Schváleno'),
      ByteRange: placeholder('range', '[0 0000000000 0000000000 0000000000]'), Contents: placeholder('contents', `<${'0'.repeat(64)}>`), ...more,
    }) },
    { number: field.reference.number, value: withEntries(field.dictionary, { V: reference(value) }) },
  ]))
  const bytes = Buffer.concat(appended.chunks)
  const [range, contents] = [appended.placed.get('range'), appended.placed.get('contents')]
  assert.ok(range !== undefined && contents !== undefined)
  const numbers = [0, contents.start, contents.end, bytes.length - contents.end]
  bytes.write(`[${numbers.join(' ')}]`.padEnd(range.end - range.start), range.start, 'latin1')
  bytes.write('<3003020101', contents.start, 'latin1')
  return { bytes, numbers, range, contents, value }
}

for (const layout of layouts) {
  test(`a signature in the layout "${layout}" is found with the places of its bytes and the revision that holds it`, () => {
    const { bytes, numbers, range, contents, value } = signed(layout)
    const pdf = opened(bytes)
    const [signature, ...others] = signatures(pdf)
    assert.ok(signature !== undefined && others.length === 0)
    assert.deepEqual(signature.byteRange?.value, numbers)
    assert.deepEqual([signature.contents?.start, signature.contents?.end], [contents.start, contents.end])
    assert.equal(signature.byteRange?.start, range.start)
    assert.equal(Buffer.from(signature.contents?.value ?? []).toString('hex').slice(0, 10), '3003020101')
    assert.deepEqual([signature.revision, signature.reference, signature.kind, signature.reason, signature.signedAt?.toISOString()],
      [1, reference(value), 'signature', 'Schváleno', '2026-11-28T09:00:00.000Z'])
    assert.deepEqual(signature.fields.map((field) => field.name), ['Approval'])
    assert.deepEqual(signatures(pdf, pdf.at(0)), [], 'nothing was signed before')
  })
}

test('a signature dictionary replaced later is told by its revision, and the older view keeps what stood before', () => {
  const { bytes, value } = signed('table')
  const before = opened(bytes)
  const [was] = signatures(before)
  assert.ok(was !== undefined)
  const forged = opened(Buffer.concat(taken(appendRevision(before, [{ number: value, value: withEntries(was.dictionary, { Reason: text('Forged') }) }])).chunks))
  assert.deepEqual(signatures(forged).map(({ revision, reason }) => [revision, reason]), [[2, 'Forged']])
  assert.deepEqual(signatures(forged, forged.at(1)).map(({ revision, reason }) => [revision, reason]), [[1, 'Schváleno']])
})

test('one value in two fields is one signature of two fields', () => {
  const { bytes, value } = signed('table')
  const pdf = opened(bytes)
  const form = pdf.latest.dictionary(pdf.latest.catalog, 'AcroForm')
  assert.ok(form !== undefined)
  const twice = opened(Buffer.concat(taken(appendRevision(pdf, [
    { number: pdf.nextNumber, value: dictionary({ FT: name('Sig'), T: text('Second'), V: reference(value) }) },
    { number: numbersOf.catalog, value: withEntries(pdf.latest.catalog, {
      AcroForm: withEntries(form, { Fields: [...pdf.latest.array(form, 'Fields') ?? [], reference(pdf.nextNumber)] }),
    }) },
  ])).chunks))
  assert.deepEqual(signatures(twice).map(({ fields }) => fields.map((field) => field.name)), [['Approval', 'Second']])
})

test('a document time stamp is one by its subfilter, unless it calls itself a signature', () => {
  const kind = (more: Readonly<Record<string, Writable>>) => signatures(opened(signed('stream', more).bytes))[0]?.kind
  assert.equal(kind({ Type: name('DocTimeStamp'), SubFilter: name('ETSI.RFC3161') }), 'timestamp')
  assert.equal(kind({ Type: null, SubFilter: name('ETSI.RFC3161') }), 'timestamp')
  assert.equal(kind({ Type: name('Sig'), SubFilter: name('ETSI.RFC3161') }), 'signature')
})

test('what a certification and a field lock allow is read from /Reference and /Lock', () => {
  const transform = (method: string, parameters: PdfValue) => dictionary({ Type: name('SigRef'), TransformMethod: name(method), TransformParams: parameters })
  const { bytes } = signed('table', { Reference: [
    transform('DocMDP', dictionary({ P: 2, V: name('1.2') })), transform('FieldMDP', dictionary({ Action: name('Include'), Fields: [text('a.b')] })),
  ] })
  assert.deepEqual(signatures(opened(bytes))[0]?.transforms.map(({ method, permission, lock }) => [method, permission, lock]), [
    ['DocMDP', 2, undefined], ['FieldMDP', undefined, { action: 'Include', fields: ['a.b'], permission: undefined }],
  ])
})

test('fields have their full names and what they inherit', () => {
  const bytes = buildPdf({ extra: (first) => ({
    objects: [
      dictionary({ T: text('person'), FT: name('Tx'), Ff: 1, Kids: [reference(first + 1), reference(first + 2)] }),
      dictionary({ T: text('name'), V: text('Jana') }),
      dictionary({ T: text('signature'), FT: name('Sig'), Kids: [reference(first + 3)], Lock: dictionary({ Action: name('All'), P: 1 }) }),
      dictionary({ Type: name('Annot'), Subtype: name('Widget') }),
    ],
    catalog: { AcroForm: dictionary({ Fields: [reference(first), reference(first), reference(99)] }) },
  }) })
  const pdf = opened(bytes)
  assert.deepEqual(formFields(pdf.latest).map((field) => [field.name, field.type, field.flags, field.widgets.length]),
    [['person.name', 'Tx', 1, 0], ['person.signature', 'Sig', 1, 1]])
  assert.deepEqual(signatureFields(pdf.latest)[0]?.lock, { action: 'All', fields: [], permission: 1 })
})

test('the security store gives its evidence as bytes, for all and for each signature', () => {
  const evidence = (words: string) => stream({ Filter: name('FlateDecode') }, deflateSync(words))
  const bytes = buildPdf({ layout: 'packed', extra: (first) => ({
    objects: [
      evidence('certificate'), evidence('ocsp'), evidence('crl'), evidence('token'), [reference(first), reference(77)],
      dictionary({ Certs: reference(first + 4), OCSPs: [reference(first + 1)], CRLs: [reference(first + 2)], VRI: dictionary({
        ab12: dictionary({ Cert: [reference(first)], OCSP: [], TU: text('D:20261128100000Z'), TS: reference(first + 3) }),
      }) }),
    ],
    catalog: {
      DSS: reference(first + 5), Perms: dictionary({ DocMDP: reference(first) }),
      Extensions: dictionary({ ESIC: dictionary({ BaseVersion: name('1.7'), ExtensionLevel: 5 }) }),
    },
  }) })
  const { latest } = opened(bytes)
  const store = securityStore(latest)
  const words = (items: readonly { readonly bytes: Uint8Array }[] | undefined) => items?.map((item) => Buffer.from(item.bytes).toString())
  assert.deepEqual([words(store?.certificates), words(store?.ocsps), words(store?.crls)], [['certificate'], ['ocsp'], ['crl']])
  const own = store?.vri.get('AB12')
  assert.deepEqual([words(own?.certificates), words(own?.ocsps), own?.at?.toISOString(), Buffer.from(own?.timestamp?.bytes ?? []).toString()],
    [['certificate'], [], '2026-11-28T10:00:00.000Z', 'token'])
  assert.equal(permissions(latest).docMdp?.number, numbersOf.page(1))
  assert.equal(extensions(latest).get('ESIC')?.entries.get('ExtensionLevel'), 5)
})

test('freed objects are gone for the new revision and there for the old one', () => {
  for (const layout of layouts) {
    const pdf = opened(buildPdf({ layout }))
    const after = opened(Buffer.concat(taken(appendRevision(pdf, [], { freed: [numbersOf.font] })).chunks))
    assert.deepEqual(after.latest.entry(numbersOf.font), { kind: 'free', number: numbersOf.font, generation: 1 })
    assert.equal(after.latest.object(numbersOf.font), null)
    assert.notEqual(after.at(0).object(numbersOf.font), null)
  }
})
