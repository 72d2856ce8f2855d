import { Button, Cluster, plural, useLanguage, useTexts, type Forms, type Language } from '../kit/index.ts'
import { shellTexts } from './texts.ts'

interface Walked { readonly hasNextPage: boolean, readonly isFetchingNextPage: boolean }

/** What stands under a list that is walked by key: how many are shown, and the way to more of them; nothing under an empty one. */
export function ListFoot({ shown, forms, found, onMore }: {
  shown: number, forms: Readonly<Record<Language, Forms>>, found: Walked, onMore: () => void
}) {
  const language = useLanguage()
  const showMore = useTexts(shellTexts).showMore
  if (shown === 0) return null
  return (
    <Cluster justify="between">
      <span className="muted small">{plural(language, shown, forms[language])}</span>
      {found.hasNextPage && <Button size="s" busy={found.isFetchingNextPage} onClick={onMore}>{showMore}</Button>}
    </Cluster>
  )
}
