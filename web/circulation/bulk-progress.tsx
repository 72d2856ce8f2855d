import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Button, LinkButton, plural, showToast, useLanguage, useTexts } from '../kit/index.ts'
import { useDeed } from '../shell/deed.ts'
import { bulkQuery, undoBulk } from './bulk.ts'
import { bulkTexts, documentForms } from './bulk-texts.ts'

/** How a bulk is getting on, inside the message that it has begun; afterwards the way to its results and back. */
export function BulkProgress({ id }: { id: string }) {
  const t = useTexts(bulkTexts)
  const language = useLanguage()
  const queries = useQueryClient()
  const bulk = useQuery(bulkQuery(id)).data
  const ended = bulk !== undefined && bulk.state !== 'running'
  // What is on the screen was asked for while it still ran.
  useEffect(() => { if (ended) void queries.invalidateQueries({ queryKey: ['inbox'] }) }, [ended, queries])
  const undo = useUndo(id, null)
  const counted = (count: number) => plural(language, count, documentForms[language])
  const not = bulk ? bulk.counts.refused + bulk.counts.failed : 0
  return (
    <>
      <span className="bulk-progress">
        {!ended && bulk && t.running(bulk.total - bulk.counts.waiting, bulk.total)}
        {ended && t.ended(counted(bulk.counts.done))}{ended && not > 0 && ` ${t.failed(counted(not))}`}
      </span>
      <LinkButton size="s" href={`/prace/hromadne/${id}`}>{t.result}</LinkButton>
      {ended && bulk.mayUndo && <Button size="s" look="plain" busy={undo.isPending} disabled={undo.isSuccess} onClick={() => undo.mutate()}>{t.undo}</Button>}
    </>
  )
}

/** Takes a bulk back, or some items of it, and tells how that is getting on. */
export function useUndo(id: string, itemIds: readonly string[] | null, onDone?: () => void) {
  const t = useTexts(bulkTexts)
  return useDeed(() => undoBulk(id, itemIds), {
    onDone: ({ bulkId }) => {
      showToast({ tone: 'info', title: t.titles.undo, actions: <BulkProgress id={bulkId} /> })
      onDone?.()
    },
  })
}
