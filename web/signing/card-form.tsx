import { Button, Cluster, Message, plural, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { CardGate } from './card-gate.tsx'
import type { ConfirmProps } from './confirm-props.ts'
import { leftOf } from './model.ts'
import { documentForms } from './texts.ts'
import { handTexts } from './texts-hand.ts'

/** Confirming a list for the card at this computer, which then signs through this page. */
export function CardForm({ ceremony, run, label, besides, isBlocked = false, url, certificate }: ConfirmProps & { url: string, certificate: string }) {
  const t = useTexts(handTexts)
  const language = useLanguage()
  const { id, root, isHandAtWork } = ceremony
  const left = leftOf(ceremony.counts)
  const counted = plural(language, left, documentForms[language])
  const deed = useDeed(async (perConfirmation: number | null) => {
    // While the last confirmation holds, the card goes on without another.
    if (!isHandAtWork) await api.post(`/api/signing/ceremonies/${id}/confirm`, { root })
    await run.start(ceremony, t.listTitle(counted), perConfirmation)
  })
  if (run.taken !== null) return <Message tone="info" title={t.signing(plural(language, run.taken, documentForms[language]))}>{t.keepOpen}</Message>
  const stopped = run.stopped === null ? null : t.troubles[run.stopped as keyof typeof t.troubles] ?? t.troubles['not-understood']
  return (
    <Stack>
      {deed.error && <Failure error={deed.error} />}
      {stopped && <Message tone="warning" title={t.stopped}>{stopped}</Message>}
      <CardGate url={url} certificate={certificate} besides={besides}>
        {({ perConfirmation }) => (
          <>
            <Message quiet tone="info" title={t.ready}>{perConfirmation === null ? t.onePin : t.pins(plural(language, Math.ceil(left / perConfirmation), t.times))}</Message>
            <Cluster><Button look="primary" size="l" icon="stamp" busy={deed.isPending} aria-disabled={isBlocked} onClick={() => deed.mutate(perConfirmation)}>{isHandAtWork ? t.goOn(counted) : label}</Button>{besides}</Cluster>
          </>
        )}
      </CardGate>
    </Stack>
  )
}
