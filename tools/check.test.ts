import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { root } from './setup/root.mjs'
import { healthyHouse, violations, type Files } from './check/violations.testing.ts'

const scratch = mkdtempSync(join(tmpdir(), 'obeh-check-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

describe('the law of the house', () => {
  test('lets a healthy house pass', () => {
    const { green, output } = checkHouse('healthy', healthyHouse)
    assert.ok(green, output)
  })

  const { green, output } = checkHouse('planted', Object.assign({}, healthyHouse, ...violations.map(({ files }) => files)))
  test('runs every part even when one is broken, and fails', () => {
    assert.equal(green, false)
    assert.match(output, /check: 0 passed, 6 failed/)
  })

  test('has a planted violation for every rule about layers', () => {
    const { forbidden }: { forbidden: { name: string }[] } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
    const planted = new Set(violations.map(({ rule }) => rule))
    assert.deepEqual(forbidden.map(({ name }) => name).filter((name) => !planted.has(name)), [])
  })

  for (const { rule, at } of violations) {
    test(`names ${rule} at ${at}`, () => {
      assert.ok(output.split('\n').some((line) => line.includes(rule) && line.includes(at)), output)
    })
  }
})

function checkHouse(name: string, files: Files) {
  const house = join(scratch, name)
  for (const part of ['tools/check', 'tools/lock', 'tools/setup', '.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.json', 'web/tsconfig.json', 'package.json']) {
    cpSync(join(root, part), join(house, part), { recursive: true, filter: (path) => !path.includes('violations') })
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  const script = "import { check } from './tools/check/run.mjs'; process.exitCode = (await check()).failed > 0 ? 1 : 0"
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: house, encoding: 'utf8' })
  return { green: status === 0, output: stdout + stderr }
}
