import { api } from '../shell/api.ts'
import { pageOf, type Found } from './found.ts'

/** The few newest things that match, for a list that follows the typing. */
export async function findThings(text: string, signal: AbortSignal): Promise<{ title: string, detail: string, href: string }[]> {
  const { items } = await api.get<{ items: readonly Found[] }>(`/api/search/suggest?${new URLSearchParams({ q: text })}`, { signal })
  return items.map((found) => ({ title: found.title.text, detail: (found.kind === 'party' ? found.detail : found.number).text, href: pageOf(found) }))
}
