import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { ContentsUnavailable } from './content.ts'
import { moveContents } from './move.ts'
import { bucketStore, directoryStore } from '../testing/contents.ts'

describe('moving contents between a directory and a bucket', () => {
  let directory: Awaited<ReturnType<typeof directoryStore>>
  let bucket: Awaited<ReturnType<typeof bucketStore>>
  before(async () => { [directory, bucket] = [await directoryStore(), await bucketStore({ silenceMs: 60, pauseMs: 2 })] })
  after(() => Promise.all([directory.close(), bucket.close()]))
  const tenants = [newId<'Tenant'>(), newId<'Tenant'>()] as const

  it('goes on where it broke off, verifies what it moved, names what was damaged, and comes back', async () => {
    const hashes = await Promise.all(Array.from({ length: 30 }, (_, i) => directory.store.put(tenants[i % 2]!, Buffer.from(`obsah ${i}`))))
    let puts = 0
    bucket.s3.fail('error', 8, (method) => method === 'PUT' && ++puts > 10)
    await assert.rejects(moveContents(directory.store, bucket.store), ContentsUnavailable)
    bucket.s3.fail('error', 0)
    assert.equal(bucket.s3.objects.size, 10)
    // Which came first is for the directory to say: one that is there is cut short, one that is not yet rots where it lies.
    const all = hashes.map((sha256, i) => ({ tenantId: tenants[i % 2]!, sha256 }))
    const isThere = await Promise.all(all.map(({ tenantId, sha256 }) => bucket.store.read(tenantId, sha256).then(() => true, () => false)))
    const [cut, rotten] = [all[isThere.indexOf(true)]!, all[isThere.indexOf(false)]!]
    await bucket.overwrite(cut, Buffer.from('obs'))
    await directory.overwrite(rotten, Buffer.from('obsah xx'))
    const before = bucket.s3.objects.size
    const report = await moveContents(directory.store, bucket.store)
    assert.deepEqual([report.found, report.copied + report.there, report.damaged.map(({ sha256 }) => sha256)], [30, 29, [rotten.sha256]])
    assert.ok(report.there >= before - 1 && report.copied >= 1)
    const back = await directoryStore()
    try {
      assert.equal((await moveContents(bucket.store, back.store)).copied, 29)
      for (const [i, { tenantId, sha256 }] of all.entries()) if (sha256 !== rotten.sha256) assert.equal((await back.store.read(tenantId, sha256)).toString(), `obsah ${i}`)
      assert.deepEqual(await moveContents(bucket.store, back.store), { found: 29, copied: 0, bytes: 0, there: 29, damaged: [] })
    } finally {
      await back.close()
    }
  })
})
