import { queryOptions, useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useDeferredValue, useState, type FormEvent } from 'react'
import { Button, DefinitionList, Panel, Skeleton, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { isProblem } from '../shell/problem.ts'
import { officeRoute } from '../shell/routes.tsx'
import { registerTexts } from './texts-register.ts'

export const numberingRoute = createRoute({ getParentRoute: () => officeRoute, path: '/ciselne-rady', component: Numbering })

interface Series { readonly register: string, readonly template: string, readonly last: number, readonly examples: readonly string[] }

const seriesQuery = queryOptions({ queryKey: ['numbering'], queryFn: ({ signal }) => api.get<{ series: readonly Series[] }>('/api/numbering', { signal }) })

const previewQuery = (register: string, template: string) => queryOptions({
  queryKey: ['numbering', register, template],
  queryFn: ({ signal }) => api.post<{ examples: readonly string[] }>(`/api/numbering/${register}/preview`, { template }, { signal }),
  placeholderData: (before) => before, retry: false,
})

/** How the office numbers, for administrators. */
function Numbering() {
  const t = useTexts(registerTexts).numbering
  const found = useQuery(seriesQuery)
  return (
    <Page title={t.title} lead={t.lead} width="narrow">
      <Stack>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data?.series.map((series) => <SeriesPanel key={`${series.register} ${series.template}`} series={series} />)}
      </Stack>
    </Page>
  )
}

/** While one writes, the server says what the next numbers would be, or why the format will not do. */
function SeriesPanel({ series }: { series: Series }) {
  const t = useTexts(registerTexts).numbering
  const [template, setTemplate] = useState(series.template)
  const asked = useDeferredValue(template.trim())
  const preview = useQuery({ ...previewQuery(series.register, asked), enabled: asked !== '' && asked !== series.template })
  const save = useDeed((given: string) => api.put(`/api/numbering/${series.register}`, { template: given }), { done: t.saved })
  const changed = template.trim() !== series.template
  const problem = changed && isProblem(preview.error) ? preview.error.title : undefined
  const examples = changed ? preview.data?.examples : series.examples
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed && !problem) save.mutate(template.trim())
  }
  return (
    <Panel title={t.registers[series.register] ?? series.register}>
      <form className="form" onSubmit={submit}>
        {save.error && <Failure error={save.error} />}
        <TextField label={t.template} hint={t.hint} required maxLength={100} spellCheck={false} value={template} onChange={(event) => setTemplate(event.target.value)} error={problem} />
        <output><DefinitionList facts={[[t.next, !problem && examples?.join(' · ')], [t.last, series.last === 0 ? t.none : String(series.last)]]} /></output>
        <div><Button type="submit" look={changed ? 'primary' : undefined} disabled={!changed || problem !== undefined} busy={save.isPending}>{t.save}</Button></div>
      </form>
    </Panel>
  )
}
