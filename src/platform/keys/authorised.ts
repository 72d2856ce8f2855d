import type { Ability, SigningKey, ToSign } from './model.ts'

/** What its holder confirmed: exactly these digests, at this time. */
export interface Authorisation {
  readonly digests: readonly Uint8Array[]
  readonly confirmedAt: Date
  /** Whether signing had begun before: a run taken up again is not late. */
  readonly hasBegun?: boolean
}

/** Whoever confirmed expects to see it begin; a confirmation found later may be of somebody else's screen. */
const beginWithinMs = 600_000

/**
 * A key that signs what was confirmed and nothing else: each digest as often as it stands in the list. A list with another one among it is not
 * signed at all, for whoever asks so is mistaken or worse.
 */
export function authorisedKey(key: SigningKey, { digests, confirmedAt, hasBegun = false }: Authorisation, now: () => Date): SigningKey {
  const left = countOf(digests.map(hexOf))
  let isBegun = hasBegun
  return {
    async sign(list) {
      const wanted = countOf(list.map(({ digest }) => hexOf(digest)))
      if ([...wanted].some(([digest, count]) => count > (left.get(digest) ?? 0))) return { signatures: [], trouble: { code: 'not-authorised', again: false } }
      if (!isBegun && now().getTime() - confirmedAt.getTime() > beginWithinMs) return { signatures: [], trouble: { code: 'authorisation-expired', again: false } }
      isBegun = true
      // Taken away before they are signed, so that nobody who asks at the same time gets them too; given back when there was no signature.
      take(left, list, -1)
      const signed = await key.sign(list).catch((error: unknown) => {
        take(left, list, 1)
        throw error
      })
      take(left, list.slice(signed.signatures.length), 1)
      return signed
    },
    close: () => key.close(),
  }
}

const hexOf = (digest: Uint8Array): string => Buffer.from(digest).toString('hex')

function countOf(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

function take(left: Map<string, number>, list: readonly ToSign[], by: 1 | -1): void {
  for (const { digest } of list) left.set(hexOf(digest), (left.get(hexOf(digest)) ?? 0) + by)
}

/** How many times its holder will have to confirm, and how long it will take at least: told before anything starts. */
export const forecast = ({ perConfirmation, secondsEach }: Ability, signatures: number): { readonly confirmations: number; readonly seconds: number } => ({
  confirmations: signatures === 0 ? 0 : perConfirmation === null ? 1 : Math.ceil(signatures / perConfirmation), seconds: signatures * secondsEach,
})
