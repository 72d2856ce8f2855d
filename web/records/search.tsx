import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { Kbd, SearchBox, Tag, useTexts } from '../kit/index.ts'
import { useSettled } from '../shell/use-settled.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { pageOf, type Found } from './found.ts'
import { Marked } from './marked.tsx'
import './search.css'
import { suggestQuery } from './search-queries.ts'
import { searchTexts } from './texts-search.ts'

/** The search in the top bar, from anywhere by `/`: the first few follow the typing, arrows walk them, Enter in the box goes to all. */
export function TopSearch() {
  const t = useTexts(searchTexts)
  const whole = useRef<HTMLElement>(null)
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const text = useSettled(typed.trim())
  const { data } = useQuery(suggestQuery(text))
  const offered = open && text.length >= 2 ? data?.items ?? [] : []
  const box = () => whole.current?.querySelector('input')
  useShortcuts({ '/': () => (document.querySelector<HTMLElement>('[data-find]') ?? box())?.focus() })
  const done = () => { setTyped(''); setOpen(false) }
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = typed.trim()
    done()
    void navigate({ to: '/hledat', search: q ? { q } : {} })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') { setOpen(false); box()?.focus() }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || offered.length === 0) return
    event.preventDefault()
    const places = [...whole.current?.querySelectorAll<HTMLElement>('input, a') ?? []]
    places.at((places.indexOf(document.activeElement as HTMLElement) + step) % places.length)?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows walk from the box into the list and back
    <search className="records-top-search" ref={whole} onKeyDown={keys} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false) }}>
      <form onSubmit={search}>
        <SearchBox name="q" label={t.box} placeholder={t.short} maxLength={200} shortcut={<Kbd>/</Kbd>} autoComplete="off" value={typed} onFocus={() => setOpen(true)}
          onChange={(event) => { setTyped(event.target.value); setOpen(true) }} />
      </form>
      {offered.length > 0 && <Suggestions offered={offered} all={typed.trim()} onChosen={done} />}
    </search>
  )
}

function Suggestions({ offered, all, onChosen }: { offered: readonly Found[], all: string, onChosen: () => void }) {
  const t = useTexts(searchTexts)
  return (
    <nav className="suggestions" aria-label={t.suggestions}>
      <ul>
        {offered.map((found) => (
          <li key={found.id}>
            <a href={pageOf(found)} onClick={onChosen}>
              <Tag tone={found.kind === 'document' ? 'info' : 'neutral'}>{t.kind[found.kind]}</Tag>
              <span className="suggestions__title"><Marked of={found.title} /></span>
              <span className="muted small records-number">{found.kind !== 'party' && <Marked of={found.number} />}</span>
            </a>
          </li>
        ))}
      </ul>
      <a className="suggestions__all" href={`/hledat?${new URLSearchParams({ q: all })}`} onClick={onChosen}>{t.allFound(all)}</a>
    </nav>
  )
}
