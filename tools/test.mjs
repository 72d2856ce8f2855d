#!/usr/bin/env node
// @ts-check
// npm test: everything, from a fresh clone: set-up, check, unit and service tests, then the stories in a real browser.
// npm test -- PATTERN…: only the test files whose path contains one of the patterns, without the check.
import { availableParallelism } from 'node:os'
import { check } from './check/run.mjs'
import { command, prepare } from './setup.mjs'
import { SetupFailure } from './setup/root.mjs'
import { runTests, testFiles } from './test/run.mjs'

const patterns = process.argv.slice(2)

await command(async () => {
  const beside = testFiles(['src', 'tools', 'web', 'portal'], patterns)
  const stories = testFiles(['e2e'], patterns)
  if (beside.length + stories.length === 0) throw new SetupFailure(`no test file matches ${patterns.join(' ')}`)
  await prepare({ web: true })

  const law = patterns.length === 0 ? await check() : { passed: 0, failed: 0 }
  const tests = await runTests({ files: beside, atOnce: Math.max(2, availableParallelism()), minutes: 30 })
  // A story has a browser, a server and a database of its own; two at once on a small machine only measure the waiting.
  const e2e = await runTests({ files: stories, atOnce: 1, minutes: 20 })
  return summarise(law, tests, e2e)
})

/** One summary for all parts; the last lines are those of Node's own runner, with the sums.
 * @param {{ passed: number, failed: number }} law @param {import('./test/run.mjs').Counts} tests @param {import('./test/run.mjs').Counts} e2e */
function summarise(law, tests, e2e) {
  const parts = { check: law, tests, e2e }
  console.log('')
  for (const [name, { passed, failed, ...rest }] of Object.entries(parts)) {
    const cancelled = 'cancelled' in rest ? rest.cancelled : 0
    console.log(`${name.padEnd(6)} ${passed} passed, ${failed + cancelled} failed`)
  }
  const sum = (/** @type {Exclude<keyof import('./test/run.mjs').Counts, 'durationMs'>} */ key) => tests[key] + e2e[key]
  for (const [name, number] of Object.entries({
    tests: sum('tests'), pass: sum('passed'), fail: sum('failed'), cancelled: sum('cancelled'), skipped: sum('skipped'), todo: sum('todo'),
    duration_ms: process.uptime() * 1000,
  })) console.log(`ℹ ${name} ${name === 'duration_ms' ? number.toFixed(0) : number}`)
  return law.failed + sum('failed') + sum('cancelled') > 0 ? 1 : 0
}
