import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { DamagedContent, MissingContent, type ContentStore } from '../../platform/files/index.ts'
import { readContents } from './store-component.ts'

/** A stored content whose bytes are wrong or missing, and the component they belong to. */
export interface ContentDamage {
  readonly componentId: Id<'Component'>
  /** Absent where the row itself is gone. */
  readonly version: number | null
  readonly sha256: string
  readonly what: 'content-changed' | 'content-missing' | 'size-changed' | 'not-in-log' | 'version-missing'
}

/**
 * Reads every stored file and compares it with its hash, and every hash with what the log says of that component.
 * `logged` holds `componentId/sha256` of all contents that the verified log has seen.
 */
export async function verifyContents(db: Database, files: ContentStore, tenantId: Id<'Tenant'>, logged: ReadonlySet<string>): Promise<{ checked: number; damage: ContentDamage[] }> {
  const damage: ContentDamage[] = []
  const unseen = new Set(logged)
  let checked = 0
  let after: { componentId: Id<'Component'>; number: number } | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof readContents>> = await readContents(db, tenantId, after, 500)
    for (const { component_id: componentId, number: version, sha256, size } of rows) {
      checked++
      const add = (what: ContentDamage['what']) => damage.push({ componentId, version, sha256, what })
      unseen.delete(`${componentId}/${sha256}`)
      if (!logged.has(`${componentId}/${sha256}`)) add('not-in-log')
      try {
        if ((await files.read(tenantId, sha256)).byteLength !== size) add('size-changed')
      } catch (error) {
        if (error instanceof DamagedContent) add('content-changed')
        else if (error instanceof MissingContent) add('content-missing')
        else throw error
      }
    }
    const last = rows.at(-1)
    if (!last) break
    after = { componentId: last.component_id, number: last.number }
  }
  for (const key of unseen) {
    const [componentId = '', sha256 = ''] = key.split('/')
    damage.push({ componentId: componentId as Id<'Component'>, version: null, sha256, what: 'version-missing' })
  }
  return { checked, damage }
}
