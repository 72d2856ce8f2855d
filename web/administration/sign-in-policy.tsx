import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Checkbox, formatNumber, Message, Panel, RadioGroup, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { AdministrationTabs } from './people.tsx'
import { policyQuery, type ShownPolicy } from './queries.ts'
import { administrationTexts } from './texts.ts'

export const signInPolicyRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/prihlasovani', component: SignInPolicy })

/** What the office asks of those who sign in. */
function SignInPolicy() {
  const t = useTexts(administrationTexts)
  const found = useQuery(policyQuery)
  return (
    <Page title={t.title} lead={t.signIn.lead}>
      <Stack>
        <AdministrationTabs current="prihlasovani" />
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data && <PolicyForm key={JSON.stringify(found.data)} policy={found.data} />}
      </Stack>
    </Page>
  )
}

function PolicyForm({ policy }: { policy: ShownPolicy }) {
  const t = useTexts(administrationTexts).signIn
  const language = useLanguage()
  const [secondFactor, setSecondFactor] = useState(policy.secondFactor)
  const [boundKeys, setBoundKeys] = useState(policy.boundKeys)
  const deed = useDeed(() => api.put('/api/admin/sign-in-policy', { secondFactor, boundKeys }), { done: t.saved })
  const { leaders, everybody } = policy.without
  return (
    <Panel title={t.title}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); deed.mutate() }}>
        {policy.secondFactor === 'none' && <Message quiet tone="warning" title={t.weak}>{t.weakLead}</Message>}
        {deed.error && <Failure error={deed.error} />}
        <RadioGroup name="duty" label={t.question} value={secondFactor} onChange={(value) => setSecondFactor(duties.find((one) => one === value) ?? 'none')}
          choices={duties.map((value) => ({ value, ...t.duties[value] }))} />
        <Checkbox label={t.bound} hint={t.boundHint} checked={boundKeys} onChange={({ target }) => setBoundKeys(target.checked)} />
        <p className="muted small">{t.without(formatNumber(language, leaders), formatNumber(language, everybody))}</p>
        <div><Button type="submit" look="primary" busy={deed.isPending}>{t.save}</Button></div>
      </form>
    </Panel>
  )
}

const duties = ['none', 'leaders', 'everybody'] as const
