import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { Button, EmptyState, formatDate, LinkButton, Message, Panel, SearchBox, Skeleton, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { copiesQuery, download, erasuresQuery, foundQuery, type Copy, type Kind } from './queries.ts'
import { privacyTexts } from './texts.ts'

export const privacyRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/osobni-udaje',
  validateSearch: (search): { q?: string } => typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q).slice(0, 100) } : {},
  component: PersonalData,
})

export const hrefOf = (kind: Kind, id: string) => `/osobni-udaje/${kind === 'party' ? 'osoba' : 'zamestnanec'}/${id}`

/** Where the office answers persons about their data: whom it looks for, what was handed over, what was or waits to be erased. */
function PersonalData() {
  const t = useTexts(privacyTexts)
  const me = useMe()
  const { q = '' } = privacyRoute.useSearch()
  const navigate = privacyRoute.useNavigate()
  if (!hasRole(me, 'dpo', 'admin')) return <Page title={t.title} width="narrow"><Message quiet tone="warning" title={t.notYours}>{t.notYoursLead}</Message></Page>
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate({ to: '/osobni-udaje', search: text.length > 1 ? { q: text } : {} })
  }
  return (
    <Page title={t.title} lead={t.lead}>
      <Stack>
        <search>
          <form className="privacy-search" onSubmit={search} key={q}>
            <SearchBox name="q" label={t.search} placeholder={t.search} defaultValue={q} maxLength={100} data-find />
            <Button type="submit" look="primary">{t.go}</Button>
            {q && <LinkButton href="/osobni-udaje" look="plain">{t.clear}</LinkButton>}
          </form>
        </search>
        {q && <FoundPeople q={q} />}
        <Erasures />
        {hasRole(me, 'dpo') && <Copies />}
      </Stack>
    </Page>
  )
}

function FoundPeople({ q }: { q: string }) {
  const t = useTexts(privacyTexts)
  const found = useQuery(foundQuery(q))
  if (found.error) return <Failure error={found.error} onAgain={() => void found.refetch()} />
  if (!found.data) return <Panel title={t.found}><Skeleton lines={4} /></Panel>
  return (
    <Panel title={t.found} flush>
      <Table caption={t.found} captionHidden rows={found.data.items} rowKey={({ id }) => id} href={({ kind, id }) => hrefOf(kind, id)}
        empty={<EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState>} columns={[
          { key: 'name', title: t.name, heading: true, render: ({ name }) => name },
          { key: 'what', title: t.what, render: ({ kind }) => t.kinds[kind] },
          { key: 'hints', title: t.hints, render: ({ hints }) => <span className="privacy-name">{hints.join(' · ')}</span> },
        ]} />
    </Panel>
  )
}

function Erasures() {
  const t = useTexts(privacyTexts).erase
  const language = useLanguage()
  const found = useQuery(erasuresQuery)
  return (
    <Panel title={t.title} flush>
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data && (
        <Table caption={t.title} captionHidden rows={found.data.items} rowKey={({ id }) => id} href={({ id }) => `/osobni-udaje/vymaz/${id}`} empty={<p className="muted privacy-none">{t.none}</p>} columns={[
          { key: 'reason', title: t.columns.reason, heading: true, render: ({ reason }) => reason },
          { key: 'state', title: t.columns.state, nowrap: true, render: ({ state }) => <Tag tone={({ proposed: 'warning', confirmed: 'success', withdrawn: undefined } as const)[state]}>{t.state[state]}</Tag> },
          { key: 'by', title: t.by, render: ({ proposedBy }) => proposedBy },
          { key: 'at', title: t.columns.proposed, nowrap: true, render: ({ proposedAt }) => formatDate(language, proposedAt) },
        ]} />
      )}
    </Panel>
  )
}

function Copies() {
  const t = useTexts(privacyTexts).copy
  const language = useLanguage()
  const found = useQuery(copiesQuery)
  return (
    <Panel title={t.title} flush>
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data && (
        <Table caption={t.title} captionHidden rows={found.data.items} rowKey={({ id }) => id} empty={<p className="muted privacy-none">{t.none}</p>} columns={[
          { key: 'reason', title: t.columns.reason, heading: true, render: ({ reason }) => reason },
          { key: 'state', title: t.columns.state, nowrap: true, render: (copy) => <CopyState copy={copy} /> },
          { key: 'by', title: t.by, render: ({ askedBy }) => askedBy },
          { key: 'at', title: t.columns.asked, nowrap: true, render: ({ askedAt }) => formatDate(language, askedAt) },
          { key: 'file', title: t.download, render: (copy) => copy.state === 'ready' && <Download copy={copy} /> },
        ]} />
      )}
    </Panel>
  )
}

function CopyState({ copy: { state, expiresAt } }: { copy: Copy }) {
  const t = useTexts(privacyTexts).copy
  const language = useLanguage()
  return <><Tag tone={({ making: 'warning', ready: 'success', expired: undefined } as const)[state]}>{t.state[state]}</Tag>{state === 'ready' && expiresAt && <span className="muted small"> {t.until(formatDate(language, expiresAt))}</span>}</>
}

function Download({ copy }: { copy: Copy }) {
  const t = useTexts(privacyTexts).copy
  const take = useDeed(() => download(copy.id))
  return <Button size="s" icon="download" busy={take.isPending} onClick={() => take.mutate()}>{t.download}</Button>
}
