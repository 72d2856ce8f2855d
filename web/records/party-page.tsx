import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Cluster, Columns, DefinitionList, Dialog, formatDate, LinkButton, Message, Panel, Skeleton, Stack, Table, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { partyQuery, type AlikeParty, type OpenedParty } from './party.ts'
import { PartyDialog } from './party-edit.tsx'
import { StandingTag } from './standing-tag.tsx'
import { recordsTexts } from './texts.ts'
import { registerTexts } from './texts-register.ts'

export const partyRoute = createRoute({ getParentRoute: () => officeRoute, path: '/rejstrik/$id', component: PartyPage })

/** One person of the register: what is known, their documents, and who may be the same person. */
function PartyPage() {
  const { id } = partyRoute.useParams()
  const t = useTexts(registerTexts).parties
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const found = useQuery(partyQuery(id))
  const party = found.data
  const crumbs = [{ title: t.title, href: '/rejstrik' }, { title: party?.name ?? '…' }]
  if (!party) return <Page title={t.title} crumbs={crumbs}>{found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={10} />}</Page>
  const mayEdit = party.mergedInto === null && hasRole(me, 'registrar', 'clerk', 'head')
  return (
    <Page title={party.name} crumbs={crumbs} actions={mayEdit && <Button onClick={() => setEditing(true)}>{t.edit}</Button>}>
      {party.mergedInto !== null && <Message quiet actions={<LinkButton href={`/rejstrik/${party.mergedInto}`}>{t.toSurvivor}</LinkButton>}>{t.mergedInto}</Message>}
      <Stack>
        <Columns><PartyFacts party={party} />{party.alike.length > 0 && <Alike party={party} />}</Columns>
        <PartyDocuments party={party} />
      </Stack>
      {editing && <PartyDialog party={party} onClose={() => setEditing(false)} />}
    </Page>
  )
}

function PartyFacts({ party }: { party: OpenedParty }) {
  const t = useTexts(registerTexts).parties
  const language = useLanguage()
  return (
    <Panel title={t.facts}>
      <DefinitionList facts={[
        [t.kind, t.kinds[party.kind]], [t.ico, party.ico], [t.bornOn, party.bornOn && formatDate(language, party.bornOn)], [t.email, party.email && <a href={`mailto:${party.email}`}>{party.email}</a>],
        [t.dataBox, party.dataBox], [t.address, party.address.join(', ')],
      ]} />
    </Panel>
  )
}

function PartyDocuments({ party }: { party: OpenedParty }) {
  const t = useTexts(registerTexts).parties
  const columns = useTexts(recordsTexts).list.columns
  const language = useLanguage()
  return (
    <Panel title={t.documents} flush>
      <Table caption={t.documents} captionHidden rows={party.documents} rowKey={({ id }) => id} href={({ id }) => `/dokumenty/${id}`} empty={<p className="muted file-none">{t.noDocuments}</p>} columns={[
        { key: 'subject', title: columns.subject, heading: true, render: ({ subject }) => subject },
        { key: 'number', title: columns.number, render: ({ referenceNumber }) => <span className="records-number">{referenceNumber}</span> },
        { key: 'on', title: useTexts(recordsTexts).facts.created, nowrap: true, render: ({ createdAt }) => formatDate(language, createdAt) },
        { key: 'state', title: columns.state, nowrap: true, render: (row) => <StandingTag document={row} /> },
      ]} />
    </Panel>
  )
}

function Alike({ party }: { party: OpenedParty }) {
  const t = useTexts(registerTexts).parties
  const me = useMe()
  const [merging, setMerging] = useState<AlikeParty | null>(null)
  const merge = useDeed((from: string) => api.post(`/api/parties/${from}/merge`, { into: party.id }), { done: t.merged, onDone: () => setMerging(null) })
  return (
    <Panel title={t.alike}>
      <ul className="siblings">
        {party.alike.map((other) => (
          <li key={other.id}>
            <a href={`/rejstrik/${other.id}`}>{other.name}</a>
            <span className="muted small">{[other.email, other.why.map((each) => t.why[each] ?? each).join(', ')].filter(Boolean).join(' · ')}</span>
            {hasRole(me, 'registrar') && <Cluster><Button size="s" onClick={() => setMerging(other)}>{t.merge}</Button></Cluster>}
          </li>
        ))}
      </ul>
      {merging && (
        <Dialog open onClose={() => setMerging(null)} title={t.mergeTitle} actions={<><Button look="plain" onClick={() => setMerging(null)}>{t.back}</Button><Button look="primary" busy={merge.isPending} onClick={() => merge.mutate(merging.id)}>{t.merge}</Button></>}>
          {merge.error && <Failure error={merge.error} />}
          <p>{t.mergeLead(merging.name, party.name)}</p>
        </Dialog>
      )}
    </Panel>
  )
}
