import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { root } from './setup/root.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'obeh-test-run-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

describe('a run of tests', () => {
  test('counts what passed, failed and was skipped', () => {
    const { passed, failed, skipped, tests } = counts("test('a', () => {}); test('b', () => { throw 1 }); test('c', { skip: true }, () => {})")
    assert.deepEqual({ passed, failed, skipped, tests }, { passed: 1, failed: 1, skipped: 1, tests: 3 })
  })

  test('fails for a file that cannot even be read', () => {
    assert.equal(counts('this is no JavaScript').failed, 1)
  })

  test('ends, and fails, when a file keeps something open for ever', () => {
    assert.equal(counts("test('a', () => {}); setInterval(() => {}, 1000)", 0.05).failed, 1)
  })
})

/** The counts of one run over one file, made in a process of its own, as a run within a run would be skipped. */
function counts(body: string, minutes = 1): Record<string, number> {
  const file = join(scratch, 'one.test.mjs')
  writeFileSync(file, `import { test } from 'node:test'\n${body}\n`)
  const script = `
    import { runTests } from ${JSON.stringify(join(root, 'tools/test/run.mjs'))}
    console.error(JSON.stringify(await runTests({ files: [${JSON.stringify(file)}], atOnce: 1, minutes: ${minutes} })))`
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env })
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
}
