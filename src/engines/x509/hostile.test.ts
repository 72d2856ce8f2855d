import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgePath } from './index.ts'
import { testAuthority } from './testing.ts'

const now = new Date('2026-11-23T10:00:00Z')
const own = testAuthority({ now })
const name = [['C', 'CZ'], ['CN', 'Každý každému']] as const

test('a crowd of certificates under one name is not tried in every order when none leads to an anchor', () => {
  let looked = 0
  const crowd = Array.from({ length: 14 }, () => {
    const { certificate } = own.issue('', { subject: name, authority: {}, uses: ['keyCertSign'] })
    return { ...certificate, get issuer() {
      if (++looked > 100_000) throw new Error('it never ends')
      return certificate.subject
    } }
  })
  const [first, ...others] = crowd
  assert.ok(first)
  const { failure } = judgePath({ certificate: first, anchors: [own.root.certificate], at: now, now, evidence: { certificates: others, crls: [], ocsps: [] } })
  assert.equal(failure?.problem, 'no-anchor')
})
