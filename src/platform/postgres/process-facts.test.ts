import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strangers } from './fixture.ts'
import { livingProcess, mayServe, parseStat } from './process-facts.ts'

const stat = (command: string) => `77 (${command}) S 1 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200`

test('reads the state and the start of a process, whatever its command is called', () => {
  for (const command of ['postgres', 'a b', 'x) S (y']) {
    assert.deepEqual(parseStat(stat(command)), { command, state: 'S', startedAt: 987_654 })
  }
})

test('we live, process 4194305 never does', async () => {
  assert.equal((await livingProcess(process.pid))?.pid, process.pid)
  assert.equal(await livingProcess(4_194_305), undefined)
})

test('a stranger lives, a zombie does not, though it still has its number', async (t) => {
  const { stranger, zombie } = await strangers(t)
  assert.equal((await livingProcess(stranger))?.command, 'sleep')
  assert.doesNotThrow(() => process.kill(zombie, 0))
  assert.equal(await livingProcess(zombie), undefined)
})

test('only proof acquits a process of being our server', () => {
  const running = (command: string, ...args: string[]) => ({ pid: 7, state: 'S', startedAt: 1, command, arguments: [command, ...args] })
  assert.equal(mayServe(running('postgres', '-D', '/data/cluster'), '/data/cluster'), true)
  assert.equal(mayServe(running('postgres'), '/data/cluster'), true)
  assert.equal(mayServe(running('postgres', '-D', 'cluster'), '/data/cluster'), true)
  assert.equal(mayServe(running('postgres', '-D', '/data/other'), '/data/cluster'), false)
  assert.equal(mayServe(running('node', '-D', '/data/cluster'), '/data/cluster'), false)
})
