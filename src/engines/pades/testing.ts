import { createHash, sign, type KeyObject } from 'node:crypto'
import { contentTypes, signatureBuilder, timestampInfo } from '../cms/index.ts'
import { testAuthority, type KeyKind, type TestAuthority } from '../x509/testing.ts'
import { taken } from '../pdf/testing.ts'
import { finishSignature, prepareSignature, signerOf, signWith, type Signer, type Wish } from './index.ts'

export type Holder = { readonly signer: Signer; readonly key: KeyObject; readonly chain: readonly Uint8Array[]; readonly authority: TestAuthority }

export const at = new Date('2026-11-28T10:00:00Z')

/** A signer and the authority that certified it, made on the spot. */
export function holder(kind: KeyKind = 'P-256'): Holder {
  const authority = testAuthority({ now: at })
  const { certificate, key } = authority.issue('Jana Nováková', {}, kind)
  const chain = [certificate.der, authority.authority.certificate.der, authority.root.certificate.der]
  return { signer: taken(signerOf(chain)), key, chain, authority }
}

/** A file signed once more. */
export function signed(bytes: Uint8Array, { signer, key }: Holder, wish: Partial<Wish> = {}): Buffer {
  const ready = taken(prepareSignature(bytes, { signedAt: at, ...wish }, signer, false))
  return Buffer.concat(taken(finishSignature(ready, signer, signWith(key, signer, ready.toSign.bytes))))
}

/** A token of the holder's authority over a SHA-256 digest. */
export function timestampBy({ authority: { timestamper, authority } }: Holder, imprint: Uint8Array, nonce?: Uint8Array): Uint8Array {
  const content = timestampInfo({ digest: 'sha256', imprint, policy: '1.3.6.1.5.5.7.13.1', serial: 1n, time: at, ...nonce === undefined ? {} : { nonce } })
  const builder = signatureBuilder({
    certificate: timestamper.certificate, chain: [authority.certificate], algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType: contentTypes.timestampInfo,
  })
  const toSign = builder.prepare(createHash('sha256').update(content).digest())
  return builder.finish(toSign, sign('sha256', toSign.bytes, timestamper.key), { content })
}
