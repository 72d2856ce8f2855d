// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root, SetupFailure } from './root.mjs'

/** The oldest Node that runs TypeScript as written; `engines` in package.json says the same. */
const oldest = { major: 22, minor: 18 }

/** Path of the Node to run the product on: the one pinned in package-lock.json, else this one when it is new enough. */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return process.execPath
  throw new SetupFailure(
    `Node ${process.version} is too old and no Node is pinned for ${process.platform}-${process.arch}. ` +
    'Install Node 24 from https://nodejs.org and run the command again.')
}

/** Runs the pinned Node with `args` on our own stdin, stdout and stderr; resolves to its exit code.
 * Signals are passed on, and when this process is killed outright the child is asked to stop too.
 * @param {string[]} args @returns {Promise<number>} */
export function runNode(args) {
  const [command = '', ...rest] = [...dieWithParent(), pinnedNode(), ...args]
  const child = spawn(command, rest, { stdio: 'inherit' })
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
  process.on('SIGTERM', forward)
  process.on('SIGHUP', forward)
  // A terminal sends ^C to the whole foreground group; passing it on as well would make it a double ^C.
  process.on('SIGINT', process.stdin.isTTY || process.stderr.isTTY ? () => {} : forward)
  return new Promise((done, fail) => {
    child.on('error', (error) => fail(new SetupFailure(`Cannot run ${command}: ${error.message}`)))
    child.on('exit', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/** prctl(PR_SET_PDEATHSIG) by util-linux: no server is left behind on the port. */
function dieWithParent() {
  const setpriv = ['setpriv', '--pdeathsig', 'TERM']
  return process.platform === 'linux' && spawnSync('setpriv', [...setpriv.slice(1), 'true']).status === 0 ? setpriv : []
}
