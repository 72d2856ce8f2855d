import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { testAuthority } from '../../engines/x509/testing.ts'
import { openPdf, signatures } from '../../engines/pdf/index.ts'
import { buildPdf } from '../../engines/pdf/testing.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { openDocuments } from './documents.ts'

const pki = testAuthority()
const chain = [pki.signer.certificate, pki.authority.certificate].map(({ der }) => der)
const wish = { signedAt: new Date('2026-11-23T10:00:00Z'), name: 'Jana Veselá', reason: 'Schvaluji' }

describe('documents in the threads that sign', () => {
  const documents = openDocuments({ count: 1 })
  after(() => documents.close())

  it('are told apart into those that can be signed and those that cannot, and why', async () => {
    assert.deepEqual(await documents.inspect(await renderLetter(aLetter())), { pages: 1, obstacle: null })
    assert.notEqual((await documents.inspect(Buffer.from('%PDF-1.7 and nothing more'))).obstacle, null)
    assert.deepEqual(await documents.inspect(Buffer.from('text')), { pages: null, obstacle: null })
  })

  it('are made ready alike each time, and finished by a signature that covers them whole', async () => {
    const letter = await renderLetter(aLetter())
    const [one, other] = await documents.prepare(chain, [1, 2].map(() => ({ bytes: letter, wish, stamped: false, shown: null, fileName: 'dopis.pdf' })))
    assert.ok(one?.ok && other?.ok)
    assert.deepEqual(one.value.digest, other.value.digest)
    const signature = sign(one.value.hash, one.value.toSign.bytes, pki.signer.key)
    const [added] = await documents.finish(chain, [{ kept: one.value, signature }])
    assert.ok(added?.ok)
    const pdf = openPdf(Buffer.concat([letter, added.value]))
    assert.ok(pdf.ok)
    assert.equal(signatures(pdf.value).length, 1)
  })

  it('are refused each by itself when they take too long', async () => {
    const impatient = openDocuments({ count: 1, limitMs: 1 })
    const long = { bytes: buildPdf({ ballast: 20 * 2 ** 20 }), wish, stamped: false, shown: null, fileName: 'dopis.pdf' }
    assert.deepEqual(await impatient.prepare(chain, [long, long]), [1, 2].map(() => ({ ok: false, refusal: 'took-too-long' })))
    assert.deepEqual(await impatient.inspect(long.bytes), { pages: null, obstacle: 'took-too-long' })
    await impatient.close()
  })
})
