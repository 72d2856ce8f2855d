import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { createServer } from '../../platform/http/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records } from '../records/index.ts'
import { registered, sure } from '../records/testing.ts'
import { migrations, validationRoutes } from './index.ts'
import { lockPageKey, openPageKey } from './page-key.ts'

interface Page { readonly items: readonly { readonly componentId: string | null; readonly documentId: string | null; readonly named: object | null }[]; readonly next: string | null }

describe('the list of proofs', () => {
  let office: TestOffice
  const ids: string[] = []
  before(async () => {
    office = await testOffice([records, migrations])
    const { document } = await registered(office)
    for (let index = 0; index < 120; index++) {
      const componentId = newId<'Component'>(office.clock)
      // Two of them are of a document that its unit sees, the others of documents that nobody may see.
      const documentId = index === 55 || index === 115 ? document.id : newId<'Document'>(office.clock)
      ids.push(componentId, documentId)
      await sql`insert into validation.life (tenant_id, component_id, document_id, version, sha256, own, level, endangered_at)
        values (${office.tenantId}, ${componentId}, ${documentId}, 1, repeat('0', 64), true, 'PAdES_BASELINE_T', ${new Date(office.clock.getTime() + index * 86_400_000)})`.execute(office.db)
    }
  })
  after(() => office.close())

  async function pages(actor: Actor): Promise<{ readonly pages: Page[]; readonly told: string }> {
    const app = createServer({ authenticate: async () => actor })
    validationRoutes(app, { ...office, fetches: false, judge: () => assert.fail(), judgeMany: () => assert.fail() })
    const found: Page[] = []
    let told = ''
    for (let next: string | null | undefined; next !== null && found.length < 9;) {
      const answer = await app.inject(`/api/validation/life${next ? `?after=${next}` : ''}`)
      assert.equal(answer.statusCode, 200)
      told += `${answer.body}\n${Buffer.from(answer.json<Page>().next ?? '', 'base64url').toString('latin1')}`
      found.push(answer.json<Page>())
      next = sure(found.at(-1)).next
    }
    await app.close()
    return { pages: found, told }
  }

  it('tells of a document to those alone who may see it: no id of any other stands in it, nor in the key of the next page', async () => {
    const { pages: [first, ...more], told } = await pages(office.actors.head)
    assert.deepEqual([first?.items.length, more.length], [2, 0], 'what may be seen is looked for, however far')
    const seen = new Set(first?.items.flatMap(({ componentId, documentId }) => [componentId, documentId]))
    assert.deepEqual(ids.filter((id) => !seen.has(id) && told.includes(id)), [])
    const other = await pages(office.actors.otherHead)
    assert.deepEqual([other.pages.flatMap(({ items }) => items), ids.filter((id) => other.told.includes(id))], [[], []])
  })

  it('shows to whoever looks after the office that there is something, page by page, and not what', async () => {
    const { pages: all, told } = await pages({ ...office.actors.otherHead, roles: ['admin'] })
    assert.deepEqual([all.map(({ items }) => items.length), all.flatMap(({ items }) => items).filter(({ named }) => named === null).length >= 118], [[50, 50, 20], true])
    const named = new Set(all.flatMap(({ items }) => items).flatMap(({ componentId, documentId }) => [componentId, documentId]))
    assert.deepEqual(ids.filter((id) => !named.has(id) && told.includes(id)), [])
  })

  it('takes no key of a page but its own, for its own office', () => {
    const place = { endangeredAt: office.clock, componentId: newId<'Component'>(office.clock) }
    const key = lockPageKey(place, office.tenantId, office.logKey)
    assert.deepEqual(openPageKey(key, office.tenantId, office.logKey), place)
    const changed = `${key.slice(0, -3)}${key.endsWith('AAA') ? 'BBB' : 'AAA'}`
    assert.deepEqual([changed, '', 'nonsense', `${office.clock.getTime()}.${place.componentId}`].map((text) => openPageKey(text, office.tenantId, office.logKey)), Array(4).fill(undefined))
    assert.equal(openPageKey(key, newId<'Tenant'>(office.clock), office.logKey), undefined)
  })
})
