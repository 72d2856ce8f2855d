import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openSandbox, runSandboxed } from './index.ts'

const deeds = new URL('fixtures/deeds.ts', import.meta.url)
const limits = { timeoutMs: 5_000, memoryMb: 128 }
const ask = (deed: string, about?: unknown, more = {}) => runSandboxed<unknown, unknown>(deeds, { deed, about }, { ...limits, ...more })
async function refusal(deed: string, about?: unknown, more = {}) {
  const outcome = await ask(deed, about, more)
  assert.ok(!outcome.ok, `${deed} was expected to be refused`)
  return outcome
}

describe('a sandboxed call', () => {
  it('answers with a structured clone of what the module returned', async () => {
    const about = { at: new Date(0), bytes: new Uint8Array([1, 2, 255]), map: new Map([['č', null]]), big: 2n ** 70n, nothing: undefined }
    assert.deepEqual(await ask('echo', about), { ok: true, value: about })
    assert.deepEqual(await ask('echo'), { ok: true, value: undefined })
  })

  it('carries fifty megabytes there and back', async () => {
    const bytes = new Uint8Array(50 * 1024 * 1024).fill(7)
    const outcome = await ask('echo', bytes, { memoryMb: 400 })
    assert.ok(outcome.ok && outcome.value instanceof Uint8Array && Buffer.compare(outcome.value, bytes) === 0)
  })

  for (const deed of ['loop', 'never', 'flood']) {
    it(`ends a module that goes on without end: ${deed}`, async () => {
      assert.equal((await refusal(deed, undefined, { timeoutMs: 300 })).refusal, 'timed-out')
    })
  }

  for (const deed of ['heap', 'buffers', 'smallBuffers', 'wasm']) {
    it(`ends a module that takes memory without end: ${deed}`, async () => {
      assert.equal((await refusal(deed, undefined, { timeoutMs: 20_000 })).refusal, 'out-of-memory')
    })
  }

  for (const deed of ['throw', 'reject', 'exit', 'abort', 'function', 'endlessAnswer', 'hugeAnswer']) {
    it(`outlives a module that does not answer: ${deed}`, async () => {
      assert.equal((await refusal(deed, undefined, { memoryMb: 64 })).refusal, deed === 'hugeAnswer' ? 'out-of-memory' : 'crashed')
    })
  }

  it('is over when a module cannot be loaded', async () => {
    const outcome = await runSandboxed(new URL('fixtures/absent.ts', import.meta.url), 1, limits)
    assert.ok(!outcome.ok && outcome.refusal === 'crashed' && outcome.trace.includes('absent.ts'))
  })

  it('tells the developer what the module threw', async () => {
    assert.match((await refusal('throw')).trace, /the module threw this/)
  })

  it('may be expected, and said to be the last, and is a call as any other', async () => {
    const { expect, run } = openSandbox({ atOnce: 2 })
    expect(deeds, limits)
    const answers = await Promise.all([1, 2, 3].map((about) => run<unknown, unknown>(deeds, { deed: 'echo', about }, { ...limits, isLast: about === 3 })))
    assert.deepEqual(answers, [1, 2, 3].map((value) => ({ ok: true, value })))
    assert.deepEqual(await run(deeds, { deed: 'count' }, { ...limits, isLast: true }), { ok: true, value: 1 })
  })

  it('sees nothing that an earlier call left behind', async () => {
    assert.deepEqual([await ask('count'), await ask('count')], [{ ok: true, value: 1 }, { ok: true, value: 1 }])
  })

  it('rejects with the reason of the signal, before and during the call', async () => {
    const reason = new Error('no longer wanted')
    await assert.rejects(ask('never', undefined, { signal: AbortSignal.abort(reason) }), reason)
    const controller = new AbortController()
    const call = ask('loop', undefined, { signal: controller.signal, timeoutMs: 60_000 })
    setTimeout(() => controller.abort(reason), 50)
    await assert.rejects(call, reason)
  })
})

describe('a sandboxed module', () => {
  it('has no environment', async () => {
    const outcome = await ask('environment')
    assert.ok(outcome.ok)
    assert.deepEqual(Object.keys(outcome.value as object).filter((name) => !['TZ', 'PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)), [])
  })

  it('reads the program but no other file, and writes none', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'obeh-')), 'secret')
    writeFileSync(path, 'secret')
    assert.match((await refusal('read', path)).trace, /Access to this API has been restricted/)
    assert.match((await refusal('write', path)).trace, /Access to this API has been restricted/)
    assert.equal((await ask('read', fileURLToPath(new URL('sandbox.ts', import.meta.url)))).ok, true)
  })

  it('starts no process or thread and signals none', async () => {
    for (const deed of ['spawn', 'thread']) assert.match((await refusal(deed)).trace, /Access to this API has been restricted/)
    assert.match((await refusal('signalParent')).trace, /no other process/)
  })

  it('reaches no network', async (t) => {
    let reached = 0
    const server = createServer((socket) => { reached += 1; socket.end() })
    t.after(() => server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    for (const deed of ['network', 'fetch']) {
      const { trace } = await refusal(deed, address && typeof address === 'object' ? address.port : 0)
      assert.match(trace, /no network|fetch failed/)
    }
    assert.equal(reached, 0)
  })
})

describe('a flood of calls', () => {
  it('runs a few at once, first in first out', async () => {
    const { run } = openSandbox({ atOnce: 2 })
    const ended: number[] = []
    const calls = Array.from({ length: 6 }, async (_, index) => {
      await run(deeds, { deed: 'wait', about: index === 0 ? 1_500 : 1 }, limits)
      ended.push(index)
    })
    await Promise.all(calls)
    assert.deepEqual(ended.filter((index) => index !== 0), [1, 2, 3, 4, 5])
    assert.equal(ended.at(0), 1)
  })

  it('goes on after calls that failed or were given up while waiting', async () => {
    const { run } = openSandbox({ atOnce: 1 })
    const controller = new AbortController()
    const first = run(deeds, { deed: 'loop' }, { ...limits, timeoutMs: 200 })
    const second = run(deeds, { deed: 'echo' }, { ...limits, signal: controller.signal })
    const third = run(deeds, { deed: 'echo', about: 3 }, limits)
    controller.abort(new Error('given up'))
    await assert.rejects(second, /given up/)
    assert.equal((await first).ok, false)
    assert.deepEqual(await third, { ok: true, value: 3 })
  })
})
