import {
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
  type AuthenticationResponseJSON, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { challengeMs } from './model-proof.ts'

export type { AuthenticationResponseJSON, RegistrationResponseJSON }
export type KeyQuestion = PublicKeyCredentialRequestOptionsJSON
export type NewKeyQuestion = PublicKeyCredentialCreationOptionsJSON

/** Whom keys are made for: keys of one host answer no other, and no page of another origin. */
export interface Site { readonly rpId: string; readonly origin: string }

/** `host`: the office's own, where one server serves several. */
export function siteOf(publicUrl: string, host: string | null): Site {
  const { protocol, hostname, port } = new URL(publicUrl)
  const rpId = host ?? hostname
  return { rpId, origin: `${protocol}//${rpId}${port ? `:${port}` : ''}` }
}

/** EdDSA, ES256 and RS256 (COSE numbers): what every key and browser of today can do; others only once we mean it. */
const algorithms = [-8, -7, -257]

interface Holder { readonly id: string; readonly name: string; readonly email: string }
interface Credential { readonly credential_id: string; readonly transports: readonly string[] }
const described = (keys: readonly Credential[]) => keys.map((key) => ({ id: key.credential_id, transports: [...key.transports] }))

/** The question by which a new key is made: one that needs no address to be typed, and that checks by finger, face or PIN who holds it. */
export const askForNewKey = ({ rpId }: Site, officeName: string, { id, name, email }: Holder, has: readonly Credential[]): Promise<NewKeyQuestion> => generateRegistrationOptions({
  rpName: officeName, rpID: rpId, userID: new Uint8Array(Buffer.from(id)), userName: email, userDisplayName: name, timeout: challengeMs, attestationType: 'none',
  excludeCredentials: described(has), authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, supportedAlgorithmIDs: algorithms,
})

/** The question by which a key proves whose it is. `among`: keys of somebody already known; anybody's when absent. */
export const askForKey = ({ rpId }: Site, among: readonly Credential[] = []): Promise<KeyQuestion> =>
  generateAuthenticationOptions({ rpID: rpId, userVerification: 'required', timeout: challengeMs, ...(among.length > 0 ? { allowCredentials: described(among) } : {}) })

export interface NewKey {
  readonly credentialId: string; readonly publicKey: Buffer; readonly counter: number; readonly bound: boolean; readonly backedUp: boolean
  readonly transports: readonly string[]; readonly model: string
}

/** Checks a new key: origin, site, presence and identity of its holder. The refusal is what the library found wrong, for the log. */
export async function checkNewKey(response: RegistrationResponseJSON, challenge: string, site: Site): Promise<Result<NewKey, string>> {
  const checked = await settled(verifyRegistrationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.rpId, requireUserVerification: true, supportedAlgorithmIDs: algorithms,
  }))
  if (!checked.ok) return checked
  if (!checked.value.verified) return refuse('attestation')
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = checked.value.registrationInfo
  return accept({
    credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter, bound: credentialDeviceType === 'singleDevice',
    backedUp: credentialBackedUp, transports: credential.transports ?? [], model: aaguid,
  })
}

export interface Use { readonly counter: number; readonly bound: boolean; readonly backedUp: boolean }

/** Checks an answer against the key it names: origin, site, presence and identity of its holder, signature. The counter is the caller's to judge. */
export async function checkAnswer(
  response: AuthenticationResponseJSON, key: { readonly credential_id: string; readonly public_key: Buffer }, challenge: string, site: Site,
): Promise<Result<Use, string>> {
  const checked = await settled(verifyAuthenticationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.rpId, requireUserVerification: true,
    credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: 0 },
  }))
  if (!checked.ok) return checked
  const { verified, authenticationInfo: { newCounter, credentialDeviceType, credentialBackedUp } } = checked.value
  return verified ? accept({ counter: newCounter, bound: credentialDeviceType === 'singleDevice', backedUp: credentialBackedUp }) : refuse('signature')
}

/** The question a response says it answers; `null` when it says none. */
export function challengeOf({ response }: { readonly response: { readonly clientDataJSON: string } }): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    return typeof said === 'object' && said !== null && 'challenge' in said && typeof said.challenge === 'string' ? said.challenge : null
  } catch {
    return null
  }
}

/** The library throws at whatever is wrong with foreign bytes. */
const settled = <Value>(checking: Promise<Value>): Promise<Result<Value, string>> =>
  checking.then((value) => accept(value), (error: unknown) => refuse(error instanceof Error ? error.message.slice(0, 200) : 'unreadable'))
