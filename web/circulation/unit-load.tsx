import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useRef } from 'react'
import { Panel, Skeleton, Table, Tag, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { ShortcutSheet } from '../shell/shortcut-sheet.tsx'
import { useListKeys } from '../shell/use-list-keys.ts'
import { loadQuery } from './bulk.ts'
import { bulkTexts } from './bulk-texts.ts'
import { circulationTexts } from './texts.ts'

export const unitLoadRoute = createRoute({ getParentRoute: () => officeRoute, path: '/prace/utvar', component: UnitLoad })

/** Who of a head's unit has how much; each leads to what lies on that desk. */
function UnitLoad() {
  const t = useTexts(bulkTexts).load
  const keys = useTexts(circulationTexts).keys
  const load = useQuery(loadQuery)
  const list = useRef<HTMLDivElement>(null)
  useListKeys(list)
  return (
    <Page title={t.title} lead={t.lead} actions={<ShortcutSheet lines={[
      { keys: ['J', '↓'], does: keys.next }, { keys: ['K', '↑'], does: keys.previous }, { keys: ['Enter'], does: keys.open }]} />}>
      {load.error && <Failure error={load.error} onAgain={() => void load.refetch()} />}
      {load.isPending && <Panel><Skeleton lines={6} /></Panel>}
      {load.data && (
        <div ref={list}>
          <Table caption={t.title} captionHidden rows={load.data.people} rowKey={({ id }) => id} empty={<p>{t.none}</p>}
            href={({ id }) => `/prace?box=person&osoba=${id}`} columns={[
              { key: 'name', title: t.person, heading: true, render: ({ name }) => name },
              { key: 'post', title: t.post, render: ({ post }) => <span className="muted">{post}</span> },
              { key: 'open', title: t.open, align: 'end', render: ({ open, openMore }) => openMore ? t.more(open) : open },
              { key: 'overdue', title: t.overdue, align: 'end', render: ({ overdue, overdueMore }) => overdue > 0
                ? <Tag tone="error" icon="warning">{overdueMore ? t.more(overdue) : overdue}</Tag> : '0' },
            ]} />
        </div>
      )}
    </Page>
  )
}
