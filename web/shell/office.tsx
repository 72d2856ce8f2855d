import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouteContext, useRouter } from '@tanstack/react-router'
import { Suspense, useSyncExternalStore } from 'react'
import { Dialog, Icon, Skeleton, SkipLink, Stack, useTexts } from '../kit/index.ts'
import { BottomNavigation, SideNavigation, visibleTo } from './navigation.tsx'
import { sessionRenewed, useMe, useSessionExpired } from './session.ts'
import { shellTexts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

/** The frame around every page of the office. */
export function Office() {
  const me = useMe()
  const all = useRouteContext({ from: '/office', select: (context) => context.navigation })
  const palette = useRouteContext({ from: '/office', select: (context) => context.palette })
  const proveAgain = useRouteContext({ from: '/office', select: (context) => context.proveAgain })
  const items = visibleTo(me, all)
  return (
    <div className="shell">
      <SkipLink />
      <TopBar />
      <OfflineBanner />
      <div className="shell__body">
        {items.length > 0 && <SideNavigation items={items} />}
        <main className="shell__main" id="content" tabIndex={-1}>
          <Suspense fallback={<div className="page"><Skeleton lines={8} /></div>}><Outlet /></Suspense>
        </main>
      </div>
      {items.length > 0 && <BottomNavigation items={items} />}
      <SignInAgain />
      {palette}
      {proveAgain}
    </div>
  )
}

function OfflineBanner() {
  const t = useTexts(shellTexts)
  const online = useSyncExternalStore(subscribeToLine, () => navigator.onLine)
  return <output>{!online && <span className="offline"><Icon name="warning" />{t.offline}</span>}</output>
}

function subscribeToLine(changed: () => void): () => void {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

function SignInAgain() {
  const t = useTexts(shellTexts)
  const queries = useQueryClient()
  const router = useRouter()
  const signInForm = useRouteContext({ from: '/office', select: (context) => context.signInForm })
  const renew = () => void sessionRenewed(queries).then(() => router.invalidate())
  return (
    <Dialog open={useSessionExpired()} onClose={renew} title={t.expired}>
      <Stack><p>{t.expiredLead}</p>{signInForm(renew)}</Stack>
    </Dialog>
  )
}
