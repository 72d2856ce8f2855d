#!/usr/bin/env node
// @ts-check
// npx obeh …: the command line. Nothing but the command itself writes to stdout.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

await command(async () => {
  await prepare({ web: false })
  return runNode([join(root, 'src', 'app', 'cli', 'main.ts'), ...process.argv.slice(2)])
})
