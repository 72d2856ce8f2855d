// @ts-check
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project: everything the tools touch is relative to it, never to the current folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Progress for a person. Always on stderr: stdout belongs to the command itself and may have to be pure JSON.
 * @param {string} line */
export function say(line) {
  process.stderr.write(`obeh: ${line}\n`)
}

/** The set-up cannot go on and the person can do something about it; the message says what. */
export class SetupFailure extends Error {}
