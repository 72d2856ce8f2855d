// @ts-check
import { install, isInstalled } from './setup/install.mjs'
import { withLock } from './setup/lock.mjs'
import { say, SetupFailure } from './setup/root.mjs'
import { buildWeb, isBuilt } from './setup/web.mjs'

/** Makes a fresh clone ready: dependencies and, if asked for, the web. Costs a few milliseconds when nothing has changed.
 * Runs on a bare Node 20 with no node_modules, as all of tools/*.mjs must.
 * @param {{ web: boolean }} need */
export async function prepare({ web }) {
  const ready = () => isInstalled() && (!web || isBuilt())
  if (ready()) return
  await withLock(async (lock) => {
    await install(lock)
    if (web && !isBuilt()) await buildWeb(lock)
  })
}

/** Runs a command's main function and exits with its code; a failure the person can mend is one plain message and exit 1.
 * @param {() => Promise<number>} main */
export async function command(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
