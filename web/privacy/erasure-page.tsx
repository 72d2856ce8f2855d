import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, DefinitionList, Dialog, formatDate, LinkButton, Message, Panel, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hrefOf } from './page.tsx'
import { PlanLists } from './plan.tsx'
import { erasureQuery, type Erasure, type Plan } from './queries.ts'
import { ReasonDialog } from './reason.tsx'
import { privacyTexts } from './texts.ts'

export const erasureRoute = createRoute({ getParentRoute: () => officeRoute, path: '/osobni-udaje/vymaz/$id', component: ErasurePage })

/** A proposal to erase: what goes and what stays, for the one who decides. */
function ErasurePage() {
  const { id } = erasureRoute.useParams()
  const t = useTexts(privacyTexts)
  const found = useQuery(erasureQuery(id))
  const crumbs = [{ title: t.title, href: '/osobni-udaje' }, { title: t.erase.open }]
  if (!found.data) return <Page title={t.erase.open} crumbs={crumbs}>{found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={8} />}</Page>
  return <Shown erasure={found.data} crumbs={crumbs} />
}

function Shown({ erasure, crumbs }: { erasure: Erasure & { readonly plan: Plan | null }, crumbs: { title: string, href?: string }[] }) {
  const t = useTexts(privacyTexts).erase
  const language = useLanguage()
  const [asking, setAsking] = useState<'confirm' | 'withdraw' | null>(null)
  const { plan, state, kind, ids } = erasure
  const confirm = useDeed(() => api.post(`/api/privacy/erasures/${erasure.id}/confirm`, { seen: plan?.hash }), { done: t.confirmed, onDone: () => setAsking(null) })
  const withdraw = useDeed((reason: string) => api.post(`/api/privacy/erasures/${erasure.id}/withdraw`, { reason }), { done: t.withdrawn, onDone: () => setAsking(null) })
  const waits = state === 'proposed'
  return (
    <Page title={t.open} crumbs={crumbs} actions={waits && <>
      {erasure.mayConfirm && <Button look="primary" onClick={() => setAsking('confirm')}>{t.confirm}</Button>}
      <Button onClick={() => setAsking('withdraw')}>{t.withdraw}</Button>
    </>}>
      <Stack>
        {waits && <Message quiet tone="warning" title={erasure.mayConfirm ? t.lead : t.four} />}
        {state === 'confirmed' && <Message quiet tone="success" title={t.counted(erasure.erased ?? 0, erasure.kept ?? 0)} />}
        <Panel title={t.columns.reason} actions={waits && ids[0] && <LinkButton size="s" href={hrefOf(kind, ids[0])}>{t.who}</LinkButton>}>
          <DefinitionList facts={[
            [t.reason, erasure.reason], [t.columns.state, t.state[state]], [t.by, `${erasure.proposedBy ?? ''}, ${formatDate(language, erasure.proposedAt, 'moment')}`],
            [t.decidedBy, erasure.decidedAt && `${erasure.decidedBy ?? ''}, ${formatDate(language, erasure.decidedAt, 'moment')}`],
          ]} />
        </Panel>
        {plan && <PlanLists plan={plan} />}
      </Stack>
      {asking === 'confirm' && plan && (
        <Dialog open onClose={() => setAsking(null)} title={t.confirmTitle} actions={<><Button look="plain" onClick={() => setAsking(null)}>{t.back}</Button><Button look="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>{t.confirm}</Button></>}>
          {confirm.error && <Failure error={confirm.error} />}
          <p>{t.confirmLead(plan.erased.length)}</p>
        </Dialog>
      )}
      {asking === 'withdraw' && (
        <ReasonDialog words={{ ...t, title: t.withdrawTitle, reasonHint: undefined, deed: t.withdraw }} onClose={() => setAsking(null)} onDone={(reason) => withdraw.mutate(reason)} busy={withdraw.isPending} error={withdraw.error} />
      )}
    </Page>
  )
}
