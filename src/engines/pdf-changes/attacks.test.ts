import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPdf } from '../pdf/index.ts'
import { layouts } from '../pdf/testing.ts'
import { assessSignatures } from './index.ts'
import { attacksOn } from './testing-attacks.ts'
import { signed, signedFile } from './testing-signed.ts'

/** How many signatures are still said to be in order, by structure alone. */
function survivors(bytes: Uint8Array): number {
  const pdf = openPdf(bytes)
  const assessed = pdf.ok ? assessSignatures(pdf.value) : pdf
  return assessed.ok ? assessed.value.filter(({ ok }) => ok).length : 0
}

for (const layout of layouts) {
  const plain = { layout, pages: ['One', 'Two'] }

  test(`published attacks on a file of the layout "${layout}" are all caught, whether it was approved or certified`, () => {
    const files = {
      approved: signedFile({}, plain), final: signedFile({ permission: 1 }, plain), forms: signedFile({ permission: 2 }, plain),
      comments: signedFile({ permission: 3 }, plain),
    }
    for (const [kind, bytes] of Object.entries(files)) {
      assert.equal(survivors(bytes), 1, kind)
      const attacks = attacksOn(bytes)
      assert.ok(attacks.length > 40)
      assert.deepEqual(attacks.filter((attack) => survivors(attack.bytes) > 0).map(({ family, title }) => `${family}: ${title}`), [], kind)
    }
  })

  test(`an attack on the second of two signatures in the layout "${layout}" spares none of them`, () => {
    const twice = signed(signedFile({ permission: 2 }, plain), { field: 'Second' })
    assert.equal(survivors(twice), 2)
    const harmed = attacksOn(twice).filter(({ family }) => family !== 'usf' && family !== 'swa')
    assert.deepEqual(harmed.filter((attack) => survivors(attack.bytes) > 0).map(({ family, title }) => `${family}: ${title}`), [])
    const unusable = attacksOn(twice).filter(({ family }) => family === 'usf' || family === 'swa')
    assert.deepEqual(unusable.filter((attack) => survivors(attack.bytes) > 1).map(({ family, title }) => `${family}: ${title}`), [])
  })
}
