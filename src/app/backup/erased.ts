import pg from 'pg'
import { openDoor } from '../../platform/database/index.ts'
import type { ContentKey } from './pool.ts'

/** Tells whether a content was taken out of the office by right, with the personal data in it. */
export interface Erased {
  has(content: ContentKey): Promise<boolean>
  close(): Promise<void>
}

/** Asks the office as it is now and not as it was at the moment of a backup: what is erased meanwhile is not to be saved from an older one. */
export function openErased(url: string, knowsErasure: boolean): Erased {
  const pool = new pg.Pool({ connectionString: url, application_name: 'obeh backup', options: openDoor, max: 1 })
  pool.on('error', () => {})
  return {
    async has({ tenantId, sha256 }) {
      if (!knowsErasure) return false
      const { rowCount } = await pool.query(`select from privacy.erasure where tenant_id = $1 and state = 'confirmed' and $2 = any(contents) limit 1`, [tenantId, sha256])
      return rowCount === 1
    },
    close: () => pool.end(),
  }
}
