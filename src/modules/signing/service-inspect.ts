import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Inspection } from './model-port.ts'
import type { SigningDeps } from './service.ts'
import { keepInspection, readInspections } from './store.ts'

/** Finds out, once for ever, whether these contents can be signed; some at a time, since each is read whole. */
export async function inspectContents({ db, files, signer }: Pick<SigningDeps, 'db' | 'files' | 'signer'>, tenantId: Id<'Tenant'>, contents: readonly Sha256[]): Promise<Map<Sha256, Inspection>> {
  const known = await readInspections(db, tenantId, contents)
  const missing = [...new Set(contents)].filter((sha256) => !known.has(sha256))
  for (let from = 0; from < missing.length; from += atOnce) {
    await Promise.all(missing.slice(from, from + atOnce).map(async (sha256) => {
      const found = await signer.inspect(await files.read(tenantId, sha256))
      // On another day the same file may be quick.
      if (found.obstacle !== 'took-too-long') await keepInspection(db, tenantId, sha256, found)
      known.set(sha256, found)
    }))
  }
  return known
}

const atOnce = 4
