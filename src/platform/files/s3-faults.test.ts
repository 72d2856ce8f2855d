import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { filesPlace } from '../config/index.ts'
import { ContentsUnavailable, DamagedContent } from './content.ts'
import { contentsRefusal } from './open.ts'
import { bucketStore } from '../testing/contents.ts'

describe('a bucket that fails', () => {
  let handled: Awaited<ReturnType<typeof bucketStore>>
  before(async () => void (handled = await bucketStore({ silenceMs: 700, pauseMs: 2 })))
  after(() => handled.close())
  const tenantId = newId<'Tenant'>()
  const mebibyte = 1024 * 1024
  async function* big() { for (let i = 0; i < 20; i++) yield Buffer.alloc(mebibyte, i) }

  for (const fault of ['error', 'slow-down', 'stall', 'reset', 'lost-answer'] as const) {
    it(`is asked again, and what it has is stored once: ${fault}`, async () => {
      const bytes = Buffer.from(`vytrvale ${fault}`)
      const times = fault === 'stall' ? 1 : 2
      handled.s3.fail(fault, times, (method) => method === 'PUT')
      const sha256 = await handled.store.put(tenantId, bytes)
      handled.s3.fail(fault, times, (method) => method === 'GET')
      assert.deepEqual(await handled.store.read(tenantId, sha256), bytes)
      assert.equal([...handled.s3.objects.keys()].filter((key) => key.endsWith(sha256)).length, 1)
    })
  }

  it('is read again when the line broke in the middle of a content', async () => {
    const sha256 = await handled.store.put(tenantId, Buffer.alloc(200_000, 5))
    handled.s3.fail('cut', 2, (method) => method === 'GET')
    assert.equal((await handled.store.read(tenantId, sha256)).byteLength, 200_000)
  })

  it('is never believed: turned bytes are damage', async () => {
    const sha256 = await handled.store.put(tenantId, Buffer.from('nezměněno'))
    handled.s3.fail('wrong-bytes', 1, (method) => method === 'GET')
    await assert.rejects(handled.store.read(tenantId, sha256), DamagedContent)
    assert.equal((await handled.store.read(tenantId, sha256)).toString(), 'nezměněno')
  })

  it('takes a long content in parts, each of which may fail, and shows it only whole', async () => {
    let seen = 0
    handled.s3.fail('error', 1, (method) => method === 'PUT' && ++seen === 2)
    const { sha256, size } = await handled.store.putStream(tenantId, big(), { maxBytes: 100 * mebibyte })
    handled.s3.fail('error', 0)
    assert.equal(sha256Of(await handled.store.read(tenantId, sha256)), sha256)
    assert.deepEqual([size, handled.s3.uploads.size, await readdir(handled.spool)], [20 * mebibyte, 0, []])
  })

  it('has the content when only the answer to its last part was lost', async () => {
    const own = newId<'Tenant'>()
    handled.s3.fail('lost-answer', 1, (method) => method === 'POST')
    handled.s3.fail('lost-answer', 1, ((posts) => (method: string) => method === 'POST' && ++posts === 2)(0))
    const { sha256 } = await handled.store.putStream(own, big(), { maxBytes: 100 * mebibyte })
    assert.equal((await handled.store.read(own, sha256)).byteLength, 20 * mebibyte)
  })

  it('is told apart from damage when it is down, acknowledges nothing, and has lost nothing afterwards', async () => {
    const [own, kept] = [newId<'Tenant'>(), await handled.store.put(tenantId, Buffer.from('předtím'))]
    for (const fault of ['error', 'reset'] as const) {
      handled.s3.fail(fault)
      const told = async (error: unknown) => {
        assert.ok(error instanceof ContentsUnavailable, String(error))
        assert.doesNotMatch(error.message, /tajne|OBEHTESTKEY/)
      }
      for (const ask of [() => handled.store.put(own, Buffer.from('nepřijato')), () => handled.store.putStream(own, big(), { maxBytes: 100 * mebibyte }), () => handled.store.read(tenantId, kept)]) {
        await ask().then(() => assert.fail('it was acknowledged'), told)
      }
      handled.s3.fail(fault, 0)
      assert.equal((await handled.store.read(tenantId, kept)).toString(), 'předtím')
    }
    assert.deepEqual([await readdir(handled.spool), [...handled.s3.objects.keys()].filter((key) => key.includes(own))], [[], []])
  })

  it('loses nothing that is stored after it was found unwanted and before its removal is heard', async () => {
    const bytes = Buffer.from('v poslední chvíli')
    const content = { tenantId, sha256: await handled.store.put(tenantId, bytes) }
    await handled.age(content, new Date('2020-01-01T00:00:00Z'))
    let storing = Promise.resolve('')
    handled.s3.meanwhile(async (method, key) => {
      if (method !== 'DELETE' || !key.endsWith(content.sha256)) return
      handled.s3.meanwhile(async () => {})
      storing = handled.store.put(tenantId, bytes)
      const asked = handled.s3.asked.length
      while (handled.s3.asked.length < asked + 3) await new Promise((resolve) => setImmediate(resolve))
    })
    await handled.store.removeUnwanted(content, new Date(Date.now() - 60_000))
    await storing
    assert.deepEqual(await handled.store.read(tenantId, content.sha256), bytes)
  })

  it('keeps everybody careful while nobody knows whether a removal was heard', async () => {
    const bytes = Buffer.from('možná pryč')
    const sha256 = await handled.store.put(tenantId, bytes)
    const long = new Date('2020-01-01T00:00:00Z')
    await handled.age({ tenantId, sha256 }, long)
    handled.s3.fail('lost-answer', 1, (method) => method === 'DELETE')
    await assert.rejects(handled.store.removeUnwanted({ tenantId, sha256 }, new Date(Date.now() - 60_000)), ContentsUnavailable)
    const mark = [...handled.s3.objects.keys()].find((key) => key.endsWith('.leaving')) ?? ''
    const storing = handled.store.put(tenantId, bytes)
    while (handled.s3.asked.filter((each) => each === `HEAD ${mark}`).length < 4) await new Promise((resolve) => setImmediate(resolve))
    Object.assign(handled.s3.objects.get(mark) ?? {}, { modified: long })
    assert.equal((await handled.store.read(tenantId, await storing)).toString(), 'možná pryč')
  })

  it('says at the start that the key is not its own, without saying the key', async () => {
    const place = filesPlace(handled.s3.url, { ...handled.s3.environment, AWS_SECRET_ACCESS_KEY: 'jiný' })
    if (typeof place === 'string') throw new Error(place)
    const refused = await contentsRefusal(place) ?? ''
    assert.match(refused, /FILES_URL.*403 SignatureDoesNotMatch/)
    assert.doesNotMatch(refused, /jiný|OBEHTESTKEY/)
  })
})
