import type { CscClient } from '../../platform/keys/index.ts'

/** Pages ask how a key is confirmed again and again while it signs; what it says of itself changes seldom. */
const rememberedMs = 30_000

/** What a service says of its keys, remembered for a moment. Not for signing by them, for which what it says now counts. */
export function rememberInfo(service: CscClient | null, now: () => number = () => performance.now()): CscClient['info'] | null {
  if (!service) return null
  const known = new Map<string, { readonly until: number; readonly told: Awaited<ReturnType<CscClient['info']>> }>()
  return async (credentialId) => {
    const before = known.get(credentialId)
    if (before && before.until > now()) return before.told
    const told = await service.info(credentialId)
    if (told.ok) known.set(credentialId, { told, until: now() + rememberedMs })
    return told
  }
}
