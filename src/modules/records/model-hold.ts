import type { DocumentState, File, FileState } from './model.ts'
import { disposalOf, type Regime } from './model-regime.ts'

/** Why a document is still kept, to the end of which year at the earliest, and by which regime. */
export interface RecordHold {
  readonly reason: 'file-open' | 'retention' | 'disposal-due' | 'archival' | 'trigger-unknown' | 'no-class'
  readonly until: number | null
  readonly regime: string | null
}

/** After these a document is only a header: destroyed, or kept by the archive (Act 499/2004 § 64(7)). */
const gone: ReadonlySet<string> = new Set<FileState>(['skartovan', 'znicen', 'predanDoArchivu', 'prenesen'])
export const isGone = (state: string) => gone.has(state)

/**
 * What holds a document by the disposal regime of its file (GDPR art. 17(3)(b), (d); Act 499/2004 § 3). Null when it was destroyed or handed
 * to the archive: from then on nothing in the office needs the person. The end of the period alone frees nothing: first comes the
 * disposal procedure, in the year after it.
 */
export function holdOfDocument(
  state: DocumentState, file: Pick<File, 'state' | 'settledAt' | 'closedAt' | 'createdAt' | 'triggerYear' | 'disposalMark' | 'disposalYear'>,
  kept: { readonly code: string; readonly regime: Regime | null } | null, year: number,
): RecordHold | null {
  if (gone.has(state) || gone.has(file.state)) return null
  const regime = kept?.regime ? `${kept.code} ${kept.regime.mark}/${kept.regime.years}` : kept?.code ?? null
  if (file.closedAt === null) return { reason: 'file-open', until: null, regime }
  if ((file.disposalMark ?? kept?.regime?.mark) === 'A') return { reason: 'archival', until: null, regime }
  if (!kept?.regime) return { reason: 'no-class', until: null, regime }
  const due = file.disposalYear ?? disposalOf(kept.regime, file)
  if (due === null) return { reason: 'trigger-unknown', until: null, regime }
  return due > year ? { reason: 'retention', until: due - 1, regime } : { reason: 'disposal-due', until: null, regime }
}
