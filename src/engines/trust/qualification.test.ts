import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  decodeLists, encodeLists, indexServices, isOutdated, openList, qualifiers as names, signatureQualification, timestampQualification, type CertificateFacts,
} from './index.ts'
import { listSigner, listedIssuer, listText, signedList, type PeriodToTell } from './lists.testing.ts'

const certificate: CertificateFacts = {
  issuedAt: new Date('2024-01-01T00:00:00Z'), keyUsage: new Set(['nonRepudiation']), extendedKeyUsage: new Set(), policies: new Set(['1.2.3']), subjectAttributes: new Set(),
  statements: { compliance: true, sscd: true, types: ['0.4.0.1862.1.6.1'] },
}
const signedAt = new Date('2025-06-01T00:00:00Z')

function listsOf(periods: readonly PeriodToTell[]) {
  const opened = openList(signedList(listText(periods)), [listSigner])
  assert.ok(opened.ok)
  return [opened.value.list]
}
const indexOf = (...periods: readonly PeriodToTell[]) => indexServices(listsOf(periods))
const qualificationOf = (periods: readonly PeriodToTell[], facts: Partial<CertificateFacts> = {}, at = signedAt) =>
  signatureQualification(indexOf(...periods), { ...certificate, ...facts }, [listedIssuer], at)

const since2020: PeriodToTell = { status: 'granted', from: '2020-01-01T00:00:00Z' }
const purpose = (name: string) => `<Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/${name}</URI></AdditionalServiceInformation></Extension>`
const says = (qualifier: string, criteria: string) => `<Extension Critical="true"><q:Qualifications><q:QualificationElement><q:Qualifiers><q:Qualifier uri="${qualifier}"/></q:Qualifiers>${criteria}</q:QualificationElement></q:Qualifications></Extension>`
const always = '<q:CriteriaList assert="atLeastOne"><q:KeyUsage><q:KeyUsageBit name="nonRepudiation">true</q:KeyUsageBit></q:KeyUsage></q:CriteriaList>'
const policy = (oid: string, assert = 'atLeastOne') => `<q:CriteriaList assert="${assert}"><q:PolicySet><q:PolicyIdentifier><x:Identifier>urn:oid:${oid}</x:Identifier></q:PolicyIdentifier></q:PolicySet></q:CriteriaList>`

describe('whether a signature is qualified', () => {
  it('is so with a qualified certificate, in a device, of a service granted then', () => {
    assert.deepEqual(qualificationOf([since2020]), { qualification: 'QESIG', reason: 'granted' })
    const seal = { statements: { compliance: true, sscd: true, types: ['0.4.0.1862.1.6.2'] } }
    assert.equal(qualificationOf([{ ...since2020, extensions: purpose('ForeSeals') }], seal).qualification, 'QESEAL')
    assert.equal(qualificationOf([since2020], { statements: { compliance: true, sscd: false, types: [] } }).qualification, 'ADESIG_QC')
  })

  it('is not so by a certificate that names no service of the list, or that nobody issued as qualified', () => {
    assert.deepEqual(signatureQualification(indexOf(since2020), certificate, [listSigner], signedAt), { qualification: 'NOT_QUALIFIED', reason: 'not-on-a-trusted-list' })
    assert.equal(qualificationOf([since2020], { statements: { compliance: false, sscd: true, types: [] } }).reason, 'not-issued-as-qualified')
    assert.equal(qualificationOf([{ ...since2020, type: 'CA/PKC' }]).reason, 'not-on-a-trusted-list')
  })

  it('goes by the status at the time of the signature, and at the time the certificate was issued', () => {
    const withdrawnLater = [{ status: 'withdrawn', from: '2025-07-01T00:00:00Z' }, since2020]
    assert.equal(qualificationOf(withdrawnLater).qualification, 'QESIG')
    assert.equal(qualificationOf(withdrawnLater, {}, new Date('2025-07-01T00:00:00Z')).reason, 'not-granted-then')
    assert.equal(qualificationOf([{ status: 'granted', from: '2024-06-01T00:00:00Z' }]).reason, 'not-granted-then')
    const underDirective = { issuedAt: new Date('2015-01-01T00:00:00Z') }
    assert.equal(qualificationOf([since2020, { status: 'accredited', from: '2010-01-01T00:00:00Z' }], underDirective).qualification, 'QESIG')
    assert.equal(qualificationOf([{ status: 'accredited', from: '2010-01-01T00:00:00Z' }], underDirective).reason, 'not-granted-then')
  })

  it('is held to the uses the service is granted for', () => {
    assert.equal(qualificationOf([{ ...since2020, extensions: purpose('ForeSignatures') }]).qualification, 'QESIG')
    assert.equal(qualificationOf([{ ...since2020, extensions: purpose('ForeSeals') }]).reason, 'not-for-this-use')
    assert.equal(qualificationOf([{ ...since2020, extensions: purpose('ForWebSiteAuthentication') }], { statements: { compliance: true, sscd: false, types: ['0.4.0.1862.1.6.3'] } }).reason, 'not-for-this-use')
  })

  it('lets the list have the last word where its criteria are met, and only there', () => {
    const verdict = (qualifier: string, criteria: string, facts: Partial<CertificateFacts> = {}) => qualificationOf([{ ...since2020, extensions: says(qualifier, criteria) }], facts)
    assert.equal(verdict(names.noQscd, always).qualification, 'ADESIG_QC')
    assert.equal(verdict(names.noQscd, policy('1.2.3')).qualification, 'ADESIG_QC')
    assert.equal(verdict(names.noQscd, policy('1.2.4')).qualification, 'QESIG')
    assert.equal(verdict(names.noQscd, policy('1.2.4', 'none')).qualification, 'ADESIG_QC')
    assert.equal(verdict(names.notQualified, always).reason, 'called-not-qualified-by-the-list')
    assert.equal(verdict(names.qualified, always, { statements: { compliance: false, sscd: false, types: [] } }).qualification, 'ADESIG_QC')
    assert.equal(verdict(names.withQscd, always, { statements: { compliance: true, sscd: false, types: [] } }).qualification, 'QESIG')
    assert.equal(verdict(names.withSscd, always, { statements: { compliance: true, sscd: false, types: [] } }).qualification, 'ADESIG_QC')
    assert.equal(verdict(names.forSeal, always).qualification, 'QESEAL')
    assert.equal(qualificationOf([{ ...since2020, extensions: says(names.withQscd, always) + says(names.noQscd, always) }]).reason, 'contradictory-list')
  })

  it('does not rely on a service with a critical extension nobody knows', () => {
    assert.equal(qualificationOf([{ ...since2020, extensions: '<Extension Critical="true"><Novelty/></Extension>' }]).reason, 'not-granted-then')
    assert.equal(qualificationOf([{ ...since2020, extensions: '<Extension Critical="false"><Novelty/></Extension>' }]).qualification, 'QESIG')
  })
})

describe('a timestamp', () => {
  it('is qualified when its service was granted then', () => {
    const service = indexOf({ status: 'withdrawn', from: '2025-07-01T00:00:00Z', type: 'TSA/QTST' }, { ...since2020, type: 'TSA/QTST' })
    assert.deepEqual([signedAt, new Date('2025-07-02T00:00:00Z')].map((at) => timestampQualification(service, [listedIssuer], at)), ['QTSA', 'TSA'])
    assert.equal(timestampQualification(service, [listSigner], signedAt), 'NOT_LISTED')
  })
})

describe('lists that were read once', () => {
  it('come back from the cache as they were', () => {
    const lists = listsOf([{ ...since2020, extensions: says(names.noQscd, policy('1.2.3')) }])
    const back = decodeLists(encodeLists(lists))
    assert.equal(encodeLists(back ?? []), encodeLists(lists))
    assert.deepEqual(signatureQualification(indexServices(back ?? []), certificate, [listedIssuer], signedAt), { qualification: 'ADESIG_QC', reason: 'granted' })
    assert.deepEqual([decodeLists('{}'), decodeLists('not json')], [undefined, undefined])
  })

  it('are outdated after their next update', () => {
    const [list] = listsOf([since2020])
    assert.ok(list)
    assert.deepEqual([isOutdated(list, new Date('2026-06-30T23:59:59Z')), isOutdated(list, new Date('2026-07-01T00:00:01Z'))], [false, true])
  })
})
