// @ts-check
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { processesOf, until } from './processes.mjs'

/** The longest a first start may take: dependencies, database, demo office and all. */
export const readyWithinSeconds = 90
const stoppedWithinSeconds = 30

/** What is expected did not happen; the message says what did. */
export class Broken extends Error {}

/** Runs npm start and waits until the office is ready.
 * @param {import('./clone.mjs').Clone} clone @param {number} port @param {string} log */
export async function startOffice(clone, port, log) {
  const child = clone.npm(['start'], log, { PORT: String(port) })
  const ready = await until(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return 'exited'
    return await isReady(port) ? 'ready' : undefined
  }, readyWithinSeconds)
  if (ready === 'exited') throw new Broken(`npm start ended with ${child.exitCode ?? child.signalCode} before /readyz answered`)
  if (ready === undefined) throw new Broken(`/readyz did not answer 200 within ${readyWithinSeconds} s`)
  return child
}

/** Stops an office and sees that it says 0 and leaves nothing running.
 * @param {import('./clone.mjs').Clone} clone @param {import('node:child_process').ChildProcess} child
 * @param {'SIGTERM' | 'SIGINT'} signal SIGTERM goes to npm alone, SIGINT to the whole group as ^C in a terminal does */
export async function stopOffice(clone, child, signal) {
  const pid = /** @type {number} */ (child.pid)
  process.kill(signal === 'SIGINT' ? -pid : pid, signal)
  const ended = await until(() => child.exitCode ?? child.signalCode ?? undefined, stoppedWithinSeconds)
  if (ended === undefined) throw new Broken(`still running ${stoppedWithinSeconds} s after ${signal}`)
  await nothingLeft(clone)
  // npm reports its own death by ^C as such; what counts is that the server under it ended in order.
  if (ended !== 0 && !(signal === 'SIGINT' && (ended === 'SIGINT' || ended === 130))) throw new Broken(`ended with ${ended} after ${signal}`)
}

/** Kills the server outright, as a power cut would, and leaves npm to notice.
 * @param {import('./clone.mjs').Clone} clone @param {import('node:child_process').ChildProcess} child */
export async function killOffice(clone, child) {
  const servers = processesOf(clone.scratch).filter(({ command }) => /node\S* .*src\/app\/main\.ts serve/.test(command))
  if (servers.length === 0) throw new Broken('no process runs src/app/main.ts serve')
  const gone = child.exitCode === null ? once(child, 'exit') : undefined
  for (const { pid } of servers) process.kill(pid, 'SIGKILL')
  await gone
  if (child.exitCode === 0) throw new Broken('npm start says 0 although its server was killed')
}

/** npm start on a port that somebody has: not 0, and one clear message.
 * @param {import('./clone.mjs').Clone} clone @param {number} port @param {string} log */
export async function refusedPort(clone, port, log) {
  const child = clone.npm(['start'], log, { PORT: String(port) })
  const ended = await until(() => child.exitCode ?? child.signalCode ?? undefined, readyWithinSeconds)
  if (ended === undefined) throw new Broken('npm start went on although the port is taken')
  if (ended === 0) throw new Broken('npm start says 0 although the port is taken')
  const said = readFileSync(clone.logOf(log), 'utf8')
  if (!said.split('\n').some((line) => line.includes(String(port)) && line.includes('PORT='))) {
    throw new Broken(`no line names both the port ${port} and PORT=`)
  }
  if (/^\s+at .+:\d+/m.test(said)) throw new Broken('the message comes with a stack trace')
}

/** @param {import('./clone.mjs').Clone} clone */
export async function nothingLeft(clone) {
  const none = await until(() => processesOf(clone.scratch).length === 0 ? true : undefined, 5)
  if (!none) throw new Broken(`left running: ${processesOf(clone.scratch).map(({ pid, command }) => `${pid} ${command}`).join('; ').slice(0, 300)}`)
}

/** Holds a free port until `release`. */
export async function holdPort() {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { port, release: () => new Promise((done) => server.close(done)) }
}

/** @param {number} port */
export async function isReady(port) {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
    return status === 200
  } catch {
    return false
  }
}
