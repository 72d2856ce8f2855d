import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openList, openListOfLists, readUnverified } from './index.ts'
import { listSigner, listedIssuer, listText, signedList, type Signing } from './lists.testing.ts'

const granted = [{ status: 'granted', from: '2020-01-01T00:00:00Z' }]
const refusalOf = (bytes: Uint8Array, signers: readonly Uint8Array[] = [listSigner]) => {
  const opened = openList(bytes, signers)
  return opened.ok ? 'opened' : opened.refusal
}

describe('opening a trusted list', () => {
  it('gives back what one of the named signers signed, and says who', () => {
    for (const uri of ['', '#List']) {
      const opened = openList(signedList(listText(granted), { uri }), [listedIssuer, listSigner])
      assert.ok(opened.ok && Buffer.from(opened.value.signer).equals(listSigner))
      assert.deepEqual(opened.value.list.providers[0]?.services[0]?.periods.map(({ from }) => from.toISOString()), ['2020-01-01T00:00:00.000Z'])
    }
  })

  it('refuses every list of which one letter was changed', () => {
    const text = signedList(listText(granted)).toString()
    for (const [one, other] of [['svcstatus/granted', 'Svcstatus/granter'], ['>1</TSLSeq', '>2</TSLSeq'], ['Služba', 'Sluzba'], ['2020-01-01', '2019-01-01']] as const) {
      const changed = text.replace(new RegExp(one, 'i'), other)
      assert.notEqual(changed, text)
      assert.equal(refusalOf(Buffer.from(changed)), 'broken-signature')
    }
  })

  it('refuses a list that others signed, or nobody, or two', () => {
    const list = signedList(listText(granted))
    const [signature = ''] = /<Signature .*<\/Signature>/s.exec(list.toString()) ?? []
    assert.deepEqual([refusalOf(list, [listedIssuer]), refusalOf(list, []), refusalOf(Buffer.from(listText(granted)))], ['foreign-signer', 'foreign-signer', 'unsigned'])
    assert.equal(refusalOf(Buffer.from(list.toString().replace(signature, signature + signature))), 'several-signatures')
  })

  it('refuses a signature that is not the root\'s own or does not cover it', () => {
    const wrapped = signedList(listText(granted)).toString()
    const inner = wrapped.replace('Id="List"', 'Id="Old"')
    const attack = listText([{ status: 'granted', from: '2010-01-01T00:00:00Z' }]).replace('</TrustServiceStatusList>', `${inner}</TrustServiceStatusList>`)
    assert.equal(refusalOf(Buffer.from(attack)), 'signature-elsewhere')
    const partial = listText(granted).replace('<SchemeInformation>', '<SchemeInformation Id="Part">')
    assert.equal(refusalOf(signedList(partial, { uri: '#Part' })), 'not-the-whole-list')
    assert.equal(refusalOf(signedList(partial.replace('Id="Part"', 'Id="List"'), { uri: '#List' })), 'not-the-whole-list')
    assert.equal(refusalOf(signedList(listText(granted), { before: '</SchemeInformation>' })), 'signature-elsewhere')
  })

  it('refuses digests that can be forged', () => {
    const weak: Signing = { digest: 'sha1' }
    assert.equal(refusalOf(signedList(listText(granted), weak)), 'weak-algorithm')
  })

  it('refuses document types, entities, what is not well-formed, and lists with parts missing', () => {
    const list = signedList(listText(granted)).toString()
    assert.equal(refusalOf(Buffer.from(`<!DOCTYPE a [<!ENTITY x "y">]>${list}`)), 'document-type')
    assert.equal(refusalOf(Buffer.from(list.replace('</TSPInformation>', '</TSPInformation></b>'))), 'malformed')
    assert.equal(refusalOf(Buffer.concat([Buffer.from(list), Buffer.of(0xff)])), 'not-utf8')
    const missing = ['TSLVersionIdentifier', 'TSLSequenceNumber', 'NextUpdate', 'SchemeTerritory', 'TSPInformation', 'ServiceStatus', 'StatusStartingTime']
    for (const name of missing) assert.equal(refusalOf(signedList(listText(granted).replace(new RegExp(`<${name}>.*?</${name}>`, 's'), ''))), 'incomplete', name)
  })
})

describe('the list of lists', () => {
  const toItself = (signer: Buffer) => `<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId><X509Certificate>${signer.toString('base64')}</X509Certificate></DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities>
    <TSLLocation>https://lists.example/lotl.xml</TSLLocation><AdditionalInformation><OtherInformation><TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists</TSLType></OtherInformation></AdditionalInformation></OtherTSLPointer>`
  const lotl = (sequence: number, next: Buffer) => signedList(listText([], toItself(next), sequence, 'EUlistofthelists'))
  const outcomeOf = (pinned: Buffer[], pivots: Buffer[], list = lotl(9, listSigner)) => {
    const opened = openListOfLists(list, pinned, pivots)
    return opened.ok ? 'opened' : opened.refusal
  }

  it('is opened by the pinned certificates, or by those a chain of pivots hands over to', () => {
    assert.deepEqual([outcomeOf([listSigner], []), outcomeOf([listSigner], [lotl(7, listSigner), lotl(8, listSigner)])], ['opened', 'opened'])
  })

  it('is refused when a pivot hands over to others, is out of order, or is not signed by who the one before named', () => {
    assert.equal(outcomeOf([listedIssuer], []), 'foreign-signer')
    assert.equal(outcomeOf([listSigner], [lotl(7, listedIssuer)]), 'foreign-signer')
    assert.equal(outcomeOf([listSigner], [lotl(7, listedIssuer), lotl(8, listSigner)]), 'broken-pivot')
    assert.equal(outcomeOf([listSigner], [lotl(8, listSigner), lotl(7, listSigner)]), 'broken-pivot')
    assert.equal(outcomeOf([listSigner], [lotl(10, listSigner)]), 'broken-pivot')
    assert.equal(outcomeOf([listSigner], [], signedList(listText(granted))), 'not-the-list-of-lists')
  })

  it('can be read without being believed, to say who should have signed it', () => {
    const read = readUnverified(Buffer.from(listText([], toItself(listSigner), 9, 'EUlistofthelists')))
    assert.ok(read.ok && Buffer.from(read.value.pointers[0]?.certificates[0] ?? []).equals(listSigner))
  })
})
