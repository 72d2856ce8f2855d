import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button, EmptyState, LinkButton, Message, useTexts } from '../kit/index.ts'
import { Page } from './page.tsx'
import { ApiProblem } from './problem.ts'
import { shellTexts } from './texts.ts'

/** Not even the frame could be drawn. */
export const LoneFailure = (props: ErrorComponentProps) => <main className="shell__alone"><RouteFailure {...props} /></main>

/** A page that fell. What failed on the server has its number there; what failed here gets one that the console shows too. */
export function RouteFailure({ error }: ErrorComponentProps) {
  const t = useTexts(shellTexts)
  const router = useRouter()
  return (
    <Page title={error instanceof ApiProblem && error.status === 404 ? t.notFound : t.failed} width="narrow">
      <Failure error={error} onAgain={() => void router.invalidate()} />
    </Page>
  )
}

/** Any failure in the words of the person: the server's own sentence where it gave one. For screens and forms alike. */
export function Failure({ error, onAgain }: { error: unknown, onAgain?: (() => void) | undefined }) {
  const t = useTexts(shellTexts)
  const problem = error instanceof ApiProblem ? error : null
  // Asking again will not make it exist.
  const final = problem?.status === 404 || problem?.status === 403
  const [own] = useState(() => `W-${crypto.randomUUID().slice(0, 8)}`)
  const reference = problem ? problem.reference : own
  useEffect(() => { if (!problem) console.error(own, error) }, [problem, own, error])
  const title = problem?.refusal === 'unreachable' ? t.unreachable : problem?.refusal === 'too-slow' ? t.tooSlow : problem?.title ?? t.failedLead
  return (
    <Message tone="error" title={title} actions={onAgain && !final && <Button size="s" onClick={onAgain}>{t.again}</Button>}>
      {problem?.detail}
      {reference && <div>{t.reference}: <code>{reference}</code></div>}
    </Message>
  )
}

export function NotFound() {
  const t = useTexts(shellTexts)
  return (
    <main className="shell__alone">
      <Page title={t.notFound} width="narrow">
        <EmptyState title={t.notFoundLead} icon="documentSearch" actions={<LinkButton href="/" look="primary">{t.home}</LinkButton>} />
      </Page>
    </main>
  )
}
