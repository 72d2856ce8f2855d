import { accept, refuse, type Result } from '../../kernel/result.ts'

/** The bytes are not what they should be: malformed, against DER where DER is asked for, or beyond a limit. */
export class Asn1Error extends Error {
  override readonly name = 'Asn1Error'
}

export function fail(why: string): never {
  throw new Asn1Error(why)
}

/** What a decoder gives, or `malformed`: the one place where its error becomes a refusal. */
export function decoding<Value>(decode: () => Value): Result<Value, 'malformed'> {
  try {
    return accept(decode())
  } catch (error) {
    if (error instanceof Asn1Error) return refuse('malformed')
    throw error
  }
}
