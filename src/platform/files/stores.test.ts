import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../kernel/id.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { ContentTooLong, DamagedContent, MissingContent, type StoredContent } from './content.ts'
import { bucketStore, directoryStore, type HandledStore } from '../testing/contents.ts'

for (const [name, open] of [['a directory', directoryStore], ['a bucket', bucketStore]] as const) {
  describe(`the content store in ${name}`, () => {
    let handled: HandledStore
    before(async () => void (handled = await open()))
    after(() => handled.close())
    const tenantId = newId<'Tenant'>()
    const long = new Date('2020-01-01T00:00:00Z')
    const [minuteAgo, store] = [() => new Date(Date.now() - 60_000), () => handled.store]
    const everything = async () => {
      const found: StoredContent[] = []
      for await (const each of store().stored()) found.push(each)
      return found
    }

    it('gives back the very bytes it was given', async () => {
      await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const sha256 = await store().put(tenantId, bytes)
        assert.equal(sha256, sha256Of(bytes))
        assert.deepEqual(new Uint8Array(await store().read(tenantId, sha256)), bytes)
      }), { numRuns: 30 })
    })

    it('keeps one copy of the same bytes, also when many store them at once', async () => {
      const [own, bytes] = [newId<'Tenant'>(), Buffer.from('jednou')]
      const hashes = await Promise.all(Array.from({ length: 8 }, () => store().put(own, bytes)))
      const kept = (await everything()).filter((each) => each.tenantId === own)
      assert.deepEqual([new Set(hashes).size, kept.map(({ sha256, size }) => [sha256, size])], [1, [[hashes[0], bytes.byteLength]]])
    })

    it('stores and gives back many at once as it does one, the same bytes once', async () => {
      const own = newId<'Tenant'>()
      const bytes = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces)
      await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.uint8Array({ maxLength: 500 }), { maxLength: 3 }), { maxLength: 12 }), async (contents) => {
        const hashes = await store().putAll(own, [...contents, ...contents.slice(0, 2)])
        assert.deepEqual(hashes, [...contents, ...contents.slice(0, 2)].map((pieces) => sha256Of(bytes(pieces))))
        const read = await store().readAll(own, hashes)
        assert.deepEqual(read.map((one) => one.ok && Buffer.from(one.value)), [...contents, ...contents.slice(0, 2)].map(bytes))
        for (const sha256 of hashes) assert.equal(sha256Of(await store().read(own, sha256)), sha256)
      }), { numRuns: 12 })
      const kept = (await everything()).filter((each) => each.tenantId === own).map(({ sha256 }) => sha256)
      assert.equal(new Set(kept).size, kept.length)
    })

    it('reads of many those that are whole, whatever has become of the others', async () => {
      const own = newId<'Tenant'>()
      const [whole, damaged, lost] = await store().putAll(own, ['celý', 'vadný', 'ztracený'].map((text) => [Buffer.from(text)]))
      assert.ok(whole && damaged && lost)
      await handled.overwrite({ tenantId: own, sha256: damaged }, Buffer.from('vadnY'))
      await handled.lose({ tenantId: own, sha256: lost })
      const found = await store().readAll(own, [damaged, whole, lost])
      assert.deepEqual(found.map((one) => (one.ok ? one.value.toString() : one.refusal)), ['content-damaged', 'celý', 'content-missing'])
    })

    it('marks what it stores with others as wanted, also when it had been there before', async () => {
      const [sha256] = await store().putAll(tenantId, [[Buffer.from('znovu '), Buffer.from('chtěné s jinými')]])
      assert.ok(sha256)
      await handled.age({ tenantId, sha256 }, long)
      await store().putAll(tenantId, [[Buffer.from('znovu chtěné s jinými')], [Buffer.from('jiné')]])
      assert.equal(await store().removeUnwanted({ tenantId, sha256 }, minuteAgo()), false)
    })

    it('stores a stream of any length as it flows, under the hash of the whole', async () => {
      const piece = Buffer.alloc(1024 * 1024, 3)
      async function* flow() { for (let i = 0; i < 21; i += 1) yield piece }
      const own = newId<'Tenant'>()
      const { sha256, size } = await store().putStream(own, flow(), { maxBytes: 2 ** 30 })
      assert.deepEqual([sha256, size], [sha256Of(Buffer.alloc(size, 3)), 21 * 1024 * 1024])
      assert.equal((await store().read(own, sha256)).byteLength, size)
    })

    it('keeps nothing of a stream that is too long or breaks', async () => {
      const other = newId<'Tenant'>()
      async function* broken() { yield Buffer.from('začátek'); throw new Error('the line broke') }
      await assert.rejects(store().putStream(other, broken(), { maxBytes: 100 }), /the line broke/)
      await assert.rejects(store().putStream(other, (async function* () { yield Buffer.alloc(101) })(), { maxBytes: 100 }), ContentTooLong)
      assert.deepEqual((await everything()).filter((each) => each.tenantId === other), [])
    })

    it('never serves bytes whose hash is wrong, and says when they are gone', async () => {
      const sha256 = await store().put(tenantId, Buffer.from('pravda'))
      await handled.overwrite({ tenantId, sha256 }, Buffer.from('pravdA'))
      await assert.rejects(store().read(tenantId, sha256), DamagedContent)
      await handled.lose({ tenantId, sha256 })
      await assert.rejects(store().read(tenantId, sha256), MissingContent)
    })

    it('never serves a content in which a single bit was turned', async () => {
      await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.nat(), fc.nat(7), async (bytes, at, bit) => {
        const sha256 = await store().put(tenantId, bytes)
        assert.equal(await store().put(tenantId, bytes), sha256, 'twice is once')
        await handled.overwrite({ tenantId, sha256 }, Uint8Array.from(bytes, (byte, i) => i === at % bytes.length ? byte ^ (1 << bit) : byte))
        await assert.rejects(store().read(tenantId, sha256), DamagedContent)
        await handled.overwrite({ tenantId, sha256 }, bytes)
      }), { numRuns: 40 })
    })

    it('writes a cut content again when the same bytes come', async () => {
      const sha256 = await store().put(tenantId, Buffer.from('celý obsah'))
      await handled.overwrite({ tenantId, sha256 }, Buffer.from('cel'))
      await store().put(tenantId, Buffer.from('celý obsah'))
      assert.equal((await store().read(tenantId, sha256)).toString(), 'celý obsah')
    })

    it('does not show one tenant the contents of another', async () => {
      const sha256 = await store().put(tenantId, Buffer.from('naše'))
      await assert.rejects(store().read(newId<'Tenant'>(), sha256), MissingContent)
    })

    it('finds all contents, however many there are, in their order', async () => {
      const own = newId<'Tenant'>()
      const hashes = await Promise.all(Array.from({ length: 120 }, (_, i) => store().put(own, Buffer.from(`obsah ${i}`))))
      assert.deepEqual((await everything()).filter((each) => each.tenantId === own).map((each) => each.sha256), hashes.toSorted())
    })

    it('removes nothing that was wanted lately, also when it had been there before', async () => {
      const sha256 = await store().put(tenantId, Buffer.from('znovu chtěné'))
      await handled.age({ tenantId, sha256 }, long)
      await store().put(tenantId, Buffer.from('znovu chtěné'))
      assert.equal(await store().removeUnwanted({ tenantId, sha256 }, minuteAgo()), false)
      await handled.age({ tenantId, sha256 }, long)
      assert.equal(await store().removeUnwanted({ tenantId, sha256 }, minuteAgo()), true)
      assert.equal(await store().removeUnwanted({ tenantId, sha256 }, new Date()), false, 'gone once')
    })

    it('loses nothing that somebody is storing while it is swept', async () => {
      for (let round = 0; round < 25; round++) {
        const bytes = Buffer.from(`obsah ${round}`)
        const sha256 = await store().put(tenantId, bytes)
        await handled.age({ tenantId, sha256 }, long)
        const sweep = () => store().removeUnwanted({ tenantId, sha256 }, minuteAgo())
        const put = async () => {
          await store().put(tenantId, bytes)
          assert.deepEqual(await store().read(tenantId, sha256), bytes)
        }
        await Promise.all([sweep(), put(), sweep(), put()])
        assert.deepEqual(await store().read(tenantId, sha256), bytes)
      }
    })
  })
}
