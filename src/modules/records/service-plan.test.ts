import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer } from '../../platform/http/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { giveClasses, importPlan, migrations, readFile, recordsRoutes, type PlanReport } from './index.ts'
import { readClasses } from './store-class.ts'
import { done, registered, sure } from './testing.ts'

describe('the file plan of an office', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())

  const table = (...lines: string[]) => Buffer.from(['znak;název;skartační znak;lhůta;útvar', ...lines].join('\n'))
  const take = async (bytes: Buffer, dryRun = false): Promise<PlanReport> => {
    const report = await importPlan(office, office.actors.head, bytes, { dryRun })
    assert.ok(report.ok)
    return report.value
  }
  const open = async () => (await readClasses(office.db, office.tenantId)).filter(({ valid_to: ended }) => ended === null)

  it('is taken over whole, or not at all with every wrong line named', async () => {
    const report = await take(table('280;Komunikace;;;', '280.4;Užívání;S;5;DOP', '280.5;Uzavírky;X;5;'))
    assert.deepEqual([report.problems.map(({ line, problem }) => [line, problem]), await open()], [[[4, 'mark-unknown']], []])
    assert.deepEqual((await take(table('280;Komunikace;;;', '280.4;Užívání;S;5;DOP'), true)).added, ['280', '280.4'])
    assert.deepEqual(await open(), [], 'a dry run only says')
    assert.deepEqual((await take(table('280;Komunikace;;;', '280.4;Užívání;S;5;DOP'))).added, ['280', '280.4'])
    const [group, leaf] = await open()
    assert.deepEqual([leaf?.parent_id, leaf?.default_unit_id], [group?.id, office.units.DOP.id])
  })

  it('comes again: new words change, what is missing ends, another regime is another class and open files go over to it', async () => {
    const [opened, closing] = [await registered(office), await registered(office)]
    await office.superuser.updateTable('records.file' as never).set({ state: 'uzavren', settled_at: office.clock, closed_at: office.clock } as never).where('id' as never, '=', closing.file.id as never).execute()
    const old = sure((await open()).find(({ code }) => code === '280.4'))
    const report = await take(table('280;Pozemní komunikace;;;', '280.4;Zvláštní užívání;A;10;', '280.6;Mosty;A;5;'))
    assert.deepEqual([report.changed, report.replaced, report.added, report.ended, report.filesMoved], [['280'], ['280.4'], ['280.6'], [], 1])
    const fresh = sure((await open()).find(({ code }) => code === '280.4'))
    assert.deepEqual([fresh.default_unit_id, fresh.name, fresh.disposal_mark], [office.units.DOP.id, 'Zvláštní užívání', 'A'])
    assert.equal((await readFile(office.db, office.tenantId, opened.file.id))?.classId, fresh.id)
    assert.equal((await readFile(office.db, office.tenantId, closing.file.id))?.classId, old.id, 'a closed file keeps the regime it was closed by')
    assert.deepEqual((await take(table('280;Pozemní komunikace;;;', '280.4;Zvláštní užívání;A;10;'))).ended, ['280.6'])
    assert.equal((await readClasses(office.db, office.tenantId)).length, 4, 'nothing is deleted')
    assert.equal((await registered(office)).file.classId, fresh.id)
  })

  it('is imported by one at a time, and the same again does nothing', async () => {
    const plan = table('300;Kultura;;;', '300.1;Památky;A;10;', '300.2;Muzea;S;5;')
    const reports = await Promise.all([1, 2, 3, 4].map(() => take(plan)))
    assert.deepEqual(reports.map(({ added }) => added.length).toSorted(), [0, 0, 0, 3])
    assert.equal((await open()).length, 3)
    await done(office, office.actors.head, (deed) => giveClasses(deed, [{ code: '300.2', unitId: office.units.ZIV.id }]))
    assert.equal((await take(plan)).changed.length, 0, 'a plan that is silent about units leaves them')
  })

  it('is read by everybody and changed by administrators alone', async () => {
    let who = office.actors.clerk
    const app = createServer({ authenticate: async () => who })
    recordsRoutes(app, office)
    const send = () => app.inject({ method: 'POST', url: '/api/plan/import', payload: { content: Buffer.from('znak;název;skartační znak\n5;A;Q').toString('base64'), dryRun: true } })
    assert.deepEqual([(await app.inject('/api/plan')).statusCode, (await send()).statusCode], [200, 403])
    who = { ...office.actors.head, roles: ['admin'] }
    const answer = await send()
    assert.equal(answer.json<{ problems: { says: string }[] }>().problems.some(({ says }) => says.includes('„Q“ není skartační znak')), true)
  })
})
