import { useId, type ReactNode } from 'react'
import type { Tone } from './message.tsx'

interface PanelProps {
  readonly title?: ReactNode | undefined
  /** Level of the title's heading. */
  readonly level?: 2 | 3 | 4 | undefined
  readonly actions?: ReactNode | undefined
  /** A stripe that says what the panel is about; the words must say it too. */
  readonly tone?: 'primary' | Exclude<Tone, 'info'> | undefined
  /** For a table or list that reaches the edges. */
  readonly flush?: boolean | undefined
  readonly children: ReactNode
}

/** A part of a page with its own heading; a region that screen readers can jump to. */
export function Panel({ title, level = 2, actions, tone, flush, children }: PanelProps) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className="panel" data-tone={tone} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <div className="panel__header">
          {title && <Heading id={id}>{title}</Heading>}
          {actions && <div className="cluster">{actions}</div>}
        </div>
      )}
      <div className="panel__body" data-flush={flush || undefined}>{children}</div>
    </section>
  )
}

interface CardProps {
  readonly title: ReactNode
  readonly level?: 2 | 3 | 4 | undefined
  /** The whole card opens it. */
  readonly href?: string | undefined
  readonly figure?: ReactNode | undefined
  readonly children?: ReactNode | undefined
}

/** One of several like things, or one number with its name. */
export function Card({ title, level = 3, href, figure, children }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <div className="card">
      {figure !== undefined && <div className="card__figure">{figure}</div>}
      <Heading className="card__title">{href ? <a href={href}>{title}</a> : title}</Heading>
      {children && <div className="muted">{children}</div>}
    </div>
  )
}
