import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useEffect } from 'react'
import { formatDate, Panel, Skeleton, Stack, Tag, useLanguage, useTexts, type Tone } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { CeremonyItems } from './ceremony-items.tsx'
import { CeremonyReading } from './ceremony-reading.tsx'
import { Frozen } from './frozen.tsx'
import type { Ceremony, CeremonyItemState, CeremonyState } from './model.ts'
import { Progress } from './progress.tsx'
import { ceremonyQuery, waitingQuery } from './queries.ts'
import { ResultSummary } from './summary.tsx'
import { ceremonyTexts } from './texts.ts'
import { useHand, type HandRun } from './use-hand.ts'

const itemStates = ['stored', 'changed', 'failed', 'excluded', 'authorised', 'signed', 'cancelled'] as const satisfies readonly CeremonyItemState[]
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const ceremonyRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/podpis/seznam/$ceremonyId',
  validateSearch: (search): { stav?: (typeof itemStates)[number], polozka?: string } => {
    const state = itemStates.find((one) => one === search.stav)
    return { ...(state ? { stav: state } : {}), ...(typeof search.polozka === 'string' && uuid.test(search.polozka) ? { polozka: search.polozka } : {}) }
  },
  component: () => <CeremonyPage key={ceremonyRoute.useParams().ceremonyId} />,
})

export const stateTones: Record<CeremonyState, Tone> = { 'frozen': 'info', 'running': 'info', 'confirmation-needed': 'warning', 'done': 'success', 'cancelled': 'warning' }

/** One list from its freezing to its result. It stands on the server: whoever loads the page again comes back to where it is. */
function CeremonyPage() {
  const { ceremonyId } = ceremonyRoute.useParams()
  const { stav = null, polozka } = ceremonyRoute.useSearch()
  const t = useTexts(ceremonyTexts)
  const run = useHand()
  const found = useQuery(ceremonyQuery(ceremonyId))
  const ceremony = found.data
  const client = useQueryClient()
  const state = ceremony?.state
  // What was signed no longer waits, and the menu says so at once.
  useEffect(() => { void client.invalidateQueries(waitingQuery) }, [client, state])
  return (
    <Page title={t.title} crumbs={[{ title: t.crumb, href: '/podpis' }, { title: t.past, href: '/podpis/seznamy' }, { title: t.title }]} facts={ceremony && <Facts ceremony={ceremony} />}>
      {found.error && !ceremony && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
      {ceremony && (polozka ? <CeremonyReading ceremony={ceremony} itemId={polozka} /> : (
        <Stack>
          <Part ceremony={ceremony} run={run} />
          <CeremonyItems ceremony={ceremony} state={stav} />
        </Stack>
      ))}
    </Page>
  )
}

function Part({ ceremony, run }: { ceremony: Ceremony, run: HandRun }) {
  if (ceremony.state === 'frozen') return <Frozen ceremony={ceremony} run={run} />
  if (ceremony.state === 'done' || ceremony.state === 'cancelled') return <ResultSummary ceremony={ceremony} />
  return <Progress ceremony={ceremony} run={run} />
}

function Facts({ ceremony: { state, frozenAt, signer } }: { ceremony: Ceremony }) {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  return <><Tag state tone={stateTones[state]}>{t.states[state]}</Tag><span>{t.frozenAt(formatDate(language, frozenAt, 'moment'))}</span><span>{signer.name}</span></>
}
