import { Cluster, EmptyState, formatDate, plural, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { senderName, type IntakeItem } from './item.ts'
import type { ShownState } from './queries.ts'
import { intakeTexts, partForms } from './texts.ts'
import { warningWords } from './warnings.ts'

/** Submissions in one state; each row opens its submission. */
export function IntakeTable({ state, items }: { state: ShownState, items: readonly IntakeItem[] }) {
  const t = useTexts(intakeTexts)
  const language = useLanguage()
  const format = (item: IntakeItem) => item.format && (t.formats[item.format] ?? item.format)
  return (
    <Table caption={`${t.title}: ${t.tabs[state]}`} captionHidden rows={items} rowKey={({ id }) => id} href={({ id }) => `/podatelna/${id}`}
      empty={<EmptyState title={t.empty[state].title}>{t.empty[state].lead}</EmptyState>}
      columns={[
        { key: 'subject', title: t.columns.subject, heading: true, render: (item) => item.subject ?? item.name },
        { key: 'sender', title: t.columns.sender, render: (item) => senderName(item) ?? <span className="muted">{t.item.unknownSender}</span> },
        { key: 'received', title: t.columns.received, nowrap: true, render: ({ receivedAt }) => <time dateTime={receivedAt}>{formatDate(language, receivedAt, 'moment')}</time> },
        { key: 'parts', title: t.columns.parts, nowrap: true, render: (item) => [format(item), item.parts.length > 0 && plural(language, item.parts.length, partForms[language])].filter(Boolean).join(', ') },
        { key: 'note', title: state === 'registered' ? t.columns.number : t.columns.note, render: (item) => <Note item={item} /> },
      ]} />
  )
}

function Note({ item }: { item: IntakeItem }) {
  const t = useTexts(intakeTexts)
  const language = useLanguage()
  if (item.referenceNumber) return item.referenceNumber
  if (item.refusedReason) return <span className="intake__reason">{item.refusedReason}</span>
  if (item.quarantine) return <span className="intake__reason">{item.quarantine.title}</span>
  const warned = item.warnings.some((warning) => warningWords(language, warning) !== null)
  if (!item.duplicateOf && !warned) return null
  return <Cluster>{item.duplicateOf && <Tag tone="warning" icon="warning">{t.duplicate}</Tag>}{warned && <Tag tone="warning">{t.warned}</Tag>}</Cluster>
}
