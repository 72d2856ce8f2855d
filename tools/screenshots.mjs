#!/usr/bin/env node
// @ts-check
// npm run screenshots: tells all stories and keeps of their pictures those that the guide or the README shows.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, prepare } from './setup.mjs'
import { root } from './setup/root.mjs'
import { runTests, testFiles } from './test/run.mjs'

const guide = join(root, 'docs/guide')
const pages = [join(root, 'README.md'), ...readdirSync(guide).filter((name) => name.endsWith('.md')).map((name) => join(guide, name))]
/** Names of pictures without their size and theme; each is kept in all of them. */
const shown = new Set(pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/images\/([a-z-]+)-\d+-(?:light|dark)\.png/g)].map(([, name]) => name)))

await command(async () => {
  await prepare({ web: true })
  const taken = mkdtempSync(join(tmpdir(), 'obeh-pictures-'))
  process.env['OBEH_SCREENSHOTS'] = taken
  try {
    const { failed, cancelled } = await runTests({ files: testFiles(['e2e'], []), atOnce: 1, minutes: 20 })
    if (failed + cancelled > 0) return 1
    const kept = readdirSync(taken).filter((name) => shown.has(name.replace(/-\d+-(light|dark)\.png$/, '')))
    for (const name of kept) copyFileSync(join(taken, name), join(guide, 'images', name))
    const missing = [...shown].filter((name) => !kept.some((picture) => picture.startsWith(`${name}-`)))
    console.log(missing.length > 0 ? `no story takes a picture of ${missing.join(', ')}` : `${kept.length} pictures`)
    return missing.length > 0 ? 1 : 0
  } finally {
    rmSync(taken, { recursive: true, force: true })
  }
})
