import { DamagedContent, MissingContent, type StoredContent, type WholeStore } from './content.ts'

export interface MoveReport {
  readonly found: number
  readonly copied: number
  /** Bytes copied. */
  readonly bytes: number
  /** Were there already, whole. */
  readonly there: number
  /** Could not be copied because what is kept at the beginning is not what was stored. */
  readonly damaged: readonly Pick<StoredContent, 'tenantId' | 'sha256'>[]
}

/**
 * Copies every content that is not there yet to another store and reads it back there; nothing is removed. Repeated after any break, or
 * while people work, it copies what is missing.
 */
export async function moveContents(from: WholeStore, to: WholeStore, say: (line: string) => void = () => {}): Promise<MoveReport> {
  const report = { found: 0, copied: 0, bytes: 0, there: 0, damaged: [] as StoredContent[] }
  for await (const content of from.stored()) {
    report.found++
    const moved = await moveOne(from, to, content)
    if (moved === 'damaged') report.damaged.push(content)
    else report[moved]++
    if (moved === 'copied') report.bytes += content.size
    if (report.found % 1000 === 0) say(`${report.found} contents, ${report.copied} of them copied`)
  }
  return report
}

async function moveOne(from: WholeStore, to: WholeStore, { tenantId, sha256 }: StoredContent): Promise<'copied' | 'there' | 'damaged'> {
  if (await isWhole(to, tenantId, sha256)) return 'there'
  try {
    await to.put(tenantId, await from.read(tenantId, sha256))
  } catch (error) {
    if (error instanceof DamagedContent || error instanceof MissingContent) return 'damaged'
    throw error
  }
  await to.read(tenantId, sha256)
  return 'copied'
}

/** Read whole: a half of a file that some other tool had copied is not taken for a content. */
function isWhole(store: WholeStore, ...[tenantId, sha256]: Parameters<WholeStore['read']>): Promise<boolean> {
  return store.read(tenantId, sha256).then(() => true, (error: unknown) => {
    if (error instanceof MissingContent || error instanceof DamagedContent) return false
    throw error
  })
}
