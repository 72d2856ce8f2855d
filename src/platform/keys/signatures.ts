import { der } from '../../engines/asn1/index.ts'
import { digestOids, publicKeyOf, verifies, type Certificate } from '../../engines/x509/index.ts'
import type { ToSign } from './model.ts'

/**
 * As many from the beginning as are signatures by this certificate's key over what was asked, in the order asked. A key elsewhere that mixes them
 * up, or signs something else, is found out here and not by whoever gets the document.
 */
export function fittingSignatures(certificate: Certificate, asked: readonly ToSign[], given: readonly Uint8Array[]): Uint8Array[] {
  const key = publicKeyOf(certificate)
  const fitting: Uint8Array[] = []
  if (!key || given.length > asked.length) return fitting
  const isCurve = key.asymmetricKeyType === 'ec'
  const scheme = isCurve ? 'ecdsa' : key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa'
  for (const [index, signature] of given.entries()) {
    const one = asked[index]
    const forms = isCurve ? [signature, derOfCurve(signature)] : [signature]
    const right = one && forms.find((form) => verifies({ oid: '', scheme, digest: scheme === 'ed25519' ? null : one.hash }, key, one.bytes, form))
    if (!right) break
    fitting.push(right)
  }
  return fitting
}

/** Two numbers one after another, as cards and some services give a signature of a curve, in DER as CMS has it. */
function derOfCurve(plain: Uint8Array): Uint8Array {
  const half = plain.length / 2
  if (half === 0 || !Number.isInteger(half)) return plain
  const number = (bytes: Uint8Array) => der.integer(BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
  return der.sequence(number(plain.subarray(0, half)), number(plain.subarray(half)))
}

/** DigestInfo: what a key of RSA that is elsewhere pads and signs (RFC 8017 § 9.2). */
export function digestInfo(hash: ToSign['hash'], digest: Uint8Array): Uint8Array {
  const oid = Object.entries(digestOids).find(([, name]) => name === hash)?.[0]
  if (oid === undefined) throw new Error(`no identifier of ${hash}`)
  return der.sequence(der.sequence(der.oid(oid), der.nothing), der.octets(digest))
}
