/** Why an archive is not unpacked. `bomb`: it would grow beyond reason; `ambiguous`: its two lists of entries differ. */
export type ArchiveRefusal = 'damaged' | 'encrypted' | 'too-many-entries' | 'too-large' | 'too-deep' | 'bomb' | 'overlapping' | 'ambiguous' | 'unsafe-names' | 'repeated-names'

export const archiveRefusals = [
  'damaged', 'encrypted', 'too-many-entries', 'too-large', 'too-deep', 'bomb', 'overlapping', 'ambiguous', 'unsafe-names', 'repeated-names',
] as const satisfies readonly ArchiveRefusal[]

/** Bounds of an archive together with everything within it. */
export interface ArchiveLimits {
  readonly maxEntries: number
  /** Archives within each other; 1 is one that holds none. */
  readonly maxDepth: number
  /** Unpacked bytes. */
  readonly maxBytes: number
  /** Unpacked bytes to packed ones, looked at only beyond `freeBytes`. */
  readonly maxRatio: number
  readonly freeBytes: number
}

export const archiveLimits: ArchiveLimits = { maxEntries: 1_000, maxDepth: 4, maxBytes: 100 * 1024 * 1024, maxRatio: 200, freeBytes: 5 * 1024 * 1024 }
