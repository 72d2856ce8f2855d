import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Cluster, DefinitionList, formatDate, formatSize, Message, Panel, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { PlanLists } from './plan.tsx'
import { subjectQuery, type Item, type Kind, type ShownSection, type Subject } from './queries.ts'
import { ReasonDialog } from './reason.tsx'
import { factTexts, sectionTexts, valueTexts } from './sections.ts'
import { privacyTexts } from './texts.ts'

const validateSearch = (search: Record<string, unknown>): { s?: string } => typeof search['s'] === 'string' && /^[0-9a-f,-]+$/.test(search['s']) ? { s: search['s'].slice(0, 1_900) } : {}
export const partySubjectRoute = createRoute({ getParentRoute: () => officeRoute, path: '/osobni-udaje/osoba/$id', validateSearch, component: PartySubject })
export const personSubjectRoute = createRoute({ getParentRoute: () => officeRoute, path: '/osobni-udaje/zamestnanec/$id', component: PersonSubject })

function PartySubject() {
  const { id } = partySubjectRoute.useParams()
  const { s } = partySubjectRoute.useSearch()
  return <SubjectPage kind="party" id={id} also={s ? s.split(',').filter(Boolean) : []} />
}

function PersonSubject() {
  const { id } = personSubjectRoute.useParams()
  return <SubjectPage kind="person" id={id} also={[]} />
}

/** Everything the office keeps of one person, why, and what can be done about it. */
function SubjectPage({ kind, id, also }: { kind: Kind, id: string, also: readonly string[] }) {
  const t = useTexts(privacyTexts)
  const found = useQuery(subjectQuery(kind, id, also))
  const [first] = found.data?.sections ?? []
  const name = first && (first.key === 'register' || first.key === 'account') ? first.items[0]?.title ?? '…' : '…'
  const crumbs = [{ title: t.title, href: '/osobni-udaje' }, { title: name }]
  if (!found.data) return <Page title={t.title} crumbs={crumbs}>{found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={12} />}</Page>
  return (
    <Page title={name} crumbs={crumbs} facts={<span>{t.kinds[kind]}</span>} actions={<Deeds subject={found.data} />}>
      <Stack>
        {found.data.alike.length > 0 && <Alike id={id} also={also} subject={found.data} />}
        {found.data.sections.length === 0 && <Message quiet>{t.nothing}</Message>}
        {found.data.sections.map((section) => <Section key={section.key} section={section} />)}
      </Stack>
    </Page>
  )
}

function Deeds({ subject }: { subject: Subject }) {
  const t = useTexts(privacyTexts)
  const [open, setOpen] = useState<'copy' | 'erase' | null>(null)
  const ask = useDeed((reason: string) => api.post('/api/privacy/exports', { subject: subject.subject, reason }), { done: t.copy.asked, onDone: () => setOpen(null) })
  const propose = useDeed((reason: string) => api.post('/api/privacy/erasures', { subject: subject.subject, reason, seen: subject.plan.hash }), { done: t.erase.proposed, onDone: () => setOpen(null) })
  const nothingGoes = subject.plan.erased.length === 0
  return (
    <>
      {hasRole(useMe(), 'dpo') && <Button look="primary" icon="download" onClick={() => setOpen('copy')}>{t.copy.ask}</Button>}
      <Button onClick={() => setOpen('erase')}>{t.erase.propose}</Button>
      {open === 'copy' && (
        <ReasonDialog words={{ ...t.copy, title: t.copy.askTitle, deed: t.copy.ask }} onClose={() => setOpen(null)} onDone={(reason) => ask.mutate(reason)} busy={ask.isPending} error={ask.error}><p>{t.copy.lead}</p></ReasonDialog>
      )}
      {open === 'erase' && (
        <ReasonDialog words={{ ...t.erase, title: t.erase.proposeTitle, deed: t.erase.propose }} onClose={() => setOpen(null)} onDone={(reason) => propose.mutate(reason)} busy={propose.isPending} error={propose.error} disabled={nothingGoes} size="l">
          {nothingGoes ? <Message quiet title={t.erase.nothingGoes} /> : <p>{t.erase.lead}</p>}
          <PlanLists plan={subject.plan} level={3} />
        </ReasonDialog>
      )}
    </>
  )
}

function Alike({ id, also, subject }: { id: string, also: readonly string[], subject: Subject }) {
  const t = useTexts(privacyTexts)
  const navigate = partySubjectRoute.useNavigate()
  return (
    <Panel title={t.alike} tone="warning">
      <Stack>
        <p className="muted">{t.alikeLead}</p>
        <ul className="privacy-alike">
          {subject.alike.map((other) => (
            <li key={other.id}>
              <span><strong>{other.name}</strong> <span className="muted small privacy-name">{[...other.hints, other.why.map((each) => t.why[each] ?? each).join(', ')].join(' · ')}</span></span>
              <Button size="s" onClick={() => void navigate({ to: '/osobni-udaje/osoba/$id', params: { id }, search: { s: [...also, other.id].join(',') } })} aria-label={`${t.same}: ${other.name}`}>{t.same}</Button>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  )
}

/** A long section begins with a few. */
const shownAtFirst = 5

function Section({ section: { key, purpose, basis, retention, items } }: { section: ShownSection }) {
  const t = useTexts(privacyTexts)
  const name = useTexts(sectionTexts)[key]
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, shownAtFirst)
  return (
    <Panel title={<span className="privacy-heading">{name} <span className="muted">({items.length})</span></span>}>
      <Stack>
        <DefinitionList facts={[[t.purpose, purpose], [t.basis, basis], [t.retention, retention]]} />
        <ul className="privacy-items">{shown.map((item) => <li key={`${item.place} ${item.id}`}><Thing item={item} /></li>)}</ul>
        {shown.length < items.length && <Cluster><Button size="s" onClick={() => setAll(true)}>{t.more(items.length)}</Button></Cluster>}
      </Stack>
    </Panel>
  )
}

function Thing({ item: { title, facts, hold, contents } }: { item: Item }) {
  const t = useTexts(privacyTexts)
  const labels = useTexts(factTexts)
  const values = useTexts(valueTexts)
  const language = useLanguage()
  const say = (value: string) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatDate(language, value, 'moment') : values[value] ?? value)
  return (
    <details>
      <summary><span className="privacy-name">{title}</span><span className="muted small">{hold ? t.hold(hold) : t.free}</span></summary>
      <DefinitionList facts={[
        ...Object.entries(facts).filter(([, value]) => value !== null && String(value) !== '').map(([name, value]) => [labels[name] ?? name, Array.isArray(value)
          ? <ul className="privacy-lines">{value.slice(0, 200).map((line: string, at) => <li key={at}>{line}</li>)}</ul> : <span className="privacy-name">{say(String(value))}</span>] as const),
        ...contents.length > 0 ? [[t.sent, contents.map(({ name, size }) => `${name} (${formatSize(language, size)})`).join(', ')] as const] : [],
      ]} />
    </details>
  )
}
