import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { createServer } from '../../platform/http/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { circulationRoutes } from './index.ts'
import { hears, logged, officeWithCirculation, received, rewrite, written } from './testing.ts'

interface Stage { readonly id: string; readonly state: string; readonly places: readonly { readonly id: string; readonly itemId: string | null; readonly may: object; readonly addressee: { readonly name: string } }[] }
interface Body {
  readonly refusal: string; readonly id: string; readonly routeId: string; readonly name: string; readonly dueOn: string
  readonly templates: readonly { readonly name: string; readonly may: object }[]
  readonly stages: readonly { readonly byDay: string | null; readonly to: readonly { readonly name: string }[] }[]
  readonly routes: readonly { readonly id: string; readonly state: string; readonly stages: readonly Stage[]; readonly may: { readonly resume: boolean } }[]
  readonly items: readonly { readonly id: string; readonly kind: string; readonly state: string; readonly dueOn: string | null; readonly may: Readonly<Record<string, boolean>> }[]
  readonly limit: { readonly dueOn: string | null; readonly endsOn: string | null; readonly may: object; readonly suspensions: readonly object[] }
}

describe('routes of several stages over the counter', () => {
  let office: TestOffice
  let who: Actor | null
  const app = createServer({ authenticate: async () => who })
  before(async () => {
    office = await officeWithCirculation()
    circulationRoutes(app, office)
  })
  after(() => office.close())

  async function call(as: keyof TestOffice['actors'], method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
    who = office.actors[as]
    const response = await app.inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const refusal = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.refusal]
  const stage = (kind: string, to: object[], more: object = {}) => ({ kind, to, ...more })
  const plan = (name: string, stages: object[], more: object = {}) => ({ unitId: office.units.DOP.id, name, onChange: 'affected', stages, ...more })
  const person = (role: keyof TestOffice['actors']) => ({ kind: 'person', id: office.actors[role].personId })

  it('are prepared by a head as a template, shown before they start, and started by one press', async () => {
    const { documentId } = await written(office)
    const wanted = plan('Odpověď občanovi', [stage('comment', [{ kind: 'unit', id: office.units.ZIV.id }], { dueDays: 5, rule: 'silence' }), stage('approve', [{ kind: 'my-head' }], { dueDays: 2, lockedByLaw: true })])
    assert.equal((await call('clerk', 'POST', '/api/route-templates', wanted)).status, 403)
    assert.deepEqual(refusal(await call('otherHead', 'POST', '/api/route-templates', wanted)), [403, 'not-allowed'])
    const kept = await call('head', 'POST', '/api/route-templates', wanted)
    assert.equal(kept.status, 200)
    assert.deepEqual(refusal(await call('head', 'POST', '/api/route-templates', wanted)), [409, 'name-taken'])
    assert.deepEqual((await call('clerk', 'GET', '/api/route-templates')).body.templates.map(({ name, may }) => [name, may]), [['Odpověď občanovi', { change: false }]])
    assert.deepEqual((await call('otherClerk', 'GET', '/api/route-templates')).body.templates, [])
    const preview = await call('clerk', 'GET', `/api/documents/${documentId}/route-preview?templateId=${kept.body.id}`)
    assert.deepEqual(preview.body.stages.map(({ byDay, to }) => [byDay, to.map(({ name }) => name)]), [['2026-11-30', ['Odbor životního prostředí']], ['2026-12-02', ['Hana Malá']]])
    assert.equal((await call('otherClerk', 'GET', `/api/documents/${documentId}/route-preview?templateId=${kept.body.id}`)).status, 404)
    assert.equal((await call('clerk', 'POST', `/api/documents/${documentId}/routes`, { templateId: kept.body.id })).status, 200)
    const shown = await call('clerk', 'GET', `/api/documents/${documentId}/circulation`)
    assert.deepEqual(shown.body.routes.map(({ state, stages }) => [state, stages.map((each) => each.state)]), [['running', ['open', 'planned']]])
    assert.deepEqual(shown.body.routes[0]?.stages[1]?.places[0]?.may, { skip: false, reopen: false })
    assert.equal((await call('head', 'DELETE', `/api/route-templates/${kept.body.id}`)).status, 200)
    assert.deepEqual((await call('clerk', 'GET', '/api/route-templates')).body.templates, [])
  })

  it('are checked before they are kept or started', async () => {
    const keep = async (...stages: object[]) => refusal(await call('head', 'POST', '/api/route-templates', plan('Chybná', stages)))
    const toUnit = [{ kind: 'unit', id: office.units.ZIV.id }]
    assert.deepEqual(await keep(), [422, 'no-stages'])
    assert.deepEqual(await keep(stage('comment', [])), [422, 'stage-empty'])
    assert.deepEqual(await keep(stage('comment', toUnit, { rule: 'n', needed: 2 })), [422, 'needed-too-many'])
    assert.deepEqual(await keep(stage('comment', toUnit, { rule: 'silence' })), [422, 'silence-without-limit'])
    assert.deepEqual(await keep(stage('approve', [person('head')], { rule: 'silence', dueDays: 3 })), [422, 'silence-not-here'])
    assert.deepEqual(await keep(stage('approve', toUnit)), [422, 'unit-cannot-decide'])
    assert.equal((await call('head', 'POST', '/api/route-templates', plan('Chybná', [stage('sign', [person('head')])]))).status, 400, 'signing is asked for elsewhere')
    const counted = stage('comment', toUnit, { rule: 'all', needed: 30 })
    assert.equal((await call('clerk', 'POST', `/api/documents/${(await written(office)).documentId}/routes`, { steps: [counted] })).status, 200, 'how many are needed says nothing where all are')
    const { documentId } = await written(office)
    const start = (steps: object[]) => call('clerk', 'POST', `/api/documents/${documentId}/routes`, { steps })
    assert.deepEqual(refusal(await start([stage('approve', [person('clerk')])])), [403, 'four-eyes'])
    const held = await call('registrar', 'POST', '/api/route-templates', plan('Místo', [stage('check', [{ kind: 'post', unitId: office.units.DOP.id, post: 'Referent' }])], { unitId: null }))
    assert.deepEqual(refusal(await call('clerk', 'POST', `/api/documents/${documentId}/routes`, { templateId: held.body.id })), [409, 'post-not-held'], 'several hold it')
  })

  it('are steered by who started them: skip, reopen, insert, resume, urge, pass on, move the limit, cancel', async () => {
    const { documentId } = await written(office)
    const at = `/api/documents/${documentId}`
    const { body: { routeId } } = await call('clerk', 'POST', `${at}/routes`, { name: 'Kontrola', onChange: 'none', steps: [stage('check', [person('otherClerk')], { dueDays: 3 }), stage('approve', [person('head')])] })
    const shown = async () => (await call('clerk', 'GET', `${at}/circulation`)).body
    const [first, second] = (await shown()).routes[0]!.stages
    const checkId = first!.places[0]!.itemId
    assert.equal((await call('clerk', 'POST', `/api/items/${checkId}/urge`)).status, 200)
    assert.deepEqual(refusal(await call('clerk', 'POST', `/api/items/${checkId}/urge`)), [409, 'urged-today'])
    assert.deepEqual(refusal(await call('otherClerk', 'POST', `/api/items/${checkId}/due`, { dueOn: '2026-12-24', reason: 'Nestíhám.' })), [403, 'not-yours'])
    assert.equal((await call('clerk', 'POST', `/api/items/${checkId}/due`, { dueOn: '2026-12-10', reason: 'Dohodnuto.' })).status, 200)
    assert.equal((await call('otherClerk', 'POST', `/api/items/${checkId}/delegate`, { to: person('otherHead') })).status, 200)
    assert.equal((await call('otherHead', 'POST', `/api/items/${checkId}/complete`, { answer: 'V pořádku.' })).status, 200)
    assert.deepEqual(refusal(await call('clerk', 'POST', `/api/routes/${routeId}/steps`, { after: first!.id, step: stage('comment', [person('registrar')]), reason: 'Pozdě.' })), [409, 'step-passed'])
    assert.equal((await call('clerk', 'POST', `/api/routes/${routeId}/steps`, { after: second!.id, step: stage('comment', [person('registrar')]), reason: 'Ještě podatelna.' })).status, 200)
    const approvalId = (await shown()).routes[0]!.stages[1]!.places[0]!.itemId
    assert.equal((await call('head', 'POST', `/api/items/${approvalId}/return`, { reason: 'Doplňte termín.' })).status, 200)
    assert.equal((await shown()).routes[0]!.may.resume, true)
    await rewrite(office, documentId)
    await hears(office, 'records.content-replaced', documentId)
    assert.equal((await call('clerk', 'POST', `/api/routes/${routeId}/resume`)).status, 200)
    assert.deepEqual((await shown()).routes[0]!.stages.map(({ state }) => state), ['done', 'open', 'planned'])
    assert.equal((await call('clerk', 'POST', `/api/places/${second!.places[0]!.id}/skip`, { reason: 'Schválí až rada.' })).status, 200)
    assert.equal((await call('clerk', 'POST', `/api/places/${second!.places[0]!.id}/reopen`, { reason: 'Přece jen.' })).status, 200)
    assert.deepEqual((await shown()).routes[0]!.stages.map(({ state }) => state), ['done', 'open', 'planned'])
    assert.equal((await call('otherClerk', 'POST', `/api/routes/${routeId}/cancel`, { reason: 'Chci.' })).status, 403)
    assert.equal((await call('clerk', 'POST', `/api/routes/${routeId}/cancel`, { reason: 'Podatel vzal zpět.' })).status, 200)
    assert.deepEqual((await shown()).routes[0]!.state, 'cancelled')
    const log = await logged(office, documentId)
    for (const event of ['Urgence', 'ZmenaTerminu', 'Delegovani', 'Vraceni', 'Preskoceni', 'ZnovuOtevreniKroku', 'Zruseni']) assert.ok(log.includes(event), event)
  })

  it('ask another unit for work in the same file: it sees the documents it was given, and nothing else', async () => {
    const { documentId, fileId } = await written(office)
    const [shown, hidden] = [await written(office, 'clerk', fileId), await written(office, 'clerk', fileId)]
    const request = stage('handle', [{ kind: 'unit', id: office.units.ZIV.id }], { instruction: 'Spočtěte emise.', shows: [shown.documentId] })
    assert.equal((await call('clerk', 'POST', `/api/documents/${documentId}/routes`, { steps: [request] })).status, 200)
    const sees = async (id: string) => (await call('otherClerk', 'GET', `/api/documents/${id}/circulation`)).status
    assert.deepEqual([await sees(documentId), await sees(shown.documentId), await sees(hidden.documentId)], [200, 200, 404])
    const [item] = (await call('otherClerk', 'GET', `/api/documents/${documentId}/circulation`)).body.items
    assert.deepEqual([item?.kind, item?.may['complete'], item?.may['take']], ['handle', true, true])
    assert.equal((await call('otherClerk', 'POST', `/api/items/${item!.id}/take`)).status, 200)
    assert.equal((await call('otherClerk', 'POST', `/api/items/${item!.id}/complete`, { answer: '12 t ročně.' })).status, 200)
    const elsewhere = await written(office)
    assert.deepEqual(refusal(await call('clerk', 'POST', `/api/documents/${documentId}/routes`, { steps: [{ ...request, shows: [elsewhere.documentId] }] })), [404, 'not-found'])
  })

  it('let the time limit of a file stand still and run on, later by the days it stood', async () => {
    const { documentId, fileId } = await received(office)
    const at = `/api/documents/${documentId}`
    const suspend = () => call('clerk', 'POST', `${at}/limit/suspend`, { ground: '64/1a', reason: 'Výzva k doplnění.' })
    assert.deepEqual(refusal(await suspend()), [409, 'no-limit'])
    await office.superuser.updateTable('records.file' as never).set({ due_on: '2026-12-23' } as never).where('id' as never, '=', fileId as never).execute()
    assert.equal((await call('otherClerk', 'POST', `${at}/limit/suspend`, { ground: '64/1a', reason: 'Výzva.' })).status, 404)
    assert.equal((await suspend()).status, 200)
    assert.deepEqual(refusal(await suspend()), [409, 'already-suspended'])
    const limit = async () => (await call('clerk', 'GET', `${at}/circulation`)).body.limit
    assert.deepEqual([(await limit()).dueOn, (await limit()).endsOn, (await limit()).may], [null, '2026-12-23', { suspend: false, resume: true }])
    office.clock = new Date('2026-12-03T08:00:00Z')
    const resumed = await call('clerk', 'POST', `${at}/limit/resume`)
    assert.deepEqual([resumed.status, resumed.body.dueOn], [200, '2027-01-04'], 'ten days after 23. 12. is a Saturday')
    assert.deepEqual(refusal(await call('clerk', 'POST', `${at}/limit/resume`)), [409, 'not-suspended'])
    office.clock = new Date('2026-11-23T08:00:00Z')
    assert.deepEqual((await logged(office, documentId)).filter((event) => event.endsWith('Lhuty')), ['PozastaveniLhuty', 'ObnoveniLhuty'])
  })

  it('show nobody what their starter does not see themself, such as what joined the file after it was handed over', async () => {
    const { documentId, fileId } = await written(office)
    const begun = await call('clerk', 'POST', `/api/documents/${documentId}/routes`, { steps: [stage('comment', [person('head')])] })
    assert.equal(begun.status, 200)
    assert.equal((await call('clerk', 'POST', `/api/documents/${documentId}/assign`, { to: { kind: 'unit', id: office.units.ZIV.id } })).status, 200)
    const { documentId: later } = await received(office, { join: fileId })
    const shown = await call('clerk', 'GET', `/api/documents/${documentId}/circulation`)
    const add = (shows: string[]) => call('clerk', 'POST', `/api/routes/${begun.body.routeId}/steps`, {
      after: shown.body.routes[0]?.stages[0]?.id, step: stage('note', [person('colleague')], { shows }), reason: 'ať ví' })
    assert.deepEqual(refusal(await add([later])), [404, 'not-found'])
    assert.equal((await add([documentId])).status, 200)
  })
})
