import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Menu, MenuButton, plural, showToast, Toolbar, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { bulkQuery, undoBulk, type BulkKind, type Targets } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { bulkTexts, documentForms } from './bulk-texts.ts'
import type { InboxSelection } from './inbox-selection.ts'
import type { Filter } from './item.ts'

interface Props {
  readonly selection: InboxSelection
  readonly filter: Filter
  /** There are items of the box beyond those shown. */
  readonly hasMore: boolean
  readonly allShown: boolean
  /** The item that has the keyboard: deeds are about it when nothing is chosen. */
  readonly focused: () => string | null
  readonly onBefore: () => void
  readonly onStarted: () => void
}

type Asked = { readonly kind: Exclude<BulkKind, 'undo'>, readonly targets: Targets }
const rest = ['see', 'urge', 'due', 'withdraw', 'settle'] as const

/** What can be done with the chosen items, at the bottom of the window as long as any are; its keys work also without it. */
export function BulkBar({ selection, filter, hasMore, allShown, focused, onBefore, onStarted }: Props) {
  const t = useTexts(bulkTexts)
  const language = useLanguage()
  const [asked, setAsked] = useState<Asked | null>(null)
  const ask = (kind: Asked['kind']) => {
    onBefore()
    const one = focused()
    const targets = selection.everything ? { filter } : selection.chosen.size > 0 ? { itemIds: [...selection.chosen] } : one === null ? null : { itemIds: [one] }
    if (targets) setAsked({ kind, targets })
  }
  const undo = useUndoLast()
  useShortcuts({ p: () => ask('hand-over'), t: () => ask('take-over'), u: undo })
  const count = selection.everything ? t.everything : `${t.chosen}: ${plural(language, selection.chosen.size, documentForms[language])}`
  return (
    <>
      {selection.chosen.size > 0 && (
        <div className="bulk-toolbar">
          <Toolbar label={t.bar} rest={
            <>
              {!selection.everything && allShown && hasMore && <Button size="s" look="plain" onClick={selection.chooseEverything}>{t.chooseAll}</Button>}
              <Button size="s" look="plain" icon="cross" onClick={selection.clear}>{t.clear}</Button>
            </>
          }>
            <strong aria-live="polite">{count}</strong>
            <Button size="s" look="primary" onClick={() => ask('hand-over')}>{t.do['hand-over']}</Button>
            <Button size="s" onClick={() => ask('take-over')}>{t.do['take-over']}</Button>
            <Menu label={t.more} trigger={t.more}>
              {rest.map((kind) => <MenuButton key={kind} onClick={() => ask(kind)}>{t.do[kind]}</MenuButton>)}
            </Menu>
          </Toolbar>
        </div>
      )}
      {asked && <BulkDialog kind={asked.kind} targets={asked.targets} onClose={() => setAsked(null)}
        onStarted={() => { setAsked(null); selection.clear(); onStarted() }} />}
    </>
  )
}

/** Undoes the last bulk action of this person, where it still can be undone. */
function useUndoLast(): () => void {
  const t = useTexts(bulkTexts)
  const queries = useQueryClient()
  const undo = async () => {
    const { bulks: [last] } = await api.get<{ bulks: readonly { id: string }[] }>('/api/bulk?limit=1')
    const bulk = last && await queries.fetchQuery(bulkQuery(last.id))
    if (!bulk?.mayUndo) return
    const { bulkId } = await undoBulk(bulk.id, null)
    showToast({ tone: 'info', title: t.titles.undo, actions: <BulkProgress id={bulkId} /> })
  }
  return () => void undo().catch((error: unknown) => showToast({ tone: 'error', title: error instanceof Error ? error.message : String(error) }))
}
