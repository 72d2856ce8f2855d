import { useEffect, useRef, useState, type RefObject } from 'react'

export interface InboxSelection {
  readonly chosen: ReadonlySet<string>
  /** Everything that the filter of the box chooses, not only what is shown. */
  readonly everything: boolean
  readonly onChange: (chosen: ReadonlySet<string>) => void
  readonly chooseEverything: () => void
  readonly clear: () => void
  /** Chooses the row that has the keyboard, or leaves it; with Shift all from the last chosen one to it. */
  readonly toggleFocused: () => void
  readonly chooseShown: () => void
}

/** What is chosen in a list, by identity: it stays through live refreshes, whatever comes, goes or moves meanwhile. */
export function useSelection(list: RefObject<HTMLElement | null>, ids: readonly string[], box: string): InboxSelection {
  const [{ chosen, everything, of }, set] = useState({ chosen: new Set<string>() as ReadonlySet<string>, everything: false, of: box })
  const anchor = useRef<string | null>(null)
  const shift = useShift()
  const current = of === box ? chosen : new Set<string>()
  const keep = (next: ReadonlySet<string>, all = false) => set({ chosen: next, everything: all, of: box })
  const choose = (id: string, on: boolean) => {
    const next = new Set(current)
    const [from, to] = [anchor.current === null ? -1 : ids.indexOf(anchor.current), ids.indexOf(id)]
    const range = shift.current && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    for (const one of range) if (on) next.add(one); else next.delete(one)
    anchor.current = id
    keep(next)
  }
  return {
    chosen: current,
    everything: of === box && everything,
    onChange: (next) => {
      const changed = [...ids].filter((id) => next.has(id) !== current.has(id))
      const [only] = changed
      if (changed.length === 1 && only !== undefined) choose(only, next.has(only))
      else keep(next)
    },
    chooseEverything: () => keep(new Set(ids), true),
    clear: () => keep(new Set()),
    toggleFocused: () => {
      const id = ids[focusedRow(list.current)]
      if (id !== undefined) choose(id, shift.current || !current.has(id))
    },
    chooseShown: () => keep(new Set(ids)),
  }
}

/** The row that has the keyboard, in its link or in a control of it; -1 outside of the list. */
export function focusedRow(list: HTMLElement | null): number {
  const rows = [...list?.querySelectorAll('tbody tr') ?? []]
  return rows.findIndex((row) => row.contains(document.activeElement))
}

/** Whether Shift is held down now. */
function useShift(): RefObject<boolean> {
  const shift = useRef(false)
  useEffect(() => {
    const listen = (event: KeyboardEvent | MouseEvent) => { shift.current = event.shiftKey }
    const kinds = ['keydown', 'keyup', 'mousedown', 'click'] as const
    for (const kind of kinds) document.addEventListener(kind, listen, true)
    return () => { for (const kind of kinds) document.removeEventListener(kind, listen, true) }
  }, [])
  return shift
}
