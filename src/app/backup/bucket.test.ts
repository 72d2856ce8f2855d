import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fakeS3 } from '../../platform/testing/s3.ts'
import { makeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { foundSmallOffice, newPlace } from './testing-office.ts'

it('backs up stored files out of a bucket, and restores them into a folder or into another bucket', async () => {
  const [s3, other] = [await fakeS3(), await fakeS3()]
  const place = await newPlace('tables', { FILES_URL: s3.url, ...s3.environment })
  const targets = [await newPlace('empty'), await newPlace('empty', { FILES_URL: other.url, ...other.environment })]
  try {
    const small = await foundSmallOffice(place)
    for (let i = 0; i < 3; i++) await small.register(`V kbelíku ${i}`)
    await small.close()
    const made = await makeBackup({ config: place.config, folder: place.beside('backup'), say: () => {} })
    assert.deepEqual([made.whole, made.copied], [true, 3])
    for (const target of targets) {
      const report = await restoreBackup({ config: target.config, from: place.beside('backup'), say: () => {} })
      assert.deepEqual([report.whole, report.contents, report.logs.map(({ contents }) => contents)], [true, 3, [3]])
    }
    assert.equal([...other.objects.keys()].length, 3)
  } finally {
    for (const each of [place, ...targets]) await each.remove()
    await s3.close()
    await other.close()
  }
})
