import assert from 'node:assert/strict'
import { createHash, verify } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { publicKeyOf } from '../../engines/x509/index.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { fakeCsc, type FakeCsc, type FakeCscOptions } from '../testing/csc.ts'
import { cscAbility, cscClient, cscKey, type AuthData, type CscRun, type SigningKey, type ToSign } from './index.ts'

const signer = testAuthority().issue('Jana Veselá', {}, 'RSA-2048')
const hex = (list: readonly ToSign[]) => list.map(({ digest }) => Buffer.from(digest).toString('hex'))
const documents = (count: number): ToSign[] => Array.from({ length: count }, (_, index) => {
  const bytes = Buffer.from(`dokument ${index}`)
  return { bytes, digest: createHash('sha256').update(bytes).digest(), hash: 'sha256' }
})

describe('a key of a remote service', () => {
  const open: FakeCsc[] = []
  after(() => Promise.all(open.map((service) => service.close())))

  const opened = async (options: Partial<FakeCscOptions> = {}, authData: readonly AuthData[] = [], run: CscRun = {}): Promise<{ key: SigningKey; service: FakeCsc; perConfirmation: number | null }> => {
    const service = await fakeCsc({ certificate: signer.certificate, key: signer.key, ...options }, () => (run.now?.() ?? new Date()).getTime())
    open.push(service)
    const client = cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'tajne' }, { pollMs: 5 })
    const list = await client.list()
    assert.ok(list.ok && list.value[0])
    const credential = await client.info(list.value[0])
    assert.ok(credential.ok)
    return { key: cscKey(client, list.value[0], credential.value, authData, run), service, perConfirmation: cscAbility(credential.value).perConfirmation }
  }
  const holds = ({ bytes }: ToSign, signature: Uint8Array | undefined) => {
    const key = publicKeyOf(signer.certificate)
    return key !== undefined && signature !== undefined && verify('sha256', bytes, key, signature)
  }

  it('signs a long list in parts the service allows, each part authorised for exactly its digests', async () => {
    for (const isAsync of [false, true]) {
      const { key, service, perConfirmation } = await opened({ multisign: 7, isAsync })
      const list = documents(20)
      const { signatures, trouble } = await key.sign(list)
      assert.deepEqual([trouble, signatures.length, list.every((one, index) => holds(one, signatures[index])), perConfirmation], [null, 20, true, null])
      assert.deepEqual([service.signed, service.refused], [hex(list), []])
    }
  })

  it('that its holder confirms signs as many as one confirmation allows and says that another is needed', async () => {
    const { key, service, perConfirmation } = await opened({ multisign: 5, mode: 'explicit' }, [{ id: 'PIN', value: '1234' }])
    const { signatures, trouble } = await key.sign(documents(8))
    assert.deepEqual([perConfirmation, signatures.length, trouble?.code, service.signed.length], [5, 5, 'confirmation-needed', 5])
    const untold = await opened({ mode: 'explicit' })
    assert.deepEqual([(await untold.key.sign(documents(1))).trouble?.code, untold.service.refused], ['confirmation-needed', []])
    const wrong = await opened({ mode: 'explicit' }, [{ id: 'PIN', value: '0000' }])
    assert.deepEqual(await wrong.key.sign(documents(1)), { signatures: [], trouble: { code: 'pin-incorrect', again: false, detail: 'The PIN is invalid, 2 tries left' } })
  })

  it('that sends a code besides wants both, each code for once, and says when it has locked itself', async () => {
    const service = await fakeCsc({ certificate: signer.certificate, key: signer.key, mode: 'explicit', sendsCode: true, tries: 2 })
    open.push(service)
    const client = cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'tajne' })
    const credential = await client.info('klic-1')
    assert.ok(credential.ok)
    assert.deepEqual(credential.value.asks, [{ id: 'PIN', type: 'Password', label: 'PIN k podpisu', isNumber: true }, { id: 'OTP', type: 'ChallengeResponse', label: 'Kód z SMS', isNumber: true }])
    const sign = async (pin: string, code: string | null) => (await cscKey(client, 'klic-1', credential.value, [{ id: 'PIN', value: pin }, ...(code === null ? [] : [{ id: 'OTP', value: code }])]).sign(documents(1))).trouble
    assert.deepEqual([(await sign('1234', null))?.code, service.refused], ['confirmation-needed', []], 'nothing is asked without the code')
    assert.equal((await sign('1234', '000000'))?.code, 'code-incorrect')
    assert.deepEqual(await client.challenge('klic-1', 'OTP'), { ok: true, value: { question: null } })
    const { code } = service
    assert.equal(await sign('1234', code), null)
    assert.equal((await sign('1234', code))?.code, 'code-incorrect', 'a code is for once')
    for (const left of [1, 0]) assert.equal((await sign('0000', '1'))?.detail, `The PIN is invalid, ${left} tries left`)
    assert.deepEqual(await sign('1234', '1'), { code: 'key-locked', again: false, detail: 'Credential locked' })
    assert.deepEqual(await client.challenge('klic-1', 'PIN'), { ok: false, refusal: 'service-refused' })
  })

  it('that asks its holder on their own device meanwhile is waited for', async () => {
    const service = await fakeCsc({ certificate: signer.certificate, key: signer.key, asksLater: true })
    open.push(service)
    const client = cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'tajne' }, { pollMs: 5 })
    const credential = await client.info('klic-1')
    assert.ok(credential.ok)
    assert.deepEqual((await cscKey(client, 'klic-1', credential.value).sign(documents(2))).trouble, null)
  })

  it('carries one confirmation on from list to list, no further than it was given for', async () => {
    for (const carriesOn of [true, false]) {
      const { key, service } = await opened({ multisign: 10, mode: 'explicit', carriesOn }, [{ id: 'PIN', value: '1234' }], { signatures: 12 })
      const list = documents(12)
      const made = [await key.sign(list.slice(0, 4)), await key.sign(list.slice(4, 8)), await key.sign(list.slice(8))]
      assert.deepEqual(made.map(({ signatures, trouble }) => [signatures.length, trouble?.code]), carriesOn
        ? [[4, undefined], [4, undefined], [2, 'confirmation-needed']] : [[4, undefined], [0, 'confirmation-needed'], [0, 'confirmation-needed']])
      assert.deepEqual([service.confirmations, service.refused, service.signed], [1, [], hex(list.slice(0, carriesOn ? 10 : 4))])
    }
  })

  it('asks its holder again when a confirmation is over, by the clock or because an answer was lost', async () => {
    let time = new Date('2026-11-23T10:00:00Z')
    const { key, service } = await opened({ mode: 'explicit' }, [{ id: 'PIN', value: '1234' }], { signatures: 6, now: () => time })
    assert.equal((await key.sign(documents(2))).trouble, null)
    time = new Date(time.getTime() + 61_000)
    assert.equal((await key.sign(documents(2))).trouble?.code, 'confirmation-needed')
    assert.equal(service.confirmations, 1)
    const lost = await opened({ mode: 'explicit' }, [{ id: 'PIN', value: '1234' }], { signatures: 6 })
    lost.service.next = 'drop'
    assert.deepEqual((await lost.key.sign(documents(2))).trouble, { code: 'service-unreachable', again: true })
    assert.equal((await lost.key.sign(documents(2))).trouble?.code, 'confirmation-needed')
  })

  it('gives what was signed before the trouble, and never a signature that is not right', async () => {
    const { key, service } = await opened({ multisign: 4 })
    service.next = 'busy'
    assert.deepEqual(await key.sign(documents(4)), { signatures: [], trouble: { code: 'service-unreachable', again: true } })
    service.next = 'much'
    assert.equal((await key.sign(documents(4))).signatures.length, 4)
    service.next = 'fewer'
    assert.deepEqual((await key.sign(documents(4))).trouble?.code, 'service-refused')
    service.next = 'turn'
    assert.equal((await key.sign(documents(4))).trouble?.code, 'service-refused')
    service.next = 'drop'
    assert.deepEqual((await key.sign(documents(4))).trouble, { code: 'service-unreachable', again: true })
    assert.equal((await key.sign(documents(4))).signatures.length, 4)
  })

  it('waits for its holder longer than for the service', async () => {
    const service = await fakeCsc({ certificate: signer.certificate, key: signer.key, thinksMs: 950 })
    open.push(service)
    const patience = async (timeouts: { timeoutMs: number; holderMs: number }) => {
      const client = cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'tajne' }, timeouts)
      const credential = await client.info('klic-1')
      assert.ok(credential.ok)
      return cscKey(client, 'klic-1', credential.value).sign(documents(1))
    }
    assert.equal((await patience({ timeoutMs: 900, holderMs: 20_000 })).trouble, null)
    assert.equal((await patience({ timeoutMs: 5_000, holderMs: 50 })).trouble?.code, 'service-unreachable')
  })

  it('is away when the service is, or knows nobody by this secret', async () => {
    const service = await fakeCsc({ certificate: signer.certificate, key: signer.key })
    assert.deepEqual(await cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'jine' }).list(), { ok: false, refusal: 'confirmation-needed' })
    await service.close()
    assert.deepEqual(await cscClient({ url: service.url, clientId: 'obeh', clientSecret: 'tajne' }).list(), { ok: false, refusal: 'service-unreachable' })
  })
})
