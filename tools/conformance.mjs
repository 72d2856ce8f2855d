#!/usr/bin/env node
// @ts-check
// npm run conformance: asks independent judges of signatures about our files and the corpus. Skips those that are not there, and says so.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

await command(async () => {
  await prepare({ web: false })
  return runNode([join(root, 'tools', 'conformance', 'run.ts'), ...process.argv.slice(2)])
})
