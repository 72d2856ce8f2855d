import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Skeleton, useTexts } from '../kit/index.ts'
import type { Ceremony } from './model.ts'
import { ceremonyItemsQuery } from './queries.ts'
import { ReadingDesk } from './reading-desk.tsx'
import { signingTexts } from './texts.ts'

/** Reading the documents of a frozen list, one after another. */
export function CeremonyReading({ ceremony: { id }, itemId }: { ceremony: Ceremony, itemId: string }) {
  const t = useTexts(signingTexts).reader
  const navigate = useNavigate()
  const queries = useQueryClient()
  const found = useInfiniteQuery(ceremonyItemsQuery(id, null, false))
  // What was opened here no longer has to be: the list and its count say so on the way back.
  useEffect(() => () => void queries.invalidateQueries({ queryKey: ['signing'] }), [queries])
  const items = (found.data?.pages ?? []).flatMap((page) => page.items).filter(({ state }) => state !== 'excluded')
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found
  const isFurther = hasNextPage && !items.some((item) => item.itemId === itemId)
  useEffect(() => { if (isFurther && !isFetchingNextPage) void fetchNextPage() }, [isFurther, isFetchingNextPage, fetchNextPage])
  if (!found.data || isFurther) return <Skeleton lines={9} />
  const address = (item: string) => `/podpis/seznam/${id}?polozka=${item}`
  return (
    <ReadingDesk items={items.map(({ itemId: one, document, opened, why }) => ({ itemId: one, document, opened, why }))} current={itemId} href={address} back={{ title: t.backToList, href: `/podpis/seznam/${id}` }}
      onGo={(next) => void navigate({ href: address(next) })} onBack={() => void navigate({ href: `/podpis/seznam/${id}` })} hasMore={hasNextPage} onEnd={() => { if (hasNextPage) void fetchNextPage() }} />
  )
}
