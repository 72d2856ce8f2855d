import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openList, pivotsOf, readUnverified, statePointers } from './index.ts'

const cases = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures')

/** The signer of a real list as the list itself names it: what a pointer would have told. */
const namedIn = (bytes: Buffer): Buffer[] =>
  [...bytes.toString('latin1').matchAll(/X509Certificate>([^<]+)</g)].slice(-1).map(([, text = '']) => Buffer.from(text, 'base64'))

function outcomeOf(name: string) {
  const bytes = readFileSync(join(cases, name))
  const opened = openList(bytes, namedIn(bytes))
  return opened.ok ? opened.value.list : opened.refusal
}

describe('real trusted lists', { skip: !existsSync(cases) && 'no ../shared' }, () => {
  it('are opened: of states, of the Union, of both versions, pivots among them', () => {
    const sizes = ['CZ-live-cache', 'CZ', 'SK', 'fi-v5', 'pyhanko-tsl-be-v6', 'pyhanko-tsl-ee'].map((name) => {
      const list = outcomeOf(`tl/${name}.xml`)
      return typeof list === 'string' ? list : `${list.territory} ${list.sequence} ${list.providers.flatMap(({ services }) => services).length}`
    })
    assert.deepEqual(sizes, ['CZ 141 340', 'CZ 77 133', 'SK 59 116', 'FI 49 19', 'BE 81 135', 'EE 68 62'])
    const lotls = ['EU', 'eu-lotl-pivot', 'pyhanko-eu-lotl', 'pyhanko-eu-lotl-pivot-341'].map((name) => {
      const list = outcomeOf(`tl/${name}.xml`)
      return typeof list === 'string' ? list : [list.sequence, statePointers(list).length, pivotsOf(list).length]
    })
    assert.deepEqual(lotls, [[248, 31, 0], [247, 31, 4], [388, 31, 5], [341, 31, 4]])
  })

  it('are refused when broken, unsigned, signed twice, not well-formed or incomplete', () => {
    const refusals = ['CZ_broken-sig', 'eu-lotl-broken-sig', 'CZ_no-sig', 'eu-lotl-no-sig', 'CZ_two-sigs', 'CZ_not-parsable', 'eu-lotl-not-parseable'].map((name) => outcomeOf(`tl/${name}.xml`))
    assert.deepEqual(refusals, ['broken-signature', 'broken-signature', 'unsigned', 'unsigned', 'several-signatures', 'malformed', 'malformed'])
    const structure = ['CZ_not-compliant', 'eu-lotl-no-tl-version', 'fi-v6-no-tsp-information', 'fi-v6-no-service-information'].map((name) => {
      const read = readUnverified(readFileSync(join(cases, `tl/${name}.xml`)))
      return read.ok ? 'read' : read.refusal
    })
    assert.deepEqual(structure, ['incomplete', 'incomplete', 'incomplete', 'incomplete'])
  })
})
