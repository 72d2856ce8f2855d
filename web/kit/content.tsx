import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { initials } from './initials.ts'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

/** Nothing here, why, and what to do next. */
export function EmptyState({ title, icon = 'documents', children, actions }: {
  title: ReactNode, icon?: IconName | undefined, children?: ReactNode | undefined, actions?: ReactNode | undefined
}) {
  return (
    <div className="empty">
      <Icon name={icon} size="xl" />
      <strong className="empty__title">{title}</strong>
      {children && <p>{children}</p>}
      {actions && <div className="cluster">{actions}</div>}
    </div>
  )
}

/** The shape of what is being fetched, so that the page does not jump. */
export function Skeleton({ lines = 3 }: { lines?: number | undefined }) {
  const t = useTexts(kitTexts)
  return (
    <output className="skeleton">
      <strong className="visually-hidden">{t.loading}</strong>
      {Array.from({ length: lines }, (_, line) => <span key={line} aria-hidden="true" />)}
    </output>
  )
}

export type Fact = readonly [term: ReactNode, value: ReactNode]

/** Terms and values. `rows` reads down a panel, `grid` spreads short facts over the width. Facts without a value are left out. */
export function DefinitionList({ facts, look = 'rows' }: { facts: readonly Fact[], look?: 'rows' | 'grid' | undefined }) {
  return (
    <dl className="facts" data-look={look}>
      {facts.map(([term, value], index) => value === null || value === undefined || value === '' ? null : (
        <div key={index}><dt>{term}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  )
}

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="kbd">{children}</kbd>

/** Initials of a person. The name must stand beside it. */
export function Avatar({ name, size }: { name: string, size?: 's' | undefined }) {
  return <span className="avatar" data-size={size} aria-hidden="true">{initials(name)}</span>
}
