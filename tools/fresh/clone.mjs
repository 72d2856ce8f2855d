// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream, existsSync, lchownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { processesOf } from './processes.mjs'

/** Settings of the network this machine is in; everything else of our environment stays behind. */
const network = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS', 'npm_config_registry']

/** @typedef {{ uid: number, gid: number, name: string }} Account
 * @typedef {{ account: Account, scratch: string, folder: string, npm: (args: string[], log: string, env?: Record<string, string>) =>
 *   import('node:child_process').ChildProcess, logOf: (log: string) => string, remove: () => void }} Clone */

/** Clones what is committed into a folder whose path has a space and diacritics, with an empty home beside it.
 * @param {{ repo: string, path: string, account: Account }} from `path`: the PATH with the system's node and npm @returns {Clone} */
export function cloneAfresh({ repo, path, account }) {
  const scratch = mkdtempSync(join(tmpdir(), 'obeh-fresh-'))
  const folder = join(scratch, 'čerstvá kopie')
  const home = join(scratch, 'prázdný domov')
  execFileSync('git', ['clone', '--quiet', '--no-local', repo, folder], { stdio: ['ignore', 'inherit', 'inherit'] })
  mkdirSync(home)
  giveTo(account, scratch)

  const shared = resolve(repo, '..', 'shared')
  const env = {
    HOME: home, PATH: path, LANG: 'C.UTF-8', USER: account.name, LOGNAME: account.name,
    ...Object.fromEntries(network.flatMap((name) => process.env[name] ? [[name, process.env[name]]] : [])),
    ...existsSync(shared) && { OBEH_SHARED: shared },
  }
  const logOf = (/** @type {string} */ log) => join(scratch, `${log}.log`)
  const identity = process.getuid?.() === account.uid ? {} : { uid: account.uid, gid: account.gid }
  return {
    account, scratch, folder, logOf,
    npm: (args, log, more = {}) => {
      const child = spawn('npm', args, { cwd: folder, env: { ...env, ...more }, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...identity })
      const file = createWriteStream(logOf(log), { flags: 'a' })
      child.stdout.pipe(file, { end: false })
      child.stderr.pipe(file, { end: false })
      return child
    },
    remove: () => {
      for (const { pid } of processesOf(scratch)) try { process.kill(pid, 'SIGKILL') } catch { /* gone by itself */ }
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** @param {Account} account @param {string} path */
function giveTo({ uid, gid }, path) {
  if (process.getuid?.() === uid) return
  for (const name of ['.', ...readdirSync(path, { recursive: true })]) lchownSync(join(path, String(name)), uid, gid)
}
