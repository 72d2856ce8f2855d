import { api } from '../shell/api.ts'
import type { Listed } from './document.ts'

/** A few of the newest documents that match, for a list that follows the typing. */
export async function findDocuments(text: string, signal: AbortSignal): Promise<{ title: string, detail: string, href: string }[]> {
  const { items } = await api.get<{ items: readonly Listed[] }>(`/api/documents?${new URLSearchParams({ q: text, limit: '6' })}`, { signal })
  return items.map(({ id, subject, referenceNumber, party }) => (
    { title: subject, detail: [referenceNumber, party].filter(Boolean).join(' · '), href: `/dokumenty/${id}` }))
}
