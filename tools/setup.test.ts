import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, afterEach, describe, test } from 'node:test'
import { explain } from './setup/install.mjs'
import { scratchProject } from './setup/scratch.testing.ts'

let project: ReturnType<typeof scratchProject>
beforeEach(() => { project = scratchProject() })
afterEach(() => { project.remove() })

describe('a command on a fresh clone', () => {
  test('installs first, and leaves stdout and the exit code to the command', () => {
    const { stdout, stderr, status } = project.run('obeh.mjs', 'verify', 'a b.pdf', '--json')
    assert.equal(stdout, '["verify","a b.pdf","--json"]\n')
    assert.match(stderr, /installing dependencies/)
    assert.equal(status, 3)
  })

  test('installs once: the second time it says nothing', () => {
    project.run('obeh.mjs')
    assert.equal(project.run('obeh.mjs').stderr, '')
    assert.equal(project.lines('npm.log').length, 1)
  })

  test('installs again when package-lock.json asks for something else', () => {
    project.run('obeh.mjs')
    project.write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version: '2.0.0' } } }))
    project.run('obeh.mjs')
    assert.equal(project.lines('npm.log').length, 2)
  })

  test('accepts what a developer installed by hand', () => {
    project.run('obeh.mjs')
    const changed = JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version: '2.0.0' } } })
    project.write('package-lock.json', changed)
    project.write('node_modules/.package-lock.json', changed)
    assert.equal(project.run('obeh.mjs').status, 3)
    assert.equal(project.lines('npm.log').length, 1)
  })

  test('says why npm failed, exits 1, and tries again next time', async () => {
    project.write('npm.fails', 'npm error code ENOTFOUND\n')
    const { stderr, status } = project.run('obeh.mjs')
    assert.match(stderr, /registry cannot be reached[^]*ENOTFOUND/)
    assert.equal(status, 1)
    await unlink(join(project.home, 'npm.fails'))
    assert.equal(project.run('obeh.mjs').status, 3)
  })
})

describe('two commands at once', () => {
  test('install once; the second waits and says so', async () => {
    project.fifo('hold')
    project.fifo('started')
    const first = project.start('obeh.mjs', 'first')
    await npmStarted()
    const second = project.start('obeh.mjs', 'second')
    await once(second.stderr, 'data')
    const waiting = [outcome(first), outcome(second)]
    await letGo()
    assert.deepEqual(await Promise.all(waiting), ['["first"]\n', '["second"]\n'])
    assert.equal(project.lines('npm.log').length, 1)
  })
})

describe('after kill -9 in the middle of an installation', () => {
  beforeEach(() => { project.fifo('hold'); project.fifo('started') })

  test('the next command waits for the orphaned npm instead of fighting it', async () => {
    const killed = project.start('obeh.mjs')
    await npmStarted()
    await kill(killed)
    const next = project.start('obeh.mjs', 'next')
    const [first] = await once(next.stderr, 'data')
    assert.match(String(first), /waiting/)
    const done = outcome(next)
    await letGo()
    assert.equal(await done, '["next"]\n')
    assert.equal(project.lines('npm.log').length, 1)
  })

  test('the next command repairs what a killed npm left', async () => {
    const killed = project.start('obeh.mjs')
    const npm = await npmStarted()
    await kill(killed)
    process.kill(npm, 'SIGKILL')
    await unlink(join(project.home, 'hold'))
    assert.equal(project.run('obeh.mjs', 'next').stdout, '["next"]\n')
    assert.equal(project.lines('npm.log').length, 2)
  })
})

describe('the server under npm start', () => {
  test('gets SIGTERM and gives its own exit code', async () => {
    const wrapper = project.start('start.mjs')
    await once(wrapper.stdout, 'data')
    wrapper.kill('SIGTERM')
    assert.deepEqual([await text(wrapper.stdout), await exitOf(wrapper)], ['stopping\n', 7])
  })

  test('stops when what started it is killed outright', async () => {
    const wrapper = project.start('start.mjs')
    await once(wrapper.stdout, 'data')
    wrapper.kill('SIGKILL')
    // The kernel tells of the death of each thread, so the server may hear it more than once.
    assert.match(await text(wrapper.stdout), /^(stopping\n)+$/)
  })
})

describe('the web', () => {
  beforeEach(() => {
    project.write('web/vite.config.ts', '')
    project.write('web/page.tsx', 'one')
    project.write('src/app/main.ts', '')
  })

  test('is built once, and again when it has changed', async () => {
    project.run('start.mjs')
    project.run('start.mjs')
    assert.deepEqual(project.lines('vite.log'), ['web'])
    project.write('web/page.tsx', 'two')
    project.run('start.mjs')
    assert.deepEqual(project.lines('vite.log'), ['web', 'web'])
    assert.equal(await readFile(join(project.home, 'dist/web/page.tsx'), 'utf8'), 'two')
  })

  test('is not built again for a change of a test or of a README', () => {
    project.run('start.mjs')
    project.write('web/page.test.ts', 'test')
    project.write('web/README.md', 'read')
    project.run('start.mjs')
    assert.deepEqual(project.lines('vite.log'), ['web'])
  })

  test('stays as it was when a build fails, and the failure is told', async () => {
    project.run('start.mjs')
    project.write('web/page.tsx', 'two')
    project.write('web/broken', '')
    const { stderr, status } = project.run('start.mjs')
    assert.match(stderr, /The build failed:\nno such colour/)
    assert.equal(status, 1)
    assert.equal(await readFile(join(project.home, 'dist/web/page.tsx'), 'utf8'), 'one')
  })

  test('is skipped with a note where it does not exist', () => {
    assert.match(project.run('start.mjs').stderr, /portal\/vite.config.ts is not here/)
  })
})

test('a full disk is called a full disk', () => {
  assert.match(explain('npm error code ENOSPC\nnpm error write'), /^The disk is full\. [^]*ENOSPC/)
})

/** Resolves to the pid of the stand-in for npm, once it has started. */
const npmStarted = async () => Number(await readFile(join(project.home, 'started'), 'utf8'))
const letGo = () => writeFile(join(project.home, 'hold'), 'go\n')

async function outcome(child: ReturnType<typeof project.start>) {
  return text(child.stdout)
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function exitOf(child: ChildProcess) {
  return child.exitCode ?? (await once(child, 'exit'))[0]
}
