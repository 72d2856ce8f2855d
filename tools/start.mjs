#!/usr/bin/env node
// @ts-check
// npm start: sets everything up and serves the office until it is told to stop.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

/** Left to itself the engine tidies up only when a quarter of a gigabyte has been used, of which the office needs a sixth. */
const memory = ['--initial-old-space-size=48', '--max-semi-space-size=4', '--heap-growing-percent=40']

await command(async () => {
  await prepare({ web: true })
  return runNode([...memory, join(root, 'src', 'app', 'main.ts'), 'serve', ...process.argv.slice(2)])
})
