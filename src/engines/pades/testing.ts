import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { der } from '../asn1/index.ts'
import { taken } from '../pdf/testing.ts'
import { finishSignature, prepareSignature, signerOf, type Signer, type Wish } from './index.ts'

export type KeyKind = 'rsa' | 'P-256' | 'P-384'
export type Holder = { readonly signer: Signer; readonly key: KeyObject; readonly chain: readonly Uint8Array[] }

/** A signer and the authority that certified it, made on the spot. */
export function holder(kind: KeyKind = 'P-256'): Holder {
  const [authority, own] = [keyPair(kind), keyPair(kind)]
  const root = certificate('Test authority', authority.publicKey, 'Test authority', authority.privateKey, kind, true)
  const leaf = certificate('Jana Nováková', own.publicKey, 'Test authority', authority.privateKey, kind, false)
  return { signer: taken(signerOf([leaf, root])), key: own.privateKey, chain: [leaf, root] }
}

export const at = new Date('2026-11-28T10:00:00Z')

/** A file signed once more. */
export function signed(bytes: Uint8Array, { signer, key }: Holder, wish: Partial<Wish> = {}): Buffer {
  const ready = taken(prepareSignature(bytes, { signedAt: at, ...wish }, signer, false))
  return Buffer.concat(taken(finishSignature(ready, signer, sign(signer.hash, ready.attributes, key))))
}

const keyPair = (kind: KeyKind) => (kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: kind }))

function certificate(subject: string, key: KeyObject, issuer: string, issuerKey: KeyObject, kind: KeyKind, isAuthority: boolean): Uint8Array {
  const algorithm = kind === 'rsa' ? der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing) : der.sequence(der.oid('1.2.840.10045.4.3.2'))
  const name = (text: string) => der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(text))))
  const extension = (oid: string, value: Uint8Array) => der.sequence(der.oid(oid), der.boolean(true), der.octets(value))
  const usage = extension('2.5.29.15', isAuthority ? der.bits(5, 6) : der.bits(0, 1))
  const constraints = extension('2.5.29.19', isAuthority ? der.sequence(der.boolean(true)) : der.sequence())
  const tbs = der.sequence(
    der.tagged(0, der.integer(2)), der.integer(isAuthority ? 1 : 2), algorithm, name(issuer), der.sequence(der.time(new Date('2020-01-01')), der.time(new Date('2049-01-01'))),
    name(subject), key.export({ format: 'der', type: 'spki' }), der.tagged(3, der.sequence(constraints, usage)),
  )
  return der.sequence(tbs, algorithm, der.bitOctets(sign('sha256', tbs, issuerKey)))
}
