import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { Listed } from './document.ts'

export const partyKinds = ['Neurceno', 'Fyzicka', 'Osvc', 'Pravnicka'] as const

export interface Party {
  readonly id: string, readonly kind: (typeof partyKinds)[number], readonly name: string, readonly email: string | null, readonly address: readonly string[]
  readonly dataBox: string | null, readonly ico: string | null, readonly bornOn: string | null, readonly mergedInto: string | null
}
export interface AlikeParty extends Party { readonly score: number, readonly why: readonly string[] }
export interface OpenedParty extends Party { readonly documents: readonly Listed[], readonly alike: readonly AlikeParty[] }

interface After { readonly afterName: string, readonly afterId: string }

export const partiesQuery = (text: string) => infiniteQueryOptions({
  queryKey: ['parties', text],
  queryFn: ({ pageParam, signal }) => api.get<{ items: readonly Party[], next: After | null }>(
    `/api/parties?${new URLSearchParams({ limit: '40', ...(text ? { q: text } : {}), ...pageParam })}`, { signal }),
  initialPageParam: null as After | null,
  getNextPageParam: (page) => page.next,
})

export const partyQuery = (id: string) => queryOptions({ queryKey: ['party', id], queryFn: ({ signal }) => api.get<OpenedParty>(`/api/parties/${id}`, { signal }) })
