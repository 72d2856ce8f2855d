import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { SubstitutionBoard, identityTexts } from '../identity/index.tsx'
import { Button, Cluster, EmptyState, LinkButton, matching, Panel, plural, SearchBox, Skeleton, Stack, Table, TabLinks, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { shellTexts } from '../shell/texts.ts'
import { peopleQuery, unitsQuery, type AdminPerson } from './queries.ts'
import { administrationTexts, peopleForms } from './texts.ts'

export const peopleRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/lide', component: People })
export const substitutesRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/zastupy', component: Substitutes })

type Place = 'lide' | 'utvary' | 'zastupy' | 'prihlasovani' | 'podpisovy-rad' | 'pravidla-podpisu'

/** The parts of administration; how people sign in is set by administrators alone. */
export function AdministrationTabs({ current }: { current: Place }) {
  const t = useTexts(administrationTexts)
  const places: readonly Place[] = hasRole(useMe(), 'admin') ? ['lide', 'utvary', 'zastupy', 'prihlasovani', 'podpisovy-rad', 'pravidla-podpisu'] : ['lide', 'utvary', 'zastupy']
  return <TabLinks label={t.title} links={places.map((place) => ({ href: `/sprava/${place}`, title: t.tabs[place], current: place === current }))} />
}

function Substitutes() {
  const t = useTexts(administrationTexts)
  return <Page title={t.title} lead={t.lead.zastupy}><Stack><AdministrationTabs current="zastupy" /><SubstitutionBoard /></Stack></Page>
}

const shownAtFirst = 50

/** Everybody of the office; for a head, their own people. */
function People() {
  const t = useTexts(administrationTexts)
  const language = useLanguage()
  const showMore = useTexts(shellTexts).showMore
  const found = useQuery(peopleQuery)
  const units = useQuery(unitsQuery)
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(shownAtFirst)
  const unitName = (id: string) => units.data?.items.find((unit) => unit.id === id)?.name ?? ''
  const items = matching(found.data?.items ?? [], typed, (person) => `${person.name} ${person.email} ${person.post} ${unitName(person.unitId)}`)
  const may = found.data?.mayAdminister ?? false
  return (
    <Page title={t.title} lead={may ? t.lead.lide : t.lead.own} actions={may && (
      <><LinkButton href="/sprava/lide/import" icon="upload">{t.import.open}</LinkButton><LinkButton href="/sprava/lide/novy" look="primary" icon="plus">{t.person.add}</LinkButton></>
    )}>
      <Stack>
        <AdministrationTabs current="lide" />
        <search className="admin-search"><SearchBox label={t.find} placeholder={t.find} value={typed} onChange={({ target }) => { setTyped(target.value); setShown(shownAtFirst) }} data-find /></search>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {found.data && <PeopleTable items={items.slice(0, shown)} unitName={unitName} may={may} />}
        {found.data && (
          <Cluster justify="between">
            <span className="muted small">{plural(language, items.length, peopleForms[language])}</span>
            {items.length > shown && <Button size="s" onClick={() => setShown(shown + shownAtFirst)}>{showMore}</Button>}
          </Cluster>
        )}
      </Stack>
    </Page>
  )
}

function PeopleTable({ items, unitName, may }: { items: readonly AdminPerson[], unitName: (id: string) => string, may: boolean }) {
  const t = useTexts(administrationTexts)
  const roles = useTexts(identityTexts).roles
  return (
    <Table caption={t.tabs.lide} captionHidden rows={items} rowKey={({ id }) => id} {...(may ? { href: ({ id }: AdminPerson) => `/sprava/lide/${id}` } : {})}
      empty={<EmptyState title={t.nobody} icon="documentSearch">{t.nobodyLead}</EmptyState>} columns={[
        { key: 'name', title: t.columns.name, heading: true, render: ({ name }) => name },
        { key: 'post', title: t.columns.post, render: ({ post, unitId }) => <div>{post}<span className="table__secondary">{unitName(unitId)}</span></div> },
        { key: 'email', title: t.columns.email, render: ({ email }) => email },
        { key: 'roles', title: t.columns.roles, render: (person) => person.roles.map((role) => roles[role] ?? role).join(', ') },
        { key: 'state', title: t.columns.state, nowrap: true, render: (person) => <StateTag person={person} /> },
      ]} />
  )
}

export function StateTag({ person: { active, hasPassword } }: { person: AdminPerson }) {
  const t = useTexts(administrationTexts).states
  if (!active) return <Tag state>{t.left}</Tag>
  return hasPassword ? <Tag state tone="success">{t.active}</Tag> : <Tag state tone="warning">{t.noPassword}</Tag>
}
