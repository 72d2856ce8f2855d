import { browserSupportsWebAuthn, startAuthentication, startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { api } from '../shell/api.ts'
import type { KeyQuestion } from '../shell/session.ts'

/** Whether this browser can use passkeys here: it needs https, or this very machine. */
export const canUseKeys = (): boolean => browserSupportsWebAuthn()

/** Signs in by whichever key of this office the person picks. */
export async function signInByKey(): Promise<void> {
  const question = await api.post<KeyQuestion>('/api/session/passkey/question')
  await api.post('/api/session/passkey', { response: await startAuthentication({ optionsJSON: question }) })
}

/** After the password. */
export async function answerSecond(question: KeyQuestion): Promise<void> {
  await api.post('/api/session/second', { response: await startAuthentication({ optionsJSON: question }) })
}

/** Makes a key for whoever is signed in. */
export async function registerKey(name: string): Promise<{ bound: boolean }> {
  const question = await api.post<PublicKeyCredentialCreationOptionsJSON>('/api/me/passkeys/question')
  return api.post('/api/me/passkeys', { name, response: await startRegistration({ optionsJSON: question }) })
}

export interface ProofAsked { readonly password: boolean, readonly question: KeyQuestion | null }

export const askToProve = (bound: boolean) => api.post<ProofAsked>('/api/me/proof/question', { bound })
export const proveByPassword = (password: string) => api.post('/api/me/proof', { password })
export async function proveByKey(question: KeyQuestion): Promise<void> {
  await api.post('/api/me/proof', { response: await startAuthentication({ optionsJSON: question }) })
}
