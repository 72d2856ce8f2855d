import { api } from '../shell/api.ts'
import { pageOf, type Found } from './found.ts'

/** A few of what was found, documents, files and parties, for a list that follows the typing. */
export async function findDocuments(text: string, signal: AbortSignal): Promise<{ title: string, detail: string, href: string }[]> {
  const { items } = await api.get<{ items: readonly Found[] }>(`/api/search/suggest?${new URLSearchParams({ q: text, limit: '6' })}`, { signal })
  return items.map((found) => ({ title: found.title.text, detail: detailOf(found), href: pageOf(found) }))
}

function detailOf(found: Found): string {
  if (found.kind === 'party') return found.detail.text
  return [found.number.text, found.kind === 'document' ? found.party?.text : null].filter(Boolean).join(' · ')
}
