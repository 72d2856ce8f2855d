import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../kernel/id.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { ContentTooLong, contentStore, DamagedContent, MissingContent } from './store.ts'

describe('the content store', () => {
  let directory = ''
  before(async () => void (directory = await mkdtemp(join(tmpdir(), 'obeh-files-'))))
  after(() => rm(directory, { recursive: true }))
  const tenant = newId<'Tenant'>()
  const store = () => contentStore(directory)
  const pathOf = (sha256: string) => join(directory, tenant, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

  it('gives back the very bytes it was given', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const sha256 = await store().put(tenant, bytes)
      assert.equal(sha256, sha256Of(bytes))
      assert.deepEqual(new Uint8Array(await store().read(tenant, sha256)), bytes)
    }), { numRuns: 30 })
  })

  it('keeps one copy of the same bytes, also when many store them at once', async () => {
    const bytes = Buffer.from('jednou')
    const hashes = await Promise.all(Array.from({ length: 8 }, () => store().put(tenant, bytes)))
    const folder = join(pathOf(hashes[0] ?? ''), '..')
    assert.deepEqual([new Set(hashes).size, await readdir(folder)], [1, [hashes[0]]])
  })

  it('stores a stream of any length as it flows, under the hash of the whole', async () => {
    const piece = Buffer.alloc(1024 * 1024, 3)
    async function* flow() { for (let i = 0; i < 200; i += 1) yield piece }
    const [before, directoryOfOther] = [process.memoryUsage().rss, newId<'Tenant'>()]
    const { sha256, size } = await store().putStream(directoryOfOther, flow(), { maxBytes: 2 ** 30 })
    assert.ok(process.memoryUsage().rss - before < size / 3, 'the file was held in memory')
    assert.equal(sha256, sha256Of(Buffer.alloc(size, 3)))
  })

  it('keeps nothing of a stream that is too long or breaks', async () => {
    const other = newId<'Tenant'>()
    async function* broken() { yield Buffer.from('začátek'); throw new Error('the line broke') }
    await assert.rejects(store().putStream(other, broken(), { maxBytes: 100 }), /the line broke/)
    await assert.rejects(store().putStream(other, (async function* () { yield Buffer.alloc(101) })(), { maxBytes: 100 }), ContentTooLong)
    assert.deepEqual(await readdir(join(directory, other), { recursive: true }), ['incoming'])
  })

  it('never serves bytes whose hash is wrong, and says when they are gone', async () => {
    const sha256 = await store().put(tenant, Buffer.from('pravda'))
    await writeFile(pathOf(sha256), 'pravdA')
    await assert.rejects(store().read(tenant, sha256), DamagedContent)
    await unlink(pathOf(sha256))
    await assert.rejects(store().read(tenant, sha256), MissingContent)
  })

  it('writes a cut file again when the same bytes come', async () => {
    const sha256 = await store().put(tenant, Buffer.from('celý obsah'))
    await truncate(pathOf(sha256), 3)
    await store().put(tenant, Buffer.from('celý obsah'))
    assert.equal((await store().read(tenant, sha256)).toString(), 'celý obsah')
  })

  it('does not show one tenant the contents of another', async () => {
    const sha256 = await store().put(tenant, Buffer.from('naše'))
    await assert.rejects(store().read(newId<'Tenant'>(), sha256), MissingContent)
  })

  it('is readable to the server alone', async () => {
    const sha256 = await store().put(tenant, Buffer.from('tajné'))
    assert.equal((await stat(pathOf(sha256))).mode & 0o777, 0o600)
  })
})
