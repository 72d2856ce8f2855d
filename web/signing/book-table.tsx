import type { ReactNode } from 'react'
import { DueTag, type InboxSelection } from '../circulation/index.tsx'
import { Cluster, formatDate, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { bookAddress, comparisonOf, type BookSearch } from './book-search.ts'
import { isToBeOpened, type Line } from './model.ts'
import { signingTexts } from './texts.ts'

interface Props { readonly lines: readonly Line[], readonly search: BookSearch, readonly selection: InboxSelection, readonly empty: ReactNode }

/** Requests for a signature; each row opens its document for reading. */
export function BookTable({ lines, search, selection, empty }: Props) {
  const t = useTexts(signingTexts)
  return (
    <Table caption={t.title} captionHidden rows={lines} rowKey={({ itemId }) => itemId} href={({ itemId }) => bookAddress({ ...search, polozka: itemId })} empty={empty}
      selection={{ chosen: selection.chosen, onChange: selection.onChange, name: ({ document }) => document.referenceNumber }}
      columns={[
        { key: 'subject', title: t.columns.subject, heading: true, render: ({ document }) => document.subject },
        { key: 'number', title: t.columns.number, render: ({ document, classCode }) => <div><span className="inbox__number">{document.referenceNumber}</span>{classCode && <span className="table__secondary">{classCode}</span>}</div> },
        { key: 'kind', title: t.columns.kind, render: (line) => <Kind line={line} /> },
        { key: 'pages', title: t.columns.pages, align: 'end', render: ({ content }) => content?.pages ?? '–' },
        { key: 'prepared', title: t.columns.prepared, render: (line) => <Prepared line={line} /> },
        { key: 'due', title: t.columns.due, nowrap: true, render: ({ dueOn }) => <DueTag day={dueOn} /> },
        // A column that says nothing of any of them only makes their rows higher.
        ...(lines.some(isMarked) ? [{ key: 'marks', title: t.columns.marks, render: (line: Line) => <Marks line={line} /> }] : []),
      ]} />
  )
}

function Kind({ line: { documentKind, need, amount } }: { line: Line }) {
  const t = useTexts(signingTexts)
  const language = useLanguage()
  const money = amount === null ? null : new Intl.NumberFormat(language, { style: 'currency', currency: 'CZK', maximumFractionDigits: 0 }).format(amount)
  return <div>{documentKind ? t.kinds[documentKind] : t.anyKind}<span className="table__secondary">{[t.needs[need], money].filter(Boolean).join(' · ')}</span></div>
}

function Prepared({ line: { preparedBy, askedBy, approvedBy } }: { line: Line }) {
  const t = useTexts(signingTexts)
  const language = useLanguage()
  return (
    <div>
      {(preparedBy ?? askedBy)?.name}
      <span className="table__secondary">{approvedBy ? `${t.approved(approvedBy.name)}, ${formatDate(language, approvedBy.at, 'day')}` : t.notApproved}</span>
    </div>
  )
}

const faultsOf = ({ oddities }: Line) => oddities.filter((each) => each === 'unreadable')

const isMarked = (line: Line): boolean =>
  Boolean(line.changed ?? line.inPlaceOf ?? line.why ?? line.openedAt ?? line.unshown) || isToBeOpened(line) || faultsOf(line).length > 0

function Marks({ line }: { line: Line }) {
  const t = useTexts(signingTexts)
  const { changed, document, inPlaceOf, why, openedAt, unshown } = line
  const odd = faultsOf(line)
  if (!isMarked(line)) return null
  return (
    <div className="signing-marks">
      {why && <div><Tag tone="error" icon="fault">{t.marks.cannot}</Tag><span className="table__secondary">{why}</span></div>}
      <Cluster>
        {isToBeOpened(line) && <Tag tone="info" icon="eye">{t.marks.open}</Tag>}
        {openedAt && <Tag tone="success" icon="eye">{t.marks.opened}</Tag>}
        {inPlaceOf && <Tag tone="info" icon="person">{t.inPlaceOf(inPlaceOf.name)}</Tag>}
        {odd.map((each) => <Tag key={each} tone="warning">{t.oddities[each]}</Tag>)}
      </Cluster>
      {unshown && <span className="table__secondary">{unshown}</span>}
      {changed && <div><Tag tone="warning" icon="warning">{t.marks.changed}</Tag> <a className="small" href={comparisonOf(document.id, changed)}>{t.compare}<span className="visually-hidden"> {document.referenceNumber}</span></a></div>}
    </div>
  )
}
