import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { AdministrationTabs } from '../administration/people.tsx'
import { Button, Dialog, EmptyState, Panel, Skeleton, Stack, Table, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import type { SigningRule } from './model.ts'
import { rulesQuery } from './queries.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { signingTexts } from './texts.ts'
import { ruleTexts } from './texts-rules.ts'

export const signingRulesRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/pravidla-podpisu', component: Rules })

/** What documents need before they leave. */
function Rules() {
  const t = useTexts(ruleTexts).rules
  const found = useQuery(rulesQuery)
  const may = hasRole(useMe(), 'admin')
  const [adding, setAdding] = useState(false)
  return (
    <Page title={t.title} lead={t.lead} actions={may && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t.add}</Button>}>
      <Stack>
        <AdministrationTabs current="pravidla-podpisu" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data && <RulesTable rules={found.data} may={may} />}
      </Stack>
      {adding && <RuleDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function RulesTable({ rules, may }: { rules: readonly SigningRule[], may: boolean }) {
  const { rules: t, authorities } = useTexts(ruleTexts)
  const { kinds, needs } = useTexts(signingTexts)
  const [dropping, setDropping] = useState<SigningRule | null>(null)
  const classOf = (rule: SigningRule) => rule.class ? `${rule.class.code} ${rule.class.name}` : authorities.anyClass
  const kindOf = ({ documentKind }: SigningRule) => documentKind ? kinds[documentKind] : authorities.anyKind
  return (
    <>
      <Table caption={t.title} captionHidden rows={rules} rowKey={({ id }) => id} empty={<EmptyState title={t.none} icon="stamp">{t.noneLead}</EmptyState>} columns={[
        { key: 'class', title: authorities.class, heading: true, render: classOf },
        { key: 'kind', title: authorities.kind, render: kindOf },
        { key: 'need', title: t.need, render: ({ need, visible }) => <div>{needs[need]}{visible && need.startsWith('signature') && <span className="table__secondary">{t.shown}</span>}</div> },
        { key: 'open', title: t.mustOpen, render: ({ mustOpen, samplePercent }) => samplePercent === null ? t.mustOpens[mustOpen] : t.sampled(samplePercent) },
        { key: 'change', title: t.onChange, render: ({ onChange }) => t.changes[onChange] },
        { key: 'drop', title: t.drop, align: 'end', render: (rule) => may && <Button size="s" aria-label={`${t.drop}: ${classOf(rule)}, ${kindOf(rule)}`} onClick={() => setDropping(rule)}>{t.drop}</Button> },
      ]} />
      {dropping && <DropDialog rule={dropping} about={`${classOf(dropping)}, ${kindOf(dropping)}`} onClose={() => setDropping(null)} />}
    </>
  )
}

function DropDialog({ rule: { id }, about, onClose }: { rule: SigningRule, about: string, onClose: () => void }) {
  const t = useTexts(ruleTexts).rules
  const deed = useDeed(() => api.delete(`/api/signing/rules/${id}`), { done: t.dropped, onDone: onClose })
  return (
    <Dialog open onClose={onClose} title={`${t.drop}: ${about}`} actions={<Button look="danger" busy={deed.isPending} onClick={() => deed.mutate()}>{t.drop}</Button>}>
      <Stack>{deed.error && <Failure error={deed.error} />}<p>{t.dropLead}</p></Stack>
    </Dialog>
  )
}
