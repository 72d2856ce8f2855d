import { sign, type KeyObject } from 'node:crypto'
import type { ToSign } from './model.ts'

export interface SoftQuestion { readonly key: KeyObject; readonly list: readonly Pick<ToSign, 'bytes' | 'hash'>[] }

/** Signs a list with a key, off the event loop: a thousand signatures by RSA are a quarter of a second. */
export default ({ key, list }: SoftQuestion): readonly Uint8Array[] => list.map(({ bytes, hash }) => sign(key.asymmetricKeyType === 'ed25519' ? null : hash, bytes, key))
