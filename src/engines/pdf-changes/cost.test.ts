import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary, name, openPdf, reading, reference } from '../pdf/index.ts'
import { numbersOf, opened, taken, text, type Plan } from '../pdf/testing.ts'
import { assessSignatures } from './index.ts'
import { edits, formPlan } from './testing-edits.ts'
import { edited, signedFile } from './testing-signed.ts'

test('a signature over the whole file is assessed without reading the pages', () => {
  const pages = Array.from({ length: 300 }, (_, index) => `Page ${index}`)
  const pdf = opened(signedFile({}, { pages }))
  const read: number[] = []
  for (const revision of pdf.revisions) {
    const view = pdf.at(revision.index)
    const { object, resolve } = view
    Object.assign(view, {
      object: (number: number) => { read.push(number); return object.call(view, number) },
      resolve: (value: Parameters<typeof resolve>[0]) => { read.push(0); return resolve.call(view, value) },
    })
  }
  assert.equal(taken(assessSignatures(pdf))[0]?.coverage, 'WHOLE_FILE')
  assert.ok(read.length < 80, `${read.length} values were asked for`)
})

test('a chain of many objects and a file of many revisions are walked without end or overflow', () => {
  const pages = Array.from({ length: 400 }, (_, index) => `Page ${index}`)
  const [, , validation] = edits
  assert.ok(validation)
  let bytes: Buffer = signedFile({}, { ...formPlan, pages })
  for (let turn = 0; turn < 30; turn++) bytes = edited(bytes, validation.changes)
  const [assessment] = taken(assessSignatures(opened(bytes)))
  assert.deepEqual([assessment?.level, assessment?.ok], ['LTA_UPDATES', true])
})

test('a flood of harmless changes hides no other one, and a flood of others is a fault', () => {
  const many = (length: number, value: number) => Array.from({ length }, () => value)
  const plan: Plan = { extra: (at) => ({
    objects: [
      dictionary({ FT: name('Tx'), T: text('Name'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], V: text('Jan') }), dictionary({ Certs: many(1500, 0) }),
      dictionary({ FT: name('Tx'), T: text('Other'), V: many(10_500, 0) }),
    ],
    catalog: { AcroForm: dictionary({ Fields: [reference(at), reference(at + 2)] }), DSS: reference(at + 1) }, page: { Annots: [reference(at)] },
  }) }
  const at = numbersOf.page(1)
  const filled = dictionary({ FT: name('Tx'), T: text('Name'), Subtype: name('Widget'), Rect: [50, 600, 250, 620], V: text('Eva') })
  const stored = { number: at + 1, value: dictionary({ Certs: many(1500, 1) }) }
  const [flooded] = taken(assessSignatures(opened(edited(signedFile({ permission: 1 }, plan), () => [{ number: at, value: filled }, stored]))))
  assert.deepEqual([flooded?.level, flooded?.ok, (flooded?.changes.length ?? 0) < 1100], ['FORM_FILLING', false, true])
  const excess = { number: at + 2, value: dictionary({ FT: name('Tx'), T: text('Other'), V: many(10_500, 1) }) }
  const [drowned] = taken(assessSignatures(opened(edited(signedFile({ permission: 2 }, plan), () => [excess]))))
  assert.deepEqual([drowned?.level, drowned?.changes.at(-1)?.fault], ['OTHER', 'too-many-changes'])
})

test('any byte written over in a changed file gives an assessment or a refusal, never a crash', () => {
  const fill = edits.find(({ title }) => title === 'a field filled in')
  assert.ok(fill)
  const bytes = edited(signedFile({ permission: 2 }, formPlan), fill.changes)
  let state = 7
  for (let run = 0; run < 1500; run++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const harmed = Buffer.from(bytes)
    harmed[state % harmed.length] = state >>> 24
    const pdf = openPdf(harmed)
    if (pdf.ok) assert.ok(reading(() => assessSignatures(pdf.value)).ok)
  }
})
