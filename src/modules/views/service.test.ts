import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations } from './index.ts'
import { mostViews } from './model.ts'
import { changeView, listViews, removeView, saveView, type NewView } from './service.ts'

const overdue: NewView = { place: 'inbox', name: 'Po termínu', query: 'box=unit&overdue=1', shared: false }

describe('saved views', () => {
  let office: TestOffice
  before(async () => { office = await testOffice([migrations]) })
  after(() => office.close())
  beforeEach(async () => { await sql`delete from views.view`.execute(office.superuser) })

  async function saved(actor: Actor, view: Partial<NewView> = {}): Promise<Id<'View'>> {
    const result = await saveView(office, actor, { ...overdue, ...view })
    assert.ok(result.ok, result.ok ? '' : result.refusal)
    return result.value.id
  }
  const names = async (actor: Actor) => (await listViews(office, actor)).map(({ name }) => name)
  const refusal = (result: { ok: true } | { ok: false; refusal: string }) => (result.ok ? null : result.refusal)

  it('are seen by their owner, when shared by the whole unit, and by nobody else', async () => {
    const { clerk, colleague, head, otherClerk, auditor } = office.actors
    await saved(clerk, { name: 'Moje' })
    await saved(clerk, { name: 'Naše', shared: true })
    assert.deepEqual(await names(clerk), ['Moje', 'Naše'])
    for (const actor of [colleague, head]) assert.deepEqual(await names(actor), ['Naše'])
    for (const actor of [otherClerk, auditor]) assert.deepEqual(await names(actor), [])
  })

  it('are changed and removed by their owner, a shared one by the head too, and others do not learn that a private one exists', async () => {
    const { clerk, colleague, head, otherHead } = office.actors
    const [own, shared] = [await saved(clerk), await saved(clerk, { name: 'Naše', shared: true })]
    assert.equal(refusal(await changeView(office, colleague, shared, { name: 'Cizí' })), 'not-allowed')
    for (const actor of [colleague, head, otherHead]) assert.equal(refusal(await removeView(office, actor, own)), 'not-found')
    assert.equal(refusal(await removeView(office, otherHead, shared)), 'not-found')
    assert.equal(refusal(await changeView(office, head, shared, { name: 'Odborové' })), null)
    assert.equal(refusal(await changeView(office, clerk, own, { shared: true })), null)
    assert.deepEqual(await names(head), ['Odborové', 'Po termínu'])
    assert.equal(refusal(await removeView(office, head, shared)), null)
    assert.deepEqual(await names(clerk), ['Po termínu'])
  })

  it('keep their filters in one form, without the page they were saved on', async () => {
    await saved(office.actors.clerk, { query: 'overdue=1&box=unit&before=0192&limit=30' })
    assert.deepEqual((await listViews(office, office.actors.clerk)).map(({ query }) => query), ['box=unit&overdue=1'])
  })

  it('have a name once, however many save it at the same moment', async () => {
    const { clerk, colleague, head } = office.actors
    const results = await Promise.all([clerk, colleague, head, clerk, colleague, head, clerk, head].map((actor) => saveView(office, actor, { ...overdue, shared: true })))
    assert.deepEqual(results.map((result) => refusal(result)).sort(), [null, ...Array.from({ length: 7 }, () => 'name-taken')].sort())
    // Somebody else's private view may be called the same.
    await saved(colleague)
    assert.equal(refusal(await saveView(office, colleague, { ...overdue, name: 'PO TERMÍNU' })), 'name-taken')
  })

  it('are at most a hundred of a person, also when the last place is asked for by eight at once', async () => {
    const { clerk } = office.actors
    for (let i = 1; i < mostViews; i++) await saved(clerk, { name: `Pohled ${i}` })
    const results = await Promise.all(Array.from({ length: 8 }, (_, i) => saveView(office, clerk, { ...overdue, name: `Poslední ${i}` })))
    assert.equal(results.filter(({ ok }) => ok).length, 1)
    assert.deepEqual([...new Set(results.flatMap((result) => refusal(result) ?? []))], ['too-many-views'])
  })

  it('are saved once under one command key', async () => {
    const key = newId()
    const [first, again] = [await saveView(office, office.actors.clerk, overdue, { key }), await saveView(office, office.actors.clerk, overdue, { key })]
    assert.deepEqual(first, again)
    assert.deepEqual(await names(office.actors.clerk), ['Po termínu'])
  })

  it('are in the log from their saving to their end', async () => {
    const id = await saved(office.actors.clerk)
    await changeView(office, office.actors.clerk, id, { name: 'Jinak' })
    await removeView(office, office.actors.clerk, id)
    const { rows } = await sql<{ event: string }>`select event from audit.entry where object_id = ${id} order by index`.execute(office.superuser)
    assert.deepEqual(rows.map(({ event }) => event), ['Zalozeni', 'Uprava', 'Zruseni'])
  })
})
