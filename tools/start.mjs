#!/usr/bin/env node
// @ts-check
// npm start: sets everything up and serves the office until it is told to stop.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

await command(async () => {
  await prepare({ web: true })
  return runNode([join(root, 'src', 'app', 'main.ts'), 'serve', ...process.argv.slice(2)])
})
