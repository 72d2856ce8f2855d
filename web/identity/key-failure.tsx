import { Message, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { ApiProblem } from '../shell/problem.ts'
import { keyTexts } from './texts-key.ts'

/** Why a key did not help: what the server says of it, or what the browser does, which is mostly that the person changed their mind. */
export function KeyFailure({ error }: { error: unknown }) {
  const t = useTexts(keyTexts).failures
  if (error instanceof ApiProblem || !(error instanceof Error)) return <Failure error={error} />
  if (error.name === 'InvalidStateError') return <Message tone="warning" title={t.known}>{t.knownLead}</Message>
  if (error.name === 'SecurityError') return <Message tone="error" title={t.elsewhere}>{t.elsewhereLead}</Message>
  return error.name === 'NotAllowedError' || error.name === 'AbortError' ? <Message tone="warning" title={t.left}>{t.leftLead}</Message> : <Failure error={error} />
}
