import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { withLock } from './lock.ts'

async function room(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'obeh-lock-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** A process that runs `script` with `withLock`, `directory` and the promises of files at hand. */
function contender(directory: string, script: string) {
  const prelude = `import { withLock } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)}
    import { readFile, writeFile } from 'node:fs/promises'
    const directory = ${JSON.stringify(directory)};`
  return spawn(process.execPath, ['--input-type=module', '-e', prelude + script], { stdio: ['pipe', 'pipe', 'inherit'] })
}

test('4 processes that add 25 times each lose no addition', async (t) => {
  const directory = await room(t)
  const count = join(directory, 'count')
  await writeFile(count, '0')
  const add = `for (let i = 0; i < 25; i++) await withLock(directory, 60_000, async () => {
    const file = directory + '/count'
    await writeFile(file, String(Number(await readFile(file, 'utf8')) + 1))
  })`
  const codes = await Promise.all([1, 2, 3, 4].map(async () => (await once(contender(directory, add), 'exit'))[0]))
  assert.deepEqual(codes, [0, 0, 0, 0])
  assert.equal(await readFile(count, 'utf8'), '100')
  assert.equal((await readdir(directory)).filter((name) => name.startsWith('start.lock')).length, 1, 'spent locks are swept')
})

test('the lock of a killed process passes on at once, that of a living one is waited for, but not for ever', async (t) => {
  const directory = await room(t)
  const holder = contender(directory, `await withLock(directory, 1000, () => new Promise((done) => {
    console.log('held')
    process.stdin.resume().on('end', done)
  }))`)
  await once(holder.stdout, 'data')
  await assert.rejects(withLock(directory, 100, async () => undefined), new RegExp(`process ${holder.pid}`))
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  assert.equal(await withLock(directory, 1000, async () => 'mine'), 'mine')
})

test('a lock from before the last boot, or of a number now worn by another process, is stale', async (t) => {
  const directory = await room(t)
  await withLock(directory, 1000, async () => {
    const [name = ''] = (await readdir(directory)).filter((name) => name.startsWith('start.lock.'))
    const [pid, startedAt, boot] = (await readFile(join(directory, name), 'utf8')).split(' ')
    for (const stale of [`${pid} ${startedAt} another-boot`, `${pid} 1 ${boot}`, '']) {
      const other = await mkdtemp(join(directory, 'stale-'))
      await writeFile(join(other, 'start.lock.5'), stale)
      assert.equal(await withLock(other, 1000, async () => 'mine'), 'mine')
    }
  })
})

test('work that fails frees the lock', async (t) => {
  const directory = await room(t)
  await assert.rejects(withLock(directory, 1000, async () => assert.fail('no')), /no/)
  assert.equal(await withLock(directory, 1000, async () => 'mine'), 'mine')
})
