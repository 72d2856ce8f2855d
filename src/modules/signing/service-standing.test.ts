import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Sha256 } from '../../kernel/sha256.ts'
import { standingOf } from './service-standing.ts'

type Versions = Parameters<typeof standingOf>[0]['versions']

/** Any life of a content: wordings, and signatures put to whatever is the newest then. */
const life = fc.array(fc.constantFrom('wording', 'signature'), { minLength: 1, maxLength: 14 }).map((steps) => steps.reduce<{ number: number; sha256: Sha256; signs: Sha256 | null }[]>((versions, step, index) => {
  const last = versions.at(-1)
  return [...versions, { number: index + 1, sha256: `h${index}` as Sha256, signs: step === 'signature' && last ? last.sha256 : null }]
}, []))

test('a signature is valid for exactly its version, of the newest one only while no other wording came, and counts the changes since', () => {
  fc.assert(fc.property(life, (made) => {
    const versions = made as unknown as Versions
    for (const { number, signs } of made) {
      const standing = standingOf({ versions }, number)
      assert.equal(standing === undefined, signs === null)
      if (!standing) continue
      const later = made.filter((other) => other.number > number && other.signs === null).length
      assert.deepEqual([standing.isOfNewest, standing.changesSince], [later === 0, later])
      const wording = made.findLast((other) => other.number < number && other.signs === null)
      assert.equal(standing.wording, wording?.sha256)
    }
  }))
  assert.equal(standingOf({ versions: [] }, 1), undefined)
})
