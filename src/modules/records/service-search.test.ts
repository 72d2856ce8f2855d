import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { accept } from '../../kernel/result.ts'
import { perform, type Deed } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import {
  addContent, changeSubject, countFound, grantAccess, indexSome, migrations, readSomeText, registerDocument, reindexAll, search, suggest, unindexed,
  type Registered, type Registration,
} from './index.ts'
import { presentPage } from './present-search.ts'
import { searchStore, type SearchStore } from './store-search.ts'

describe('the search', () => {
  let office: TestOffice
  const known: Record<string, Registered> = {}
  before(async () => {
    office = await testOffice([migrations])
    known['bridge'] = await register({ subject: 'Žádost o opravu mostu v obci Lhota', party: { name: 'Obec Lhota', email: 'obec@lhota.example' }, senderReference: 'LH-77/2026', contents: [await content('dopis.txt', 'Žádáme o smlouvu na opravu. Parcelní číslo 1234/5. Připomínky zašleme.')] })
    known['tree'] = await register({ subject: 'Kácení dřevin', party: { name: 'Jan Dvořák' }, contents: [await content('priloha plan.txt', 'Strom u silnice ohrožuje chodce.')] })
    known['hidden'] = await register({ subject: 'Tajná žádost o dotaci', party: { name: 'Skrytá společnost' }, file: { openFor: office.units.ZIV.id }, contents: [await content('tajne.txt', 'utajované smlouvy')] })
    await index()
  })
  after(() => office.close())

  const deed = async <Value>(actor: Actor, work: (it: Deed) => Promise<Value>): Promise<Value> => {
    const done = await perform(office, actor, { name: 'test' }, async (it) => accept(await work(it)))
    assert.ok(done.ok)
    return done.value
  }
  const content = async (name: string, text: string, role: 'original' | 'main' = 'original') => {
    const bytes = Buffer.from(text)
    return { name, role, sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType: 'text/plain' }
  }
  const register = async (extra: Partial<Registration>) => deed(office.actors.registrar, (it) => registerDocument(it, {
    direction: 'incoming', subject: 'Věc', channel: 'EPodatelnaMail', party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id }, contents: [], ...extra }))
  async function index() {
    while ((await indexSome(office)) > 0 || (await readSomeText(office)));
  }
  const ask = async (text: string, actor = office.actors.clerk, more = {}) => {
    const page = await search(office, actor, { text, filters: {}, sort: 'newest', after: null, limit: 20, ...more })
    assert.ok(page.ok, text)
    return presentPage(page.value)
  }
  const documents = async (text: string, actor?: Actor, more = {}): Promise<string[]> => (await ask(text, actor, more)).items.filter(({ kind }) => kind === 'document').map(({ id }) => id)
  const idOf = (name: string): string => known[name]?.document.id ?? ''

  it('finds any form of a word, typed with or without diacritics, in subjects, names, parties and texts', async () => {
    for (const text of ['žádost mostů', 'zadosti MOST', 'oprava lhotě', 'smlouvy', 'smluv', 'připomínka', 'pripominek', 'obcí', 'dopis', 'lhot', 'opravu']) {
      assert.deepEqual(await documents(text), [idOf('bridge')], text)
    }
  })

  it('wants all words, whole phrases in quotes, and none that is excluded', async () => {
    assert.deepEqual(await documents('žádost kácení'), [])
    assert.deepEqual(await documents('"opravu mostu"'), [idOf('bridge')])
    assert.deepEqual(await documents('„mostu opravu“'), [])
    assert.deepEqual(await documents('-most', office.actors.clerk, { filters: { kind: 'document' } }), [idOf('tree')])
    assert.deepEqual(await documents('o opravu v obci'), [idOf('bridge')], 'words that join others need not be there')
  })

  it('finds by any fragment of any number, two letters long or more', async () => {
    const bridge = known['bridge']
    assert.ok(bridge)
    const { document: { referenceNumber, uniqueId }, file: { fileReference } } = bridge
    for (const number of [referenceNumber, referenceNumber.replace(' ', ''), referenceNumber.slice(-6), uniqueId, uniqueId.slice(3, -1), uniqueId.toLowerCase(), fileReference.slice(-8), 'LH-77', '77/2026', '1234/5']) {
      assert.ok((await documents(number)).includes(idOf('bridge')), number)
    }
    assert.ok((await documents('77')).includes(idOf('bridge')))
    assert.ok(!(await documents('LH-78')).includes(idOf('bridge')))
  })

  it('gives documents, files and parties in one list and says how many there are', async () => {
    const found = await ask('lhota')
    assert.deepEqual(found.items.map(({ kind }) => kind).sort(), ['document', 'file', 'party'])
    const counts = await countFound(office, office.actors.clerk, 'lhota', {})
    assert.deepEqual(counts, { ok: true, value: { counts: { document: 1, file: 1, party: 1 }, more: false } })
  })

  it('says where it found what it marks, as places and not as markup', async () => {
    const { items: [item] } = await ask('smlouva most', office.actors.clerk, { filters: { kind: 'document' } })
    assert.ok(item?.kind === 'document')
    const words = ({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) => marks.map(([from, to]) => text.slice(from, to))
    assert.deepEqual([words(item.title), item.content && words(item.content.name), item.content?.text && words(item.content.text)], [['mostu'], [], ['smlouvu']])
  })

  it('tells whoever may not see a document nothing of it, its file, its party or its words', async () => {
    const { clerk, otherClerk } = office.actors
    for (const text of ['tajná', 'utajované', 'skrytá společnost', 'tajne.txt', known['hidden']?.document.referenceNumber ?? '', known['hidden']?.file.fileReference ?? '']) {
      assert.ok((await ask(text)).items.every(({ id }) => ![idOf('hidden'), known['hidden']?.file.id].includes(id)), text)
      assert.ok((await documents(text, otherClerk)).includes(idOf('hidden')), text)
    }
    assert.equal((await ask('tajma')).didYouMean, null)
    assert.equal((await ask('skryta spolecnots', otherClerk)).didYouMean, 'skryta společnost')
    assert.equal((await ask('dřevinami -kácení')).didYouMean, null, 'a form of a word that is there is no slip')
    assert.deepEqual(await countFound(office, clerk, 'tajná', {}), { ok: true, value: { counts: {}, more: false } })
  })

  it('knows of a change as soon as it is indexed: right, subject, content, number', async () => {
    const { clerk, otherClerk } = office.actors
    const made = await register({ subject: 'Prvotní název' })
    await index()
    await deed(clerk, (it) => changeSubject(it, made.document, 'Rybníkářství'))
    await deed(clerk, (it) => grantAccess(it, [made.document.id], { kind: 'unit', id: office.units.ZIV.id }, 'test'))
    const first = await content('text.txt', 'bezobratlí')
    await deed(clerk, async (it) => addContent(it, made.document.id, first))
    await index()
    const second = await content('text.txt', 'obojživelníci')
    await deed(clerk, async (it) => addContent(it, made.document.id, second))
    await index()
    assert.deepEqual(await documents('rybníkářství', otherClerk), [made.document.id])
    assert.deepEqual([await documents('bezobratlí'), await documents('obojživelník')], [[], [made.document.id]])
  })

  it('still finds by a number that a document once had', async () => {
    const made = await register({ subject: 'Přečíslovaný' })
    await index()
    await sql`update records.document set reference_number = 'KUZK 999001/2026' where id = ${made.document.id}`.execute(office.superuser)
    await index()
    for (const number of ['999001', `"${made.document.referenceNumber}"`]) assert.ok((await documents(number)).includes(made.document.id), number)
  })

  it('ends a search that takes too long with a clear answer', async () => {
    const slow: SearchStore = { ...searchStore, hits: async (db) => (await sql<never>`select pg_sleep(60)`.execute(db)).rows }
    const page = await search({ db: office.db, searchStore: slow, patienceMs: 50 }, office.actors.clerk, { text: 'most', filters: {}, sort: 'newest', after: null, limit: 20 })
    assert.deepEqual(page, { ok: false, refusal: 'too-broad' })
    assert.deepEqual(await documents('lhota', office.actors.clerk, { filters: { kind: 'document' } }), [idOf('bridge')])
  })

  it('pages by a key that stays true when new documents come', async () => {
    for (let i = 0; i < 7; i++) await register({ subject: `Stránkování ${i}` })
    await index()
    const all = await documents('stránkování', office.actors.clerk, { filters: { kind: 'document' } })
    for (const sort of ['newest', 'relevance'] as const) {
      const seen: string[] = []
      for (let key = null as { id: string; rank: number } | null; ;) {
        const page = await search(office, office.actors.clerk, { text: 'stránkování', filters: { kind: 'document' }, sort, after: key, limit: 3 })
        assert.ok(page.ok)
        seen.push(...presentPage(page.value).items.map(({ id }) => id))
        if (page.value.next === null) break
        key = page.value.next
      }
      assert.deepEqual(seen.sort(), [...all].sort(), sort)
      assert.equal(all.length, 7)
    }
  })

  it('suggests from the first letters', async () => {
    const few = await suggest(office, office.actors.clerk, 'mos', 5)
    assert.ok(few.ok && few.value.found.some((one) => one.kind === 'document' && one.document.id === idOf('bridge')))
  })

  it('understands anything that can be typed', async () => {
    for (const text of ['"', '-', '""', "'\\", '!&|()<->:*', '%', '_', '-"', '„', '\u0301', '🙂', '---', '" "', 'a'.repeat(200), '1'.repeat(200), '\\']) {
      const page = await search(office, office.actors.clerk, { text, filters: {}, sort: 'relevance', after: null, limit: 20 })
      assert.ok(page.ok || page.refusal === 'nothing-asked', text)
    }
  })

  it('is made anew whole without being lost meanwhile, and a content that cannot be read harms nothing', async () => {
    const bytes = Buffer.from('%PDF-1.7\nbroken')
    const made = await register({ subject: 'Nečitelná příloha', contents: [{ name: 'rozbité.pdf', role: 'original', sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType: 'application/pdf' }] })
    await index()
    assert.deepEqual(await documents('nečitelná rozbité'), [made.document.id])
    assert.ok((await reindexAll(office, 'all')) > 10)
    assert.deepEqual(await documents('nečitelná'), [made.document.id])
    await index()
    assert.deepEqual(await unindexed(office), { documents: 0, texts: 0 })
    assert.deepEqual(await documents('smlouva obce'), [idOf('bridge')])
  })

  it('is kept by many at once: none is lost and the newest facts win', async () => {
    const made = await register({ subject: 'Závod 0' })
    for (let i = 1; i <= 12; i++) {
      await Promise.all([deed(office.actors.clerk, (it) => changeSubject(it, { ...made.document, subject: `Závod ${i - 1}` }, `Závod ${i}`)), ...Array.from({ length: 4 }, () => indexSome(office))])
    }
    await index()
    assert.deepEqual([await documents('"závod 12"'), await documents('"závod 11"')], [[made.document.id], []])
  })
})
