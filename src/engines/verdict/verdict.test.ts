import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { contentTypes, signatureBuilder, timestampInfo } from '../cms/index.ts'
import { addEvidence, finish, finishSignature, prepareSignature, prepareTimestamp, signerOf, signWith } from '../pades/index.ts'
import { at, holder, signed, type Holder } from '../pades/testing.ts'
import { attacksOn } from '../pdf-changes/testing-attacks.ts'
import { signatures } from '../pdf/index.ts'
import { buildPdf, layouts, opened, taken } from '../pdf/testing.ts'
import { judgeFile, judgePdf, readEvidence, sentenceOf, type GivenEvidence, type SignatureReport } from './index.ts'

const years = (count: number) => new Date(at.getTime() + count * 365.25 * 86_400_000)
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000)

/** All that is to be known of a signer and those above, as of `when`. */
const evidenceOf = ({ authority, chain }: Holder, when = at, more: Partial<GivenEvidence> = {}): GivenEvidence => ({
  anchors: [authority.root.certificate.der], crls: [authority.crl([], when).der], ocsps: [authority.ocspBytes(authority.authority.certificate, undefined, when)],
  certificates: [...chain], at: when, ...more,
})

function outcomeOf(bytes: Uint8Array, evidence: GivenEvidence): string {
  const report = judgePdf(bytes, readEvidence(evidence))
  return report.signatures.map(({ indication, subIndication }) => subIndication ? `${indication}/${subIndication}` : indication).join(' ')
}

function only(bytes: Uint8Array, evidence: GivenEvidence): SignatureReport {
  const [report] = judgePdf(bytes, readEvidence(evidence)).signatures
  assert.ok(report)
  return report
}

/** A unit whose certificate outlives those of signers. */
const longLived = ({ authority }: Holder) => authority.issue('Razítko', { uses: ['digitalSignature'], purposes: ['1.3.6.1.5.5.7.3.8'], notAfter: years(8) })

function tokenBy(unit: ReturnType<typeof longLived>, imprint: Uint8Array, time: Date): Uint8Array {
  const content = timestampInfo({ digest: 'sha256', imprint, policy: '1.3.6.1.5.5.7.13.1', serial: 7n, time })
  const builder = signatureBuilder({ certificate: unit.certificate, chain: [], algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType: contentTypes.timestampInfo })
  const toSign = builder.prepare(createHash('sha256').update(content).digest())
  return builder.finish(toSign, sign('sha256', toSign.bytes, unit.key), { content })
}

function stamped(who: Holder, unit: ReturnType<typeof longLived>, time = at): Buffer {
  const ready = taken(prepareSignature(buildPdf(), { signedAt: at }, who.signer, true))
  const signature = signWith(who.key, who.signer, ready.toSign.bytes)
  return Buffer.concat(taken(finishSignature(ready, who.signer, signature, tokenBy(unit, createHash('sha256').update(signature).digest(), time))))
}

describe('the verdict on a signature', () => {
  const who = holder()
  const bytes = signed(buildPdf(), who)

  it('passes with an anchor and fresh word that nobody was revoked, and says who signed', () => {
    const report = only(bytes, evidenceOf(who))
    assert.deepEqual([report.indication, report.level, report.signer, report.coverage, report.changesAfter, report.intact, report.cryptographicallyValid, report.timeSource],
      ['TOTAL_PASSED', 'PAdES_BASELINE_B', 'Jana Nováková', 'WHOLE_FILE', 'NONE', true, true, 'now'])
    assert.equal(sentenceOf(report, 'cs'), 'Podpis osoby „Jana Nováková“ je platný; dokument se po podpisu nezměnil.')
    assert.equal(report.chain.length, 3)
  })

  it('never passes silently: not without an anchor, not without revocation data, not with stale data', () => {
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { anchors: [] })), 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND')
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { crls: [], ocsps: [] })), 'INDETERMINATE/TRY_LATER')
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { crls: [who.authority.crl([], hours(-72)).der] })), 'INDETERMINATE/TRY_LATER')
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { crls: [who.authority.crl([], hours(72)).der] })), 'INDETERMINATE/TRY_LATER')
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { anchors: [holder().authority.root.certificate.der] })), 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND')
  })

  it('says what it wanted and where it is, so that it can be fetched', () => {
    const { certificate, key } = who.authority.issue('Petr Malý', { crlUrl: 'http://crl.example/1.crl', ocspUrl: 'http://ocsp.example/' })
    const chain = [certificate.der, ...who.chain.slice(1)]
    const asked = judgePdf(signed(buildPdf(), { ...who, chain, key, signer: taken(signerOf(chain)) }), readEvidence(evidenceOf(who, at, { crls: [], ocsps: [] })))
    assert.deepEqual(asked.wanted.map(({ kind, url }) => `${kind} ${url ?? ''}`).filter((text) => text.includes('http')).toSorted(), ['crl http://crl.example/1.crl', 'ocsp http://ocsp.example/'])
  })

  it('is indeterminate when the certificate was revoked or has expired and nothing proves the signature older', () => {
    const [der] = who.chain
    assert.ok(der)
    const certificate = readEvidence({ at, certificates: [der] }).certificates[0]
    assert.ok(certificate)
    assert.equal(outcomeOf(bytes, evidenceOf(who, at, { crls: [who.authority.crl([{ certificate, at: hours(-1) }]).der] })), 'INDETERMINATE/REVOKED_NO_POE')
    assert.equal(outcomeOf(bytes, evidenceOf(who, years(2))), 'INDETERMINATE/OUT_OF_BOUNDS_NO_POE')
  })

  it('is not that of a unit that stamps or answers, whoever certified it', () => {
    const units = [who.authority.timestamper, who.authority.responder].map(({ certificate, key }) => {
      const chain = [certificate.der, ...who.chain.slice(1)]
      return signed(buildPdf(), { ...who, chain, key, signer: taken(signerOf(chain)) })
    })
    for (const file of units) assert.equal(outcomeOf(file, evidenceOf(who)), 'INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE')
  })

  it('is not passed as PAdES when what was signed does not name the certificate', () => {
    const { prepared, toSign } = taken(prepareSignature(buildPdf(), { signedAt: at }, who.signer, false))
    const attributes = Buffer.from(toSign.bytes)
    // The last arc of signing-certificate-v2: an attribute nobody knows stands in its place.
    attributes[attributes.indexOf(Buffer.from('2a864886f70d010910022f', 'hex')) + 10] = 0x63
    const unnamed = { bytes: attributes, digest: createHash('sha256').update(attributes).digest() }
    const file = Buffer.concat(taken(finishSignature({ prepared, toSign: unnamed }, who.signer, signWith(who.key, who.signer, attributes))))
    assert.equal(outcomeOf(file, evidenceOf(who)), 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE')
    assert.deepEqual([only(file, evidenceOf(who)).intact, only(file, evidenceOf(who)).problems.map(({ code }) => code)], [true, ['certificate-not-named']])
  })

  it('is failed by one changed bit of the content, of the signature and of the attributes', () => {
    const [signature] = signatures(opened(bytes))
    const { start = 0, value = new Uint8Array() } = signature?.contents ?? {}
    const flip = (at: number) => { const copy = Buffer.from(bytes); copy[at] = copy[at] === 0x31 ? 0x32 : 0x31; return copy }
    assert.match(outcomeOf(flip(bytes.indexOf('MediaBox') - 3), evidenceOf(who)), /TOTAL_FAILED/)
    for (const back of [8, 200]) assert.match(outcomeOf(flip(start + 1 + 2 * (value.findLastIndex((byte) => byte !== 0) - back)), evidenceOf(who)), /^(TOTAL_FAILED|INDETERMINATE\/NO_SIGNING)/)
  })

  it('is not passed with a certificate beside it that is not as its issuer signed it, or is none', () => {
    const [signature] = signatures(opened(bytes))
    const { start = 0, value = new Uint8Array() } = signature?.contents ?? {}
    const root = Buffer.from(value).indexOf(who.authority.root.certificate.der)
    assert.ok(root > 0)
    // In the key, in the signature, and in the head of the root's own: it is trusted as it was given, and not as it lies there.
    for (const place of [root + 2, root + 4, root + who.authority.root.certificate.der.length - 5, Buffer.from(value).indexOf(who.authority.root.certificate.spki) + 40]) {
      const copy = Buffer.from(bytes)
      const at = start + 1 + 2 * place
      copy[at] = copy[at] === 0x31 ? 0x32 : 0x31
      assert.notEqual(judgePdf(copy, readEvidence(evidenceOf(who))).verdict, 'TOTAL_PASSED', String(place - root))
    }
  })

  it('is not lost with the end of its saving: the file has failed, and is not one that nobody signed', () => {
    const from = bytes.lastIndexOf('/ByteRange') + 200
    for (const length of [bytes.length - 20, bytes.length - 120, from, bytes.lastIndexOf('/Contents <') + 40]) assert.equal(judgePdf(bytes.subarray(0, length), readEvidence(evidenceOf(who))).verdict, 'TOTAL_FAILED', String(length))
  })

  it('is not lost with the way to it, nor with the beginning of the file', () => {
    const judged = (from: string, to: string) => judgeFile(Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1'), readEvidence(evidenceOf(who)))
    for (const [from, to] of [['%PDF-', '$PDF-'], ['/AcroForm', '/AcroForX'], ['/FT /Sig', '/FX /Sig']] as const) {
      assert.ok(bytes.includes(from), from)
      assert.equal(judged(from, to).verdict, 'TOTAL_FAILED', from)
    }
  })

  it('is failed when what came after it was cut off, though all that was signed is there', () => {
    const [signature] = signatures(opened(bytes))
    const whole = Buffer.concat(taken(addEvidence(bytes, [{ contents: signature?.contents?.value ?? new Uint8Array(), certificates: who.chain, crls: [who.authority.crl().der], ocsps: [] }])))
    const first = (file: Buffer) => judgePdf(file, readEvidence(evidenceOf(who))).signatures[0]
    assert.equal(first(whole)?.indication, 'TOTAL_PASSED')
    for (const cut of [3, 6, 7]) assert.deepEqual([first(whole.subarray(0, -cut))?.indication, first(whole.subarray(0, -cut))?.subIndication], ['TOTAL_FAILED', 'FORMAT_FAILURE'], String(cut))
  })
})

describe('any changed byte', () => {
  it('keeps a passing file from passing, wherever in the signed bytes it is', () => {
    const who = holder()
    const evidence = readEvidence(evidenceOf(who))
    for (const layout of ['table', 'packed'] as const) {
      const bytes = signed(buildPdf({ layout }), who)
      assert.equal(judgePdf(bytes, evidence).verdict, 'TOTAL_PASSED')
      // The signature itself carries certificates that nobody signed along; whichever of them is broken is found elsewhere.
      const gap = signatures(opened(bytes))[0]?.contents ?? { start: 0, end: 0 }
      fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
        const changed = Buffer.from(bytes)
        changed[place] = (changed[place] ?? 0) ^ difference
        fc.pre(place < gap.start || place >= gap.end)
        assert.notEqual(judgeFile(changed, evidence).verdict, 'TOTAL_PASSED')
      }), { numRuns: 250 })
    }
  })
})

describe('proof of existence', () => {
  const who = holder()
  const unit = longLived(who)

  it('lets a signature outlive its certificate and its revocation', () => {
    const bytes = stamped(who, unit)
    const [der] = who.chain
    const certificate = readEvidence({ at, certificates: der ? [der] : [] }).certificates[0]
    assert.ok(certificate)
    const later = years(3)
    const evidence = evidenceOf(who, later, { crls: [who.authority.crl([], hours(1)).der, who.authority.crl([], later).der], ocsps: [at, later].map((when) => who.authority.ocspBytes(who.authority.authority.certificate, undefined, when)) })
    const report = only(bytes, evidence)
    assert.deepEqual([report.indication, report.level, report.timeSource, report.bestSignatureTime.toISOString(), report.timestamp?.by], ['TOTAL_PASSED', 'PAdES_BASELINE_T', 'timestamp', at.toISOString(), 'Razítko'])
    const revoked = evidenceOf(who, hours(5), { crls: [who.authority.crl([{ certificate, at: hours(1) }], hours(4)).der] })
    assert.equal(outcomeOf(bytes, revoked), 'TOTAL_PASSED')
    assert.equal(outcomeOf(stamped(who, unit, hours(2)), revoked), 'INDETERMINATE/REVOKED_NO_POE')
  })

  it('is none from a unit nobody trusts, over other bytes, or by a certificate made for something else', () => {
    const later = years(2)
    const outcome = (bytes: Uint8Array) => only(bytes, evidenceOf(who, later)).timeSource
    const stranger = longLived(holder())
    assert.equal(outcome(stamped(who, stranger)), 'now')
    assert.equal(outcome(stamped(who, who.authority.issue('Jiná', { notAfter: years(8) }))), 'now')
    const ready = taken(prepareSignature(buildPdf(), { signedAt: at }, who.signer, true))
    const foreign = Buffer.concat(taken(finishSignature(ready, who.signer, signWith(who.key, who.signer, ready.toSign.bytes), tokenBy(unit, createHash('sha256').update('x').digest(), at))))
    const report = only(foreign, evidenceOf(who))
    assert.deepEqual([report.timeSource, report.timestamps.map(({ subIndication }) => subIndication)], ['now', ['HASH_FAILURE']])
  })

  it('is told in words alone when its authority is not trusted, without the bytes of certificates', () => {
    const [stamp] = only(stamped(who, longLived(holder())), evidenceOf(who)).timestamps
    assert.deepEqual([stamp?.indication, stamp?.subIndication, stamp?.problems.map(({ code }) => code)], ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', ['timestamp-not-trusted', 'no-trust-anchor']])
    for (const inner of ['chain', 'algorithms', 'wanted']) assert.ok(stamp && !(inner in stamp), inner)
  })

  it('lies for years in evidence kept within and document timestamps over it', () => {
    const first = stamped(who, unit)
    const [signature] = signatures(opened(first))
    const kept = Buffer.concat(taken(addEvidence(first, [{ contents: signature?.contents?.value ?? new Uint8Array(), certificates: who.chain, crls: [who.authority.crl([], hours(1)).der], ocsps: [who.authority.ocspBytes(who.authority.authority.certificate, undefined, hours(1))] }])))
    const prepared = taken(prepareTimestamp(kept))
    const archived = Buffer.concat(taken(finish(prepared, tokenBy(unit, prepared.digest, hours(2)))))
    const evidence = evidenceOf(who, years(4))
    const report = only(archived, evidence)
    assert.deepEqual([report.indication, report.level, report.changesAfter, report.coverage], ['TOTAL_PASSED', 'PAdES_BASELINE_LTA', 'LTA_UPDATES', 'WHOLE_REVISION'])
    const told = Buffer.concat(taken(addEvidence(archived, [{ contents: signature?.contents?.value ?? new Uint8Array(), certificates: [unit.certificate.der], crls: [], ocsps: [] }])))
    assert.deepEqual([only(told, evidence).indication, only(told, evidence).level], ['TOTAL_PASSED', 'PAdES_BASELINE_LTA'])
    // Another signs, and evidence for that signature follows: the first is archived all the same.
    const joined = signed(archived, who)
    const last = signatures(opened(joined)).at(-1)?.contents?.value ?? new Uint8Array()
    const both = Buffer.concat(taken(addEvidence(joined, [{ contents: last, certificates: [], crls: [who.authority.crl([], hours(3)).der], ocsps: [] }])))
    assert.deepEqual(judgePdf(both, readEvidence(evidence)).signatures.map(({ level }) => level), ['PAdES_BASELINE_LTA', 'PAdES_BASELINE_B'])
    const document = judgePdf(archived, readEvidence(evidence))
    assert.deepEqual([document.verdict, document.timestamps.map(({ indication, coverage }) => `${indication} ${coverage ?? ''}`)], ['TOTAL_PASSED', ['TOTAL_PASSED WHOLE_FILE']])
    // SHA-256 itself is not good for ever, whatever stands in the file.
    assert.deepEqual(only(archived, evidenceOf(who, years(6))).timestamps.map(({ subIndication }) => subIndication), ['CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'])
  })
})

describe('published attacks', () => {
  for (const layout of layouts) {
    it(`pass on no genuinely signed file of the layout "${layout}", whatever its signer permitted`, () => {
      const who = holder()
      const evidence = readEvidence(evidenceOf(who))
      for (const wish of [{ certification: 'none' }, { certification: 'P1' }, { certification: 'P2' }, { certification: 'P3' }] as const) {
        const bytes = signed(buildPdf({ layout, pages: ['One', 'Two'] }), who, wish)
        assert.equal(judgePdf(bytes, evidence).verdict, 'TOTAL_PASSED', wish.certification)
        const attacks = attacksOn(bytes)
        assert.ok(attacks.length > 40)
        const passed = attacks.filter((attack) => judgeFile(attack.bytes, evidence).verdict === 'TOTAL_PASSED')
        assert.deepEqual(passed.map(({ family, title }) => `${family}: ${title}`), [], wish.certification)
      }
    })
  }
})

describe('files that are none', () => {
  it('get a verdict as well', () => {
    const evidence = readEvidence({ at })
    const verdicts = [Buffer.alloc(0), Buffer.from('Dobrý den.'), buildPdf(), Buffer.from('%PDF-1.7\nnothing'), Buffer.from('PK\u0003\u0004'), Buffer.from('3003020100', 'hex'), Buffer.from('308006092a864886f70d010702', 'hex')]
      .map((bytes) => judgeFile(bytes, evidence).verdict)
    assert.deepEqual(verdicts, ['NO_SIGNATURE_FOUND', 'NO_SIGNATURE_FOUND', 'NO_SIGNATURE_FOUND', 'NO_SIGNATURE_FOUND', 'NO_SIGNATURE_FOUND', 'NO_SIGNATURE_FOUND', 'TOTAL_FAILED'])
  })
})
