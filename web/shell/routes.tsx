import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LoneFailure, NotFound } from './failure.tsx'
import type { NavigationItem } from './navigation.tsx'
import { Office } from './office.tsx'
import { isProblem } from './problem.ts'
import { Root } from './root.tsx'
import { meQuery } from './session.ts'

/** What the composition gives the shell, so that the shell need not know the rooms. */
export interface ShellContext {
  readonly queries: QueryClient
  readonly navigation: readonly NavigationItem[]
  /** Signing in over an open page whose session has expired. */
  readonly signInForm: (onDone: () => void) => ReactNode
  /** What stands in the middle of the top bar. */
  readonly search: ReactNode
  /** What Ctrl+K opens over any page. */
  readonly palette: ReactNode
  /** Asks over any page who it is, before a sensitive act. */
  readonly proveAgain: ReactNode
}

/** Every page. Only those that need nobody signed in hang directly on it. */
export const rootRoute = createRootRouteWithContext<ShellContext>()({ component: Root, notFoundComponent: NotFound, errorComponent: LoneFailure })

/** Pages of the office: rooms hang theirs here, `createRoute({ getParentRoute: () => officeRoute, path: '/inbox', component: Inbox })`. */
export const officeRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'office',
  component: Office,
  errorComponent: LoneFailure,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.ensureQueryData(meQuery)
      if (me.owesFactor) throw redirect({ href: `/druhy-stupen?back=${encodeURIComponent(location.href)}`, replace: true })
    } catch (error) {
      if (isProblem(error, 401)) throw redirect({ href: `/login?back=${encodeURIComponent(location.href)}`, replace: true })
      throw error
    }
  },
})
