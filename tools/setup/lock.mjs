// @ts-check
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { root, say } from './root.mjs'

/** Runs `work` while no other set-up of this folder runs.
 *
 * An flock(2) on the project folder itself: the kernel lets go of it when the last holder dies, so nothing stale can stay
 * behind. `work` gets the locked descriptor and hands it to the programs it starts; after a kill -9 of this process the
 * orphaned npm therefore still holds the lock and the next command waits for it instead of fighting it.
 * @template T @param {(fd: number) => Promise<T>} work @returns {Promise<T>} */
export async function withLock(work) {
  const fd = openSync(root, 'r')
  try {
    if (!(await flock(fd, '--nonblock'))) {
      say('another command is setting up this folder, waiting for it …')
      await flock(fd)
    }
    return await work(fd)
  } finally {
    closeSync(fd)
  }
}

/** True when locked, false when somebody else holds it. A machine without util-linux goes on unlocked.
 * @param {number} fd @param {...string} options @returns {Promise<boolean>} */
function flock(fd, ...options) {
  return new Promise((done) => {
    const child = spawn('flock', ['--exclusive', ...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] })
    child.on('error', () => done(true))
    child.on('exit', (code) => done(code === 0))
  })
}
