const stored = 'obeh-searches'
const most = 8

/** What was searched for lately in this window, newest first. It stays on the device and goes with the window: words of a case are not for the next person. */
export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(stored) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function rememberSearch(text: string): void {
  const others = recentSearches().filter((one) => one !== text)
  sessionStorage.setItem(stored, JSON.stringify([text, ...others].slice(0, most)))
}

export const forgetSearches = (): void => sessionStorage.removeItem(stored)
