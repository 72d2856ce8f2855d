import { join } from 'node:path'
import { accept } from '../kernel/result.ts'
import { budgetFolder, timestampClient, type Timestamper } from '../platform/timestamps/index.ts'
import type { Office } from './office.ts'

/** One of each office, for a budget is counted in one place. */
const timestampers = new WeakMap<Office['config'], Timestamper>()

/** Of the authorities that were set up; otherwise those of the demo office are its own authority's. */
export function timestamperOf({ config, authority, now }: Pick<Office, 'config' | 'authority' | 'now'>): Timestamper | null {
  const { timestampUrls: urls, timestampBudget: budget } = config.signing
  if (urls.length === 0) return authority && { stamp: (sha256) => Promise.resolve(accept(authority.stamp(sha256))), readyAt: () => null }
  const known = timestampers.get(config) ?? timestampClient({ urls, budget, now, memory: budgetFolder(join(config.dataDirectory, 'timestamps')) })
  timestampers.set(config, known)
  return known
}
