#!/usr/bin/env node
// @ts-check
// node tools/lock.mjs: run it after npm install. Names in package-lock.json the optional packages of other platforms that npm left out.
// npm leaves out what it could not find in its registry at that moment, and npm ci then refuses the whole lock file everywhere.
// An entry without integrity is never installed on the platforms we support; npm fills it in where the package is found.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { leftOut } from './lock/left-out.mjs'
import { root } from './setup/root.mjs'

const path = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const missing = leftOut(lock.packages)
for (const { at, ...entry } of missing) lock.packages[at] = entry
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
if (missing.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${missing.length} added`)
