import assert from 'node:assert/strict'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { directoryStore } from '../testing/contents.ts'

describe('sweeping a directory of contents', () => {
  let handled: Awaited<ReturnType<typeof directoryStore>>
  before(async () => void (handled = await directoryStore()))
  after(() => handled.close())

  it('finds everything there is, and what a killed sweep had put aside', async () => {
    const [tenantId, { directory, store }] = [newId<'Tenant'>(), handled]
    const sha256 = await store.put(tenantId, Buffer.from('odložené'))
    const path = join(directory, tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    await rename(path, `${path}.aside`)
    await writeFile(join(directory, tenantId, 'poznámka.txt'), 'not a content')
    const found: string[] = []
    for await (const each of store.stored()) found.push(each.sha256)
    assert.deepEqual(found, [sha256])
    assert.equal((await store.read(tenantId, sha256)).toString(), 'odložené')
  })
})
