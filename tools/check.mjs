#!/usr/bin/env node
// @ts-check
// npm run check: the law of the house. Prints each part with its seconds; exit 1 when any part is broken.
import { command, prepare } from './setup.mjs'
import { check } from './check/run.mjs'

await command(async () => {
  await prepare({ web: false })
  const { failed } = await check()
  return failed > 0 ? 1 : 0
})
