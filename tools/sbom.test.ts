import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isAllowed, refusedLicences } from './sbom/licences.mjs'
import { root } from './setup/root.mjs'

interface Bom {
  readonly specVersion: string
  readonly metadata: { readonly component: { readonly name: string; readonly properties: readonly { name: string; value: string }[] } }
  readonly components: readonly { readonly name: string; readonly version: string; readonly hashes?: readonly unknown[]; readonly licenses?: readonly unknown[] }[]
}
interface Locked { readonly version: string; readonly dev?: boolean; readonly devOptional?: boolean; readonly integrity?: string }

const printed = () => spawnSync(process.execPath, ['tools/sbom.mjs'], { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 })

describe('the bill of materials', () => {
  const { stdout, status } = printed()
  const bom = JSON.parse(stdout) as Bom

  it('lists every package that is a part of the product, with its version, hash and licence, and none that only builds it', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, Locked>> }
    const locked = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
      .map(([path, { version, integrity }]) => [`${path.split('node_modules/').at(-1) ?? ''}@${version}`, integrity !== undefined] as const)
    const listed = new Map(bom.components.map((component) => [`${component.name}@${component.version}`, component]))
    assert.deepEqual([...listed.keys()].toSorted(), [...new Set(locked.map(([name]) => name))].toSorted())
    assert.deepEqual(locked.filter(([name, hashed]) => hashed && !listed.get(name)?.hashes?.length), [])
    assert.ok(bom.components.every(({ licenses }) => licenses?.length))
    assert.ok(!listed.keys().some((name) => name.startsWith('oxlint@')))
  })

  it('is of the sources alone: the same bytes every time, under the name of the product', () => {
    assert.equal(printed().stdout, stdout)
    assert.deepEqual([bom.specVersion, bom.metadata.component.name], ['1.5', 'obeh'])
    assert.ok(bom.metadata.component.properties.some(({ name, value }) => name === 'obeh:package-lock:sha256' && /^[0-9a-f]{64}$/.test(value)))
  })

  it('has no part whose licence would bind those who take the product over', () => assert.equal(status, 0))

  it('refuses strong copyleft, and what nobody knows', () => {
    const licensed = (id: string) => ({ name: 'part', version: '1.0.0', licenses: [{ license: { id } }] })
    assert.deepEqual(refusedLicences([licensed('MIT'), licensed('AGPL-3.0-or-later'), licensed('GPL-2.0-only'), { name: 'nameless', version: '2.0.0' }]).map(({ name, licence }) => [name, licence]),
      [['part@1.0.0', 'AGPL-3.0-or-later'], ['part@1.0.0', 'GPL-2.0-only'], ['nameless@2.0.0', '']])
  })

  it('reads an expression as its author meant it: a choice needs one good part, a sum needs all', () => {
    assert.deepEqual(['MIT OR GPL-3.0-only', '(MIT AND Zlib)', 'MIT AND GPL-3.0-only', '((MIT OR GPL-2.0-only) AND Apache-2.0)', '((GPL-2.0-only AND MIT) OR AGPL-3.0-only)'].map(isAllowed),
      [true, true, false, true, false])
  })
})
