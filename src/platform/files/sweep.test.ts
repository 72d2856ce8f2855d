import assert from 'node:assert/strict'
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../kernel/id.ts'
import { contentStore, DamagedContent, removeContent, storedContents, type StoredContent } from './index.ts'

describe('sweeping the content store', () => {
  let directory = ''
  before(async () => void (directory = await mkdtemp(join(tmpdir(), 'obeh-sweep-'))))
  after(() => rm(directory, { recursive: true }))
  const tenantId = newId<'Tenant'>()
  const long = new Date('2020-01-01T00:00:00Z')
  const pathOf = (sha256: string) => join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  const everything = async () => {
    const found: StoredContent[] = []
    for await (const each of storedContents(directory)) found.push(each)
    return found
  }

  it('finds everything there is, and what a killed sweep had put aside', async () => {
    const sha256 = await contentStore(directory).put(tenantId, Buffer.from('odložené'))
    await rename(pathOf(sha256), `${pathOf(sha256)}.aside`)
    await writeFile(join(directory, tenantId, 'poznámka.txt'), 'not a content')
    assert.deepEqual((await everything()).map((each) => each.sha256), [sha256])
    assert.equal((await contentStore(directory).read(tenantId, sha256)).toString(), 'odložené')
  })

  it('leaves what was wanted lately, also when it had been there before', async () => {
    const store = contentStore(directory)
    const sha256 = await store.put(tenantId, Buffer.from('znovu chtěné'))
    await utimes(pathOf(sha256), long, long)
    await store.put(tenantId, Buffer.from('znovu chtěné'))
    assert.equal(await removeContent(directory, { tenantId, sha256 }, new Date(Date.now() - 60_000)), false)
    await utimes(pathOf(sha256), long, long)
    assert.equal(await removeContent(directory, { tenantId, sha256 }, new Date(Date.now() - 60_000)), true)
    assert.equal(await removeContent(directory, { tenantId, sha256 }, new Date()), false, 'gone once')
  })

  it('loses nothing that somebody is storing at the same moment', async () => {
    const store = contentStore(directory)
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(`obsah ${round}`)
      const sha256 = await store.put(tenantId, bytes)
      await utimes(pathOf(sha256), long, long)
      const limit = new Date(Date.now() - 60_000)
      await Promise.all([
        removeContent(directory, { tenantId, sha256 }, limit), store.put(tenantId, bytes), removeContent(directory, { tenantId, sha256 }, limit), store.put(tenantId, bytes),
      ])
      assert.deepEqual(await store.read(tenantId, sha256), bytes)
    }
  })

  it('never serves a content in which a single bit was turned', async () => {
    const store = contentStore(directory)
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.nat(), fc.nat(7), async (bytes, at, bit) => {
      const sha256 = await store.put(tenantId, bytes)
      assert.equal(await store.put(tenantId, bytes), sha256, 'twice is once')
      const flipped = Uint8Array.from(bytes, (byte, i) => i === at % bytes.length ? byte ^ (1 << bit) : byte)
      await writeFile(pathOf(sha256), flipped)
      await assert.rejects(store.read(tenantId, sha256), DamagedContent)
      await writeFile(pathOf(sha256), bytes)
    }), { numRuns: 40 })
  })
})
