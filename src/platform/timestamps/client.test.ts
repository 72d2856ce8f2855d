import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { readTimestampToken } from '../../engines/cms/index.ts'
import { openAuthority, type Authority } from '../pki/index.ts'
import { budgetFolder, timestampClient, type Timestamper } from './index.ts'

const digest = createHash('sha256').update('usnesení').digest()

describe('asking for a time stamp', () => {
  let folder: string
  let authority: Authority
  const servers: Server[] = []
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-tsa-'))
    authority = await openAuthority(folder, () => new Date('2026-11-23T10:00:00Z'))
  })
  after(async () => {
    for (const server of servers) server.close()
    await rm(folder, { recursive: true })
  })

  /** An authority that does what it is told, and counts. */
  const serve = async (answer: (body: Buffer, response: ServerResponse) => void) => {
    const told = { asked: 0, url: '', answer }
    const server = createServer((request: IncomingMessage, response) => void (async () => {
      told.asked++
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      told.answer(Buffer.concat(pieces), response)
    })())
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    servers.push(server)
    told.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return told
  }
  const good = (body: Buffer, response: ServerResponse) => void response.end(authority.timestamp(body))
  const fails = (status: number, headers: Record<string, string> = {}) => (_: Buffer, response: ServerResponse) => void response.writeHead(status, headers).end()
  let time = 0
  const settings = { now: () => new Date(time), chance: () => 0.5, timeoutMs: 500 }

  it('gives on a token about these bytes', async () => {
    const server = await serve(good)
    const token = await timestampClient({ urls: [server.url] }).stamp(digest)
    assert.ok(token.ok)
    const read = readTimestampToken(token.value)
    assert.ok(read.ok)
    assert.deepEqual(Buffer.from(read.value.imprint), digest)
  })

  it('takes no answer that is about other bytes, to another question, no answer at all, endless, late or elsewhere', async () => {
    const kept = authority.timestamp(Buffer.from([]))
    let before: Buffer | undefined
    const wrong: ((body: Buffer, response: ServerResponse) => void)[] = [
      (_, response) => void response.end(kept),
      (body, response) => {
        before ??= body
        response.end(authority.timestamp(before))
      },
      (_, response) => void response.end('hello'),
      (_, response) => void response.end(Buffer.alloc(400_000, 0x30)),
      (_, response) => void response,
      fails(302, { location: (await serve(good)).url }),
    ]
    const server = await serve(good)
    for (const [index, answer] of wrong.entries()) {
      server.answer = answer
      if (index === 1) await timestampClient({ ...settings, urls: [server.url] }).stamp(digest)
      assert.deepEqual(await timestampClient({ ...settings, urls: [server.url] }).stamp(digest), { ok: false, refusal: 'no-timestamp' }, String(index))
    }
  })

  it('goes to the next authority, leaves one that failed alone for longer each time, and comes back', async () => {
    const [first, second] = [await serve(fails(500)), await serve(good)]
    const client = timestampClient({ ...settings, urls: [first.url, second.url] })
    assert.ok((await client.stamp(digest)).ok)
    assert.ok((await client.stamp(digest)).ok)
    assert.deepEqual([first.asked, second.asked], [1, 2])
    time += 751
    await client.stamp(digest)
    time += 751
    await client.stamp(digest)
    assert.equal(first.asked, 2, 'the second rest is longer')
    time += 1000
    first.answer = good
    await client.stamp(digest)
    await client.stamp(digest)
    assert.deepEqual([first.asked, second.asked], [4, 4])
  })

  it('keeps to Retry-After, and says from when it makes sense to ask', async () => {
    const server = await serve(fails(503, { 'retry-after': '120' }))
    const client = timestampClient({ ...settings, urls: [server.url] })
    await client.stamp(digest)
    assert.deepEqual(client.readyAt(), new Date(time + 120_000))
    await client.stamp(digest)
    assert.equal(server.asked, 1)
  })

  it('never asks more often than the budget allows, however many ask at once', async () => {
    const server = await serve(good)
    const client = timestampClient({ ...settings, urls: [server.url], budget: { requests: 3, windowMs: 60_000 } })
    const got = await Promise.all(Array.from({ length: 8 }, () => client.stamp(digest)))
    assert.deepEqual([got.filter(({ ok }) => ok).length, server.asked], [3, 3])
    assert.deepEqual(client.readyAt(), new Date(time + 60_000))
    time += 60_001
    assert.ok((await client.stamp(digest)).ok)
  })

  it('keeps to a budget also after a restart', async () => {
    const server = await serve(good)
    const restarted = () => timestampClient({ ...settings, urls: [server.url], budget: { requests: 3, windowMs: 1_200_000 }, memory: budgetFolder(join(folder, 'budgets')) })
    const first = restarted()
    const given = async (client: Timestamper, times: number) => (await Promise.all(Array.from({ length: times }, () => client.stamp(digest)))).filter(({ ok }) => ok).length
    assert.deepEqual([await given(first, 2), await given(restarted(), 4), server.asked], [2, 1, 3])
    assert.deepEqual([await given(restarted(), 1), server.asked], [0, 3])
    time += 1_200_001
    assert.equal(await given(restarted(), 4), 3)
  })

  it('is one budget for all processes of a machine, and a line that was cut off takes nothing from it', async () => {
    const place = join(folder, 'shared')
    await budgetFolder(place).take('http://tsa.example/', { requests: 20, windowMs: 600_000 }, () => Date.now())
    const [file = ''] = await readdir(place)
    await appendFile(join(place, file), '17643')
    const script = `
      import { budgetFolder } from ${JSON.stringify(new URL('./budget-folder.ts', import.meta.url).href)}
      const memory = budgetFolder(${JSON.stringify(place)})
      const taken = await Promise.all(Array.from({ length: 15 }, () => memory.take('http://tsa.example/', { requests: 20, windowMs: 600_000 }, () => Date.now())))
      console.log(taken.filter((one) => one === null).length)`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]).then(({ stdout }) => Number(stdout))
    const given = await Promise.all([1, 2, 3, 4].map(run))
    assert.equal(given.reduce((sum, one) => sum + one), 19, given.join(' '))
    assert.equal(await budgetFolder(place).take('http://other.example/', { requests: 20, windowMs: 600_000 }, () => Date.now()), null)
  })

  it('reaches over midnight, and keeps no files of days that no window reaches', async () => {
    const place = join(folder, 'midnight')
    const budget = { requests: 2, windowMs: 3_600_000 }
    const midnight = Date.UTC(2026, 10, 29)
    const at = (ms: number) => budgetFolder(place).take('http://tsa.example/', budget, () => midnight + ms)
    assert.deepEqual([await at(-1_800_000), await at(-1_000), await at(1_000), await at(1_800_001), await at(1_900_000)], [null, null, midnight - 1_800_000 + budget.windowMs, null, midnight - 1_000 + budget.windowMs])
    await at(3 * 86_400_000)
    assert.equal((await readdir(place)).length, 1)
  })
})
