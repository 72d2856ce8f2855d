// @ts-check
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Living processes that have anything to do with a folder: run from it, work in it, name it, or carry it in their environment.
 * Linux only; zombies do not count, whoever should reap them.
 * @param {string} folder @returns {{ pid: number, command: string }[]} */
export function processesOf(folder) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).flatMap((name) => {
    const command = attempt(() => readFileSync(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
    if (command === '') return []
    const traces = [
      command,
      attempt(() => readlinkSync(`/proc/${name}/exe`)),
      attempt(() => readlinkSync(`/proc/${name}/cwd`)),
      attempt(() => readFileSync(`/proc/${name}/environ`, 'utf8')),
    ]
    return traces.some((trace) => trace.includes(folder)) ? [{ pid: Number(name), command }] : []
  })
}

/** @param {() => string} read a process may end, or belong to somebody else, while we look */
function attempt(read) {
  try {
    return read()
  } catch {
    return ''
  }
}

/** Waits until `met` gives something, looking ten times a second; undefined when the time is over.
 * @template T @param {() => T | undefined | Promise<T | undefined>} met @param {number} seconds @returns {Promise<T | undefined>} */
export async function until(met, seconds) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await met()
    if (value !== undefined || Date.now() > end) return value
    await new Promise((done) => setTimeout(done, 100))
  }
}
