// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pinnedNode } from '../setup/node.mjs'
import { root, say } from '../setup/root.mjs'

/** @typedef {{ tests: number, passed: number, failed: number, cancelled: number, skipped: number, todo: number, durationMs: number }} Counts */

/** Test files of the folders, as paths relative to the project. A pattern is a part of the path; none means all.
 * @param {string[]} folders @param {string[]} patterns */
export function testFiles(folders, patterns) {
  return folders.flatMap(filesOf).filter((path) => /\.test\.(ts|mjs)$/.test(path))
    .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern))).sort()
}

/** Runs the files with node --test, its report going straight to our stdout, and resolves to the counts.
 * A runner that dies without a summary counts as one failure. Node does not end a file that has finished its tests and keeps
 * something open; when the time is over we interrupt the runner, which then names that file.
 * @param {{ files: string[], atOnce: number, minutes: number }} run `minutes`: the longest all of it may take, half of it for one test
 * @returns {Promise<Counts>} */
export async function runTests({ files, atOnce, minutes }) {
  if (files.length === 0) return { tests: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0, durationMs: 0 }
  const scratch = mkdtempSync(join(tmpdir(), 'obeh-counts-'))
  const countsFile = join(scratch, 'counts.json')
  const args = ['--test', `--test-concurrency=${atOnce}`, `--test-timeout=${minutes * 30_000}`,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${new URL('./reporter.mjs', import.meta.url).href}`, `--test-reporter-destination=${countsFile}`, ...files]
  try {
    const code = await new Promise((done, fail) => {
      const child = spawn(pinnedNode(), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
      const limits = [
        setTimeout(() => { say(`the tests take longer than ${minutes} minutes, stopping them`); child.kill('SIGINT') }, minutes * 60_000),
        setTimeout(() => child.kill('SIGKILL'), minutes * 60_000 + 15_000),
      ]
      child.on('error', fail)
      child.on('close', (code) => { limits.forEach(clearTimeout); done(code) })
    })
    const counts = JSON.parse(readFileSync(countsFile, 'utf8').trim() || '{}')
    const failed = counts.failed ?? 0
    return { tests: 0, cancelled: 0, skipped: 0, todo: 0, durationMs: 0, ...counts,
      passed: counts.passed ?? 0, failed: code !== 0 && failed + (counts.cancelled ?? 0) === 0 ? 1 : failed }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat ? [path] : []
  return readdirSync(join(root, path)).filter((name) => name !== 'node_modules').flatMap((name) => filesOf(join(path, name)))
}
