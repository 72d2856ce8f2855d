import { useNavigate } from '@tanstack/react-router'
import { Button, DefinitionList, formatNumber, LinkButton, Message, Panel, plural, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Confirm } from './confirm.tsx'
import { Hash } from './hash.tsx'
import type { Ceremony } from './model.ts'
import { ceremonyTexts, documentForms } from './texts.ts'
import type { HandRun } from './use-hand.ts'
import { durationWords, keyWords } from './words.ts'

/** A list before its confirmation: all there is to know of it, and the one button that signs it. */
export function Frozen({ ceremony, run }: { ceremony: Ceremony, run: HandRun }) {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const { id, root, total, unopened, nextUnopened: next, forecast, credential, reason, counts, onPage } = ceremony
  const drop = useDeed(() => api.post(`/api/signing/ceremonies/${id}/cancel`, {}), { done: t.cancelled, onDone: () => void navigate({ href: '/podpis' }) })
  const counted = (count: number) => plural(language, count, documentForms[language])
  return (
    <Panel title={t.frozen} tone="primary">
      <Stack>
        <DefinitionList look="grid" facts={[
          [t.count, <>{counted(total)}{counts.excluded > 0 && <span className="muted small"> · {t.leftOut(counts.excluded)}</span>}</>], [t.confirmations, formatNumber(language, forecast.confirmations)],
          [t.time, durationWords(forecast.seconds, language)], [t.key, credential && keyWords(credential, language)], [t.reason, reason], [t.onPage, onPage.shown + onPage.unshown > 0 && t.onPageCounts(formatNumber(language, onPage.shown), formatNumber(language, onPage.unshown), onPage.unshown > 0)], [t.root, <Hash key="root" value={root} label={t.root} />],
        ]} />
        {drop.error && <Failure error={drop.error} />}
        {unopened > 0 && <Message quiet tone="warning" title={t.mustOpen(counted(unopened))} actions={next && <LinkButton size="s" href={`/podpis/seznam/${id}?polozka=${next}`}>{t.openNext}</LinkButton>}>{t.mustOpenLead}</Message>}
        <p className="muted small">{t.proof}</p>
        <Confirm ceremony={ceremony} run={run} label={t.sign(counted(total))} isBlocked={unopened > 0} besides={<Button look="plain" busy={drop.isPending} onClick={() => drop.mutate()}>{t.cancelList}</Button>} />
      </Stack>
    </Panel>
  )
}
