import type { ReactNode } from 'react'
import { Button, LinkButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export function SkipLink({ to = 'content' }: { to?: string | undefined }) {
  const t = useTexts(kitTexts)
  return <a className="skip-link" href={`#${to}`}>{t.skip}</a>
}

export interface Crumb { readonly title: ReactNode, readonly href?: string | undefined }

/** The way here; the last one is the page itself and has no address. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTexts(kitTexts)
  return (
    <nav className="breadcrumbs" aria-label={t.breadcrumbs}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={index}>{crumb.href ? <a href={crumb.href}>{crumb.title}</a> : <span aria-current="page">{crumb.title}</span>}</li>
        ))}
      </ol>
    </nav>
  )
}

/** A step by key: an address to follow or a thing to do; nothing when there is no such page. */
export type Step = string | (() => void) | null | undefined

/** Previous and next only: lists are walked by key, so that nothing is skipped or repeated while others write. */
export function Pagination({ previous, next, children }: { previous?: Step, next?: Step, children?: ReactNode }) {
  const t = useTexts(kitTexts)
  if (!previous && !next && !children) return null
  return (
    <nav className="pagination" aria-label={t.pages}>
      <span className="pagination__words">{children}</span>
      <span className="cluster">
        <StepButton step={previous} icon="chevronLeft">{t.previous}</StepButton>
        <StepButton step={next} icon="chevronRight" after>{t.next}</StepButton>
      </span>
    </nav>
  )
}

function StepButton({ step, icon, after, children }: { step: Step, icon: 'chevronLeft' | 'chevronRight', after?: boolean, children: string }) {
  const words = after ? <>{children}<Icon name={icon} size="s" /></> : <><Icon name={icon} size="s" />{children}</>
  if (typeof step === 'string') return <LinkButton href={step} size="s">{words}</LinkButton>
  return <Button size="s" disabled={!step} onClick={step ?? undefined}>{words}</Button>
}
