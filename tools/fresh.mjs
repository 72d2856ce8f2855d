#!/usr/bin/env node
// @ts-check
// node tools/fresh.mjs [--user root|nobody|both] [--test] [--keep]: what a newcomer meets, from an empty home on a fresh clone of HEAD:
// npm start, the port taken, stop, start again, kill -9; with --test also npm test in a clone of its own. Exit 1 when anything differs.
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { cloneAfresh } from './fresh/clone.mjs'
import { Broken, holdPort, isReady, killOffice, nothingLeft, refusedPort, startOffice, stopOffice } from './fresh/office.mjs'
import { until } from './fresh/processes.mjs'
import { root } from './setup/root.mjs'

const { values: options } = parseArgs({ options: {
  user: { type: 'string', default: process.getuid?.() === 0 ? 'both' : 'self' },
  repo: { type: 'string', default: root },
  path: { type: 'string', default: '/usr/local/bin:/usr/bin:/bin' },
  test: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} })

const self = { uid: userInfo().uid, gid: userInfo().gid, name: userInfo().username }
const nobody = { uid: 65534, gid: 65534, name: 'nobody' }
const accounts = { root: [self], self: [self], nobody: [nobody], both: [self, nobody] }[options.user]
if (!accounts || (accounts.includes(nobody) && self.uid !== 0) || (options.user === 'root' && self.uid !== 0)) {
  console.error('usage: node tools/fresh.mjs [--user root|nobody|both] [--test] [--keep]; other users need root')
  process.exit(2)
}

let broken = 0
console.log(`${'as'.padEnd(8)} ${'step'.padEnd(46)} ${'seconds'.padStart(8)}`)
for (const account of accounts) {
  await onFreshClone(account, startAndStop)
  if (options.test) await onFreshClone(account, testAll)
}
console.log(broken === 0 ? 'all as promised' : `${broken} broken`)
process.exitCode = broken === 0 ? 0 : 1

/** @param {import('./fresh/clone.mjs').Clone} clone @param {Step} step */
async function startAndStop(clone, step) {
  const free = await holdPort()
  const { port } = free
  await free.release()

  let office = await step('first start, until ready', 'first', () => startOffice(clone, port, 'first'))
  await step('npm start while it runs: port taken, plainly', 'twice', () => refusedPort(clone, port, 'twice'))
  await step('the first one serves on', 'first', async () => { if (!await isReady(port)) throw new Broken('/readyz no longer answers') })
  await step('SIGTERM: exit 0, nothing left', 'first', () => stopOffice(clone, office, 'SIGTERM'))

  office = await step('start again, until ready', 'again', () => startOffice(clone, port, 'again'))
  await step('kill -9 of the server', 'again', () => killOffice(clone, office))
  office = await step('start after kill -9, until ready', 'killed', () => startOffice(clone, port, 'killed'))
  await step('^C: nothing left', 'killed', () => stopOffice(clone, office, 'SIGINT'))

  const stranger = await holdPort()
  await step('port taken by another program, plainly', 'taken', () => refusedPort(clone, stranger.port, 'taken'))
  await step('which leaves nothing running', 'taken', () => nothingLeft(clone))
  await stranger.release()
}

/** @param {import('./fresh/clone.mjs').Clone} clone @param {Step} step */
async function testAll(clone, step) {
  await step('npm test', 'test', async () => {
    const child = clone.npm(['test'], 'test')
    const ended = await until(() => child.exitCode ?? child.signalCode ?? undefined, 25 * 60)
    if (ended === undefined) throw new Broken('not finished after 25 minutes')
    if (ended !== 0) throw new Broken(`ended with ${ended}`)
    await nothingLeft(clone)
  })
}

/** @typedef {<T>(what: string, log: string, work: () => Promise<T>) => Promise<T>} Step
 * @param {import('./fresh/clone.mjs').Account} account
 * @param {(clone: import('./fresh/clone.mjs').Clone, step: Step) => Promise<void>} story */
async function onFreshClone(account, story) {
  const clone = cloneAfresh({ repo: options.repo, path: options.path, account })
  try {
    await story(clone, async (what, log, work) => {
      const started = Date.now()
      const tell = (/** @type {string} */ mark) =>
        console.log(`${account.name.padEnd(8)} ${what.padEnd(46)} ${((Date.now() - started) / 1000).toFixed(1).padStart(8)}  ${mark}`)
      try {
        const value = await work()
        tell('✔')
        return value
      } catch (error) {
        tell('✖')
        if (error instanceof Broken) error.message += `\n${tail(clone.logOf(log))}`
        throw error
      }
    })
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    broken += 1
    console.log(error.message)
  } finally {
    if (options.keep) console.log(`kept: ${clone.scratch}`)
    else clone.remove()
  }
}

/** @param {string} log */
function tail(log) {
  try {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
    // What failed stands far above the end of a long test run.
    const failed = lines.slice(0, -40).filter((line) => line.includes('✖')).slice(0, 40)
    return [...failed, ...lines.slice(-40)].map((line) => `    | ${line}`).join('\n')
  } catch {
    return '    | (no output)'
  }
}
