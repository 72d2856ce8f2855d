import { constants, createPrivateKey, privateEncrypt, sign, type KeyObject } from 'node:crypto'
import { pathToFileURL } from 'node:url'

/** How a token of a test is made, told as the path of its library. */
export interface FakeToken {
  /** PKCS#8 in PEM. */
  readonly key: string
  /** DER in base64. */
  readonly certificate: string
  readonly pin: string
  readonly alwaysAuthenticate?: boolean
  /** After so many signatures it is taken out. */
  readonly removedAfter?: number
  /** Signs something else than it was asked. */
  readonly lies?: boolean
}

/** As `driver` of `pkcs11`, with the token as `module`. */
export const fakeDriver = pathToFileURL(import.meta.filename).href
export const fakeModule = (token: FakeToken): string => JSON.stringify(token)

const error = (code: number, name: string) => Object.assign(new Error(name), { code })

/** A token that keeps to the letter: who signs with a key of CKA_ALWAYS_AUTHENTICATE logs in after C_SignInit each time; three wrong PINs lock it. */
class Token {
  #token: FakeToken = { key: '', certificate: '', pin: '' }
  #key: KeyObject | undefined
  #isIn = false
  #isConfirmed = false
  #isReady = false
  #wrong = 0
  #made = 0
  #found: Buffer[] = []

  load(path: string): void {
    this.#token = JSON.parse(path) as FakeToken
    this.#key = createPrivateKey(this.#token.key)
  }

  C_Initialize(): void { /* nothing to make ready */ }
  C_GetSlotList(): Buffer[] { return this.#isRemoved ? [] : [Buffer.of(0)] }
  C_GetTokenInfo() { return { label: 'karta'.padEnd(32), serialNumber: '0123456789'.padEnd(16) } }
  C_OpenSession(): Buffer { return Buffer.of(1) }
  C_CloseSession(): void { this.#isIn = false }

  C_Login(_session: Buffer, user: number, pin: string): void {
    if (this.#wrong >= 3) throw error(0xa4, 'CKR_PIN_LOCKED')
    if (pin !== this.#token.pin) {
      this.#wrong += 1
      throw error(this.#wrong >= 3 ? 0xa4 : 0xa0, this.#wrong >= 3 ? 'CKR_PIN_LOCKED' : 'CKR_PIN_INCORRECT')
    }
    this.#wrong = 0
    if (user === 2 && !this.#isReady) throw error(0x91, 'CKR_OPERATION_NOT_INITIALIZED')
    if (user === 2) this.#isConfirmed = true
    else this.#isIn = true
  }

  C_FindObjectsInit(_session: Buffer, template: readonly { readonly type: number; readonly value?: unknown }[]): void {
    const wanted = template.find(({ type }) => type === 0)?.value
    const id = template.find(({ type }) => type === 0x102)?.value
    const isHere = wanted === 1 || (this.#isIn && (!(id instanceof Uint8Array) || Buffer.from(id).toString('hex') === '0a'))
    this.#found = isHere ? [Buffer.of(Number(wanted))] : []
  }

  C_FindObjects(): Buffer[] { return this.#found }
  C_FindObjectsFinal(): void { this.#found = [] }

  C_GetAttributeValue(_session: Buffer, _object: Buffer, template: readonly { readonly type: number }[]) {
    const values: Readonly<Record<number, Buffer>> = {
      0x11: Buffer.from(this.#token.certificate, 'base64'), 0x102: Buffer.of(0x0a), 0x100: Buffer.of(this.#key?.asymmetricKeyType === 'ec' ? 3 : 0), 0x202: Buffer.of(this.#token.alwaysAuthenticate ? 1 : 0),
    }
    return template.map(({ type }) => ({ type, value: values[type] }))
  }

  C_SignInit(): void {
    if (this.#isRemoved) throw error(0x32, 'CKR_DEVICE_REMOVED')
    if (!this.#isIn) throw error(0x101, 'CKR_USER_NOT_LOGGED_IN')
    this.#isReady = true
    this.#isConfirmed = false
  }

  C_Sign(_session: Buffer, data: Buffer): Buffer {
    if (!this.#isReady) throw error(0x91, 'CKR_OPERATION_NOT_INITIALIZED')
    if (this.#token.alwaysAuthenticate && !this.#isConfirmed) throw error(0x101, 'CKR_USER_NOT_LOGGED_IN')
    if (!this.#key) throw error(0x60, 'CKR_KEY_HANDLE_INVALID')
    this.#isReady = false
    this.#made += 1
    const asked = this.#token.lies ? Buffer.from(data).reverse() : data
    // RSA alone: node:crypto signs no digest of a curve whose bytes are elsewhere.
    return this.#key.asymmetricKeyType === 'rsa' ? privateEncrypt({ key: this.#key, padding: constants.RSA_PKCS1_PADDING }, asked) : sign('sha256', asked, this.#key)
  }

  get #isRemoved(): boolean { return this.#token.removedAfter !== undefined && this.#made >= this.#token.removedAfter }
}

export default { PKCS11: Token }
