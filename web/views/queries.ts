import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ViewPlace } from '../../src/modules/views/index.ts'
import { api } from '../shell/api.ts'

export type { ViewPlace }

/** What `views/routes.ts` tells. */
export interface View {
  readonly id: string
  readonly place: ViewPlace
  readonly name: string
  readonly query: string
  readonly shared: boolean
  readonly own: boolean
  readonly mayChange: boolean
}

const addresses: Readonly<Record<ViewPlace, string>> = {
  inbox: '/prace', documents: '/dokumenty', files: '/spisy', search: '/hledat', reception: '/podatelna', 'dispatch-room': '/vypravna',
}

export const addressOf = ({ place, query }: Pick<View, 'place' | 'query'>) => query === '' ? addresses[place] : `${addresses[place]}?${query}`

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => api.get<{ items: readonly View[] }>('/api/views', { signal }),
  staleTime: 60_000,
})

/** Every view this person has or shares; empty until fetched. */
export const useViews = (): readonly View[] => useQuery(viewsQuery).data?.items ?? []

/** The same filters in whatever order: the server keeps them sorted. */
export function canonical(search: string): string {
  const filters = new URLSearchParams(search)
  filters.sort()
  return filters.toString()
}
