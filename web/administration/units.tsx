import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, EmptyState, Panel, Skeleton, Stack, Table, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { AdministrationTabs } from './people.tsx'
import { unitsQuery, type AdminUnit } from './queries.ts'
import { administrationTexts } from './texts.ts'
import { inTree } from './tree.ts'
import { UnitDialog } from './unit-dialog.tsx'

export const unitsRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/utvary', component: Units })

/** The tree of units. */
function Units() {
  const t = useTexts(administrationTexts)
  const may = hasRole(useMe(), 'admin')
  const found = useQuery(unitsQuery)
  const [open, setOpen] = useState<AdminUnit | 'new' | null>(null)
  const units = found.data?.items ?? []
  return (
    <Page title={t.title} lead={t.lead.utvary} actions={may && <Button look="primary" icon="plus" onClick={() => setOpen('new')}>{t.unit.add}</Button>}>
      <Stack>
        <AdministrationTabs current="utvary" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {found.data && (
          <Table caption={t.tabs.utvary} captionHidden rows={inTree(units)} rowKey={({ unit }) => unit.id} empty={<EmptyState title={t.unit.none} />} columns={[
            { key: 'name', title: t.unit.name, heading: true, render: ({ unit, depth }) => <span className="admin-unit" data-depth={Math.min(depth, 3) || undefined}>{unit.name}</span> },
            { key: 'code', title: t.unit.code, render: ({ unit }) => unit.code },
            { key: 'people', title: t.unit.people, align: 'end', render: ({ unit }) => unit.people },
            { key: 'do', title: t.unit.change, align: 'end', render: ({ unit }) => may && <Button size="s" onClick={() => setOpen(unit)}>{t.unit.change}<span className="visually-hidden"> {unit.name}</span></Button> },
          ]} />
        )}
      </Stack>
      {open && <UnitDialog unit={open === 'new' ? null : open} units={units} onClose={() => setOpen(null)} />}
    </Page>
  )
}
