import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { Columns, EmptyState, Message, Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useMe } from '../shell/session.ts'
import { useNow } from '../shell/use-now.ts'
import { SubstitutionForm } from './substitution-form.tsx'
import { SubstitutionList } from './substitution-list.tsx'
import { isRunning, substitutionsQuery } from './substitution.ts'
import { substitutionTexts } from './texts-substitution.ts'

export const substitutionRoute = createRoute({ getParentRoute: () => officeRoute, path: '/zastupovani', component: Substitutions })

/** Who will be away and who does their work meanwhile: one's own absence, and everybody else's to know of. */
function Substitutions() {
  const t = useTexts(substitutionTexts)
  return <Page title={t.title} lead={t.lead}><SubstitutionBoard /></Page>
}

/** The form beside the list; the administration shows the same. */
export function SubstitutionBoard() {
  const t = useTexts(substitutionTexts)
  const me = useMe().person.id
  const today = useToday()
  const found = useQuery(substitutionsQuery)
  const items = found.data?.items ?? []
  const standing = items.filter((one) => one.substitute.id === me && isRunning(one, today))
  return (
    <Columns side="even">
      <Stack>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {standing.length > 0 && <Message quiet title={t.youStand(standing.map(({ person }) => person.name).join(', '))}>{t.youStandLead}</Message>}
        {found.isPending && <Panel><Skeleton lines={6} /></Panel>}
        {found.data && <SubstitutionList items={items} today={today} empty={<EmptyState title={t.none} icon="hourglass">{t.noneLead}</EmptyState>} />}
      </Stack>
      <SubstitutionForm today={today} />
    </Columns>
  )
}

/** The day it is in the office, whatever zone the device is set to. */
function useToday(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Prague' }).format(useNow())
}
