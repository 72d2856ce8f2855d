import { publicKeyOf } from '../../engines/x509/index.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { AuthData, Authorisation, CscClient, CscCredential, Digests, Refused } from './csc.ts'
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

/** A run that is signed in several lists: an authorisation is for as many as it takes and the service allows. */
export interface CscRun { readonly signatures?: number; readonly now?: () => Date }

/** An authorisation of which `left` signatures are still to be made. */
interface Going { readonly sad: string; readonly left: number; readonly until: number }
type Begun = { readonly ok: true; readonly value: Allowed } | Refused
interface Allowed { readonly sad: Authorisation; readonly part: readonly ToSign[]; readonly count: number }

/**
 * A key of a remote service, opened with what its holder confirmed by (PIN, OTP), used for one authorisation when the service asks for it.
 * The service is told each digest before it signs it: those of the first list when it is authorised, those of the next ones when it is carried on.
 * Every signature is checked before it is given on.
 */
export function cscKey(client: CscClient, credentialId: string, credential: CscCredential, authData: readonly AuthData[] = [], { signatures: wanted = 0, now = () => new Date() }: CscRun = {}): SigningKey {
  let isUsed = false
  let made = 0
  let going: Going | undefined

  const begin = async (rest: readonly ToSign[]): Promise<Begun> => {
    // Asked without what it wants to be told, a service counts a wrong PIN, and locks the key after a few.
    if (credential.mode === 'explicit' && (isUsed || !isTold(credential, authData))) return refuse('confirmation-needed')
    isUsed = true
    const most = Math.min(credential.multisign, mostAtOnce)
    const part = questionOf(rest, most)
    const count = credential.canCarryOn ? Math.min(most, Math.max(part.length, wanted - made)) : part.length
    const told = await client.authorise(credentialId, count, digestsOf(part), authData)
    return told.ok ? accept({ sad: told.value, part, count }) : told
  }

  const carryOn = async ({ sad, left }: Going, rest: readonly ToSign[]): Promise<Begun> => {
    const part = questionOf(rest, left)
    const told = await client.carryOn(credentialId, sad, digestsOf(part))
    return told.ok ? accept({ sad: told.value, part, count: left }) : told
  }

  const allow = async (rest: readonly ToSign[]): Promise<Begun> => {
    const before = going && going.until > now().getTime() ? going : undefined
    going = undefined
    const carried = before ? await carryOn(before, rest) : undefined
    // One that the service no longer knows is begun anew, if its holder need not be asked or was not asked yet.
    return carried && (carried.ok || carried.refusal === 'service-unreachable') ? carried : begin(rest)
  }

  return {
    async sign(list) {
      const signatures: Uint8Array[] = []
      while (signatures.length < list.length) {
        const allowed = await allow(list.slice(signatures.length))
        if (!allowed.ok) return { signatures, trouble: troubleOf(allowed) }
        const { sad, part, count } = allowed.value
        const signed = await signPart(client, credentialId, credential, sad.sad, part)
        signatures.push(...signed.signatures)
        made += signed.signatures.length
        if (signed.trouble) return { signatures, trouble: signed.trouble }
        if (count > part.length) going = { sad: sad.sad, left: count - part.length, until: now().getTime() + sad.lifeMs }
      }
      return { signatures, trouble: null }
    },
    close: () => Promise.resolve(),
  }
}

/** Whether the service is told all it wants; of what it finds out by itself, that it may. */
export function isTold({ asks, anyOf }: Pick<CscCredential, 'asks' | 'anyOf'>, authData: readonly AuthData[]): boolean {
  const told = asks.filter(({ id, type }) => authData.some((each) => each.id === id && (type.endsWith('OOB') || (each.value ?? '') !== '')))
  return told.length === asks.length || (anyOf && told.length > 0)
}

const troubleOf = ({ refusal: code, said }: Refused): KeyTrouble => ({ code, again: code === 'service-unreachable', ...(said === undefined ? {} : { detail: said }) })

/** The first of a list that go into one question: of one kind of digest. */
function questionOf(list: readonly ToSign[], most: number): readonly ToSign[] {
  const other = list.findIndex(({ hash }) => hash !== list[0]?.hash)
  return list.slice(0, Math.min(most, other < 0 ? list.length : other))
}

const hashOf = (part: readonly ToSign[]) => part[0]?.hash ?? 'sha256'
const digestsOf = (part: readonly ToSign[]): Digests => ({ hashOid: hashOids[hashOf(part)], list: part.map(({ digest }) => digest) })

async function signPart(client: CscClient, credentialId: string, { certificates: [certificate] }: CscCredential, sad: string, part: readonly ToSign[]): Promise<Signed> {
  const kind = certificate && publicKeyOf(certificate)?.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec'
  const signed = await client.signHash(credentialId, sad, digestsOf(part), signOids[kind][hashOf(part)])
  if (!signed.ok) return { signatures: [], trouble: { code: signed.refusal, again: signed.refusal === 'service-unreachable' } }
  const signatures = certificate && signed.value.length === part.length ? fittingSignatures(certificate, part, signed.value) : []
  return signatures.length === part.length ? { signatures, trouble: null } : { signatures, trouble: { code: 'service-refused', again: false, detail: 'signatures that do not fit what was asked' } }
}
