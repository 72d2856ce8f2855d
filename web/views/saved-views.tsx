import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Icon, useTexts } from '../kit/index.ts'
import { addressOf, canonical, useViews, type View, type ViewPlace } from './queries.ts'
import { viewsTexts } from './texts.ts'
import { ViewDialog } from './view-dialog.tsx'
import './views.css'

/** The views of one list, the one that is open marked; an unsaved way of looking can be saved. Stands above its list. */
export function SavedViews({ place }: { place: ViewPlace }) {
  const t = useTexts(viewsTexts)
  const query = canonical(useRouterState({ select: (state) => state.location.searchStr }))
  const views = useViews().filter((view) => view.place === place)
  const [editing, setEditing] = useState<View | 'new' | null>(null)
  const known = views.find((view) => view.query === query)
  if (views.length === 0 && query === '') return null
  return (
    <nav className="views" aria-label={t.label}>
      <ul>
        {views.map((view) => (
          <li key={view.id} className="views__view" data-current={view === known || undefined}>
            <a href={addressOf(view)} aria-current={view === known ? 'page' : undefined}>
              <Icon name={view.shared ? 'person' : 'bookmarks'} size="s" />{view.name}{view.shared && <span className="visually-hidden"> ({t.sharedTag})</span>}
            </a>
            {view === known && view.mayChange && <Button look="plain" size="s" icon="gear" iconOnly onClick={() => setEditing(view)}>{t.change(view.name)}</Button>}
          </li>
        ))}
        {!known && query !== '' && <li><Button look="plain" size="s" icon="plus" onClick={() => setEditing('new')}>{t.save}</Button></li>}
      </ul>
      {editing && <ViewDialog place={place} query={query} view={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </nav>
  )
}
