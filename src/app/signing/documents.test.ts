import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { testAuthority } from '../../engines/x509/testing.ts'
import { openPdf, signatures } from '../../engines/pdf/index.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { openThreads } from '../../platform/threads/index.ts'
import type { Answer, Inspected, KeptDocument, Question } from './documents-thread.ts'
import type { Result } from '../../kernel/result.ts'

const pki = testAuthority()
const chain = [pki.signer.certificate, pki.authority.certificate].map(({ der }) => der)
const wish = { signedAt: new Date('2026-11-23T10:00:00Z'), name: 'Jana Veselá', reason: 'Schvaluji' }

describe('documents in the thread that signs', () => {
  const threads = openThreads<Question, Answer>(new URL('./documents-thread.ts', import.meta.url), 1)
  after(() => threads.close())

  it('are told apart into those that can be signed and those that cannot, and why', async () => {
    const letter = await renderLetter(aLetter())
    assert.deepEqual(await threads.ask({ ask: 'inspect', bytes: letter }) as Inspected, { pages: 1, obstacle: null })
    assert.notEqual((await threads.ask({ ask: 'inspect', bytes: Buffer.from('text') }) as Inspected).obstacle, null)
  })

  it('are made ready alike each time, and finished by a signature that covers them whole', async () => {
    const letter = await renderLetter(aLetter())
    const ready = async () => (await threads.ask({ ask: 'prepare', chain, documents: [{ bytes: letter, wish, stamped: false }] }) as readonly Result<KeptDocument, string>[])[0]
    const [one, other] = [await ready(), await ready()]
    assert.ok(one?.ok && other?.ok)
    assert.deepEqual(one.value.digest, other.value.digest)
    const signature = sign(one.value.hash, one.value.toSign.bytes, pki.signer.key)
    const [done] = await threads.ask({ ask: 'finish', chain, documents: [{ bytes: letter, kept: one.value, signature }] }) as readonly Result<Uint8Array, string>[]
    assert.ok(done?.ok)
    assert.deepEqual(Buffer.from(done.value.subarray(0, letter.length)), Buffer.from(letter))
    const pdf = openPdf(done.value)
    assert.ok(pdf.ok)
    assert.equal(signatures(pdf.value).length, 1)
  })
})
