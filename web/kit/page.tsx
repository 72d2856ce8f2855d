import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from './navigation.tsx'

interface PageHeaderProps {
  readonly title: ReactNode
  readonly lead?: ReactNode | undefined
  readonly crumbs?: readonly Crumb[] | undefined
  /** Tags and short facts under the title. */
  readonly facts?: ReactNode | undefined
  readonly actions?: ReactNode | undefined
}

/** The top of every page: its one h1, which takes focus when the page changes. */
export function PageHeader({ title, lead, crumbs, facts, actions }: PageHeaderProps) {
  return (
    <div className="page-header">
      <div className="page-header__words">
        {crumbs && <Breadcrumbs crumbs={crumbs} />}
        <h1 tabIndex={-1}>{title}</h1>
        {facts && <div className="page-header__facts">{facts}</div>}
        {lead && <p className="page-header__lead">{lead}</p>}
      </div>
      {actions && <div className="cluster">{actions}</div>}
    </div>
  )
}

/** What can be done with what is below or chosen; `sticky` keeps it at the bottom of the window. `rest` goes to the far end. */
export function Toolbar({ label, sticky, rest, children }: {
  label: string, sticky?: boolean | undefined, rest?: ReactNode | undefined, children: ReactNode
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields, this is for deeds
    <div className="toolbar" role="group" aria-label={label} data-sticky={sticky || undefined}>
      {children}
      {rest && <div className="toolbar__rest">{rest}</div>}
    </div>
  )
}

/** Things under each other. */
export const Stack = ({ gap, children }: { gap?: 's' | 'l' | 'xl' | undefined, children: ReactNode }) =>
  <div className="stack" data-gap={gap}>{children}</div>

/** Things beside each other, wrapping. */
export const Cluster = ({ justify, children }: { justify?: 'between' | 'end' | undefined, children: ReactNode }) =>
  <div className="cluster" data-justify={justify}>{children}</div>

/** Two columns where there is room; `end` and `start` say on which side the narrow one is. */
export const Columns = ({ side = 'end', children }: { side?: 'end' | 'start' | 'even' | undefined, children: ReactNode }) =>
  <div className="columns" data-side={side}>{children}</div>

/** Cards of equal width, as many beside each other as fit. */
export const Tiles = ({ children }: { children: ReactNode }) => <div className="tiles">{children}</div>
