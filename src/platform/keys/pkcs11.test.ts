import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, randomUUID, verify } from 'node:crypto'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { publicKeyOf, type Certificate, type Issuer } from '../../engines/x509/index.ts'
import { testAuthority } from '../../engines/x509/testing.ts'
import { fakeDriver, fakeModule, type FakeToken } from '../testing/pkcs11-driver.ts'
import { pkcs11, troubleTexts, type Pkcs11, type ToSign } from './index.ts'
import { loadLayer } from './pkcs11-layer.ts'

const pki = testAuthority()
const signer = pki.issue('Jana Veselá', {}, 'RSA-2048')
const documents = (count: number): ToSign[] => Array.from({ length: count }, (_, index) => {
  const bytes = Buffer.from(`dokument ${index}`)
  return { bytes, digest: createHash('sha256').update(bytes).digest(), hash: 'sha256' }
})
const holds = (certificate: Certificate, list: readonly ToSign[], signatures: readonly Uint8Array[]) => signatures.every((signature, index) => {
  const key = publicKeyOf(certificate)
  return key !== undefined && verify('sha256', list[index]?.bytes ?? Buffer.alloc(0), key, signature)
})

describe('a key on a card', () => {
  const opened: Pkcs11[] = []
  after(() => Promise.all(opened.map((each) => each.close())))

  const card = (more: Partial<FakeToken> = {}) => {
    const token = { key: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: Buffer.from(signer.certificate.der).toString('base64'), pin: '1234', ...more }
    const tokens = pkcs11({ module: fakeModule(token), driver: fakeDriver })
    opened.push(tokens)
    const open = (...pins: (string | null)[]) => tokens.open({ place: { token: 'karta', id: '0a' }, certificate: signer.certificate, pin: () => Promise.resolve(pins.shift() ?? null) })
    return { tokens, open }
  }

  it('is found by its certificate, and signs any number by one PIN', async () => {
    const { tokens, open } = card()
    assert.deepEqual(await tokens.tokens(), { ok: true, value: [{ token: 'karta', id: '0a', certificate: new Uint8Array(signer.certificate.der) }] })
    const told = await open('1234')
    assert.ok(told.ok)
    const list = documents(45)
    const { signatures, trouble } = await told.key.sign(list)
    assert.deepEqual([told.ability.perConfirmation, signatures.length, holds(signer.certificate, list, signatures), trouble], [null, 45, true, null])
    await told.key.close()
    assert.equal((await told.key.sign(list)).trouble?.code, 'key-removed')
  })

  it('that wants its PIN for each signature says so before the start, and signs as many as were confirmed', async () => {
    const told = await card({ alwaysAuthenticate: true }).open('1234', '1234', '1234')
    assert.ok(told.ok)
    const list = documents(5)
    const { signatures, trouble } = await told.key.sign(list)
    assert.deepEqual([told.ability.perConfirmation, signatures.length, holds(signer.certificate, list, signatures), trouble], [1, 3, true, { code: 'confirmation-needed', again: false }])
  })

  it('tells a wrong PIN from a locked card, and does not try again by itself', async () => {
    const { open } = card()
    const troubles: unknown[] = []
    for (const pin of ['1', '2', '3', '1234']) {
      const told = await open(pin)
      troubles.push(told.ok ? null : `${told.trouble.code} ${told.trouble.again}`)
    }
    assert.deepEqual(troubles, ['pin-incorrect false', 'pin-incorrect false', 'key-locked false', 'key-locked false'])
    const nobody = await open()
    assert.equal(!nobody.ok && nobody.trouble.code, 'confirmation-needed')
  })

  it('taken out in the middle gives what it signed until then', async () => {
    const told = await card({ removedAfter: 33 }).open('1234')
    assert.ok(told.ok)
    const list = documents(40)
    const { signatures, trouble } = await told.key.sign(list)
    assert.deepEqual([signatures.length, holds(signer.certificate, list, signatures), trouble?.code], [33, true, 'key-removed'])
  })

  it('gives on no signature of something else', async () => {
    const told = await card({ lies: true }).open('1234')
    assert.ok(told.ok)
    const { signatures, trouble } = await told.key.sign(documents(2))
    assert.deepEqual([signatures.length, trouble?.code], [0, 'service-refused'])
  })

  it('is out of reach in plain words where there is no driver', async () => {
    const none = pkcs11({ module: '/nowhere.so', driver: 'no-such-driver' })
    opened.push(none)
    assert.deepEqual(await none.tokens(), { ok: false, refusal: 'driver-missing' })
    assert.match(troubleTexts.cs['driver-missing'], /ovladač/)
  })
})

const run = promisify(execFile)
const library = '/usr/lib/softhsm/libsofthsm2.so'
const isThere = await Promise.all([access(library), run('softhsm2-util', ['--version'])]).then(() => loadLayer('pkcs11js')).catch(() => undefined)

describe('a key in a hardware module', { skip: !isThere && 'SoftHSM2 or pkcs11js is not installed' }, () => {
  let folder: string
  let module: Pkcs11
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'obeh-hsm-'))
    await mkdir(join(folder, 'tokens'))
    await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`)
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf')
    await run('softhsm2-util', ['--init-token', '--free', '--label', 'pecet', '--pin', '1234', '--so-pin', '12345678'])
    module = pkcs11({ module: library })
  })
  after(async () => {
    await module.close()
    await rm(folder, { recursive: true })
  })
  const imported = async ({ key }: Issuer, id: string) => {
    const path = join(folder, randomUUID())
    await writeFile(path, key.export({ type: 'pkcs8', format: 'pem' }))
    await run('softhsm2-util', ['--import', path, '--token', 'pecet', '--label', 'klic', '--id', id, '--pin', '1234'])
    return { token: 'pecet', id }
  }

  it('signs by RSA and on curves', async () => {
    for (const [kind, id] of [['RSA-2048', '01'], ['P-256', '02'], ['P-384', '03']] as const) {
      const seal = pki.issue('Pečeť', {}, kind)
      const told = await module.open({ place: await imported(seal, id), certificate: seal.certificate, pin: () => Promise.resolve('1234') })
      assert.ok(told.ok, kind)
      const list = documents(25)
      const { signatures, trouble } = await told.key.sign(list)
      assert.deepEqual([trouble, signatures.length, holds(seal.certificate, list, signatures), told.ability.perConfirmation], [null, 25, true, null], kind)
      await told.key.close()
    }
  })

  it('opens by its PIN alone, and is missed when it is not there', async () => {
    const open = async (token: string, id: string, pin: string) => {
      const told = await module.open({ place: { token, id }, certificate: signer.certificate, pin: () => Promise.resolve(pin) })
      return told.ok ? null : told.trouble.code
    }
    assert.deepEqual([await open('pecet', '01', '9999'), await open('pecet', 'ff', '1234'), await open('jiny', '01', '1234')], ['pin-incorrect', 'key-removed', 'key-removed'])
  })
})
