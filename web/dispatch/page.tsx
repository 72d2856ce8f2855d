import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { CirculationPanel, useAwaitedApprover } from '../circulation/index.tsx'
import { LinkButton, Skeleton, useTexts } from '../kit/index.ts'
import { documentQuery, wordingsOf, type RecordsDocument } from '../records/index.tsx'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { isLocked, stageOf, type Answer, type Related } from './answer.ts'
import { ChangeSigned } from './change-signed.tsx'
import { Discard } from './discard.tsx'
import { Editor } from './editor.tsx'
import { Letter } from './letter.tsx'
import { answerQuery } from './queries.ts'
import { Returned } from './returned.tsx'
import { Sending } from './sending.tsx'
import { Stages } from './stages.tsx'
import { dispatchTexts } from './texts.ts'
import { changeTexts } from './texts-change.ts'
import type { Change } from './why.tsx'

/** `zmena`: led here to choose what becomes of the signed document. */
const readBegun = (search: Record<string, unknown>): { readonly zmena?: true } => (search['zmena'] ? { zmena: true } : {})

export const answerRoute = createRoute({ getParentRoute: () => officeRoute, path: '/odpovedi/$id', validateSearch: readBegun, component: AnswerPage })

/** Writing, approving and sending of one answer; who may not write it any more sees its letter instead. */
function AnswerPage() {
  const { id } = answerRoute.useParams()
  const t = useTexts(dispatchTexts)
  const answer = useQuery(answerQuery(id))
  const document = useQuery({ ...documentQuery(id), refetchInterval: answer.data?.ready === false ? 2_000 : false })
  if (answer.data && document.data) return <Shown key={id} answer={answer.data} document={document.data} />
  const failed = answer.error ? answer : document.error ? document : null
  return <Page title={t.title}>{failed ? <Failure error={failed.error} onAgain={() => void failed.refetch()} /> : <Skeleton lines={12} />}</Page>
}

function Shown({ answer, document }: { answer: Answer, document: RecordsDocument }) {
  const t = useTexts(dispatchTexts)
  const { zmena } = answerRoute.useSearch()
  const [begun, begin] = useState<Change['kind'] | null>(null)
  const writable = document.mayHandle && !isLocked(answer)
  const answered = document.siblings.find(({ id }) => id === document.answersId)
  return (
    <Page title={answer.subject} facts={<><span>{document.referenceNumber}</span>{document.party && <span>{document.party.name}</span>}<Corrections answer={answer} /></>}
      crumbs={[{ title: t.documents, href: '/dokumenty' }, ...answered ? [{ title: answered.referenceNumber, href: `/dokumenty/${answered.id}` }] : [], { title: document.referenceNumber }]}
      actions={<><ChangeSigned answer={answer} document={document} begun={zmena ?? false} onBegin={begin} />{writable && document.dispatchedAt === null && <Discard document={document} />}<LinkButton look="plain" href={`/dokumenty/${document.id}`}>{t.openDocument}</LinkButton></>}>
      <Stages answer={answer} awaited={useAwaitedApprover(document.id)} />
      <div className="answer">
        <div className="answer__column">{writable ? <Editor answer={answer} document={document} begun={begun} onBegin={begin} /> : <Letter document={document} />}</div>
        <div className="answer__column">
          <Returned id={document.id} answer={answer} />
          <Sending answer={answer} document={document} />
          <CirculationPanel documentId={document.id} wordings={wordingsOf(document.components)} next={stageOf(answer) === 'approving' ? 'approval' : undefined} quiet />
          {writable && <Letter document={document} />}
        </div>
      </div>
    </Page>
  )
}

/** What this puts right, and by what it was put right. */
function Corrections({ answer: { corrects, correctedBy } }: { answer: Answer }) {
  const t = useTexts(changeTexts)
  const link = ({ id, referenceNumber }: Related) => <a key={id} href={`/odpovedi/${id}`}>{referenceNumber}</a>
  return (
    <>
      {corrects && <span>{t.corrects} {link(corrects)}</span>}
      {correctedBy.length > 0 && <span>{t.correctedBy} {correctedBy.map(link)}</span>}
    </>
  )
}
