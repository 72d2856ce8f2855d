import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { Columns, Message, Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useMe } from '../shell/session.ts'
import { Invite } from './invite.tsx'
import { Leave, Reactivate } from './leave.tsx'
import { Move } from './move.tsx'
import { StateTag } from './people.tsx'
import { PersonForm } from './person-form.tsx'
import { peopleQuery, signInQuery, unitsQuery } from './queries.ts'
import { SignInState } from './sign-in-state.tsx'
import { administrationTexts } from './texts.ts'

export const newPersonRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/lide/novy', component: NewPerson })
export const personRoute = createRoute({ getParentRoute: () => officeRoute, path: '/sprava/lide/$id', component: PersonPage })

function NewPerson() {
  const t = useTexts(administrationTexts)
  const navigate = newPersonRoute.useNavigate()
  const units = useQuery(unitsQuery)
  return (
    <Page title={t.person.add} width="narrow" crumbs={[{ title: t.title, href: '/sprava/lide' }, { title: t.person.add }]} lead={t.person.addLead}>
      <Panel>{units.data ? <PersonForm person={null} units={units.data.items} onDone={(id) => void navigate({ to: '/sprava/lide/$id', params: { id } })} /> : <Skeleton lines={6} />}</Panel>
    </Page>
  )
}

/** One person: what they are called and may do, where they work, how they sign in, and how they leave. */
function PersonPage() {
  const t = useTexts(administrationTexts)
  const { id } = personRoute.useParams()
  const me = useMe().person.id
  const [people, units] = [useQuery(peopleQuery), useQuery(unitsQuery)]
  const person = people.data?.items.find((one) => one.id === id)
  const signIn = useQuery({ ...signInQuery(id), enabled: people.data?.mayAdminister === true })
  const error = people.error ?? units.error
  if (error) return <Page title={t.title} width="narrow"><Failure error={error} onAgain={() => void people.refetch()} /></Page>
  if (!people.data || !units.data) return <Page title={t.title}><Panel><Skeleton lines={8} /></Panel></Page>
  if (!person || !people.data.mayAdminister) return <Page title={t.title} width="narrow"><Message quiet tone="warning" title={t.nobody} /></Page>
  const unit = units.data.items.find((one) => one.id === person.unitId)
  return (
    <Page title={person.name} crumbs={[{ title: t.title, href: '/sprava/lide' }, { title: person.name }]} facts={<><StateTag person={person} /><span>{unit?.name}</span></>}>
      <Columns side="even">
        <Panel title={t.person.facts}><PersonForm key={person.id} person={person} units={units.data.items} /></Panel>
        <Stack>
          {person.active ? (
            <>
              <Invite person={person} hasKeys={(signIn.data?.keys.length ?? 0) > 0} />
              {signIn.data && <SignInState person={person} state={signIn.data} />}
              <Move person={person} units={units.data.items} />
              {person.id !== me && <Leave person={person} />}
            </>
          ) : <Reactivate person={person} units={units.data.items} />}
        </Stack>
      </Columns>
    </Page>
  )
}
