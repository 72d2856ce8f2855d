import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useDirectory } from '../identity/index.tsx'
import { Button, Checkbox, Cluster, EmptyState, fold, formatDate, Icon, Panel, SearchBox, Skeleton, Stack, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import type { PlanClass } from './file.ts'
import { planQuery } from './file-queries.ts'
import { PlanUpload } from './plan-upload.tsx'
import { fileTexts } from './texts-file.ts'
import { registerTexts } from './texts-register.ts'

export const planRoute = createRoute({ getParentRoute: () => officeRoute, path: '/spisovy-plan', component: PlanPage })

/** The file plan as a tree; searching keeps the groups in which what was found lies. */
function PlanPage() {
  const t = useTexts(registerTexts).plan
  const me = useMe()
  const plan = useQuery(planQuery)
  const [typed, setTyped] = useState('')
  const [ended, setEnded] = useState(false)
  const [uploading, setUploading] = useState(false)
  const classes = useMemo(() => (plan.data?.classes ?? []).filter(({ validTo }) => ended || validTo === null).toSorted((a, b) => byMark.compare(a.code, b.code)), [plan.data, ended])
  const shown = useMemo(() => found(classes, typed), [classes, typed])
  const tops = shown.filter(({ parentId }) => !shown.some(({ id }) => id === parentId))
  return (
    <Page title={t.title} lead={t.lead} actions={hasRole(me, 'admin') && <Button onClick={() => setUploading(true)}>{t.upload}</Button>}>
      <Stack>
        <Cluster justify="between">
          <search className="records-search"><SearchBox label={t.search} placeholder={t.search} value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} data-find /></search>
          {plan.data?.classes.some(({ validTo }) => validTo !== null) && <Checkbox label={t.showEnded} checked={ended} onChange={(event) => setEnded(event.target.checked)} />}
        </Cluster>
        {plan.error && <Failure error={plan.error} onAgain={() => void plan.refetch()} />}
        {plan.isPending && <Panel><Skeleton lines={9} /></Panel>}
        {plan.data && tops.length === 0 && (typed ? <EmptyState title={t.none} icon="documentSearch">{t.noneLead}</EmptyState> : <EmptyState title={t.empty}>{t.emptyLead}</EmptyState>)}
        {tops.length > 0 && <Panel flush><Branch of={tops} among={shown} open={typed !== ''} /></Panel>}
      </Stack>
      {uploading && <PlanUpload onClose={() => setUploading(false)} />}
    </Page>
  )
}

/** 60 before 280, as people count. */
const byMark = new Intl.Collator('cs', { numeric: true })

/** What matches, the groups above it, and all under a group that matches. */
function found(classes: readonly PlanClass[], typed: string): readonly PlanClass[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return classes
  const byId = new Map(classes.map((each) => [each.id, each]))
  const matches = (each: PlanClass): boolean => words.every((word) => each.code.toLowerCase().startsWith(word) || fold(`${each.name} ${each.description}`).includes(word))
  const above = (each: PlanClass): PlanClass[] => {
    const parent = each.parentId === null ? undefined : byId.get(each.parentId)
    return parent ? [parent, ...above(parent)] : []
  }
  const kept = new Set<string>()
  for (const each of classes) {
    if (matches(each)) for (const one of [each, ...above(each)]) kept.add(one.id)
    else if (above(each).some(matches)) kept.add(each.id)
  }
  return classes.filter(({ id }) => kept.has(id))
}

function Branch({ of, among, open }: { of: readonly PlanClass[], among: readonly PlanClass[], open: boolean }) {
  return (
    <ul className="plan">
      {of.map((each) => {
        const under = among.filter(({ parentId }) => parentId === each.id)
        return (
          <li key={each.id}>
            {under.length === 0 ? <div className="plan__class"><ClassLine of={each} /></div> : (
              // The key makes a search open the groups it found something in, and closing it fold them again.
              <details key={String(open)} open={open}><summary className="plan__class"><ClassLine of={each} group /></summary><Branch of={under} among={among} open={open} /></details>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function ClassLine({ group = false, of: { code, name, description, mark, years, trigger, timeLimitDays, unitId, validTo } }: { of: PlanClass, group?: boolean | undefined }) {
  const t = useTexts(registerTexts).plan
  const triggers = useTexts(fileTexts).disposal.triggers
  const language = useLanguage()
  const { unitName } = useDirectory()
  const about = [trigger && `${t.from} ${triggers[trigger]}`, timeLimitDays !== null && t.limit(timeLimitDays), unitId && `${t.unit}: ${unitName(unitId) ?? ''}`].filter(Boolean).join(' · ')
  return (
    <>
      <span className="plan__code">{code}</span>
      <span className="plan__name">{name}{description && <span className="muted small"> {description}</span>}{about && <span className="muted small plan__about">{about}</span>}</span>
      <span className="plan__regime">{validTo !== null && <Tag>{t.ended(formatDate(language, validTo))}</Tag>}{mark && years !== null && <strong title={t.years(years)}>{t.regime(mark, years)}</strong>}{group && <Icon name="chevronDown" />}</span>
    </>
  )
}
