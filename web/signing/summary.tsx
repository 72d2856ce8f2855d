import { Button, Card, DefinitionList, formatDate, formatNumber, Message, Panel, Stack, Tiles, useLanguage, useTexts } from '../kit/index.ts'
import { Hash } from './hash.tsx'
import type { Ceremony } from './model.ts'
import { ceremonyTexts } from './texts.ts'
import { durationWords, keyWords } from './words.ts'

/** How a list came out; printed, it is the record that goes with it. */
export function ResultSummary({ ceremony }: { ceremony: Ceremony }) {
  const t = useTexts(ceremonyTexts)
  const language = useLanguage()
  const { counts, secondsPerDocument, seconds, reasons, root, credential, confirmedAt, proof } = ceremony
  const number = (value: number) => formatNumber(language, value)
  const tiles = [[t.signed, counts.stored], [t.dropped, counts.changed], [t.failedCount, counts.failed], [t.stoppedCount, counts.cancelled]] as const
  return (
    <Panel title={t.summary} actions={<span className="no-print"><Button size="s" onClick={() => window.print()}>{t.print}</Button></span>}>
      <Stack>
        <Tiles>{tiles.filter(([, count], index) => count > 0 || index < 3).map(([title, count]) => <Card key={title} title={title} figure={number(count)} />)}</Tiles>
        {reasons.length > 0 && <Message quiet tone="warning"><ul>{reasons.map(({ state, code, why, count }) => <li key={`${state} ${code}`}>{why} ({number(count)})</li>)}</ul></Message>}
        <DefinitionList look="grid" facts={[
          [t.whole, confirmedAt && durationWords(seconds, language)], [t.perDocument, secondsPerDocument === null ? null : t.seconds(new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(secondsPerDocument))],
          [t.key, credential && keyWords(credential, language)],
          [t.confirmed, confirmedAt && proof && `${formatDate(language, confirmedAt, 'moment')}, ${t.proven[proof.by]}`], [t.root, <Hash key="root" value={root} label={t.root} />],
        ]} />
      </Stack>
    </Panel>
  )
}
