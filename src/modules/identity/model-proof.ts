import type { Role } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'

/** How it was last proven that a session is its person's. `bound`: by a key that cannot leave its device. */
export interface Proof {
  readonly at: Date
  readonly by: 'password' | 'passkey' | 'password+passkey'
  readonly bound: boolean
}

/** What the office asks of those who sign in. Leaders are administrators and heads. */
export interface SignInPolicy {
  /** Who must have a second factor beside the password. */
  readonly secondFactor: 'none' | 'leaders' | 'everybody'
  /** Whether leaders prove themselves before sensitive acts by a key bound to its device; a synced one then only lets them in. */
  readonly boundKeys: boolean
}

export const leastPolicy: SignInPolicy = { secondFactor: 'none', boundKeys: false }

/** For how long a proof is good enough for a sensitive act, unless the server is told otherwise. */
export const usualProofMs = 10 * 60_000

/** A question to a passkey is answered within this time. */
export const challengeMs = 5 * 60_000

type Who = { readonly roles: readonly Role[] }

export const isLeader = ({ roles }: Who): boolean => roles.includes('admin') || roles.includes('head')

/** Whether a password alone does not let this person in. */
export const needsSecondFactor = (policy: SignInPolicy, person: Who): boolean =>
  policy.secondFactor === 'everybody' || (policy.secondFactor === 'leaders' && isLeader(person))

/** What a sensitive act needs: a proof of strength that suits the person, or any recent one (to come to a better one). */
export type Fresh = 'strong' | 'any'

/** What is missing before a sensitive act, if anything. */
export function lackOf(
  proof: Proof, fresh: Fresh, person: Who, policy: SignInPolicy, { now, limitMs }: { readonly now: Date; readonly limitMs: number },
): 'reauthentication-needed' | 'device-key-needed' | null {
  if (now.getTime() - proof.at.getTime() >= limitMs) return 'reauthentication-needed'
  return fresh === 'strong' && policy.boundKeys && isLeader(person) && !proof.bound ? 'device-key-needed' : null
}

/** Who has a passkey and must have a second factor proves themself by nothing less. */
export const mayProveByPassword = (policy: SignInPolicy, person: Who, keys: number): boolean => keys === 0 || !needsSecondFactor(policy, person)

interface Key { readonly bound: boolean }

/** Whether a key may go: never the last one that its person must have. `left`: the keys that remain. */
export function mayRemoveKey(policy: SignInPolicy, person: Who, left: readonly Key[], removed: Key): Result<null, 'last-key' | 'last-bound-key'> {
  if (needsSecondFactor(policy, person) && left.length === 0) return refuse('last-key')
  const needsBound = policy.boundKeys && isLeader(person) && removed.bound
  return needsBound && !left.some(({ bound }) => bound) ? refuse('last-bound-key') : accept(null)
}

/** A counter that does not grow, where there is one, is the sign of a copied key (WebAuthn § 6.1.1). */
export const counterGrows = (stored: number, given: number): boolean => (stored === 0 && given === 0) || given > stored
