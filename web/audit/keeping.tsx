import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Cluster, formatDate, formatNumber, formatSize, Message, Panel, Skeleton, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { shellTexts } from '../shell/texts.ts'
import { keepingQuery, type KeepingPage, type LogWitness } from './queries.ts'
import { keepingTexts } from './texts-keeping.ts'

/** What needs somebody: days without a rendition or a seal, witnesses who are silent or know another log. Nothing where all is well. */
export function KeepingAlarms() {
  const t = useTexts(keepingTexts)
  const language = useLanguage()
  const { data } = useInfiniteQuery(keepingQuery)
  const first = data?.pages[0]
  if (!first) return null
  const contradicting = first.witnesses.filter(({ contradicts }) => contradicts)
  const late = first.witnesses.filter((witness) => witness.late && !witness.contradicts)
  const shown = first.missing.slice(0, 10).map((day) => formatDate(language, day))
  const unsealed = first.unsealed.slice(0, 10).map((day) => formatDate(language, day))
  return (
    <>
      {contradicting.length > 0 && <Message quiet tone="error" title={t.contradicts}>{t.contradictsLead(namesOf(contradicting))}</Message>}
      {shown.length > 0 && <Message quiet tone="error" title={t.missing}>{t.missingLead(shown.join(', '), first.missing.length - shown.length)}</Message>}
      {unsealed.length > 0 && <Message quiet tone="warning" title={t.unsealed}>{t.unsealedLead(unsealed.join(', '), first.unsealed.length - unsealed.length)}</Message>}
      {late.length > 0 && <Message quiet tone="warning" title={t.late}>{t.lateLead(namesOf(late))}</Message>}
    </>
  )
}

/** The days of the log as stored documents, newest first, and who cosigned it. */
export function Keeping() {
  const t = useTexts(keepingTexts)
  const showMore = useTexts(shellTexts).showMore
  const found = useInfiniteQuery(keepingQuery)
  const first = found.data?.pages[0]
  return (
    <Panel title={t.title}>
      <Stack>
        <p>{t.lead}</p>
        {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={5} />}
        {found.data && <Days days={found.data.pages.flatMap(({ days }) => days)} />}
        {found.hasNextPage && <Cluster justify="end"><Button size="s" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{showMore}</Button></Cluster>}
        {first && <Witnesses witnesses={first.witnesses} />}
      </Stack>
    </Panel>
  )
}

function Days({ days }: { readonly days: KeepingPage['days'] }) {
  const t = useTexts(keepingTexts)
  const language = useLanguage()
  const reads = hasRole(useMe(), 'auditor')
  if (days.length === 0) return <p className="muted">{t.none}</p>
  return (
    <Table caption={t.days} captionHidden rows={days} rowKey={({ day }) => day} columns={[
      { key: 'day', title: t.day, heading: true, nowrap: true, render: ({ day, documentId }) => (reads ? <a href={`/dokumenty/${documentId}`}>{formatDate(language, day)}</a> : formatDate(language, day)) },
      { key: 'entries', title: t.entries, align: 'end', render: ({ entries }) => formatNumber(language, entries) },
      { key: 'size', title: t.size, align: 'end', nowrap: true, render: ({ size }) => formatSize(language, size) },
      { key: 'sha256', title: t.sum, render: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}…</code> },
      { key: 'seal', title: t.seal, nowrap: true, render: ({ sealedAt }) => (sealedAt ? formatDate(language, sealedAt, 'moment') : <Tag tone="warning">{t.notSealed}</Tag>) },
      ...(reads ? [{ key: 'take', title: t.take, nowrap: true, render: ({ day, sealedAt }: KeepingPage['days'][number]) => (
        <Cluster>
          <a href={`/api/log/renditions/${day}/xml`} download>{t.xml}</a>
          {sealedAt && <a href={`/api/log/renditions/${day}/sealed`} download>{t.sealed}</a>}
          <a href={`/api/log/renditions/${day}/note`} download>{t.note}</a>
        </Cluster>
      ) }] : []),
    ]} />
  )
}

function Witnesses({ witnesses }: { readonly witnesses: readonly LogWitness[] }) {
  const t = useTexts(keepingTexts)
  const language = useLanguage()
  if (witnesses.length === 0) return <p className="muted">{t.noWitness}</p>
  return (
    <Table caption={t.witnesses} rows={witnesses} rowKey={({ name }) => name} columns={[
      { key: 'name', title: t.witness, heading: true, render: ({ name }) => name },
      { key: 'at', title: t.cosigned, render: ({ cosignedAt }) => (cosignedAt ? formatDate(language, cosignedAt, 'moment') : t.never) },
      { key: 'size', title: t.upTo, align: 'end', render: ({ size }) => (size === null ? '–' : formatNumber(language, size)) },
      { key: 'state', title: t.state, render: ({ contradicts, late }) => (
        <Tag tone={contradicts ? 'error' : late ? 'warning' : 'success'}>{contradicts ? t.isContrary : late ? t.isLate : t.isFine}</Tag>
      ) },
    ]} />
  )
}

const namesOf = (witnesses: readonly LogWitness[]) => witnesses.map(({ name }) => name).join(', ')
