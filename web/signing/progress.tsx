import { Button, Cluster, Message, Panel, plural, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { confirmedOf, endedOf, type Ceremony } from './model.ts'
import { ceremonyTexts, documentForms } from './texts.ts'
import { durationWords } from './words.ts'

/** How far the signing is, live; a key that had enough is confirmed again here. */
export function Progress({ ceremony }: { ceremony: Ceremony }) {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  const { id, root, counts, forecast, state } = ceremony
  const stop = useDeed(() => api.post(`/api/signing/ceremonies/${id}/cancel`, {}), { done: t.stopped })
  const again = useDeed(() => api.post(`/api/signing/ceremonies/${id}/confirm`, { root }))
  const [done, all] = [endedOf(counts), confirmedOf(counts)]
  const left = counts.prepared + counts.authorised
  return (
    <Panel title={t.progress} tone="primary" actions={<Button size="s" busy={stop.isPending} onClick={() => stop.mutate()}>{t.stop}</Button>}>
      <Stack>
        {(stop.error ?? again.error) && <Failure error={stop.error ?? again.error} />}
        <progress className="bulk-bar" max={all} value={done} aria-label={t.progress} />
        <output>{t.running(done, all)} {left > 0 && t.left(durationWords(forecast.seconds, language))}</output>
        {counts.signed > 0 && <p className="small">{t.waitsStamp(counts.signed)}</p>}
        {state === 'confirmation-needed'
          ? <Message quiet tone="warning" title={t.states[state]} actions={<Button look="primary" busy={again.isPending} onClick={() => again.mutate()}>{t.again}: {plural(language, Math.min(left, forecast.perConfirmation ?? left), documentForms[language])}</Button>} />
          : <Cluster><span className="muted small">{t.stays}</span></Cluster>}
      </Stack>
    </Panel>
  )
}
