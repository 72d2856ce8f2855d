import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { dictionary, isKind, name, openPdf, reference, stream, withEntries } from '../pdf/index.ts'
import { layouts, numbersOf, opened, taken, text } from '../pdf/testing.ts'
import { assessSignatures, changeLevels, isWithin, worst, type Assessment } from './index.ts'
import { attacksOn } from './testing-attacks.ts'
import { edits, formPlan } from './testing-edits.ts'
import { reachable } from './reachable.ts'
import { edited, signed, signedFile } from './testing-signed.ts'

const assessed = (bytes: Uint8Array): readonly Assessment[] => taken(assessSignatures(opened(bytes)))

function first(bytes: Uint8Array): Assessment {
  const [assessment] = assessed(bytes)
  if (assessment === undefined) throw new Error('no signature')
  return assessment
}

for (const layout of layouts) {
  test(`every edit of a file of the layout "${layout}" is of the class it was made for, with a rule or a fault for each difference`, () => {
    const file = signedFile({}, { ...formPlan, layout })
    assert.deepEqual([first(file).coverage, first(file).level, first(file).changes, first(file).ok], ['WHOLE_FILE', 'NONE', [], true])
    for (const { title, level, changes } of edits) {
      const after = first(edited(file, changes))
      const told = after.changes.filter(({ path }) => !path.startsWith('/ID'))
      assert.equal(worst(told.map((change) => change.level)), level, title)
      assert.equal(after.coverage, 'WHOLE_REVISION')
      assert.ok(told.every(({ rule, fault }) => (rule === undefined) !== (fault === undefined)), title)
      assert.equal(after.ok, level !== 'OTHER', title)
    }
  })
}

test('any row of edits is of the class of the worst of them, and one that is not allowed is never made good', () => {
  const file = signedFile({}, formPlan)
  fc.assert(fc.property(fc.array(fc.constantFrom(...edits), { minLength: 1, maxLength: 4 }), fc.constantFrom(...edits), (row, more) => {
    const after = row.reduce<Uint8Array>((bytes, { changes }) => edited(bytes, changes), file)
    const before = first(after).level
    // The identifier of the file alone changes with every saving.
    assert.equal(before, worst([...row.map(({ level }) => level), before === 'LTA_UPDATES' ? 'LTA_UPDATES' : 'NONE']))
    assert.ok(isWithin(before, first(edited(after, more.changes)).level))
  }), { numRuns: 60 })
})

test('an edit that is taken back later was made nevertheless', () => {
  const file = signedFile({}, formPlan)
  const page = opened(file).latest.object(numbersOf.page(0))
  assert.ok(isKind(page, 'dictionary'))
  const turned = edited(file, () => [{ number: numbersOf.page(0), value: withEntries(page, { Rotate: 90 }) }])
  const after = first(edited(turned, () => [{ number: numbersOf.page(0), value: page }]))
  assert.deepEqual([after.level, after.ok, after.pages.different], ['OTHER', false, []])
  assert.deepEqual(after.later, [{ revision: 2, level: 'OTHER' }, { revision: 3, level: 'OTHER' }])
  assert.deepEqual(after.changes.filter(({ fault }) => fault).map(({ path, revision }) => [path, revision]), [['/Root/Pages/Kids[0]/Rotate', 2], ['/Root/Pages/Kids[0]/Rotate', 3]])
})

describe('a permission', () => {
  const limits = { 1: 'LTA_UPDATES', 2: 'FORM_FILLING', 3: 'ANNOTATIONS' } as const

  it('of a certification allows its classes of changes and no others', () => {
    for (const permission of [1, 2, 3] as const) {
      const file = signedFile({ permission }, formPlan)
      for (const { title, level, changes } of edits) {
        const { docMdp, ok } = first(edited(file, changes))
        assert.deepEqual([docMdp.permission, docMdp.ok, ok], [permission, isWithin(level, limits[permission]), isWithin(level, limits[permission])], `${permission} ${title}`)
      }
    }
  })

  it('is tightened by the lock of a later signature, not loosened', () => {
    const certified = signedFile({ permission: 2 }, formPlan)
    const tight = signed(certified, { field: 'Second', lock: { action: 'Include', fields: ['Other'], permission: 1 } })
    const loose = signed(certified, { field: 'Second', lock: { action: 'Include', fields: ['Other'], permission: 3 } })
    assert.deepEqual([tight, loose].map((bytes) => assessed(bytes).map(({ docMdp, ok }) => [docMdp.permission, ok])), [[[2, true], [1, true]], [[2, true], [2, true]]])
    const fill = edits.find(({ title }) => title === 'a field filled in')
    assert.ok(fill)
    assert.deepEqual(assessed(edited(tight, fill.changes)).map(({ docMdp }) => docMdp.ok), [true, false])
  })

  it('of 1 leaves room for a document time stamp, and for no signature', () => {
    const final = signedFile({ permission: 1 })
    assert.deepEqual(assessed(signed(final, { field: 'Stamp', timestamp: true })).map(({ level, ok }) => [level, ok]), [['LTA_UPDATES', true], ['NONE', true]])
    assert.deepEqual(assessed(signed(final, { field: 'Second' })).map(({ level, ok }) => [level, ok]), [['FORM_FILLING', false], ['NONE', true]])
  })

  it('that contradicts another one fails the signatures it comes with', () => {
    const twice = signed(signedFile({ permission: 2 }), { field: 'Second', permission: 2 })
    assert.ok(assessed(twice).every(({ problems }) => problems.includes('several-certifications')))
    const late = signed(signedFile({}), { field: 'Second', permission: 2 })
    assert.deepEqual(assessed(late).map(({ level, problems }) => [level, problems]), [['OTHER', []], ['NONE', ['certification-not-first']]])
    assert.deepEqual(first(signedFile({ permission: 7 })).problems, ['permissions-malformed'])
  })
})

describe('a lock', () => {
  const filling = edits.find(({ title }) => title === 'a field filled in')
  const lockedBy = (lock: { readonly action: string; readonly fields?: readonly string[] }) => {
    assert.ok(filling)
    return first(edited(signedFile({ lock }, formPlan), filling.changes)).docMdp
  }

  it('holds for all fields, those it names, or all but those', () => {
    assert.deepEqual([{ action: 'All' }, { action: 'Include', fields: ['Name'] }, { action: 'Exclude', fields: ['Other'] }].map((lock) => lockedBy(lock).ok), [false, false, false])
    assert.deepEqual([{ action: 'Include', fields: ['Other'] }, { action: 'Exclude', fields: ['Name'] }].map((lock) => lockedBy(lock).ok), [true, true])
    assert.deepEqual(lockedBy({ action: 'All' }).violations.map((violation) => violation.kind === 'field-locked' && violation.field), ['Name', 'Name'])
  })

  it('does not keep anybody from adding a time stamp', () => {
    assert.ok(first(signed(signedFile({ lock: { action: 'All' } }), { field: 'Stamp', timestamp: true })).ok)
  })
})

describe('what can be seen of a change', () => {
  const noted = (entries: Parameters<typeof dictionary>[0], form?: string) => first(edited(signedFile({ permission: 3 }), (pdf) => {
    const page = pdf.latest.object(numbersOf.page(0))
    const next = pdf.nextNumber
    assert.ok(isKind(page, 'dictionary'))
    return [
      { number: numbersOf.page(0), value: withEntries(page, { Annots: [...pdf.latest.array(page, 'Annots') ?? [], reference(next)] }) },
      { number: next, value: withEntries(dictionary(entries), { Type: name('Annot'), F: 4, ...form === undefined ? {} : { AP: dictionary({ N: reference(next + 1) }) } }) },
      ...form === undefined ? [] : [{ number: next + 1, value: stream({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 100, 100] }, Buffer.from(form)) }],
    ]
  }))
  // The text of the page begins at 50 750 and is 18 points high.
  const overText = [40, 745, 120, 770]
  const beside = [300, 300, 380, 325]

  it('is told: what covers text, what writes, and what does neither', () => {
    const cases = [
      noted({ Subtype: name('Square'), Rect: overText, IC: [1, 1, 1] }), noted({ Subtype: name('Square'), Rect: beside, IC: [1, 1, 1] }),
      noted({ Subtype: name('Square'), Rect: overText }), noted({ Subtype: name('Square'), Rect: overText }, '1 1 1 rg 0 0 100 100 re f'),
      noted({ Subtype: name('Square'), Rect: beside }, 'BT (Paid) Tj ET'), noted({ Subtype: name('FreeText'), Rect: beside }),
      noted({ Subtype: name('Highlight'), Rect: overText }), noted({ Subtype: name('Text'), Rect: [300, 300, 320, 320], Contents: text('Why?') }),
    ]
    assert.deepEqual(cases.map(({ ok, changes }) => [ok, changes.find(({ rule }) => rule === 'annotation-added')?.effect]), [
      [false, 'covers'], [true, undefined], [true, undefined], [false, 'covers'], [false, 'shows'], [false, 'shows'], [true, undefined], [true, undefined],
    ])
    assert.deepEqual(cases.map(({ pages }) => pages.overlapped), [[1], [], [1], [1], [], [], [1], []])
  })

  it('is told of a signature field that hides the text of a page: no signature needs that', () => {
    for (const permission of [undefined, 3]) {
      const attack = attacksOn(signedFile(permission === undefined ? {} : { permission })).find(({ family }) => family === 'ssa')
      assert.ok(attack)
      assert.deepEqual([first(attack.bytes).ok, first(attack.bytes).docMdp.violations.map(({ kind }) => kind)], [false, [permission === undefined ? 'content' : 'level']])
    }
  })

  it('is told of a signature laid over something, without a failure', () => {
    const twice = signed(signedFile({ visible: true }, { pages: ['One'] }), { field: 'Second', visible: true })
    assert.deepEqual([first(twice).pages.overlapped, first(twice).ok], [[1], true])
    assert.deepEqual(first(signed(signedFile({}, { pages: ['One'] }), { field: 'Second', visible: true })).pages.overlapped, [])
  })
})

test('no entry of any object the document uses can be changed without notice', () => {
  const file = signedFile({ permission: 2, visible: true }, formPlan)
  const { latest } = opened(file)
  const unnoticed: string[] = []
  for (const number of reachable(latest).numbers) {
    const value = latest.object(number)
    const own = isKind(value, 'stream') ? value.dictionary : value
    if (!isKind(own, 'dictionary')) continue
    for (const key of own.entries.keys()) {
      if (isKind(value, 'stream') && ['Length', 'Filter'].includes(key)) continue
      const other = withEntries(own, { [key]: name('Other') })
      const pdf = openPdf(edited(file, () => [{ number, value: isKind(value, 'stream') ? { ...value, dictionary: other } : other }]))
      const assessment = pdf.ok ? assessSignatures(pdf.value) : pdf
      const [outcome] = assessment.ok ? assessment.value : []
      if (outcome !== undefined && outcome.problems.length === 0 && outcome.changes.every(({ path }) => path.startsWith('/ID'))) unnoticed.push(`${number} ${key}`)
    }
  }
  assert.deepEqual(unnoticed, [])
})

test('levels are ordered, and the worst of none is NONE', () => {
  assert.deepEqual(changeLevels.map((level) => isWithin(level, 'FORM_FILLING')), [true, true, true, false, false])
  assert.equal(worst([]), 'NONE')
})
