import { accept, type Result } from '../../kernel/result.ts'
import { signatureTimestamp, type ToSign } from '../cms/index.ts'
import { finish } from './gap.ts'
import type { Chunks, Intent, Prepared, SigningRefusal } from './model.ts'
import { prepare } from './prepare.ts'
import type { Signer } from './signer.ts'

/** A file made ready for the key: `toSign` is what the key signs, by whatever way to it there is. */
export type Ready = { readonly prepared: Prepared; readonly toSign: ToSign }
export type Wish = Omit<Intent, 'room' | 'hash'>

/** Prepares a file for a baseline signature of this signer; `stamped` leaves room for a time stamp over it. */
export function prepareSignature(bytes: Uint8Array, wish: Wish, { algorithm, builder, room }: Signer, stamped: boolean): Result<Ready, SigningRefusal> {
  const prepared = prepare(bytes, { ...wish, hash: algorithm.digest, room: room(stamped) })
  return prepared.ok ? accept({ prepared: prepared.value, toSign: builder.prepare(prepared.value.digest) }) : prepared
}

/** The signed file: PAdES B-B, with the token of a time stamp over the signature B-T. */
export function finishSignature({ prepared, toSign }: Ready, { builder }: Signer, signature: Uint8Array, token?: Uint8Array): Result<Chunks, 'gap-too-small'> {
  return finish(prepared, builder.finish(toSign, signature, token === undefined ? {} : { unsigned: [signatureTimestamp(token)] }))
}
