import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { CirculationPanel, DueTag } from '../circulation/index.tsx'
import { Button, LinkButton, Skeleton, useTexts } from '../kit/index.ts'
import { SensitivePanel, SensitiveTag } from '../privacy/index.tsx'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { hasRole, useMe } from '../shell/session.ts'
import { AskSignature } from '../signing/ask-signature.tsx'
import { SignaturesPanel } from '../validation/index.tsx'
import { Contents } from './contents.tsx'
import { RareDeeds } from './document-deeds.tsx'
import { isChangeable, isLetter, standingOf, wordingsOf, type RecordsDocument } from './document.ts'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { documentQuery } from './queries.ts'
import { readShown } from './shown.ts'
import { SettleDialog } from './settle.tsx'
import { Siblings } from './siblings.tsx'
import { StandingTag } from './standing-tag.tsx'
import { recordsTexts } from './texts.ts'

export const documentRoute = createRoute({ getParentRoute: () => officeRoute, path: '/dokumenty/$id', validateSearch: readShown, component: DocumentPage })

/** One document: what it says, what happens to it, what can be done with it. */
function DocumentPage() {
  const { id } = documentRoute.useParams()
  const t = useTexts(recordsTexts)
  const found = useQuery(documentQuery(id))
  if (found.data) return <Shown key={id} document={found.data} />
  return (
    <Page title={t.document} crumbs={[{ title: t.documents, href: '/dokumenty' }, { title: t.document }]}>
      {found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={12} />}
    </Page>
  )
}

function Shown({ document }: { document: RecordsDocument }) {
  const t = useTexts(recordsTexts)
  const shown = documentRoute.useSearch()
  const wordings = wordingsOf(document.components)
  return (
    <Page title={document.subject} crumbs={[{ title: t.documents, href: '/dokumenty' }, { title: document.referenceNumber }]} actions={<Deeds document={document} />}
      facts={<>
        <StandingTag document={document} /><SensitiveTag documentId={document.id} />
        {standingOf(document) === 'waiting' && document.file.dueOn && <span>{t.facts.due} <DueTag day={document.file.dueOn} /></span>}
        <span>{document.referenceNumber}</span><span>{t.facts.fileReference}: <a href={`/spisy/${document.file.id}`}>{document.file.fileReference}</a></span>
        <a className="records-jump" href="#obeh">{t.toCirculation}</a>
      </>}>
      <div className="records-page">
        <div className="records-page__main"><Contents key={JSON.stringify(shown)} document={document} shown={shown} /></div>
        <div className="records-page__side">
          <CirculationPanel documentId={document.id} wordings={wordings} />
          {document.mayHandle && wordings.length > 0 && standingOf(document) === 'draft' && <AskSignature documentId={document.id} />}
          <SignaturesPanel documentId={document.id} parts={document.components} />
          <Facts document={document} />
          <SensitivePanel documentId={document.id} />
          <Siblings document={document} />
        </div>
        <div className="records-page__below"><History documentId={document.id} /></div>
      </div>
    </Page>
  )
}

function Deeds({ document }: { document: RecordsDocument }) {
  const t = useTexts(recordsTexts)
  const [settling, setSettling] = useState(false)
  const me = useMe()
  const may = document.mayHandle && hasRole(me, 'clerk', 'head')
  const draft = document.direction === 'outgoing' && document.state === 'nevyrizen'
  const settles = may && (standingOf(document) === 'waiting' || (draft && document.answersId !== null))
  return (
    <>
      {isLetter(document) && <LinkButton href={`/odpovedi/${document.id}`}>{document.answersId ? t.openAnswer : t.openLetter}</LinkButton>}
      {may && isChangeable(document) && <LinkButton href={`/odpovedi/${document.id}?zmena=1`}>{t.changeSigned}</LinkButton>}
      {may && standingOf(document) === 'waiting' && document.party && <LinkButton href={`/odpovedi/nova?k=${document.id}`} icon="envelope">{t.reply}</LinkButton>}
      {settles && <Button icon="check" onClick={() => setSettling(true)}>{draft ? t.setAside : t.settle}</Button>}
      <RareDeeds document={document} />
      <SettleDialog document={document} open={settling} onClose={() => setSettling(false)} />
    </>
  )
}
