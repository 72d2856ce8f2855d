import { Button, Message, Panel, plural, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Confirm } from './confirm.tsx'
import { confirmedOf, endedOf, leftOf, type Ceremony } from './model.ts'
import { ceremonyTexts, documentForms } from './texts.ts'
import { handTexts } from './texts-hand.ts'
import type { HandRun } from './use-hand.ts'
import { durationWords } from './words.ts'

/** How far the signing is, live; a key that had enough is confirmed again here. */
export function Progress({ ceremony, run }: { ceremony: Ceremony, run: HandRun }) {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  const { id, counts, forecast } = ceremony
  const stop = useDeed(() => api.post(`/api/signing/ceremonies/${id}/cancel`, {}), { done: t.stopped })
  const [done, all] = [endedOf(counts), confirmedOf(counts)]
  const left = leftOf(counts)
  return (
    <Panel title={t.progress} tone="primary" actions={<Button size="s" busy={stop.isPending} onClick={() => stop.mutate()}>{t.stop}</Button>}>
      <Stack>
        {stop.error && <Failure error={stop.error} />}
        <progress className="bulk-bar" max={all} value={done} aria-label={t.progress} />
        <output>{t.running(done, all)} {left > 0 && t.left(durationWords(forecast.seconds, language))}</output>
        {counts.signed > 0 && <p className="small">{t.waitsStamp(counts.signed)}</p>}
        <Next ceremony={ceremony} run={run} label={`${t.again}: ${plural(language, Math.min(left, forecast.perConfirmation ?? left), documentForms[language])}`} />
      </Stack>
    </Panel>
  )
}

/** What its signer has to do about it now, if anything. */
function Next({ ceremony, run, label }: { ceremony: Ceremony, run: HandRun, label: string }) {
  const t = useTexts(ceremonyTexts)
  const hand = useTexts(handTexts)
  const { state, isHandAtWork } = ceremony
  const isWithCard = ceremony.hand?.kind === 'agent'
  if (state === 'running' && isHandAtWork && !isWithCard) return <p className="muted small">{hand.working}</p>
  if (state === 'running' && !(isHandAtWork && leftOf(ceremony.counts) > 0)) return <p className="muted small">{t.stays}</p>
  return (
    <>
      {state === 'confirmation-needed' && !run.trouble && <Message quiet tone="warning" title={t.states[state]} />}
      <Confirm ceremony={ceremony} run={run} label={label} />
    </>
  )
}
