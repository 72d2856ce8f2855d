import type { RefObject } from 'react'
import { stepTo } from './keys.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** J, K and arrows walk the links of the rows, so Enter opens what has focus by itself. `onEnd`: asked to go beyond the last one. */
export function useListKeys(list: RefObject<HTMLElement | null>, onEnd?: () => void): void {
  const step = (by: 1 | -1) => () => {
    const links = [...list.current?.querySelectorAll<HTMLElement>('.table__link') ?? []]
    const at = links.findIndex((link) => link === document.activeElement)
    if (by === 1 && at === links.length - 1) onEnd?.()
    const link = links[stepTo(at, by, links.length)]
    link?.focus()
    link?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1) })
}
