import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { createServer, type Server } from '../../platform/http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { changeSubject, lockDocument, migrations, readDocument, recordsRoutes, type NewParty } from './index.ts'
import { mergeParty } from './service-party.ts'
import { done, registered, sure } from './testing.ts'

describe('the register of persons', () => {
  let office: TestOffice
  let app: Server
  let who: Actor
  before(async () => {
    office = await testOffice([migrations])
    app = createServer({ authenticate: async () => who })
    recordsRoutes(app, office)
    who = office.actors.registrar
  })
  after(() => office.close())

  interface Told { readonly id: string; readonly name: string; readonly score: number; readonly why: readonly string[]; readonly mergedInto: string | null; readonly documents: readonly { readonly id: string }[] }
  const from = async (party: NewParty, unit = office.units.DOP) => sure((await registered(office, { party, file: { openFor: unit.id } })).document.partyId)
  const get = async <Answer>(url: string, actor = who): Promise<Answer> => { who = actor; return (await app.inject(url)).json<Answer>() }
  const hints = async (query: string, actor: Actor) => (await get<{ items: Told[] }>(`/api/parties/hints?${query}`, actor)).items

  it('hints who it may be, likeliest first and why, and never names whom the person may not see', async () => {
    await from({ name: 'Jan Novák', email: 'jan@example.cz' })
    await from({ name: 'Novák Jan', email: 'jiny@example.cz' }, office.units.ZIV)
    const seen = await hints('name=Ing.%20Jan%20Novak&email=JAN%40example.cz', office.actors.registrar)
    assert.deepEqual(seen.map(({ name, why }) => [name, why]), [['Jan Novák', ['email', 'same-name']], ['Novák Jan', ['same-name']]])
    assert.deepEqual((await hints('name=Jan%20Nov%C3%A1k', office.actors.otherClerk)).map(({ name }) => name), ['Novák Jan'])
    assert.deepEqual(await hints('name=Nikdo%20Takov%C3%BD', office.actors.registrar), [])
    assert.deepEqual(await hints('', office.actors.registrar), [])
  })

  it('lists by the Czech alphabet and by key, each once', async () => {
    for (const name of ['Čížek Pavel', 'Cibulka Petr', 'Chalupa Jan', 'Dvořák Ota']) await from({ name })
    who = office.actors.registrar
    const names: string[] = []
    let next = ''
    do {
      const page = await get<{ items: Told[]; next: Record<string, string> | null }>(`/api/parties?limit=2${next}`, office.actors.registrar)
      names.push(...page.items.map(({ name }) => name))
      next = page.next ? `&${new URLSearchParams(page.next)}` : ''
    } while (next)
    assert.deepEqual(names, ['Cibulka Petr', 'Čížek Pavel', 'Dvořák Ota', 'Chalupa Jan', 'Jan Novák', 'Novák Jan'])
    assert.equal((await get<{ items: Told[] }>('/api/parties?q=cizek')).items.length, 1)
  })

  it('is corrected with the check of the company number, by those who see the person', async () => {
    const id = await from({ name: 'Obec Lhota' })
    const put = (ico: string, kind = 'Pravnicka') => app.inject({ method: 'PUT', url: `/api/parties/${id}`, payload: { kind, name: 'Obec Lhota', email: '', address: ['Lhota 1'], dataBox: null, ico, bornOn: null } })
    who = office.actors.clerk
    assert.deepEqual([(await put('00064582')).statusCode, (await put('00064581', 'Fyzicka')).statusCode, (await put('000 64 581')).statusCode], [422, 422, 200])
    who = office.actors.otherClerk
    assert.equal((await put('00064581')).statusCode, 404)
    assert.equal((await app.inject(`/api/parties/${id}`)).statusCode, 404)
  })

  it('merges two records of one person: documents go over, the old leads to the new, later mail too', async () => {
    const [old, kept] = [await from({ name: 'Eva Malá', email: 'eva@example.cz' }), await from({ name: 'Malá Eva', email: 'eva.mala@example.cz' })]
    const merge = (id: string, into: string) => app.inject({ method: 'POST', url: `/api/parties/${id}/merge`, payload: { into } })
    who = office.actors.clerk
    assert.equal((await merge(old, kept)).statusCode, 403)
    who = office.actors.registrar
    const answers = await Promise.all([merge(old, kept), merge(old, kept), merge(kept, old), merge(old, kept)])
    assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1, 'once, in whichever direction came first')
    const records = [await get<Told>(`/api/parties/${old}`), await get<Told>(`/api/parties/${kept}`)]
    const [gone, stays] = records.toSorted((a) => a.mergedInto ? -1 : 1)
    assert.deepEqual([gone?.mergedInto, gone?.documents.length, stays?.documents.length], [stays?.id, 0, 2])
    assert.equal(await from({ name: 'Eva Malá', email: 'eva@example.cz' }), stays?.id)
  })

  it('merges after whoever is changing a document of theirs, so that it stays with the one who is left', async () => {
    const [{ document }, kept] = [await registered(office, { party: { name: 'Karel Bílý', email: 'karel@example.cz' } }), await from({ name: 'Bílý Karel', email: 'bily@example.cz' })]
    const waiting = async () => (await sql<{ count: number }>`select count(*)::int as count from pg_locks where not granted`.execute(office.superuser)).rows[0]?.count ?? 0
    let ended = false
    const { merging } = await done(office, office.actors.registrar, async (deed) => {
      const found = await lockDocument(deed, document.id)
      assert.ok(found.ok)
      const begun = mergeParty(office, office.actors.registrar, sure(document.partyId), kept).finally(() => { ended = true })
      while (!ended && await waiting() === 0) { /* until it waits for us, or has overtaken us */ }
      await changeSubject(deed, found.value.document, 'Opravená věc')
      return { merging: begun }
    })
    assert.ok((await merging).ok)
    const after = sure(await readDocument(office.db, office.tenantId, document.id))
    assert.deepEqual([after.partyId, after.subject], [kept, 'Opravená věc'])
  })
})
