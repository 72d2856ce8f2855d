import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../kernel/id.ts'
import { readPeopleTable } from './model-import.ts'

const units = [{ id: newId<'Unit'>(), parentId: null, code: 'DOP', name: 'Odbor dopravy' }, { id: newId<'Unit'>(), parentId: null, code: 'ZIV', name: 'Odbor životního prostředí' }]
const read = (table: string, taken: string[] = []) => readPeopleTable(table, units, new Set(taken))
const rows = (table: string, taken?: string[]) => {
  const found = read(table, taken)
  assert.ok(Array.isArray(found), String(found))
  return found
}

describe('a table of people', () => {
  it('is read as spreadsheets write it, in any order of columns, with either name of a unit', () => {
    const [first, second] = rows('\uFEFFE-mail;Útvar;Jméno;Příjmení;Funkce;Role\r\nJana@k.example;DOP;Jana;"Nová; ml.";vedoucí odboru;vedoucí, referent\r\n\r\npetr@k.example;odbor zivotniho prostredi;Petr;Čáp;;\r\n')
    assert.deepEqual([first?.plan.name, first?.plan.familyName, first?.plan.email, first?.plan.roles, first?.problems], ['Jana Nová; ml.', 'Nová; ml.', 'jana@k.example', ['head', 'clerk'], []])
    assert.deepEqual([second?.plan.name, second?.plan.unitId, second?.plan.post, second?.plan.roles], ['Petr Čáp', units[1]?.id, 'referent', ['clerk']])
    assert.equal(rows('name,email,unit\n"Eva ""Evička"" Malá",e@k.example,DOP')[0]?.plan.name, 'Eva "Evička" Malá')
  })

  it('says of each row what is wrong with it', () => {
    const problems = rows([
      'jméno;e-mail;útvar;role', ';a@k.example;DOP;', 'Jan Žák;neplatny;DOP;', 'Jan Žák;b@k.example;XXX;', 'Jan Žák;c@k.example;DOP;kouzelník', 'Jan Žák;c2@k.example;DOP;constructor', 'Jan Žák;d@k.example;DOP;', 'Jan Žák;D@k.example;DOP;', 'Jan Žák;e@k.example;DOP;',
      'Jan Žák;f@k.example',
    ].join('\n'), ['e@k.example']).map((row) => row.problems)
    assert.deepEqual(problems, [['name-missing'], ['email-wrong'], ['unit-unknown'], ['role-unknown'], ['role-unknown'], [], ['email-twice'], ['email-taken'], ['unit-unknown', 'columns-missing']])
  })

  it('is refused whole when it is no such table', () => {
    assert.deepEqual(['', 'jméno;e-mail;útvar', 'a;b\n1;2', 'jméno;e-mail;útvar\n"x', `jméno;e-mail;útvar\n${'x;y;z\n'.repeat(2001)}`].map((table) => read(table)), ['empty', 'empty', 'heading-unknown', 'quote-open', 'too-many-rows'])
  })

  it('never fails, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (junk, cells) => {
      read(junk)
      read(`jméno;e-mail;útvar\n${junk}\n${cells.join(';')}`)
    }), { numRuns: 300 })
  })
})
