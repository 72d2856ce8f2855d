import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { DueTag } from '../circulation/index.tsx'
import { useDirectory } from '../identity/index.tsx'
import { Button, Columns, DefinitionList, formatDate, Panel, Skeleton, Stack, Table, useLanguage, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { mayClose, type OpenedFile } from './file.ts'
import { FileDeeds } from './file-deeds.tsx'
import { fileQuery } from './file-queries.ts'
import { FileStateTag } from './file-state-tag.tsx'
import { StandingTag } from './standing-tag.tsx'
import { fileTexts } from './texts-file.ts'

export const fileRoute = createRoute({ getParentRoute: () => officeRoute, path: '/spisy/$id', component: FilePage })

/** One file: what lies in it, who holds it, how long it will be kept, what can be done with it. */
function FilePage() {
  const { id } = fileRoute.useParams()
  const t = useTexts(fileTexts)
  const found = useQuery(fileQuery(id))
  const file = found.data
  if (!file) {
    return (
      <Page title={t.file} crumbs={[{ title: t.title, href: '/spisy' }, { title: t.file }]}>
        {found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={12} />}
      </Page>
    )
  }
  return (
    <Page title={file.subject} crumbs={[{ title: t.title, href: '/spisy' }, { title: file.fileReference }]} actions={<FileDeeds key={id} file={file} />}
      facts={<><FileStateTag state={file.state} />{file.isOpen && file.dueOn && <span>{t.facts.due} <DueTag day={file.dueOn} /></span>}<span>{file.fileReference}</span></>}>
      <Stack>
        <Inventory file={file} />
        <Columns>
          <FileFacts file={file} />
          <Stack>{mayClose(file) && <Missing file={file} />}<Disposal file={file} /></Stack>
        </Columns>
      </Stack>
    </Page>
  )
}

/** The list of a file as Act 500/2004 § 17(1) asks: every document with the day it was put in. */
function Inventory({ file }: { file: OpenedFile }) {
  const t = useTexts(fileTexts).inventory
  const language = useLanguage()
  return (
    <Panel title={t.title} flush actions={<span className="no-print"><Button size="s" onClick={() => print()}>{t.print}</Button></span>}>
      <Table caption={t.lead} captionHidden rows={file.documents} rowKey={({ id }) => id} href={({ id }) => `/dokumenty/${id}`} empty={<p className="muted file-none">{t.none}</p>} columns={[
        { key: 'order', title: t.order, align: 'end', render: ({ orderInFile }) => orderInFile },
        { key: 'subject', title: t.subject, heading: true, render: ({ subject }) => subject },
        { key: 'number', title: t.number, render: ({ referenceNumber }) => <span className="records-number">{referenceNumber}</span> },
        { key: 'party', title: t.party, render: ({ party }) => party },
        { key: 'filed', title: t.filed, nowrap: true, render: ({ filedAt }) => formatDate(language, filedAt) },
        { key: 'state', title: t.state, nowrap: true, render: (row) => <StandingTag document={row} /> },
      ]} />
    </Panel>
  )
}

function Missing({ file }: { file: OpenedFile }) {
  const t = useTexts(fileTexts).missing
  const subjectOf = (id: string) => file.documents.find((document) => document.id === id)
  return (
    <Panel title={t.title}>
      {file.missing.length === 0 ? <p>{t.nothing}</p> : (
        <ul className="siblings">
          {file.missing.map(({ what, documentId }, index) => {
            const document = documentId === null ? undefined : subjectOf(documentId)
            const about = what === 'not-settled' || what === 'draft' || what === 'unfinished'
            return (
              <li key={index}>
                <span>{t.what[what]}</span>
                {document ? <a href={`/dokumenty/${document.id}`}>{document.subject}</a> : about && <span className="muted small">{t.hidden}</span>}
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

function FileFacts({ file }: { file: OpenedFile }) {
  const t = useTexts(fileTexts).facts
  const language = useLanguage()
  const { unitName, personName } = useDirectory()
  const on = (instant: string | null) => instant && formatDate(language, instant, 'moment')
  return (
    <Panel title={t.title}>
      <DefinitionList facts={[
        [t.class, file.class ? `${file.class.code} ${file.class.name}` : <span className="muted">{t.noClass}</span>],
        [t.holder, <>{unitName(file.holderUnitId)}<br /><span className="muted">{personName(file.holderPersonId) ?? t.nobodyYet}</span></>],
        [t.due, file.dueOn && formatDate(language, file.dueOn)],
        [t.created, on(file.createdAt)], [t.settled, on(file.settledAt)], [t.closed, on(file.closedAt)],
        [t.reference, file.fileReference], [t.uniqueId, file.uniqueId],
      ]} />
    </Panel>
  )
}

function Disposal({ file }: { file: OpenedFile }) {
  const t = useTexts(fileTexts).disposal
  const regime = file.class?.regime
  const mark = file.disposalMark ?? regime?.mark
  if (!mark) return null
  return (
    <Panel title={t.title}>
      <DefinitionList facts={[
        [t.regime, [t.marks[mark], regime && t.years(regime.years)].filter(Boolean).join(', ')],
        [t.trigger, regime && t.triggers[regime.trigger]],
        file.closedAt ? [t.year, file.disposalYear ?? t.unknown] : [t.expected, file.expectedDisposal === null ? t.unknown : t.after(file.expectedDisposal)],
      ]} />
    </Panel>
  )
}
