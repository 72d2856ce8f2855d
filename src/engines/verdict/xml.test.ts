import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { contentTypes, signatureBuilder, timestampInfo } from '../cms/index.ts'
import { envelope, prepareXades, signXades, type XadesAddition } from '../xades/index.ts'
import { testAuthority, type KeyKind } from '../x509/testing.ts'
import type { Issuer } from '../x509/index.ts'
import { canonicalise, parseXml, transforms, type SignatureAlgorithm } from '../xml/index.ts'
import { judgeFile, readEvidence, type GivenEvidence } from './index.ts'

const at = new Date('2026-11-28T10:00:00Z')
const pki = testAuthority({ now: at })
const unit = pki.issue('Razítko', { uses: ['digitalSignature'], purposes: ['1.3.6.1.5.5.7.3.8'] })
const content = '<zpráva xmlns="urn:a">Ahoj &amp; <b x="1">sbohem</b>\n</zpráva>'

const kinds: readonly (readonly [KeyKind, SignatureAlgorithm])[] = [['P-256', { digest: 'sha256', key: 'ec' }], ['P-384', { digest: 'sha384', key: 'ec' }], ['RSA-2048', { digest: 'sha256', key: 'rsa' }]]

function tokenOver(stampable: Uint8Array): Uint8Array {
  const info = timestampInfo({ digest: 'sha256', imprint: createHash('sha256').update(stampable).digest(), policy: '1.2.3', serial: 1n, time: at })
  const builder = signatureBuilder({ certificate: unit.certificate, algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType: contentTypes.timestampInfo })
  const toSign = builder.prepare(createHash('sha256').update(info).digest())
  return builder.finish(toSign, sign('sha256', toSign.bytes, unit.key), { content: info })
}

const evidence = { certificates: [pki.authority.certificate.der, pki.root.certificate.der], crls: [pki.crl().der], ocsps: [pki.ocspBytes(pki.authority.certificate)] }

function signed({ certificate, key }: Issuer = pki.seal, algorithm: SignatureAlgorithm = { digest: 'sha256', key: 'ec' }, added: 'nothing' | 'stamp' | 'all' = 'all'): string {
  const parsed = parseXml(Buffer.from(content))
  assert.ok(parsed.ok)
  const prepared = prepareXades([canonicalise(parsed.value.documentElement, transforms.exclusive)], { certificate, chain: [], algorithm, signedAt: at, mimeType: 'application/xml' })
  const made = signXades(prepared, sign(algorithm.digest, prepared.toSign.bytes, key))
  assert.ok(made.ok)
  const more: XadesAddition = added === 'nothing' ? {} : { token: tokenOver(made.value.stampable), ...added === 'all' ? evidence : {} }
  const { head, foot } = envelope(made.value, more)
  return Buffer.concat([head, Buffer.from(content), foot]).toString()
}

function judged(text: string, given: Partial<GivenEvidence> = {}) {
  const { kind, verdict, signatures: [one] } = judgeFile(Buffer.from(text), readEvidence({ anchors: [pki.root.certificate.der], certificates: [], crls: [], ocsps: [], at, ...given }))
  assert.ok(one)
  return { kind, verdict, one }
}

describe('an enveloping XAdES signature', () => {
  it('passes by what it carries alone, whatever key made it', () => {
    for (const [kind, algorithm] of kinds) {
      const { kind: file, verdict, one } = judged(signed(pki.issue('Pečeť', { qc: 'seal' }, kind), algorithm))
      assert.deepEqual([file, verdict, one.level, one.coverage, one.timeSource, one.intact, one.cryptographicallyValid, one.problems], ['xml', 'TOTAL_PASSED', 'XAdES_BASELINE_LT', 'WHOLE_FILE', 'timestamp', true, true, []], kind)
    }
  })

  it('is of the level of what was added, and lacks what it does not carry', () => {
    const levels = (['nothing', 'stamp'] as const).map((added) => judged(signed(pki.seal, { digest: 'sha256', key: 'ec' }, added)))
    assert.deepEqual(levels.map(({ verdict, one }) => [verdict, one.level]), [['INDETERMINATE', 'XAdES_BASELINE_B'], ['INDETERMINATE', 'XAdES_BASELINE_T']])
    assert.deepEqual(levels.map(({ one }) => judged(signed(pki.seal, { digest: 'sha256', key: 'ec' }, one.level.endsWith('T') ? 'stamp' : 'nothing'), evidence).verdict), ['TOTAL_PASSED', 'TOTAL_PASSED'])
  })

  it('fails when a letter of what it holds, of its properties or of its certificate is another', () => {
    const text = signed()
    for (const [from, to] of [['sbohem', 'sbohen'], ['Ahoj', 'ahoj'], ['x="1"', 'x="2"'], ['2026-11-28', '2026-11-27'], ['application/xml', 'application/xmk'], ['<b ', '<b y="" ']] as const) {
      const { verdict, one } = judged(text.replace(from, to))
      assert.deepEqual([verdict, one.subIndication, one.intact], ['TOTAL_FAILED', 'HASH_FAILURE', false], from)
    }
    const other = judged(text.replace(pki.seal.certificate.der && Buffer.from(pki.seal.certificate.der).toString('base64'), Buffer.from(pki.signer.certificate.der).toString('base64')))
    assert.notEqual(other.verdict, 'TOTAL_PASSED')
  })

  it('fails when something unsigned is put beside what is signed, or in its place', () => {
    const text = signed()
    const object = text.slice(text.indexOf('<ds:Object Id="obsah">'), text.indexOf('</ds:Signature>'))
    const attacks = [
      text.replace('</ds:Signature>', '<ds:Object Id="další"><a/></ds:Object></ds:Signature>'), text.replace('</ds:Signature>', '<a/></ds:Signature>'),
      text.replace('</ds:Signature>', `${object.replace('sbohem', 'sbohen')}</ds:Signature>`), text.replace(object, object.replace('"obsah"', '"jiný"')),
      text.replace('</xades:QualifyingProperties>', '</xades:QualifyingProperties><a/>'), text.replace(object, ''),
    ]
    for (const [index, attack] of attacks.entries()) assert.notEqual(judged(attack).verdict, 'TOTAL_PASSED', String(index))
    assert.equal(judged(attacks[0] ?? '').one.subIndication, 'FORMAT_FAILURE')
  })

  it('is not made of the word of another key', () => {
    const prepared = prepareXades([Buffer.from('<a></a>')], { certificate: pki.seal.certificate, chain: [], algorithm: { digest: 'sha256', key: 'ec' }, signedAt: at, mimeType: 'application/xml' })
    assert.deepEqual([sign('sha256', prepared.toSign.bytes, pki.signer.key), Buffer.from('x')].map((value) => signXades(prepared, value)), Array(2).fill({ ok: false, refusal: 'broken-signature' }))
  })
})
