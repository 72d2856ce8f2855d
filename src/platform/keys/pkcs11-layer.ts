/** What is used of PKCS#11, as `pkcs11js` offers it; whatever does not fit its numbers it throws with `code` (CKR). */
export interface Pkcs11Layer {
  load(path: string): void
  C_Initialize(): void
  C_GetSlotList(tokenPresent: boolean): Buffer[]
  C_GetTokenInfo(slot: Buffer): { readonly label: string; readonly serialNumber: string }
  C_OpenSession(slot: Buffer, flags: number): Buffer
  C_CloseSession(session: Buffer): void
  C_Login(session: Buffer, user: number, pin: string): void
  C_FindObjectsInit(session: Buffer, template: readonly Attribute[]): void
  C_FindObjects(session: Buffer, most: number): Buffer[]
  C_FindObjectsFinal(session: Buffer): void
  C_GetAttributeValue(session: Buffer, object: Buffer, template: readonly Attribute[]): { readonly type: number; readonly value: unknown }[]
  C_SignInit(session: Buffer, mechanism: { readonly mechanism: number }, key: Buffer): void
  C_Sign(session: Buffer, data: Buffer, into: Buffer): Buffer
}

export interface Attribute { readonly type: number; readonly value?: number | boolean | Buffer }

/** Numbers of the standard (PKCS#11 2.40). */
export const ck = {
  session: 0x4, user: 1, contextSpecific: 2,
  class: 0x0, value: 0x11, keyType: 0x100, id: 0x102, alwaysAuthenticate: 0x202,
  certificate: 0x1, privateKey: 0x3,
  rsa: 0x0, ec: 0x3, rsaPkcs: 0x1, ecdsa: 0x1041,
} as const

/** The driver: an optional native package, absent where it could not be built. A test names a module of its own. */
export async function loadLayer(driver: string): Promise<Pkcs11Layer | undefined> {
  try {
    const loaded = await import(driver) as { readonly default: { readonly PKCS11: new () => Pkcs11Layer } }
    return new loaded.default.PKCS11()
  } catch {
    return undefined
  }
}
