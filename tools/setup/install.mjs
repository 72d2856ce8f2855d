// @ts-check
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root, say, SetupFailure } from './root.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.obeh-installed')
const target = `${process.platform}-${process.arch}`

/** Whether node_modules is what package-lock.json asks for on this platform. */
export function isInstalled() {
  return read(stamp) === fingerprint()
}

/** Brings node_modules in line with package-lock.json. Call under the lock.
 * @param {number} lock descriptor that npm inherits */
export async function install(lock) {
  if (isInstalled()) return
  if (!npmFinished()) {
    rmSync(stamp, { force: true })
    const started = Date.now()
    say('installing dependencies, the first time this takes about half a minute …')
    const heartbeat = setInterval(() => say(`still installing dependencies (${seconds(started)}) …`), 10_000)
    try {
      await npmCi(lock)
    } finally {
      clearInterval(heartbeat)
    }
    say(`dependencies installed (${seconds(started)})`)
  }
  try {
    writeFileSync(`${stamp}.new`, fingerprint())
    renameSync(`${stamp}.new`, stamp)
  } catch {
    // A read-only installation that npm has finished is a good one; it is only looked at again next time.
  }
}

function fingerprint() {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(target).digest('hex')
}

/** npm writes node_modules/.package-lock.json as its very last step, so an interrupted installation has none (or an older one).
 * This also accepts what a developer installed by hand. */
function npmFinished() {
  const wanted = packages(join(root, 'package-lock.json'))
  const present = packages(join(modules, '.package-lock.json'))
  if (!wanted || !present) return false
  const here = (/** @type {LockEntry} */ entry) =>
    !entry.optional || (entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch) && !entry.libc)
  const missing = Object.entries(wanted).some(([path, entry]) => path !== '' && here(entry) && !present[path])
  const foreign = Object.entries(present).some(
    ([path, entry]) => wanted[path]?.version !== entry.version || wanted[path]?.integrity !== entry.integrity)
  return !missing && !foreign
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockEntry
 * @param {string} path @returns {Record<string, LockEntry> | undefined} */
function packages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @param {number} lock @returns {Promise<void>} */
async function npmCi(lock) {
  const cache = homeIsUsable() ? undefined : mkdtempSync(join(tmpdir(), 'obeh-npm-'))
  const env = { ...process.env, PATH: pathOutsideModules(), ...cache && { npm_config_cache: cache } }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error',
    '--include=dev', '--include=optional']
  try {
    await new Promise((done, fail) => {
      let output = ''
      const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', lock] })
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk) => { output = (output + chunk).slice(-20_000) })
      }
      child.on('error', () => fail(new SetupFailure('npm was not found. Install Node.js together with npm and run the command again.')))
      child.on('close', (code, signal) => {
        if (code === 0) done(undefined)
        else fail(new SetupFailure(signal ? `npm was stopped (${signal}).` : explain(output)))
      })
    })
  } finally {
    if (cache) rmSync(cache, { recursive: true, force: true })
  }
}

/** npm must not run on the Node it is about to delete.  */
function pathOutsideModules() {
  return (process.env['PATH'] ?? '').split(delimiter).filter((dir) => !dir.startsWith(modules)).join(delimiter)
}

function homeIsUsable() {
  const cache = process.env['npm_config_cache'] ?? join(homedir(), '.npm')
  try {
    accessSync(existsSync(cache) ? cache : join(cache, '..'), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What npm's failure means for the person at the keyboard; npm's own words follow.
 * @param {string} output */
export function explain(output) {
  const causes = /** @type {const} */ ([
    [/ENOSPC/, `The disk is full. About 1 GB is needed in ${root} and in npm's cache.`],
    [/E?ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
      'The npm registry cannot be reached. Check the network (and the proxy) and run the command again.'],
    [/EACCES|EPERM|EROFS/, `This user may not write into ${root} or npm's cache. Check who owns them.`],
    [/EUSAGE/, 'package.json and package-lock.json disagree. Run npm install and commit the result.'],
    [/EINTEGRITY/, 'A downloaded package differs from the one in package-lock.json. Run npm cache verify; if it stays, do not go on.'],
  ])
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1] ?? 'npm could not install the dependencies.'
  const said = output.split('\n').filter((line) => /\w/.test(line) && !/^npm (notice|warn)/.test(line))
  return `${cause}\n${said.slice(0, 12).map((line) => `    ${line}`).join('\n')}`
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {number} since */
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`
