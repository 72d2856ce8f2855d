import { decoding } from '../asn1/index.ts'

/** What a decoder gives, or something else where the bytes are malformed: for parts whose fault must not hide the rest. */
export function decodedOr<Value, Otherwise>(otherwise: Otherwise, decode: () => Value): Value | Otherwise {
  const decoded = decoding(decode)
  return decoded.ok ? decoded.value : otherwise
}
