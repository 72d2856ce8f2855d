import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { PortalPage as ToldPage } from '../src/modules/publication/index.ts'
import './portal.css'
import { LookUp, NotFound, TooManyTries } from './look-up.tsx'
import { Matter } from './matter.tsx'
import type { PortalPage } from './pages.ts'
import { About, Accessibility, Failed, NoPage } from './plain.tsx'
import { Submit, SubmitConfirm, Submitted } from './submit.tsx'
import { Verified, Verify } from './verify.tsx'

export type * from './pages.ts'

/**
 * One page of the citizen portal as a whole HTML document. Pure: the same page gives the same bytes.
 * What the server tells has to fit what the pages show, or this does not compile.
 */
export function renderPage(page: PortalPage | ToldPage): string {
  return `<!doctype html>${renderToStaticMarkup(element(page))}`
}

function element(page: PortalPage): ReactElement {
  switch (page.kind) {
    case 'look-up': return <LookUp page={page} />
    case 'matter': return <Matter page={page} />
    case 'not-found': return <NotFound page={page} />
    case 'too-many-tries': return <TooManyTries page={page} />
    case 'verify': return <Verify page={page} />
    case 'verified': return <Verified page={page} />
    case 'submit': return <Submit page={page} />
    case 'submit-confirm': return <SubmitConfirm page={page} />
    case 'submitted': return <Submitted page={page} />
    case 'error': return <Failed page={page} />
    case 'no-such-page': return <NoPage page={page} />
    case 'accessibility': return <Accessibility page={page} />
    case 'about': return <About page={page} />
  }
}
