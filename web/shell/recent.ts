export interface Visited { readonly title: string, readonly href: string }

const stored = 'obeh-recent'
const most = 12

/** The things opened lately in this window, newest first. Forgotten with the window and at signing out: titles are not for the next person. */
export function recent(): readonly Visited[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(stored) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isVisited) : []
  } catch {
    return []
  }
}

export function remember(visited: Visited): void {
  const others = recent().filter(({ href }) => href !== visited.href)
  sessionStorage.setItem(stored, JSON.stringify([visited, ...others].slice(0, most)))
}

const isVisited = (value: unknown): value is Visited =>
  typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string'
  && 'href' in value && typeof value.href === 'string' && /^\/(?!\/)/.test(value.href)
