import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { regionalPlan } from './index.ts'
import { checkPlan, parentCode, separators, type PlanClass } from './model-plan.ts'
import { planChange, type KeptClass } from './model-plan-change.ts'
import { csvRows, readPlanFile, type WrittenPlan } from './model-plan-file.ts'
import { planProblemTexts } from './texts-plan.ts'

const read = (text: string | Uint8Array): WrittenPlan => {
  const plan = readPlanFile(typeof text === 'string' ? Buffer.from(text) : text)
  assert.ok(typeof plan !== 'string', String(plan))
  return plan
}
const check = (text: string, units = ['OD']) => checkPlan(read(text), { separator: null, units: new Set(units) })
const problems = (text: string) => check(text).problems.map(({ line, problem }) => [line, problem])
const heading = 'znak;název;skartační znak;lhůta;událost;kontrola po letech;útvar\n'

describe('a written file plan', () => {
  it('is read from a table or a list, in any of the usual codings and delimiters', () => {
    const expected = [['280', 'Komunikace', ''], ['280.4', 'Zvláštní užívání', 'S']]
    const told = (plan: WrittenPlan) => plan.classes.map(({ fields }) => [fields.code, fields.name, fields.mark])
    const table = 'Spisový znak;Název;Skartační znak;Lhůta\r\n280;Komunikace;;\r\n280.4;"Zvláštní užívání";S;5\r\n'
    assert.deepEqual(told(read(`\ufeff${table}`)), expected)
    assert.deepEqual(told(read(table.replaceAll(';', ','))), expected)
    assert.deepEqual(told(read(table.replaceAll(';', '\t'))), expected)
    // "Název" and "Zvláštní užívání" as a Czech spreadsheet saves them.
    const old = table.replaceAll('ů', '\xf9').replaceAll('š', '\x9a').replaceAll('ž', '\x9e').replaceAll('č', '\xe8')
    assert.deepEqual(told(read(Buffer.from(old, 'latin1'))), expected)
    assert.deepEqual(told(read(JSON.stringify({ classes: [{ code: '280', name: 'Komunikace', children: [{ code: '280.4', name: 'Zvláštní užívání', mark: 'S', years: 5 }] }] }))), expected)
  })

  it('says which file is none', () => {
    assert.deepEqual([readPlanFile(Buffer.from('{"classes": 5}')), readPlanFile(Buffer.from('{')), readPlanFile(Buffer.from('a;b\n1;2')), readPlanFile(new Uint8Array())],
      ['not-a-plan', 'not-a-plan', 'no-heading', 'no-heading'])
  })

  it('keeps quotes, delimiters and ends of lines inside of quotes, and knows the line of each row', () => {
    assert.deepEqual(csvRows('a;"b;""c""\nd"\r\ne;f', ';'), [{ line: 1, cells: ['a', 'b;"c"\nd'] }, { line: 3, cells: ['e', 'f'] }])
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', ''))
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';')).join('\n')
      assert.deepEqual(csvRows(text, ';').map(({ cells }) => cells), rows)
    }))
  })
})

describe('judging a file plan', () => {
  it('says everything that is wrong, line by line, in words that say what to do', () => {
    assert.deepEqual(problems(`${heading}1;A;;;;;\n1.1;B;A;5;;;\n1.1;C;S;5;;;\n2.1;D;S;5;;;\n;E;S;5;;;\n1.2;;S;5;;;\n1.3;F;;;;;\n1.4;G;V;5;;;\n1.5;H;S;200;;;\n1.6;I;S;5;kdysi;;\n1.7;J;S;5;externí;;\n1.8;K;S;5;;3;XX\n1..9;L;S;5;;;`), [
      [4, 'code-twice'], [5, 'parent-missing'], [6, 'code-missing'], [7, 'name-missing'], [8, 'regime-missing'], [9, 'mark-v'], [10, 'years-range'], [11, 'trigger-unknown'], [12, 'check-missing'],
      [13, 'check-unneeded'], [13, 'unit-unknown'], [14, 'code-shape'],
    ])
    assert.deepEqual(problems(`${heading}1;A;S;5;;;\n1.1;B;S;5;;;`), [[2, 'group-with-regime']])
    for (const say of Object.values(planProblemTexts.cs)) assert.match(say('x'), /\p{L}{4,}/u)
  })

  it('takes a mark and a period in one word, and finds the one character that joins marks', () => {
    const { classes, separator, problems: found } = check('znak;název;skartační znak\n1;A;\n1-1;B;A10\n1-2;C;S/5')
    assert.deepEqual([separator, found, classes.map(({ regime }) => regime && `${regime.mark}${regime.years} ${regime.trigger}`)], ['-', [], [null, 'A10 uzavreni', 'S5 uzavreni']])
    assert.deepEqual(problems('znak;název;skartační znak\n1.1/2;A;S5').map(([, problem]) => problem).includes('separator-unknown'), true)
  })

  it('finds the group of every mark by whichever character joins it', () => {
    fc.assert(fc.property(fc.constantFrom(...separators), fc.array(fc.stringMatching(/^[0-9A-Z]{1,4}$/), { minLength: 1, maxLength: 5 }), (separator, simple) => {
      assert.equal(parentCode(simple.join(separator), separator), simple.length === 1 ? null : simple.slice(0, -1).join(separator))
    }))
  })

  it('finds nothing wrong with the plan a region may begin with', () => {
    const plan = checkPlan(read(readFileSync(regionalPlan)), { separator: null, units: null })
    assert.deepEqual(plan.problems, [])
    assert.ok(plan.classes.filter(({ regime }) => regime).length > 100)
  })
})

describe('a new plan over an old one', () => {
  const aClass = fc.record({
    code: fc.constantFrom('1', '2', '3', '4'), name: fc.constantFrom('A', 'B'), description: fc.constant(''), numbering: fc.constant('ZaObdobi' as const), timeLimitDays: fc.constant(null),
    regime: fc.option(fc.record({ mark: fc.constantFrom('A' as const, 'S' as const), years: fc.constantFrom(5, 10), trigger: fc.constant('uzavreni' as const), checkYears: fc.constant(null) })),
    unit: fc.constant(undefined), validFrom: fc.constant(null), validTo: fc.constant(null),
  }) satisfies fc.Arbitrary<PlanClass>
  const plan = fc.uniqueArray(aClass, { selector: ({ code }) => code, maxLength: 4 })
  const kept = plan.map((classes) => classes.map((each, i): KeptClass => ({ ...each, unit: null, id: `id ${i}` })))

  it('accounts for every class once, deletes none, and changes nothing when it is the same', () => {
    fc.assert(fc.property(kept, plan, (before, wanted) => {
      const { added, changed, replaced, ended } = planChange(before, wanted)
      const touched = [...changed.map(({ id }) => id), ...replaced.map(({ id }) => id), ...ended.map(({ id }) => id)]
      assert.equal(new Set(touched).size, touched.length)
      const after = [...before.filter(({ id }) => ![...replaced, ...ended].some((each) => each.id === id)).map(({ code }) => code), ...added.map(({ code }) => code), ...replaced.map(({ by }) => by.code)]
      assert.deepEqual(after.toSorted(), wanted.map(({ code }) => code).toSorted())
      assert.deepEqual(planChange(before, before.map((each) => ({ ...each, unit: undefined, validFrom: null, validTo: null }))), { added: [], changed: [], replaced: [], ended: [] })
    }))
  })
})
