/** Why somebody is asked again who they are: it has been a while, or this act needs a key bound to its device. */
export type ProofReason = 'reauthentication-needed' | 'device-key-needed'

let asked: { readonly reason: ProofReason, readonly settle: (proven: boolean) => void } | null = null
let waiting: Promise<boolean> | null = null
let proofs = 0
const listeners = new Set<() => void>()

/** How often the person has proven themself on this page: the session's token is another each time. */
export const proofsGiven = (): number => proofs

/** Asks the person to prove that it is them; false when they would rather not. However many deeds wait for it, they are asked once. */
export function askForProof(reason: ProofReason): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false)
  waiting ??= new Promise((settle) => {
    asked = { reason, settle }
    tell()
  })
  return waiting
}

export const askedFor = (): ProofReason | null => asked?.reason ?? null

export function settleProof(proven: boolean): void {
  if (proven) proofs += 1
  const { settle } = asked ?? {}
  asked = waiting = null
  settle?.(proven)
  tell()
}

export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const tell = () => listeners.forEach((listener) => listener())
