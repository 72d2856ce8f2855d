import type { Result } from '../../kernel/result.ts'
import { finish } from './gap.ts'
import type { Chunks, Intent, Prepared, SigningRefusal } from './model.ts'
import { prepare } from './prepare.ts'
import type { Signer } from './signer.ts'

/** A file made ready for the key: `attributes` is what the key signs, by whatever way to it there is. */
export type Ready = { readonly prepared: Prepared; readonly attributes: Uint8Array }
export type Wish = Omit<Intent, 'room' | 'hash'>

/** Prepares a file for a baseline signature of this signer; `stamped` leaves room for a time stamp over it. */
export function prepareSignature(bytes: Uint8Array, wish: Wish, signer: Signer, stamped: boolean): Result<Ready, SigningRefusal> {
  const prepared = prepare(bytes, { ...wish, hash: signer.hash, room: signer.room(stamped) })
  return prepared.ok ? { ok: true, value: { prepared: prepared.value, attributes: signer.attributes(prepared.value.digest) } } : prepared
}

/** The signed file: PAdES B-B, with the token of a time stamp over the signature B-T. */
export const finishSignature = ({ prepared, attributes }: Ready, signer: Signer, signature: Uint8Array, token?: Uint8Array): Result<Chunks, 'gap-too-small'> =>
  finish(prepared, signer.wrapped(attributes, signature, token))
