#!/usr/bin/env node
// @ts-check
// node tools/fuzz.mjs [--requests N] [--seed S]: sends anything to every route of a whole office, as everybody, and prints what gave way.
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { runNode } from './setup/node.mjs'
import { root } from './setup/root.mjs'

await command(async () => {
  await prepare({ web: true })
  return runNode([join(root, 'src', 'app', 'attack', 'testing-fuzz-run.ts'), ...process.argv.slice(2)])
})
