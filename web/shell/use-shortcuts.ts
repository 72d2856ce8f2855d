import { useEffect, useRef, useSyncExternalStore } from 'react'
import { shortcutOf, type Place } from './keys.ts'

/** Keys of one page: `{ j: next, k: previous, 'Ctrl+Enter': send }`. They rest while a dialog is open and while somebody writes. */
export function useShortcuts(deeds: Deeds): void {
  const current = useRef(deeds)
  useEffect(() => { current.current = deeds })
  useEffect(() => {
    const mounted = () => current.current
    pages.add(mounted)
    return () => void pages.delete(mounted)
  }, [])
  const letters = useLetterKeys()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const meant = document.querySelector('dialog[open]') ? null : shortcutOf(event, placeOf(event.target), letters)
      const deed = meant === null ? undefined : current.current[meant]
      if (!deed) return
      event.preventDefault()
      deed()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [letters])
}

type Deeds = Readonly<Record<string, (() => void) | undefined>>
const pages = new Set<() => Deeds>()

/** Does what pressing the shortcut would do, wherever the keyboard is; of several who hear it all do, as with the key itself. */
export function pressShortcut(shortcut: string): void {
  for (const deeds of pages) deeds()[shortcut]?.()
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'page'
  if (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])')) return 'field'
  return target.closest('a[href], button, input, summary, [role=tab], [role=option]') ? 'control' : 'page'
}

const stored = 'obeh-letter-keys'
const listeners = new Set<() => void>()

/** Whether single letters are shortcuts on this device. */
export const useLetterKeys = (): boolean => useSyncExternalStore((listener) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}, () => localStorage.getItem(stored) !== 'off')

export function chooseLetterKeys(on: boolean): void {
  localStorage.setItem(stored, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

/** `onKeyDown` of a field of several lines, where Enter means a new line: Ctrl+Enter sends its form. */
export function sendByKeys(event: { readonly nativeEvent: KeyboardEvent, readonly currentTarget: HTMLTextAreaElement, readonly preventDefault: () => void }): void {
  if (shortcutOf(event.nativeEvent, 'field', false) !== 'Ctrl+Enter') return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
