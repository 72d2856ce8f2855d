import { useSyncExternalStore } from 'react'
import { languages, type Language } from '../kit/index.ts'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const listeners = new Set<() => void>()
const changed = () => { for (const listener of listeners) listener() }
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The look chosen on this device; `auto` follows the system. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, storedTheme)

export function chooseTheme(theme: Theme): void {
  localStorage.setItem('obeh-theme', theme)
  document.documentElement.dataset.theme = theme
  changed()
}

/** The language chosen on this device, told to the server by the cookie it reads; `null` leaves it to the person's own setting. */
export const useChosenLanguage = (): Language | null => useSyncExternalStore(subscribe, storedLanguage)

export function chooseLanguage(language: Language): void {
  document.cookie = `obeh-language=${language}; Path=/; Max-Age=31536000; SameSite=Lax`
  changed()
}

/** Before anything is drawn. */
export function applyPreferences(): void {
  document.documentElement.dataset.theme = storedTheme()
}

function storedTheme(): Theme {
  const stored = localStorage.getItem('obeh-theme')
  return themes.find((theme) => theme === stored) ?? 'auto'
}

function storedLanguage(): Language | null {
  const stored = /(?:^|;\s*)obeh-language=(\w+)/.exec(document.cookie)?.[1]
  return languages.find((language) => language === stored) ?? null
}
