import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { logged, rewrite, told } from '../circulation/testing.ts'
import { currentMain, readComponents } from '../records/index.ts'
import { cancelCeremony, confirm, openForSigning, runCeremony } from './index.ts'
import { readItems } from './service-read.ts'
import { asked, frozen, must, officeWithSigning, proof } from './testing.ts'

describe('a ceremony', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => { office = await officeWithSigning() })
  after(() => office.close())

  const open = async (itemIds: readonly Id<'WorkItem'>[]) => { for (const id of itemIds) await must(openForSigning(office, office.actors.head, id)) }
  const states = async (id: Id<'Ceremony'>) => (await must(readItems(office, office.actors.head, id, { limit: 200 }))).items.map(({ item }) => item.state)
  const main = async (documentId: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [documentId]))
  async function ready(count: number) {
    const list = await asked(office, count)
    await open(list.map(({ itemId }) => itemId))
    return { list, ...await frozen(office, list.map(({ itemId }) => itemId)) }
  }

  it('signs a whole list by one confirmation: a new version each, which begins with what was shown, and the request is settled', async () => {
    const { list, ceremonyId, root, total } = await ready(3)
    assert.equal(total, 3)
    await must(confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) }))
    await runCeremony(office, office.tenantId, ceremonyId)
    assert.deepEqual(await states(ceremonyId), ['stored', 'stored', 'stored'])
    for (const { documentId, content } of list) {
      const now = await main(documentId)
      assert.deepEqual([now?.version.number, now?.version.signs, now?.wording], [2, content, content])
      const [before_, after_] = [await office.files.read(office.tenantId, content as never), await office.files.read(office.tenantId, now!.version.sha256)]
      assert.ok(after_.subarray(0, before_.length).equals(before_))
      assert.equal((await logged(office, documentId)).filter((event) => event === 'PripojeniPodpisu').length, 1)
      assert.equal((await told(office, 'signing.signed', documentId)).length, 1)
    }
  })

  it('leaves out what was changed after it was frozen, with what is there instead, and signs the rest', async () => {
    const { list: [first, second], ceremonyId, root } = await ready(2)
    const found = await rewrite(office, first!.documentId)
    await must(confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) }))
    await runCeremony(office, office.tenantId, ceremonyId)
    const { items } = await must(readItems(office, office.actors.head, ceremonyId, { limit: 10 }))
    assert.deepEqual(items.map(({ item: { state, code, found: there } }) => [state, code, there]), [['changed', 'CHANGED_SINCE_CONFIRMATION', found], ['stored', null, null]])
    assert.equal((await main(first!.documentId))?.version.signs, null)
    assert.equal((await main(second!.documentId))?.version.number, 2)
  })

  it('asks the key for nothing again when a run was broken off between signing and storing', async () => {
    const { ceremonyId, root } = await ready(2)
    await must(confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) }))
    const before_ = office.test.signed.length
    const { putAll } = office.files
    office.files.putAll = () => Promise.reject(new Error('killed'))
    await assert.rejects(runCeremony(office, office.tenantId, ceremonyId), /killed/)
    office.files.putAll = putAll
    await runCeremony(office, office.tenantId, ceremonyId)
    assert.deepEqual(await states(ceremonyId), ['stored', 'stored'])
    assert.equal(office.test.signed.length, before_ + 2)
  })

  it('confirmed in four browsers and run by four workers at once signs each document once', async () => {
    const { list, ceremonyId, root } = await ready(4)
    const four = [1, 2, 3, 4]
    const confirmed = await Promise.all(four.map(() => confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) })))
    assert.equal(confirmed.filter(({ ok }) => ok).length, 1)
    await Promise.all(four.map(() => runCeremony(office, office.tenantId, ceremonyId, { chunk: 2 })))
    assert.deepEqual(await states(ceremonyId), four.map(() => 'stored'))
    for (const { documentId } of list) assert.equal((await main(documentId))?.version.number, 2)
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit.entry where object_id = ${ceremonyId} and event = 'Vyrizeni'`.execute(office.db)
    assert.equal(rows[0]?.count, 1)
  })

  it('stopped in the middle keeps what is signed and gives up the rest', async () => {
    const { list, ceremonyId, root } = await ready(4)
    await must(confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) }))
    let calls = 0
    // While the third is signed the first is settled for sure, the second is being so.
    office.test.beforeSigning = async () => { if (++calls === 3) await must(cancelCeremony(office, office.actors.head, ceremonyId)) }
    await runCeremony(office, office.tenantId, ceremonyId, { chunk: 1 })
    office.test.beforeSigning = () => Promise.resolve()
    const [first, second, ...rest] = await states(ceremonyId)
    assert.deepEqual([first, rest], ['stored', ['cancelled', 'cancelled']])
    assert.equal((await main(list[1]!.documentId))?.version.number, second === 'stored' ? 2 : 1)
    assert.ok(second === 'stored' || second === 'cancelled', second)
  })
})
