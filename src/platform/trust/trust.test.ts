import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { listedIssuer, listSigner, listText, signedList } from '../../engines/trust/lists.testing.ts'
import { importTrust, readTrust } from './index.ts'

const pointer = (type: string, territory: string, signer: Buffer) => `<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId><X509Certificate>${signer.toString('base64')}</X509Certificate></DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities>
  <TSLLocation>https://lists.example/${territory}.xml</TSLLocation><AdditionalInformation><OtherInformation><TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/${type}</TSLType></OtherInformation><OtherInformation><SchemeTerritory>${territory}</SchemeTerritory></OtherInformation></AdditionalInformation></OtherTSLPointer>`
const lotl = (sequence: number, stateSigner = listSigner) =>
  signedList(listText([], pointer('EUlistofthelists', 'EU', listSigner) + pointer('EUgeneric', 'CZ', stateSigner), sequence, 'EUlistofthelists').replace('>CZ<', '>EU<'))
const state = (sequence: number) => signedList(listText([{ status: 'granted', from: '2020-01-01T00:00:00Z' }], '', sequence))

describe('the trusted lists of an installation', () => {
  let directory = ''
  before(async () => { directory = await mkdtemp(join(tmpdir(), 'obeh-trust-')) })
  after(() => rm(directory, { recursive: true, force: true }))

  const outcomes = async (files: readonly Uint8Array[], signers: readonly Uint8Array[] = []) =>
    (await importTrust(directory, files, signers)).map(({ outcome }) => outcome.ok ? `${outcome.value.territory} ${outcome.value.sequence}` : outcome.refusal)
  const kept = async () => (await readTrust(directory)).map(({ territory, sequence }) => `${territory} ${sequence}`).toSorted()

  it('are none at first, and none is taken from a stranger', async () => {
    assert.deepEqual(await kept(), [])
    assert.deepEqual(await outcomes([state(1)]), ['nobody-may-sign-it'])
    assert.deepEqual(await outcomes([state(1), lotl(1)], [listedIssuer]), ['foreign-signer', 'foreign-signer'])
    assert.deepEqual(await kept(), [])
  })

  it('are kept with the signers of the list of lists, in whatever order the files come', async () => {
    assert.deepEqual(await outcomes([state(1), lotl(1)], [listSigner]), ['CZ 1', 'EU 1'])
    assert.deepEqual(await kept(), ['CZ 1', 'EU 1'])
  })

  it('are renewed without naming signers again, and never by older ones', async () => {
    assert.deepEqual(await outcomes([state(3), lotl(2)]), ['CZ 3', 'EU 2'])
    assert.deepEqual(await outcomes([state(2), Buffer.from('no list')]), ['older-than-kept', 'malformed'])
    assert.deepEqual(await kept(), ['CZ 3', 'EU 2'])
  })

  it('of a state are refused when the list of lists names another signer', async () => {
    assert.deepEqual(await outcomes([lotl(4, listedIssuer), state(4)]), ['EU 4', 'foreign-signer'])
    assert.deepEqual(await kept(), ['CZ 3', 'EU 4'])
  })

  it('are all kept when several import at the same moment', async () => {
    const territories = ['AT', 'SK', 'PL', 'DE']
    const listOf = (territory: string) => signedList(listText([{ status: 'granted', from: '2020-01-01T00:00:00Z' }], '', 1).replaceAll('>CZ<', `>${territory}<`))
    await Promise.all(territories.map((territory) => importTrust(directory, [listOf(territory)], [listSigner])))
    assert.deepEqual((await kept()).filter((one) => territories.includes(one.slice(0, 2))), ['AT 1', 'DE 1', 'PL 1', 'SK 1'])
  })
})
