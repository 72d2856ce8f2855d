import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, type ComponentType } from 'react'
import { Icon, useLanguage, useTexts, type IconName, type Texts } from '../kit/index.ts'
import { hasRole, type Me } from './session.ts'
import { shellTexts } from './texts.ts'

/** A place in the main menu; each room exports its own. */
export interface NavigationItem {
  readonly href: string
  readonly icon: IconName
  readonly title: Texts<string>
  /** Who sees it; everybody when absent. The server decides on its own anyway. */
  readonly roles?: readonly string[]
  /** How many things wait there, drawn by the room. */
  readonly badge?: ComponentType
}

export const visibleTo = (me: Me, items: readonly NavigationItem[]): NavigationItem[] =>
  items.filter((item) => !item.roles || hasRole(me, ...item.roles))

/** The menu beside the page. */
export function SideNavigation({ items }: { items: readonly NavigationItem[] }) {
  const t = useTexts(shellTexts)
  return <nav className="side-nav" aria-label={t.navigation}><Items items={items} /></nav>
}

/** The menu under the thumb: four places and the rest behind »more«. */
export function BottomNavigation({ items }: { items: readonly NavigationItem[] }) {
  const t = useTexts(shellTexts)
  const path = usePath()
  const drawer = useRef<HTMLDivElement>(null)
  useEffect(() => { if (drawer.current?.matches(':popover-open')) drawer.current.hidePopover() }, [path])
  const first = items.length > 5 ? items.slice(0, 4) : items
  const rest = items.slice(first.length)
  return (
    <nav className="bottom-nav" aria-label={t.navigation}>
      <Items items={first} />
      {rest.length > 0 && (
        <>
          <button type="button" className="nav-item" popoverTarget="more-places"><Icon name="menu" /><span>{t.more}</span></button>
          <div id="more-places" popover="auto" className="bottom-nav__more" ref={drawer}><Items items={rest} /></div>
        </>
      )}
    </nav>
  )
}

function Items({ items }: { items: readonly NavigationItem[] }) {
  const language = useLanguage()
  const path = usePath()
  const current = items.filter((item) => path === item.href || path.startsWith(`${item.href}/`)).sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <ul className="nav-items">
      {items.map((item) => (
        <li key={item.href}>
          <a className="nav-item" href={item.href} aria-current={item === current ? 'page' : undefined}><Icon name={item.icon} /><span>{item.title[language]}</span>{item.badge && <item.badge />}</a>
        </li>
      ))}
    </ul>
  )
}

const usePath = () => useRouterState({ select: (state) => state.location.pathname })
