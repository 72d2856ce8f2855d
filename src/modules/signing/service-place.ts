import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { signaturesOver, type CurrentMain } from '../records/index.ts'
import type { Place, Places } from './model-port.ts'
import { placeOf, type Unshown } from './model-shown.ts'
import type { SigningDeps } from './service.ts'
import { lookAtMissing } from './service-inspect.ts'
import { keepPlaces, readPlaces } from './store-place.ts'

/** Finds out, once for ever, where these wordings have room for signatures that are shown. */
export async function findPlaces({ db, files, signer }: Pick<SigningDeps, 'db' | 'files' | 'signer'>, tenantId: Id<'Tenant'>, wordings: readonly Sha256[]): Promise<void> {
  if (wordings.length === 0) return
  const known = await readPlaces(db, tenantId, wordings)
  await lookAtMissing(wordings, known, {
    look: async (sha256) => await signer.places(await files.read(tenantId, sha256)),
    keep: (sha256, places) => keepPlaces(db, tenantId, sha256, places),
  })
}

/** How a signature would show on the page now; absent where the rule wants none shown, or nobody has looked for room yet. */
export type Showing = { readonly place: Place; readonly unshown: null } | { readonly place: null; readonly unshown: Unshown }

/** `shown` has to be read after the component was, so that no signature on it is missed. */
export function showingOf(places: Places | undefined, { component, version, wording }: CurrentMain, shown: ReadonlySet<Sha256>): Showing | null {
  if (!places) return null
  const found = placeOf(places, signaturesOver(component, wording, version.sha256), shown)
  return found.ok ? { place: found.value, unshown: null } : { place: null, unshown: found.refusal }
}
