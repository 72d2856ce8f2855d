import type { InboxSelection } from '../circulation/index.tsx'
import { Button, plural, showToast, Toolbar, useLanguage, useTexts } from '../kit/index.ts'
import { documentForms, signingTexts } from './texts.ts'

/** What can be done with the chosen documents, at the bottom of the window as long as any are. */
export function BookBar({ selection, hasMore, onAll, onPrepare }: {
  selection: InboxSelection, hasMore: boolean, onAll: () => Promise<void>, onPrepare: () => void
}) {
  const t = useTexts(signingTexts)
  const language = useLanguage()
  if (selection.chosen.size === 0) return null
  const all = () => void onAll().catch((error: unknown) => showToast({ tone: 'error', title: error instanceof Error ? error.message : String(error) }))
  return (
    <div className="bulk-toolbar">
      <Toolbar label={t.bar} rest={
        <>
          {hasMore && <Button size="s" look="plain" onClick={all}>{t.chooseAll}</Button>}
          <Button size="s" look="plain" icon="cross" onClick={selection.clear}>{t.clear}</Button>
        </>
      }>
        <strong aria-live="polite">{t.chosen}: {plural(language, selection.chosen.size, documentForms[language])}</strong>
        <Button size="s" look="primary" onClick={onPrepare}>{t.prepare}</Button>
      </Toolbar>
    </div>
  )
}
