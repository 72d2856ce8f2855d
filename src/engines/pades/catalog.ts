import type { Change, Pdf, Writable } from '../pdf/index.ts'

/** The catalogue with these entries, when there are any. */
export function catalogChange(pdf: Pdf, entries: Readonly<Record<string, Writable>>): readonly Change[] {
  const all = Object.entries(entries)
  if (all.length === 0) return []
  return [{ number: pdf.latest.root.number, value: { kind: 'dictionary', entries: new Map<string, Writable>([...pdf.latest.catalog.entries, ...all]) } }]
}

/** Objects that are two things at once, such as one list of both fields and annotations, cannot be written again as either. */
export const areDistinct = (changes: readonly Change[]): boolean => new Set(changes.map(({ number }) => number)).size === changes.length
