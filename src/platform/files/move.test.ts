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
    const [cut, rotten] = [{ tenantId: tenants[0], sha256: hashes[0]! }, { tenantId: tenants[1], sha256: hashes[29]! }]
    await bucket.store.put(cut.tenantId, Buffer.from('obsah 0'))
    await bucket.overwrite(cut, Buffer.from('obs'))
    await directory.overwrite(rotten, Buffer.from('obsah xx'))
    const before = bucket.s3.objects.size
    const report = await moveContents(directory.store, bucket.store)
    assert.deepEqual([report.found, report.copied + report.there, report.damaged.map(({ sha256 }) => sha256)], [30, 29, [rotten.sha256]])
    assert.ok(report.there >= before - 1 && report.copied >= 1)
    const back = await directoryStore()
    try {
      assert.equal((await moveContents(bucket.store, back.store)).copied, 29)
      for (const [i, sha256] of hashes.slice(0, 29).entries()) assert.equal((await back.store.read(tenants[i % 2]!, sha256)).toString(), `obsah ${i}`)
      assert.deepEqual(await moveContents(bucket.store, back.store), { found: 29, copied: 0, bytes: 0, there: 29, damaged: [] })
    } finally {
      await back.close()
    }
  })
})
