/** The part of a keyboard event that decides; no more, so that it can be decided without a browser. */
export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  /** Somebody else has already dealt with it. */
  readonly defaultPrevented: boolean
  /** An input method is composing a letter. */
  readonly isComposing: boolean
}

/** Where the keyboard is: in a field, on a control that has its own meaning of Enter and arrows, or nowhere in particular. */
export type Place = 'field' | 'control' | 'page'

/**
 * Which shortcut of the page was meant, as it is written in the list of shortcuts; null when the press belongs to what has focus.
 * `letters`: whether single letters work (WCAG 2.1.4 lets a person turn them off, dictation would trigger them).
 */
export function shortcutOf(press: Press, place: Place, letters: boolean): string | null {
  if (press.defaultPrevented || press.isComposing || press.altKey) return null
  if (press.ctrlKey || press.metaKey) return withControl[press.key.toLowerCase()] ?? null
  if (place === 'field') return null
  if (press.key.length === 1) return letters ? press.key.toLowerCase() : null
  if (press.key === 'Enter') return place === 'page' ? 'Enter' : null
  return press.key
}

/** Together with Ctrl, or with Command on a Mac, these are ours; everything else belongs to the browser. */
const withControl: Readonly<Record<string, string>> = { enter: 'Ctrl+Enter', k: 'Ctrl+K' }

/** Where to go in a list: from nowhere down to the first and up to the last; the ends hold. */
export function stepTo(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (at < 0) return by === 1 ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, at + by))
}
