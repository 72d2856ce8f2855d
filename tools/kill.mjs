#!/usr/bin/env node
// @ts-check
// node tools/kill.mjs [--kills 40] [--seed N] [--clients 8]: a real office under load whose processes are killed at random.
// At the end nothing acknowledged may be lost and nothing done twice. Prints figures as JSON and the seed that repeats it.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

await command(async () => {
  await prepare({ web: true })
  return runNode([join(root, 'tools', 'kill', 'main.ts'), ...process.argv.slice(2)])
})
