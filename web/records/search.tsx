import { useNavigate } from '@tanstack/react-router'
import { useRef, type FormEvent } from 'react'
import { Kbd, SearchBox, useTexts } from '../kit/index.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { recordsTexts } from './texts.ts'

/** The search in the top bar, from anywhere by `/`. */
export function TopSearch() {
  const t = useTexts(recordsTexts).list
  const form = useRef<HTMLFormElement>(null)
  const navigate = useNavigate()
  useShortcuts({ '/': () => (document.querySelector<HTMLElement>('[data-find]') ?? form.current?.querySelector('input'))?.focus() })
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    event.currentTarget.reset()
    void navigate({ to: '/dokumenty', search: q ? { q } : {} })
  }
  return (
    <search className="records-top-search">
      <form ref={form} onSubmit={search}><SearchBox name="q" label={t.search} placeholder={t.searchShort} maxLength={100} shortcut={<Kbd>/</Kbd>} /></form>
    </search>
  )
}
