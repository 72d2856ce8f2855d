import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '../../kernel/actor.ts'
import { askStatements } from '../circulation/index.ts'
import { received } from '../circulation/testing.ts'
import { addSnippet, changeSnippet, snippetsFor, snippetsOf } from './service-snippet.ts'
import { answered, officeWithPost, type OfficeWithPost } from './testing.ts'

describe('prepared texts', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())
  const titles = async (actor: Actor) => (await snippetsOf(office, actor)).map(({ title }) => title)

  it('are a unit’s own or everybody’s, kept by those they belong to', async () => {
    const { clerk, head, otherClerk } = office.actors
    const admin: Actor = { ...head, roles: ['head', 'clerk', 'admin'] }
    const own = await addSnippet(office, clerk, { title: 'Prodloužení lhůty', body: 'Lhůta {lhůta} se prodlužuje.', everybodys: false })
    assert.ok(own.ok)
    assert.deepEqual(await addSnippet(office, clerk, { title: 'x', body: 'x', everybodys: true }), { ok: false, refusal: 'not-allowed' })
    assert.ok((await addSnippet(office, admin, { title: 'Poučení', body: 'Poučení.', everybodys: true })).ok)
    assert.deepEqual([await titles(head), await titles(otherClerk)], [['Poučení', 'Prodloužení lhůty'], ['Poučení']])
    assert.deepEqual(await changeSnippet(office, otherClerk, own.value.id, { title: 'x', body: 'x' }), { ok: false, refusal: 'not-found' })
    assert.ok((await changeSnippet(office, head, own.value.id, { title: 'Lhůta', body: 'Nová lhůta.' })).ok)
    assert.deepEqual(await titles(clerk), ['Lhůta', 'Poučení'])
    assert.ok((await changeSnippet(office, clerk, own.value.id, null)).ok)
    assert.deepEqual(await titles(clerk), ['Poučení'])
  })

  it('take from a document what they name, for those who may see it', async () => {
    const { documentId } = await received(office)
    const { clerk, otherClerk } = office.actors
    assert.ok((await addSnippet(office, clerk, { title: 'Úvod', body: '{odesílatel}, k {číslo} ve věci {věc} ({dnes}, {útvar}, {neznámé})', everybodys: false })).ok)
    const filled = await snippetsFor(office, clerk, documentId)
    const text = filled.ok ? filled.value.find(({ title }) => title === 'Úvod') : undefined
    assert.match(text?.text ?? '', /^Jana Nová, k KUZK \d+\/2026 ve věci Oprava mostu v Lhotě \(23\. 11\. 2026, Odbor dopravy, \{neznámé\}\)$/)
    assert.deepEqual(text?.missing, ['{neznámé}'])
    assert.deepEqual(await snippetsFor(office, otherClerk, documentId), { ok: false, refusal: 'not-found' })
  })

  it('tell who sees only the letter nothing of what it answers', async () => {
    const { clerk, otherClerk } = office.actors
    const { answerId, referenceNumber } = await answered(office)
    assert.ok((await askStatements(office, clerk, answerId, { to: [{ kind: 'person', id: otherClerk.personId! }], instruction: 'Souhlasíte?', dueOn: null })).ok)
    const texts = async (actor: Actor) => {
      assert.ok((await addSnippet(office, actor, { title: 'Číslo', body: '{číslo}', everybodys: false })).ok)
      const filled = await snippetsFor(office, actor, answerId)
      return filled.ok ? filled.value.filter(({ title }) => title === 'Číslo').map(({ text }) => text) : []
    }
    assert.deepEqual(await texts(otherClerk), [referenceNumber])
    assert.notDeepEqual(await texts(clerk), [referenceNumber])
  })
})
