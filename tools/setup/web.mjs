// @ts-check
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode } from './node.mjs'
import { root, say, SetupFailure } from './root.mjs'

/** The two builds: the staff application for browsers and the citizen portal for the server. */
const parts = [
  { name: 'web', what: 'the staff application', options: [] },
  { name: 'portal', what: 'the citizen portal', options: ['--ssr'] },
]

/** Rooms give the web only types, which leave no trace in a build, so they are no input of it. The kernel may be bundled. */
const inputs = ['web', 'portal', 'src/kernel', 'package-lock.json']

/** Whether dist/ was built from what is in the folder now. */
export function isBuilt() {
  const now = fingerprint()
  return parts.every(({ name }) => !hasConfig(name) || isCurrent(name, now))
}

/** Builds what has changed. A build goes to a side folder and is swapped in whole, so an interrupted one leaves the old one.
 * @param {number} lock descriptor that the builds inherit */
export async function buildWeb(lock) {
  const now = fingerprint()
  mkdirSync(join(root, 'dist'), { recursive: true })
  for (const { name, what, options } of parts) {
    if (!hasConfig(name)) {
      say(`${name}/vite.config.ts is not here, ${what} is not built`)
      continue
    }
    if (isCurrent(name, now)) continue
    const started = Date.now()
    say(`building ${what} …`)
    const fresh = join(root, 'dist', `${name}.new`)
    rmSync(fresh, { recursive: true, force: true })
    await vite(lock, ['build', name, '--config', join(name, 'vite.config.ts'), '--outDir', fresh, '--emptyOutDir', ...options])
    rmSync(stampOf(name), { force: true })
    rmSync(join(root, 'dist', name), { recursive: true, force: true })
    renameSync(fresh, join(root, 'dist', name))
    writeFileSync(stampOf(name), now)
    say(`${what} built (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  }
}

/** @param {number} lock @param {string[]} args @returns {Promise<void>} */
function vite(lock, args) {
  return new Promise((done, fail) => {
    let output = ''
    const child = spawn(pinnedNode(), [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ...args],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe', lock], env: { ...process.env, NODE_ENV: 'production' } })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output = (output + chunk).slice(-20_000) })
    child.on('error', fail)
    child.on('close', (code) => code === 0 ? done() : fail(new SetupFailure(`The build failed:\n${output.trim()}`)))
  })
}

/** @param {string} name */
const hasConfig = (name) => existsSync(join(root, name, 'vite.config.ts'))

/** @param {string} name */
const stampOf = (name) => join(root, 'dist', `.${name}-built-from`)

/** @param {string} name @param {string} now */
function isCurrent(name, now) {
  return existsSync(join(root, 'dist', name)) && existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === now
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(filesOf).filter((path) => !/\.test\.\w+$|\.md$/.test(path)).sort()) {
    hash.update(`${path}\0`).update(createHash('sha256').update(readFileSync(join(root, path))).digest())
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat ? [path] : []
  return readdirSync(join(root, path)).flatMap((name) => filesOf(join(path, name)))
}
