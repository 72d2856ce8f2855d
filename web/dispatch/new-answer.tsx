import { useQuery } from '@tanstack/react-query'
import { createRoute, redirect } from '@tanstack/react-router'
import { useState } from 'react'
import { CheckboxGroup, LinkButton, Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { documentQuery, PreviewPane, firstShown, type RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { Conflict } from './conflict.tsx'
import { KeptNote } from './kept.tsx'
import { dispatchTexts } from './texts.ts'
import { useServerDraft } from './use-server-draft.ts'
import { WordsForm, type Words } from './words.tsx'

export const newAnswerRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/odpovedi/nova',
  validateSearch: (search): { k?: string } => typeof search.k === 'string' ? { k: search.k } : {},
  beforeLoad: ({ search }) => { if (!search.k) throw redirect({ to: '/dokumenty', replace: true }) },
  component: NewAnswer,
})

/** An answer gets its number only when there is something to save, so an abandoned one leaves no gap. */
function NewAnswer() {
  const { k: documentId } = newAnswerRoute.useSearch()
  return documentId && <AnswerTo key={documentId} documentId={documentId} />
}

function AnswerTo({ documentId }: { documentId: string }) {
  const t = useTexts(dispatchTexts)
  const found = useQuery(documentQuery(documentId))
  if (found.data) return <Editor document={found.data} />
  return <Page title={t.newTitle}>{found.error ? <Failure error={found.error} onAgain={() => void found.refetch()} /> : <Skeleton lines={10} />}</Page>
}

function Editor({ document }: { document: RecordsDocument }) {
  const t = useTexts(dispatchTexts)
  const navigate = newAnswerRoute.useNavigate()
  const draft = useServerDraft(document.id, `answer to ${document.id}`, { subject: t.replySubject(document.subject), body: '' }, null)
  const { fields, touched } = draft
  const deed = useDeed((words: Words & { also: readonly string[] }) => api.post<{ documentId: string }>(`/api/documents/${document.id}/answers`, words, { timeoutMs: 60_000 }), {
    onDone: ({ documentId: id }) => { draft.drop(false); void navigate({ to: '/odpovedi/$id', params: { id }, replace: true }) },
  })
  const [also, setAlso] = useState<string[]>([])
  const waiting = document.siblings.filter(({ direction, state }) => direction === 'incoming' && state === 'nevyrizen')
  const shown = firstShown(document.components)
  const version = shown?.versions.at(-1)
  return (
    <Page title={t.newTitle} lead={t.newLead(document.referenceNumber)} actions={<LinkButton look="plain" href={`/odpovedi/postoupit?k=${document.id}`}>{t.letters.forwardInstead}</LinkButton>}
      crumbs={[{ title: t.documents, href: '/dokumenty' }, { title: document.referenceNumber, href: `/dokumenty/${document.id}` }, { title: t.newTitle }]}>
      <div className="answer">
        <Panel title={t.write}>
          <Stack>
            {deed.error && <Failure error={deed.error} />}
            {draft.other && <Conflict title={t.conflict.window} mine={fields} theirs={draft.other} onMine={draft.keepMine} onTheirs={draft.takeOther} />}
            {waiting.length > 0 && <CheckboxGroup name="also" label={t.also} values={also} onChange={setAlso} choices={waiting.map(({ id, referenceNumber, subject }) => ({ value: id, label: `${referenceNumber}: ${subject}` }))} />}
            <WordsForm fields={fields} onChange={draft.set} blocked={draft.other !== null} documentId={document.id} onSave={(words) => deed.mutate({ ...words, also })} saving={deed.isPending} error={deed.error} save={t.create}
              rest={touched && <KeptNote keeping={draft.keeping} />} />
          </Stack>
        </Panel>
        {shown && version && <Panel title={document.subject} flush><PreviewPane documentId={document.id} component={shown} version={version.number} /></Panel>}
      </div>
    </Page>
  )
}
