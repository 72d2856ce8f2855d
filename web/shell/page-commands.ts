import type { ReactNode } from 'react'

/** One line of the sheet of shortcuts: what the keys do on this page. */
export interface ShortcutLine { readonly keys: readonly string[], readonly does: ReactNode }

let current: readonly ShortcutLine[] = []

/** What the open page can do by the keyboard; the palette offers the same under words. Returns how to take it back. */
export function publishCommands(lines: readonly ShortcutLine[]): () => void {
  current = lines
  return () => { if (current === lines) current = [] }
}

export const pageCommands = (): readonly ShortcutLine[] => current
