import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, FileField, Message, Panel, plural, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useRefreshDirectory } from './directory.ts'
import type { ImportRow } from './queries.ts'
import { administrationTexts, peopleForms } from './texts.ts'

export const importRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/lide/import', component: Import })

/** A table of people: first what it would make and what is wrong, then all of it or nothing. */
function Import() {
  const t = useTexts(administrationTexts)
  const language = useLanguage()
  const navigate = importRoute.useNavigate()
  const refresh = useRefreshDirectory()
  const [table, setTable] = useState<string | null>(null)
  const preview = useDeed((text: string) => api.post<{ rows: readonly ImportRow[] }>('/api/admin/people/import/preview', { table: text }))
  const add = useDeed(() => api.post('/api/admin/people/import', { table }), { done: t.import.done, onDone: () => { refresh(); void navigate({ to: '/sprava/lide' }) } })
  const choose = async (file: File | undefined) => {
    if (!file) return
    const text = decoded(await file.arrayBuffer())
    setTable(text)
    preview.mutate(text)
  }
  const rows = preview.data?.rows ?? []
  const wrong = rows.filter(({ problems }) => problems.length > 0)
  return (
    <Page title={t.import.title} crumbs={[{ title: t.title, href: '/sprava/lide' }, { title: t.import.title }]} lead={t.import.lead}>
      <Stack>
        <Panel><FileField label={t.import.file} hint={t.import.hint} accept=".csv,.txt,text/csv" onChange={({ target }) => void choose(target.files?.[0])} /></Panel>
        {preview.error && <Failure error={preview.error} />}
        {add.error && <Failure error={add.error} />}
        {rows.length > 0 && (
          <>
            {wrong.length > 0
              ? <Message tone="error" title={t.import.wrong(wrong.length, rows.length)}>{t.import.wrongLead}</Message>
              : <Message tone="success" title={t.import.right(plural(language, rows.length, peopleForms[language]))}
                actions={<Button look="primary" busy={add.isPending} onClick={() => add.mutate()}>{t.import.send}</Button>} />}
            <RowsTable rows={[...wrong, ...rows.filter(({ problems }) => problems.length === 0)].slice(0, 200)} />
          </>
        )}
      </Stack>
    </Page>
  )
}

function RowsTable({ rows }: { rows: readonly ImportRow[] }) {
  const t = useTexts(administrationTexts)
  return (
    <Table caption={t.import.rows} rows={rows} rowKey={({ line }) => String(line)} columns={[
      { key: 'line', title: t.import.line, render: ({ line }) => line },
      { key: 'name', title: t.columns.name, heading: true, render: ({ plan }) => plan.name || '–' },
      { key: 'email', title: t.columns.email, render: ({ plan }) => plan.email },
      { key: 'unit', title: t.person.unit, render: ({ plan }) => plan.unit },
      { key: 'problems', title: t.import.problems, render: ({ problems }) => problems.length === 0 ? <Tag state tone="success">{t.import.fine}</Tag> : problems.map((one) => t.import.words[one]).join(' ') },
    ]} />
  )
}

/** UTF-8, or what Czech spreadsheets write when left alone. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}
