import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { accountRoute, setPasswordRoute } from '../account/index.tsx'
import { administrationNavigation, importRoute, newPersonRoute, peopleRoute, personRoute, signInPolicyRoute, substitutesRoute, unitsRoute } from '../administration/index.tsx'
import { auditNavigation, logRoute } from '../audit/index.tsx'
import { bulkRoute, circulationNavigation, inboxRoute, unitLoadRoute } from '../circulation/index.tsx'
import { answerRoute, correctionRoute, dispatchNavigation, forwardRoute, newAnswerRoute, ownLetterRoute, roomRoute, snippetsRoute } from '../dispatch/index.tsx'
import { identityNavigation, loginRoute, ProveAgain, secondFactorRoute, SignInForm, substitutionRoute } from '../identity/index.tsx'
import { intakeItemRoute, intakeNavigation, intakeRoute, paperRoute, stampRoute } from '../intake/index.tsx'
import { galleryRoute } from '../kit-gallery/index.tsx'
import { EmptyState, useTexts } from '../kit/index.ts'
import { CommandPalette } from '../palette/index.tsx'
import {
  documentRoute, documentsRoute, fileRoute, filesRoute, findThings, numberingRoute, partiesRoute, partyRoute, planRoute, recordsNavigation, searchRoute, TopSearch,
} from '../records/index.tsx'
import { erasureRoute, partySubjectRoute, personSubjectRoute, privacyNavigation, privacyRoute } from '../privacy/index.tsx'
import { authoritiesRoute, bookRoute, ceremoniesRoute, ceremonyRoute, signingNavigation, signingRulesRoute } from '../signing/index.tsx'
import { lifeNavigation, lifeRoute } from '../validation/index.tsx'
import { RouteFailure } from './failure.tsx'
import type { NavigationItem } from './navigation.tsx'
import { Page } from './page.tsx'
import { isProblem } from './problem.ts'
import { officeRoute, rootRoute } from './routes.tsx'
import { sessionExpired } from './session.ts'
import { shellTexts } from './texts.ts'

/** The main menu, in the order of a working day. The first place one may see is where the day begins. */
const navigation: readonly NavigationItem[] = [
  ...circulationNavigation, ...signingNavigation, ...intakeNavigation, ...recordsNavigation, ...dispatchNavigation, ...identityNavigation, ...administrationNavigation,
  ...auditNavigation, ...lifeNavigation, ...privacyNavigation,
]

const homeRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const [first] = context.navigation
    if (first) throw redirect({ href: first.href, replace: true })
  },
  component: Home,
})

function Home() {
  const t = useTexts(shellTexts)
  return <Page title={t.product}><EmptyState title={t.nothingYet}>{t.nothingYetLead}</EmptyState></Page>
}

/** Pages of all rooms. A new room adds its routes and its place in the menu here, nowhere else. */
const pages = rootRoute.addChildren([
  loginRoute,
  setPasswordRoute,
  secondFactorRoute,
  galleryRoute,
  officeRoute.addChildren([
    homeRoute, substitutionRoute, logRoute, inboxRoute, bulkRoute, unitLoadRoute, bookRoute, ceremoniesRoute, ceremonyRoute, lifeRoute, intakeRoute, intakeItemRoute, paperRoute, stampRoute, documentsRoute, documentRoute,
    filesRoute, fileRoute, searchRoute, partiesRoute, partyRoute, planRoute, numberingRoute, newAnswerRoute, correctionRoute, forwardRoute, ownLetterRoute, snippetsRoute, answerRoute, roomRoute,
    accountRoute, peopleRoute, newPersonRoute, importRoute, personRoute, unitsRoute, substitutesRoute, signInPolicyRoute, authoritiesRoute, signingRulesRoute, privacyRoute, partySubjectRoute, personSubjectRoute, erasureRoute,
  ]),
])

const onError = (error: Error) => { if (isProblem(error, 401) && error.refusal === 'not-signed-in') sessionExpired() }

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => { if (query.queryKey[0] !== 'me') onError(error) } }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal is an answer; only an unknown outcome is worth asking again.
      retry: (failures, error) => failures < 2 && !(isProblem(error) && error.status >= 400 && error.status < 500),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

export const router = createRouter({
  routeTree: pages,
  context: { queries, navigation, signInForm: (onDone) => <SignInForm onDone={onDone} />, search: <TopSearch />, palette: <CommandPalette find={findThings} />, proveAgain: <ProveAgain /> },
  defaultPreload: false,
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
