import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrustedList } from '../../engines/trust/index.ts'
import { exclusively, replaceDurably } from '../disk/index.ts'
import type { Imported } from './import.ts'

/** Loaded when lists are really read: whoever only hands their text on should not wait for it. */
const engine = () => import('../../engines/trust/index.ts')

const placeIn = (dataDirectory: string) => join(dataDirectory, 'trust', 'lists.json')

/** The lists as they are kept, for whoever decodes them elsewhere; nothing when none were ever imported. */
export async function readTrustBytes(dataDirectory: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(placeIn(dataDirectory))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The lists of this installation; none when nothing was imported, or what was is of another version of the program and must be imported again. */
export async function readTrust(dataDirectory: string): Promise<readonly TrustedList[]> {
  const bytes = await readTrustBytes(dataDirectory)
  return bytes === undefined ? [] : (await engine()).decodeLists(bytes) ?? []
}

/** Verifies lists and keeps those that hold; of several that import at once each builds on what the one before has kept. `signers` are DER certificates the operator trusts for it. */
export async function importTrust(dataDirectory: string, files: readonly Uint8Array[], signers: readonly Uint8Array[]): Promise<readonly Imported[]> {
  const [{ encodeLists }, { importLists }] = await Promise.all([engine(), import('./import.ts')])
  const folder = join(dataDirectory, 'trust')
  await mkdir(folder, { recursive: true })
  return exclusively(join(folder, 'importing'), async () => {
    const kept = await readTrust(dataDirectory)
    const { lists, outcomes } = importLists(kept, files, signers)
    if (lists !== kept) await replaceDurably(placeIn(dataDirectory), encodeLists(lists))
    return outcomes
  })
}
