import { useRouterState } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { PageHeader, useTexts } from '../kit/index.ts'
import { remember } from './recent.ts'
import { shellTexts } from './texts.ts'

let shownPath: string | null = null
/** The heading of a page that has just been replaced by another of the same address, loaded now, had focus. */
let headingWasLeft = false

type PageProps = Omit<ComponentProps<typeof PageHeader>, 'title'> & {
  readonly title: string
  /** `narrow` for reading and forms, `wide` for tables. */
  readonly width?: 'narrow' | 'wide' | undefined
  readonly children: ReactNode
}

/** A page of the office: names the window and, after moving between pages, puts focus on its heading so that it is read out. */
export function Page({ title, width = 'wide', children, ...header }: PageProps) {
  const t = useTexts(shellTexts)
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (path === undefined) return
    const moved = shownPath !== null && shownPath !== path
    if (moved || headingWasLeft) page.current?.querySelector('h1')?.focus({ preventScroll: true })
    headingWasLeft = false
    shownPath = path
  }, [path])
  const address = useRouterState({ select: (state) => state.location.pathname })
  const isOneThing = (header.crumbs?.length ?? 0) > 1
  useEffect(() => { if (isOneThing) remember({ title, href: address }) }, [isOneThing, address, title])
  useLayoutEffect(() => {
    const heading = page.current?.querySelector('h1')
    return () => { headingWasLeft = heading !== undefined && heading === document.activeElement }
  }, [])
  return (
    <div className="page" data-width={width} ref={page}>
      <title>{`${title} – ${t.product}`}</title>
      <PageHeader title={title} {...header} />
      {children}
    </div>
  )
}
