import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'

export interface Tab {
  readonly key: string
  readonly title: ReactNode
  readonly count?: number | undefined
  readonly content: ReactNode
}

/** Parts of one view that need no address of their own. Arrows move, as the ARIA pattern has it; a part worth linking to belongs in `TabLinks`. */
export function Tabs({ label, tabs, initial }: { label: string, tabs: readonly Tab[], initial?: string | undefined }) {
  const id = useId()
  const [chosen, choose] = useState(initial ?? tabs[0]?.key)
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const at = tabs.findIndex((tab) => tab.key === chosen)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = tabs.at(to % tabs.length)
    if (!next) return
    choose(next.key)
    document.getElementById(`${id}-${next.key}-tab`)?.focus()
  }
  return (
    <div>
      <div className="tabs" role="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <button key={tab.key} type="button" role="tab" className="tabs__tab" id={`${id}-${tab.key}-tab`} aria-controls={`${id}-${tab.key}`}
            aria-selected={tab.key === chosen} tabIndex={tab.key === chosen ? 0 : -1} onClick={() => choose(tab.key)} onKeyDown={move}>
            {tab.title}<Count count={tab.count} />
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div key={tab.key} className="tabs__panel" role="tabpanel" id={`${id}-${tab.key}`} aria-labelledby={`${id}-${tab.key}-tab`} hidden={tab.key !== chosen} tabIndex={0}>
          {tab.key === chosen && tab.content}
        </div>
      ))}
    </div>
  )
}

export interface TabLink { readonly href: string, readonly title: ReactNode, readonly count?: number | undefined, readonly current?: boolean | undefined }

/** Tabs that are pages: each has its address, the back button works. */
export function TabLinks({ label, links }: { label: string, links: readonly TabLink[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {links.map((link) => (
        <a key={link.href} className="tabs__tab" href={link.href} aria-current={link.current ? 'page' : undefined} ref={link.current ? showSideways : undefined}>{link.title}<Count count={link.count} /></a>
      ))}
    </nav>
  )
}

/** On a narrow screen the row of tabs is wider than the page: the current one is brought into sight, without moving the page up or down. */
function showSideways(tab: HTMLElement | null): void {
  const row = tab?.parentElement
  if (row) row.scrollLeft += Math.max(0, tab.getBoundingClientRect().right - row.getBoundingClientRect().right)
}

const Count = ({ count }: { count: number | undefined }) => count === undefined ? null : <span className="tabs__count">{count}</span>
