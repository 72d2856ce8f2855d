import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { defaultTemplates, formatNumber, registers, templatePattern, templateProblem } from './model-numbering.ts'

const parts = { abbr: 'KUJZ', unit: 'OD', year: '2026', serial: 42 }

describe('numbers of the office', () => {
  it('are written by their template', () => {
    assert.deepEqual(registers.map((register) => formatNumber(defaultTemplates[register], parts)), ['SpZn KUJZ-OD/2026/42', 'KUJZX20260000042', 'KUJZ 42/2026'])
  })

  it('differ whenever their serials do, and fit into the fifty characters of the standard', () => {
    fc.assert(fc.property(fc.nat(10 ** 9), fc.nat(10 ** 9), fc.constantFrom(...registers), (a, b, register) => {
      const [first, second] = [a, b].map((serial) => formatNumber(defaultTemplates[register], { ...parts, serial }))
      assert.equal(first === second, a === b)
      assert.ok((first?.length ?? 99) <= 49)
    }))
  })

  it('refuse a template with a part nobody knows', () => {
    assert.throws(() => formatNumber('{abbr}/{month}', parts), /unknown part \{month\}/)
  })
})

describe('a format of numbers an office sets', () => {
  const office = { abbr: 'KUJZ', longestUnit: 10 }
  const unit = fc.stringMatching(/^[A-Z0-9]{2,10}$/)
  const piece = fc.oneof(fc.constantFrom('{abbr}', '{unit}', '{year}', '{serial}', '{serial:5}'), fc.stringMatching(/^[A-Za-z0-9 ./_-]{1,3}$/))
  const template = fc.array(piece, { minLength: 2, maxLength: 7 }).map((pieces) => pieces.join(''))

  it('when nothing is wrong with it, never gives two serials or two years the same number, whatever the unit', () => {
    fc.assert(fc.property(template, fc.constantFrom(...registers), fc.tuple(unit, unit), fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 })), fc.tuple(fc.constantFrom('2026', '2027'), fc.constantFrom('2026', '2027')), (it, register, units, serials, years) => {
      fc.pre(templateProblem(register, it, office) === null)
      const [a, b] = [0, 1].map((i) => formatNumber(it, { abbr: office.abbr, unit: units[i] ?? '', year: years[i] ?? '', serial: serials[i] ?? 0 }))
      if (serials[0] !== serials[1] || years[0] !== years[1]) assert.notEqual(a, b, it)
      assert.ok((a?.length ?? 99) <= 50)
    }), { numRuns: 1500 })
  })

  it('is refused with the reason when it could repeat a number or outgrow the standard', () => {
    const problems = ['{abbr} {serial}', '{abbr}/{year}', '{serial}/{serial}/{year}', '{unit}{serial}/{year}', '{month}/{year}/{serial}', '{year}/{serial', '{year}/{serial}?', `${'Ř'.repeat(45)}{year}/{serial}`, ' {year}/{serial}', '{year}/{serial}-{unit}']
    assert.deepEqual(problems.map((it) => templateProblem('reference', it, office)), ['year-once', 'serial-once', 'serial-once', 'unit-beside-serial', 'part-unknown', 'part-unknown', 'characters', 'too-long', 'characters', null])
    assert.equal(templateProblem('jid', '{unit}/{year}/{serial}', office), 'unit-in-jid')
    for (const register of registers) assert.equal(templateProblem(register, defaultTemplates[register], office), null)
  })

  it('recognises its own numbers', () => {
    fc.assert(fc.property(template, unit, fc.integer({ min: 1, max: 99_999 }), (it, code, serial) => {
      fc.pre(templateProblem('reference', it, office) === null)
      assert.match(formatNumber(it, { abbr: office.abbr, unit: code, year: '2026', serial }), new RegExp(templatePattern(it, office.abbr).pattern))
    }))
  })
})
