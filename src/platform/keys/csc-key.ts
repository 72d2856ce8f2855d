import { publicKeyOf } from '../../engines/x509/index.ts'
import type { AuthData, CscClient, CscCredential } from './csc.ts'
import type { Ability, KeyTrouble, Signed, SigningKey, ToSign } from './model.ts'
import { fittingSignatures } from './signatures.ts'

const hashOids = { sha256: '2.16.840.1.101.3.4.2.1', sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3' } as const
const signOids = {
  rsa: { sha256: '1.2.840.113549.1.1.11', sha384: '1.2.840.113549.1.1.12', sha512: '1.2.840.113549.1.1.13' },
  ec: { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' },
} as const

/** More at once no service likes, whatever it allows. */
const mostAtOnce = 200

/** A confirmation of the holder is one authorisation, unless the service asks its holder by itself. */
export const cscAbility = ({ mode, multisign }: CscCredential): Ability => ({ perConfirmation: mode === 'explicit' ? Math.min(multisign, mostAtOnce) : null, secondsEach: 0.2 })

/**
 * A key of a remote service, opened with what its holder confirmed by (PIN, OTP), used for one authorisation when the service asks for it.
 * Each authorisation is for exactly the digests that are then signed; every signature is checked before it is given on.
 */
export function cscKey(client: CscClient, credentialId: string, credential: CscCredential, authData: readonly AuthData[] = []): SigningKey {
  let isUsed = false
  return {
    async sign(list) {
      const signatures: Uint8Array[] = []
      const size = Math.min(credential.multisign, mostAtOnce)
      for (let at = 0; at < list.length; at += size) {
        if (isUsed && credential.mode === 'explicit') return { signatures, trouble: { code: 'confirmation-needed', again: false } }
        isUsed = true
        const part = await signPart(client, credentialId, credential, list.slice(at, at + size), authData)
        signatures.push(...part.signatures)
        if (part.trouble) return { signatures, trouble: part.trouble }
      }
      return { signatures, trouble: null }
    },
    close: () => Promise.resolve(),
  }
}

async function signPart(client: CscClient, credentialId: string, credential: CscCredential, list: readonly ToSign[], authData: readonly AuthData[]): Promise<Signed> {
  const [certificate] = credential.certificates
  const key = certificate && publicKeyOf(certificate)
  const kind = key?.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec'
  const hash = list[0]?.hash ?? 'sha256'
  const failed = (code: KeyTrouble['code']): Signed => ({ signatures: [], trouble: { code, again: code === 'service-unreachable' } })
  const digests = list.map(({ digest }) => digest)
  const authorised = await client.authorise(credentialId, digests, hashOids[hash], authData)
  if (!authorised.ok) return failed(authorised.refusal)
  const signed = await client.signHash(credentialId, authorised.value.sad, digests, hashOids[hash], signOids[kind][hash])
  if (!signed.ok) return failed(signed.refusal)
  const signatures = certificate && signed.value.length === list.length ? fittingSignatures(certificate, list, signed.value) : []
  return signatures.length === list.length ? { signatures, trouble: null } : { signatures, trouble: { code: 'service-refused', again: false, detail: 'signatures that do not fit what was asked' } }
}
