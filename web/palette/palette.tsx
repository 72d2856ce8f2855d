import { useQuery } from '@tanstack/react-query'
import { useRouteContext, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog, useLanguage, useTexts } from '../kit/index.ts'
import { visibleTo } from '../shell/navigation.tsx'
import { pageCommands } from '../shell/page-commands.ts'
import { recent } from '../shell/recent.ts'
import { useMe } from '../shell/session.ts'
import { useSettled } from '../shell/use-settled.ts'
import { pressShortcut, useShortcuts } from '../shell/use-shortcuts.ts'
import { addressOf, useViews } from '../views/index.tsx'
import { narrowed, type Group, type Offer } from './offer.ts'
import { OfferList } from './offer-list.tsx'
import './palette.css'
import { paletteTexts } from './texts.ts'

interface Found { readonly title: string, readonly detail: string, readonly href: string }
type Find = (text: string, signal: AbortSignal) => Promise<readonly Found[]>

/** Everything by the keyboard from anywhere: pages, what the open page can do, views, things opened lately, and documents as one types. */
export function CommandPalette({ find }: { find: Find }) {
  const t = useTexts(paletteTexts)
  const [open, setOpen] = useState(false)
  useShortcuts({ 'Ctrl+K': () => setOpen(true) })
  return <Dialog open={open} onClose={() => setOpen(false)} title={t.title}><Palette find={find} onDone={() => setOpen(false)} /></Dialog>
}

/** Walking down a list is a matter of fingers, not of words. */
const onlyKeys = new Set(['J', 'K', 'Enter', '↓', '↑', 'Esc'])

function Palette({ find, onDone }: { find: Find, onDone: () => void }) {
  const t = useTexts(paletteTexts)
  const language = useLanguage()
  const router = useRouter()
  const me = useMe()
  const navigation = useRouteContext({ from: '/office', select: (context) => context.navigation })
  const views = useViews()
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim())
  const searched = useQuery({ queryKey: ['palette', text], queryFn: ({ signal }) => find(text, signal), enabled: text.length >= 2, staleTime: 10_000 })
  const goTo = (href: string) => () => { onDone(); router.history.push(href) }
  const link = ({ title, href, detail }: { title: string, href: string, detail?: string }): Offer => ({ key: href, title, detail, act: goTo(href) })
  const groups: readonly Group[] = [
    { title: t.groups.commands, offers: pageCommands().filter(({ keys, does }) => typeof does === 'string' && !onlyKeys.has(keys[0] ?? '') && keys.length === 1).map(({ keys, does }) => {
      const [key = ''] = keys
      return { key: `do ${key}`, title: String(does), keys, act: () => { onDone(); requestAnimationFrame(() => pressShortcut(key.length === 1 ? key.toLowerCase() : key)) } }
    }) },
    { title: t.groups.places, offers: visibleTo(me, navigation).map(({ href, title }) => link({ href, title: title[language] })) },
    { title: t.groups.views, offers: views.map((view) => link({ href: addressOf(view), title: view.name })) },
    { title: t.groups.recent, offers: recent().map(link) },
  ]
  const found = typed.trim().length < 2 ? [] : (searched.data ?? []).map(link)
  return (
    <OfferList groups={narrowed(groups, typed, { title: t.groups.found, offers: found })} typed={typed} onType={setTyped}
      state={searched.isFetching ? t.searching : t.none} />
  )
}
