import type { ReactNode } from 'react'
import { Table, Tag, useTexts, type Column, type Selection } from '../kit/index.ts'
import { DueTag } from './due-tag.tsx'
import type { Box, InboxItem } from './item.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import { circulationTexts } from './texts.ts'

/** Items of one box; each row opens its document. */
export function InboxTable({ box, items, caption, empty, selection }: {
  box: Box, items: readonly InboxItem[], caption: string, empty: ReactNode, selection: Omit<Selection<InboxItem>, 'name'>
}) {
  const t = useTexts(circulationTexts)
  const subject: Column<InboxItem> = { key: 'subject', title: t.columns.subject, heading: true, render: ({ document }) => document.subject }
  const about: Column<InboxItem> = { key: 'about', title: t.columns.number, render: ({ document }) => (
    <div><span className="inbox__number">{document.referenceNumber}</span><span className="table__secondary">{document.party}</span></div>
  ) }
  const task: Column<InboxItem> = { key: 'task', title: t.columns.task, render: (item) => (
    <div>
      <strong className="inbox__kind">{t.kinds[item.kind]}</strong>{item.stale && <> <Tag tone="warning" icon="warning">{t.stale}</Tag></>}
      {item.inPlaceOf && <> <Tag tone="info" icon="person">{t.inPlaceOf(item.inPlaceOf.name)}</Tag></>}
      <span className="table__secondary">{t.asks(item.askedBy?.name ?? t.theOffice)}</span>
      {item.instruction && <span className="inbox__instruction">{item.instruction}</span>}
    </div>
  ) }
  const asked: Column<InboxItem> = { key: 'to', title: t.columns.to, render: (item) => (
    <div>{item.addressee.name}<span className="table__secondary">{t.kinds[item.kind]}{item.takenBy && ` · ${t.taken(item.takenBy.name)}`}</span></div>
  ) }
  const state: Column<InboxItem> = { key: 'state', title: t.columns.state, render: (item) => <OutcomeTag item={item} /> }
  const due: Column<InboxItem> = { key: 'due', title: t.columns.due, nowrap: true, render: (item) =>
    item.state === 'open' ? <DueTag day={item.dueOn ?? item.document.dueOn} /> : null }
  return (
    <Table caption={caption} captionHidden columns={box === 'asked' ? [subject, about, asked, state, due] : [subject, about, task, due]}
      selection={{ ...selection, name: ({ document }) => document.referenceNumber }} rows={items} rowKey={({ id }) => id} href={({ document }) => `/dokumenty/${document.id}`} empty={empty} />
  )
}
