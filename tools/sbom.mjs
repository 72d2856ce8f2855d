#!/usr/bin/env node
// @ts-check
// node tools/sbom.mjs [FILE]: what this product is made of (CycloneDX 1.5, JSON), from package-lock.json: with hashes and licences, without
// what only builds and tests it. The same sources give the same bytes. Exit 1 when a licence is not one that may be linked in.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refusedLicences, withLicence } from './sbom/licences.mjs'
import { root } from './setup/root.mjs'

const [file] = process.argv.slice(2)
const bom = billOfMaterials()
const refused = refusedLicences(bom.components)
for (const { name, licence } of refused) console.error(`${name}: ${licence} may not be linked in`)
const text = `${JSON.stringify(bom, null, 2)}\n`
if (file) writeFileSync(file, text)
else process.stdout.write(text)
process.exitCode = refused.length > 0 ? 1 : 0

/** npm writes it; the name of the folder, the hour and the number drawn by lot are taken out, so that it says the sources and nothing else. */
function billOfMaterials() {
  const printed = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 })
  const { serialNumber: _drawn, metadata: { timestamp: _hour, component, ...metadata }, components, dependencies, ...rest } = JSON.parse(printed)
  const lock = readFileSync(join(root, 'package-lock.json'))
  const properties = [...component.properties ?? [], { name: 'obeh:package-lock:sha256', value: createHash('sha256').update(lock).digest('hex') }]
  // Not by --omit=dev, which also leaves out what both the product and its tests need.
  const parts = components.filter(isPart(JSON.parse(lock.toString()).packages))
  const refs = new Set([component, ...parts].map((part) => part['bom-ref']))
  return {
    ...rest,
    metadata: { ...metadata, component: { ...component, type: 'application', name: 'obeh', properties } },
    components: parts.map(withLicence),
    dependencies: among(refs, dependencies),
  }
}

/** @param {Set<string>} refs @param {{ ref: string, dependsOn?: string[] }[]} dependencies */
function among(refs, dependencies) {
  return dependencies.filter(({ ref }) => refs.has(ref)).map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((on) => refs.has(on)) }))
}

/** Whether a component is installed where nothing is built or tested.
 * @param {Record<string, { version: string, dev?: boolean, devOptional?: boolean }>} packages */
function isPart(packages) {
  const installed = new Set(Object.entries(packages).filter(([, { dev, devOptional }]) => !dev && !devOptional)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`))
  return (/** @type {{ name: string, version: string }} */ { name, version }) => installed.has(`${name}@${version}`)
}
