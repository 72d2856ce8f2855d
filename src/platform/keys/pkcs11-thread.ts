import { digestInfo } from './signatures.ts'
import { ck, loadLayer, type Pkcs11Layer } from './pkcs11-layer.ts'
import { alreadyInitialized, alreadyLoggedIn, numberOf, troubleOf } from './pkcs11-trouble.ts'
import type { KeyTrouble, ToSign } from './model.ts'

/** Which key: by the label or serial number of its token and by its CKA_ID in hexadecimal. */
export interface Pkcs11Place { readonly token: string; readonly id: string }

export type Pkcs11Question =
  | { readonly ask: 'tokens'; readonly module: string; readonly driver: string }
  | { readonly ask: 'open'; readonly module: string; readonly driver: string; readonly place: Pkcs11Place; readonly pin: string }
  /** `pin`: of a key that wants it for every signature. */
  | { readonly ask: 'sign'; readonly session: number; readonly list: readonly Pick<ToSign, 'digest' | 'hash'>[]; readonly pin: string | null }
  | { readonly ask: 'close'; readonly session: number }

export interface FoundCertificate extends Pkcs11Place { readonly certificate: Uint8Array }
export interface Pkcs11Opened { readonly session: number; readonly isPinEach: boolean }
export type Pkcs11Answer = { readonly trouble: KeyTrouble } | { readonly found: readonly FoundCertificate[] } | Pkcs11Opened | { readonly signatures: readonly Uint8Array[]; readonly trouble: KeyTrouble | null }

interface Session { readonly layer: Pkcs11Layer; readonly handle: Buffer; readonly key: Buffer; readonly isCurve: boolean; readonly isPinEach: boolean }

const layers = new Map<string, Pkcs11Layer>()
const sessions = new Map<number, Session>()
let lastSession = 0

/** All that is asked of cards and tokens, in a thread of its own: a card takes its time, and its driver blocks meanwhile. */
export default async function answer(question: Pkcs11Question): Promise<Pkcs11Answer> {
  try {
    switch (question.ask) {
      case 'tokens': return await withLayer(question, (layer) => ({ found: certificatesOf(layer) }))
      case 'open': return await withLayer(question, (layer) => open(layer, question.place, question.pin))
      case 'sign': return signList(question.session, question.list, question.pin)
      case 'close': return close(question.session)
    }
  } catch (error) {
    return { trouble: troubleOf(error) }
  }
}

async function withLayer({ module, driver }: { readonly module: string; readonly driver: string }, use: (layer: Pkcs11Layer) => Pkcs11Answer): Promise<Pkcs11Answer> {
  const known = layers.get(module)
  if (known) return use(known)
  const layer = await loadLayer(driver)
  if (!layer) return { trouble: { code: 'driver-missing', again: false, detail: `${driver} is not installed` } }
  try {
    layer.load(module)
    layer.C_Initialize()
  } catch (error) {
    if (numberOf(error) !== alreadyInitialized) return { trouble: { code: 'driver-missing', again: false, detail: error instanceof Error ? error.message.slice(0, 200) : '' } }
  }
  layers.set(module, layer)
  return use(layer)
}

const namesOf = (layer: Pkcs11Layer, slot: Buffer): readonly string[] => {
  const { label, serialNumber } = layer.C_GetTokenInfo(slot)
  return [label.trim(), serialNumber.trim()]
}

function certificatesOf(layer: Pkcs11Layer): FoundCertificate[] {
  return layer.C_GetSlotList(true).flatMap((slot) => {
    const handle = layer.C_OpenSession(slot, ck.session)
    try {
      return find(layer, handle, [{ type: ck.class, value: ck.certificate }]).map((object) => {
        const [id, certificate] = layer.C_GetAttributeValue(handle, object, [{ type: ck.id }, { type: ck.value }])
        return { token: namesOf(layer, slot)[0] ?? '', id: bytesOf(id).toString('hex'), certificate: bytesOf(certificate) }
      })
    } finally {
      layer.C_CloseSession(handle)
    }
  })
}

function open(layer: Pkcs11Layer, { token, id }: Pkcs11Place, pin: string): Pkcs11Answer {
  const slot = layer.C_GetSlotList(true).find((each) => namesOf(layer, each).includes(token))
  if (!slot) return { trouble: { code: 'key-removed', again: false, detail: `no token ${token}` } }
  const handle = layer.C_OpenSession(slot, ck.session)
  try {
    logIn(layer, handle, pin)
    const [key] = find(layer, handle, [{ type: ck.class, value: ck.privateKey }, { type: ck.id, value: Buffer.from(id, 'hex') }])
    if (!key) throw Object.assign(new Error(`no key ${id} on the token`), { code: 0xe0 })
    const [kind] = layer.C_GetAttributeValue(handle, key, [{ type: ck.keyType }])
    lastSession += 1
    const session = { layer, handle, key, isCurve: numberIn(kind) === ck.ec, isPinEach: isPinEach(layer, handle, key) }
    sessions.set(lastSession, session)
    return { session: lastSession, isPinEach: session.isPinEach }
  } catch (error) {
    layer.C_CloseSession(handle)
    throw error
  }
}

function logIn(layer: Pkcs11Layer, handle: Buffer, pin: string): void {
  try {
    layer.C_Login(handle, ck.user, pin)
  } catch (error) {
    if (numberOf(error) !== alreadyLoggedIn) throw error
  }
}

/** A token that does not know the attribute does not want a PIN each time. */
function isPinEach(layer: Pkcs11Layer, handle: Buffer, key: Buffer): boolean {
  try {
    const [value] = layer.C_GetAttributeValue(handle, key, [{ type: ck.alwaysAuthenticate }])
    return numberIn(value) === 1
  } catch {
    return false
  }
}

function signList(number: number, list: readonly Pick<ToSign, 'digest' | 'hash'>[], pin: string | null): Pkcs11Answer {
  const session = sessions.get(number)
  if (!session) return { trouble: { code: 'key-removed', again: false } }
  const signatures: Uint8Array[] = []
  try {
    for (const one of list) signatures.push(signOne(session, one, pin))
    return { signatures, trouble: null }
  } catch (error) {
    return { signatures, trouble: troubleOf(error) }
  }
}

function signOne({ layer, handle, key, isCurve, isPinEach: wantsPin }: Session, { digest, hash }: Pick<ToSign, 'digest' | 'hash'>, pin: string | null): Uint8Array {
  layer.C_SignInit(handle, { mechanism: isCurve ? ck.ecdsa : ck.rsaPkcs }, key)
  if (wantsPin) layer.C_Login(handle, ck.contextSpecific, pin ?? '')
  return layer.C_Sign(handle, Buffer.from(isCurve ? digest : digestInfo(hash, digest)), Buffer.alloc(1024))
}

function close(number: number): Pkcs11Answer {
  const session = sessions.get(number)
  sessions.delete(number)
  session?.layer.C_CloseSession(session.handle)
  return { signatures: [], trouble: null }
}

function find(layer: Pkcs11Layer, handle: Buffer, template: Parameters<Pkcs11Layer['C_FindObjectsInit']>[1]): Buffer[] {
  layer.C_FindObjectsInit(handle, template)
  try {
    return layer.C_FindObjects(handle, 100)
  } finally {
    layer.C_FindObjectsFinal(handle)
  }
}

const bytesOf = (attribute: { readonly value: unknown } | undefined): Buffer => (attribute?.value instanceof Uint8Array ? Buffer.from(attribute.value) : Buffer.alloc(0))

/** A number or a truth value in the bytes of the machine. */
const numberIn = (attribute: { readonly value: unknown } | undefined): number | undefined => bytesOf(attribute)[0]
