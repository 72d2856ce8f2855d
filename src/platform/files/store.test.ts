import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { directoryStore } from '../testing/contents.ts'

describe('contents in a directory', () => {
  let handled: Awaited<ReturnType<typeof directoryStore>>
  before(async () => void (handled = await directoryStore()))
  after(() => handled.close())

  it('do not pass through memory as a whole when they flow', async () => {
    const piece = Buffer.alloc(1024 * 1024, 3)
    async function* flow() { for (let i = 0; i < 200; i += 1) yield piece }
    const before = process.memoryUsage().rss
    const { sha256, size } = await handled.store.putStream(newId<'Tenant'>(), flow(), { maxBytes: 2 ** 30 })
    assert.ok(process.memoryUsage().rss - before < size / 3, 'the file was held in memory')
    assert.equal(sha256, sha256Of(Buffer.alloc(size, 3)))
  })

  it('leave nothing on the way when they break off', async () => {
    const tenantId = newId<'Tenant'>()
    async function* broken() { yield Buffer.from('začátek'); throw new Error('the line broke') }
    await assert.rejects(handled.store.putStream(tenantId, broken(), { maxBytes: 100 }), /the line broke/)
    assert.deepEqual(await readdir(join(handled.directory, tenantId), { recursive: true }), ['incoming'])
  })

  it('are readable to the server alone', async () => {
    const tenantId = newId<'Tenant'>()
    const sha256 = await handled.store.put(tenantId, Buffer.from('tajné'))
    assert.equal((await stat(join(handled.directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256))).mode & 0o777, 0o600)
  })
})
