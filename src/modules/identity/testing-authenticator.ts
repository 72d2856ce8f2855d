import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** What a key does besides what it should: for seeing it refused. */
export interface Tricks {
  readonly origin?: string
  readonly rpId?: string
  readonly counter?: number
  /** Neither finger nor PIN was asked for. */
  readonly unverified?: boolean
  readonly userHandle?: string
  readonly challenge?: string
}

/** A security key in software: makes and answers as a browser with a key would, without either (WebAuthn § 6, attestation "none", ES256). */
export class SoftwareKey {
  readonly id = randomBytes(32)
  readonly #pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #origin: string
  readonly #synced: boolean
  #counter: number
  #holder = ''

  /** `counter`: `null` for keys that count nothing, as synced ones do. */
  constructor({ origin = 'http://localhost', synced = false, counter = 0 }: { readonly origin?: string; readonly synced?: boolean; readonly counter?: number | null } = {}) {
    this.#origin = origin
    this.#synced = synced
    this.#counter = counter ?? Number.NaN
  }

  make(question: { readonly challenge: string; readonly rp: { readonly id?: string }; readonly user: { readonly id: string } }, tricks: Tricks = {}) {
    this.#holder = question.user.id
    const credential = Buffer.concat([Buffer.alloc(16), u16(this.id.length), this.id, this.#publicKey()])
    const authData = Buffer.concat([this.#authData(question.rp.id ?? '', 0x40, tricks), credential])
    const attestation = map([[text('fmt'), text('none')], [text('attStmt'), map([])], [text('authData'), bytes(authData)]])
    return { ...this.#named(), response: { clientDataJSON: this.#clientData('webauthn.create', question, tricks), attestationObject: attestation.toString('base64url'), transports: ['usb'] } }
  }

  answer(question: { readonly challenge: string; readonly rpId?: string }, tricks: Tricks = {}) {
    const clientData = this.#clientData('webauthn.get', question, tricks)
    const authData = this.#authData(question.rpId ?? '', 0, tricks)
    const hash = createHash('sha256').update(Buffer.from(clientData, 'base64url')).digest()
    const signature = sign('sha256', Buffer.concat([authData, hash]), this.#pair.privateKey)
    const userHandle = tricks.userHandle ?? this.#holder
    return { ...this.#named(), response: { clientDataJSON: clientData, authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url'), userHandle } }
  }

  #named() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
  }

  #clientData(type: string, { challenge }: { readonly challenge: string }, tricks: Tricks): string {
    return Buffer.from(JSON.stringify({ type, challenge: tricks.challenge ?? challenge, origin: tricks.origin ?? this.#origin, crossOrigin: false })).toString('base64url')
  }

  #authData(rpId: string, more: number, { rpId: other, counter, unverified = false }: Tricks): Buffer {
    const flags = 0x01 | (unverified ? 0 : 0x04) | (this.#synced ? 0x18 : 0) | more
    this.#counter = counter ?? this.#counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(Number.isNaN(this.#counter) ? 0 : this.#counter)
    return Buffer.concat([createHash('sha256').update(other ?? rpId).digest(), Buffer.from([flags]), count])
  }

  #publicKey(): Buffer {
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' })
    return map([[int(1), int(2)], [int(3), int(-7)], [int(-1), int(1)], [int(-2), bytes(Buffer.from(x, 'base64url'))], [int(-3), bytes(Buffer.from(y, 'base64url'))]])
  }
}

/** As much of CBOR (RFC 8949) as a key speaks. */
const head = (major: number, length: number) => (length < 24 ? Buffer.from([major << 5 | length]) : length < 256 ? Buffer.from([major << 5 | 24, length]) : Buffer.from([major << 5 | 25, length >> 8, length & 255]))
const int = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const map = (pairs: readonly (readonly [Buffer, Buffer])[]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()])
const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
