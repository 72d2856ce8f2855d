import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unreliableAt } from './constraints.ts'
import { malformedSignature } from './malformed.ts'
import { problem, problemCodes, problemText, sentenceOf, sentencesOf, verdictOf, type SignatureReport } from './index.ts'

describe('the days of algorithms', () => {
  const weak = (name: string, bits: number | undefined, day: string) => unreliableAt([bits === undefined ? { name } : { name, bits }], new Date(`${day}T00:00:00Z`)) !== undefined

  it('end when the table says, by kind and size', () => {
    assert.deepEqual([weak('sha1', undefined, '2012-07-31'), weak('sha1', undefined, '2012-08-01'), weak('md5', undefined, '2010-01-01'), weak('sha256', undefined, '2026-11-28')], [false, true, true, false])
    assert.deepEqual([weak('rsa', 1024, '2009-07-31'), weak('rsa', 1024, '2026-11-28'), weak('rsa', 2048, '2026-11-28'), weak('rsa', 2048, '2029-01-01'), weak('rsa-pss', 4096, '2029-01-01')], [false, true, false, true, false])
    assert.deepEqual([weak('ec', 256, '2026-11-28'), weak('ec', 192, '2026-11-28'), weak('ed25519', undefined, '2026-11-28'), weak('rsa', 512, '2000-01-01')], [false, true, false, true])
  })

  it('never began for what is not on it', () => assert.ok(weak('gost', undefined, '2000-01-01')))
})

describe('sentences', () => {
  const passed: SignatureReport = { ...malformedSignature('Podpis', 'PAdES_BASELINE_T', problem('hash-differs'), 'Kraj Vysočina'), indication: 'TOTAL_PASSED', intact: true, cryptographicallyValid: true, coverage: 'WHOLE_FILE', changesAfter: 'NONE', problems: [] }

  it('call a qualified seal a seal', () => {
    assert.equal(sentenceOf({ ...passed, qualification: 'QESEAL' }, 'cs'), 'Pečeť „Kraj Vysočina“ je platná a kvalifikovaná; dokument se po podpisu nezměnil.')
    assert.equal(sentenceOf({ ...passed, qualification: 'QESIG' }, 'en'), 'The signature of “Kraj Vysočina” is valid and qualified; the document has not changed since.')
  })

  it('say why one does not hold, and nothing of changes where the content itself is another', () => {
    assert.equal(sentenceOf({ ...passed, indication: 'TOTAL_FAILED', intact: false, problems: [problem('hash-differs')] }, 'cs'), 'Podpis osoby „Kraj Vysočina“ je neplatný: podepsaný obsah byl změněn.')
    assert.equal(sentenceOf({ ...passed, signer: null, indication: 'INDETERMINATE', problems: [problem('no-trust-anchor')] }, 'cs'),
      'Podpis osoby „neznámý podepisující“ zatím nelze potvrdit: neznáme důvěryhodného vydavatele certifikátu; dokument se po podpisu nezměnil.')
    assert.deepEqual(sentencesOf({ kind: 'unknown', verdict: 'NO_SIGNATURE_FOUND', signatures: [], timestamps: [], problems: [], wanted: [] }, 'cs'), ['Soubor neobsahuje žádný elektronický podpis.'])
  })

  it('leave no placeholder open, with or without what the problem is about', () => {
    for (const code of problemCodes) for (const language of ['cs', 'en'] as const) for (const one of [problem(code), problem(code, 'x$&')]) assert.doesNotMatch(problemText(one, language), /[{}]|\(\)/, code)
  })
})

describe('the verdict on a document', () => {
  it('is that of its worst signature; only a broken timestamp counts beside', () => {
    const [good, bad, open] = [{ indication: 'TOTAL_PASSED' }, { indication: 'TOTAL_FAILED' }, { indication: 'INDETERMINATE' }] as const
    assert.deepEqual([verdictOf([], []), verdictOf([good], []), verdictOf([good, open], []), verdictOf([open, bad, good], []), verdictOf([good], [open]), verdictOf([good], [bad]), verdictOf([], [good])],
      ['NO_SIGNATURE_FOUND', 'TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED', 'TOTAL_PASSED', 'TOTAL_FAILED', 'NO_SIGNATURE_FOUND'])
  })
})
