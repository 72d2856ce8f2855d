import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { AdministrationTabs } from '../administration/people.tsx'
import { Button, Checkbox, Dialog, EmptyState, formatDate, formatNumber, Panel, Skeleton, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { AuthorityDialog } from './authority-dialog.tsx'
import type { AuthorityLine } from './model.ts'
import { authoritiesQuery } from './queries.ts'
import { signingTexts } from './texts.ts'
import { ruleTexts } from './texts-rules.ts'

export const authoritiesRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/podpisovy-rad', component: Authorities })

/** Who may sign what, line by line. */
function Authorities() {
  const t = useTexts(ruleTexts).authorities
  const found = useQuery(authoritiesQuery)
  const may = hasRole(useMe(), 'admin')
  const [adding, setAdding] = useState(false)
  const [ended, setEnded] = useState(false)
  const lines = (found.data ?? []).filter(({ endedAt }) => ended || endedAt === null).toSorted((a, b) => a.holder.name.localeCompare(b.holder.name, 'cs'))
  return (
    <Page title={t.title} lead={t.lead} actions={may && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t.add}</Button>}>
      <Stack>
        <AdministrationTabs current="podpisovy-rad" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data?.some(({ endedAt }) => endedAt !== null) && <Checkbox label={t.showEnded} checked={ended} onChange={({ target }) => setEnded(target.checked)} />}
        {found.data && <Lines lines={lines} may={may} />}
      </Stack>
      {adding && <AuthorityDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Lines({ lines, may }: { lines: readonly AuthorityLine[], may: boolean }) {
  const t = useTexts(ruleTexts).authorities
  const { kinds } = useTexts(signingTexts)
  const language = useLanguage()
  const [ending, setEnding] = useState<AuthorityLine | null>(null)
  return (
    <>
      <Table caption={t.title} captionHidden rows={lines} rowKey={({ id }) => id} empty={<EmptyState title={t.none} icon="stamp">{t.noneLead}</EmptyState>} columns={[
        { key: 'holder', title: t.holder, heading: true, render: ({ holder }) => holder.kind === 'head' ? t.headOf(holder.name) : holder.name },
        { key: 'kind', title: t.kind, render: ({ documentKind }) => documentKind ? kinds[documentKind] : t.anyKind },
        { key: 'class', title: t.class, render: (line) => line.class ? <div>{line.class.code}<span className="table__secondary">{line.class.name}</span></div> : t.anyClass },
        { key: 'upTo', title: t.upTo, align: 'end', nowrap: true, render: ({ upTo }) => upTo === null ? t.noLimit : `${formatNumber(language, upTo)} Kč` },
        { key: 'validity', title: t.validity, render: ({ startsOn, endsOn, endedAt }) => endedAt ? <Tag>{t.over}</Tag> : <div>{t.from(formatDate(language, startsOn, 'day'))}{endsOn && <span className="table__secondary">{t.to(formatDate(language, endsOn, 'day'))}</span>}</div> },
        { key: 'basis', title: t.basis, render: ({ basis }) => basis },
        { key: 'end', title: t.end, align: 'end', render: (line) => may && line.endedAt === null && <Button size="s" aria-label={`${t.end}: ${line.holder.name}`} onClick={() => setEnding(line)}>{t.end}</Button> },
      ]} />
      {ending && <EndDialog line={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function EndDialog({ line: { id, holder }, onClose }: { line: AuthorityLine, onClose: () => void }) {
  const t = useTexts(ruleTexts).authorities
  const deed = useDeed(() => api.post(`/api/signing/authorities/${id}/end`, {}), { done: t.ended, onDone: onClose })
  return (
    <Dialog open onClose={onClose} title={`${t.end}: ${holder.name}`} actions={<Button look="danger" busy={deed.isPending} onClick={() => deed.mutate()}>{t.end}</Button>}>
      <Stack>{deed.error && <Failure error={deed.error} />}<p>{t.endLead}</p></Stack>
    </Dialog>
  )
}
