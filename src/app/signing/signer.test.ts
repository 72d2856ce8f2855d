import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openPdf, signatures } from '../../engines/pdf/index.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { newId } from '../../kernel/id.ts'
import type { Credential, Signer } from '../../modules/signing/index.ts'
import { readConfig } from '../../platform/config/index.ts'
import { wrapKey } from '../../platform/keys/index.ts'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { serveAuthority, type ServedAuthority } from '../../platform/pki/index.ts'
import { fakeCsc, type FakeCsc } from '../../platform/testing/csc.ts'
import { fakeDriver, fakeModule } from '../../platform/testing/pkcs11-driver.ts'
import { timestamperOf } from '../timestamper.ts'
import { officeSigner } from './signer.ts'

const now = new Date('2026-11-23T10:00:00Z')
const signer = testAuthority({ now }).issue('Pečeť', {}, 'RSA-2048')
const secret = randomBytes(32)

describe('keys of the office', () => {
  let folder = ''
  let served: ServedAuthority
  let service: FakeCsc
  let opened: Signer
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-signer-'))
    served = await serveAuthority(join(folder, 'pki'), () => now)
    service = await fakeCsc({ certificate: signer.certificate, key: signer.key, multisign: 4 })
    const config = readConfig({ OBEH_DATA: folder, TSA_URLS: `${served.url}/tsa`, CSC_URL: service.url, CSC_CLIENT_ID: 'obeh', CSC_CLIENT_SECRET: 'tajne' })
    const token = { key: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: '', pin: '1234' }
    opened = officeSigner({
      secret, authority: null, timestamper: timestamperOf({ config: { ...config, databaseUrl: undefined }, authority: null, now: () => now }), csc: config.signing.csc ?? null, tokens: { module: fakeModule(token), driver: fakeDriver, pin: '1234' },
    })
  })
  after(async () => {
    await served.close()
    await service.close()
    await rm(folder, { recursive: true })
  })

  const credential = (provider: Credential['provider'], more: Partial<Credential> = {}): Credential => ({
    id: newId<'Credential'>(now), personId: null, provider, label: 'Pečeť', chain: [signer.certificate.der], wrappedKey: provider === 'soft' ? wrapKey(signer.key, signer.certificate.der, secret) : null,
    place: { credentialId: 'klic-1', token: 'karta', id: '0a' }, validFrom: now, validTo: now, endedAt: null, ...more,
  })

  it('sign documents with a time stamp, wherever they are: wrapped here, at a remote service, on a token', async () => {
    const letter = await renderLetter(aLetter())
    for (const provider of ['soft', 'csc', 'pkcs11'] as const) {
      const key = await opened.open(credential(provider), { signatures: 2 })
      assert.ok(key.ok, provider)
      const prepared = await key.value.prepare(['Jedna', 'Dvě'].map((reason) => ({ bytes: letter, fileName: 'dopis.pdf', at: now, name: 'Krajský úřad', reason, shown: null, stamp: true })))
      const contents = prepared.flatMap((one) => (one.ok ? [one.value] : []))
      const signed = await key.value.sign(contents)
      assert.deepEqual([signed.signatures.length, signed.trouble], [2, null], provider)
      const finished = await key.value.finish(contents.map((content, index) => ({ content, signature: signed.signatures[index] ?? new Uint8Array(), stamp: true })))
      for (const one of finished) {
        const pdf = one.ok ? openPdf(Buffer.concat(one.value)) : one
        assert.deepEqual(pdf.ok && signatures(pdf.value).length, 1, provider)
      }
      await key.value.close()
    }
    assert.equal(service.confirmations, 1)
  })

  it('in their holder’s hands say what they want, sign by what they are told, and take a signature of the card alone', async () => {
    const asking = await fakeCsc({ certificate: signer.certificate, key: signer.key, mode: 'explicit', sendsCode: true })
    const hands = officeSigner({ secret, authority: null, timestamper: null, csc: { url: asking.url, clientId: 'obeh', clientSecret: 'tajne' }, tokens: null, agentUrl: 'http://127.0.0.1:24824' })
    const ask = { isNumber: true, label: 'PIN k podpisu' }
    assert.deepEqual((await hands.ability(credential('csc')))?.hand, { kind: 'secrets', anyOf: false, asks: [{ ...ask, id: 'PIN', kind: 'secret' }, { ...ask, id: 'OTP', kind: 'code', label: 'Kód z SMS' }] })
    assert.deepEqual((await hands.ability(credential('agent')))?.hand, { kind: 'agent', url: 'http://127.0.0.1:24824', certificate: createHash('sha256').update(signer.certificate.der).digest('hex') })
    assert.equal(await opened.ability(credential('agent')), null, 'where the office has no agent')
    assert.deepEqual(await hands.askCode(credential('csc'), 'OTP'), { ok: true, value: { question: null } })

    const letter = await renderLetter(aLetter())
    const prepared = async (provider: 'csc' | 'agent', told?: Record<string, string>) => {
      const key = await hands.open(credential(provider), { signatures: 0, ...(told ? { told } : {}) })
      assert.ok(key.ok)
      const [ready] = await key.value.prepare([{ bytes: letter, fileName: 'dopis.pdf', at: now, name: 'Jana Veselá', reason: null, shown: null, stamp: false }])
      assert.ok(ready?.ok)
      return { key: key.value, ready: ready.value }
    }
    const [untold, told, card] = [await prepared('csc'), await prepared('csc', { PIN: '1234', OTP: asking.code ?? '' }), await prepared('agent')]
    for (const { key, ready } of [untold, card]) assert.deepEqual([(await key.sign([ready])).trouble?.code, asking.refused], ['confirmation-needed', []])
    const { signatures: [signature], trouble } = await told.key.sign([told.ready])
    assert.ok(signature && trouble === null)
    assert.deepEqual(card.ready.wanted.digest, told.ready.wanted.digest, 'the same document is prepared to the same digest')
    assert.ok(card.key.fitting(card.ready.wanted, signature))
    assert.equal(card.key.fitting({ ...card.ready.wanted, bytes: Buffer.from('jiný') }, signature), null)
    await asking.close()
  })

  it('of people on a token of the server are out of reach: nobody could tell the PIN', async () => {
    const personId = newId<'Person'>(now)
    assert.deepEqual(await opened.open(credential('pkcs11', { personId }), { signatures: 1 }), { ok: false, refusal: 'key-unavailable' })
    assert.equal((await opened.ability(credential('pkcs11', { personId })))?.perConfirmation, 1)
  })
})
