import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Inspection } from './model-port.ts'
import type { SigningDeps } from './service.ts'
import { keepInspection, readInspections } from './store.ts'

/** Finds out, once for ever, whether these contents can be signed. */
export async function inspectContents({ db, files, signer }: Pick<SigningDeps, 'db' | 'files' | 'signer'>, tenantId: Id<'Tenant'>, contents: readonly Sha256[]): Promise<Map<Sha256, Inspection>> {
  const known = await readInspections(db, tenantId, contents)
  const found = await lookAtMissing(contents, known, {
    look: async (sha256) => await signer.inspect(await files.read(tenantId, sha256)),
    keep: (sha256, inspection) => keepInspection(db, tenantId, sha256, inspection),
  })
  return new Map([...known, ...found])
}

interface Looking<Found> { look(sha256: Sha256): Promise<Found>; keep(sha256: Sha256, found: Found): Promise<void> }

/** Looks at the contents at which nobody has looked yet, some at a time, since each is read whole; keeps and returns what was found. */
export async function lookAtMissing<Found extends { readonly obstacle: string | null }>(
  contents: readonly Sha256[], known: ReadonlyMap<Sha256, unknown>, { look, keep }: Looking<Found>,
): Promise<Map<Sha256, Found>> {
  const missing = [...new Set(contents)].filter((sha256) => !known.has(sha256))
  const all = new Map<Sha256, Found>()
  for (let from = 0; from < missing.length; from += atOnce) {
    await Promise.all(missing.slice(from, from + atOnce).map(async (sha256) => {
      const found = await look(sha256)
      // On another day the same file may be quick.
      if (found.obstacle !== 'took-too-long') await keep(sha256, found)
      all.set(sha256, found)
    }))
  }
  return all
}

const atOnce = 4
