import { useQuery } from '@tanstack/react-query'
import { createRoute, redirect } from '@tanstack/react-router'
import { useState } from 'react'
import { Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { documentQuery, firstShown, PreviewPane, type RecordsDocument } from '../records/index.tsx'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { Addressee, addresseeOf, nobody } from './addressee.tsx'
import { correctionQuery, forwardQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'
import { changeTexts } from './texts-change.ts'
import { WordsForm, type Words } from './words.tsx'

const search = (given: Record<string, unknown>): { k?: string } => typeof given['k'] === 'string' ? { k: given['k'] } : {}

export const forwardRoute = createRoute({
  getParentRoute: () => officeRoute, path: '/odpovedi/postoupit', validateSearch: search, component: Forward,
  beforeLoad: ({ search: { k } }) => { if (!k) throw redirect({ to: '/dokumenty', replace: true }) },
})
export const correctionRoute = createRoute({
  getParentRoute: () => officeRoute, path: '/odpovedi/oprava', validateSearch: search, component: Correction,
  beforeLoad: ({ search: { k } }) => { if (!k) throw redirect({ to: '/dokumenty', replace: true }) },
})
export const ownLetterRoute = createRoute({ getParentRoute: () => officeRoute, path: '/odpovedi/vlastni', validateSearch: search, component: Own })

/** Passes a received document on to whoever is competent for it. */
function Forward() {
  const t = useTexts(dispatchTexts)
  const { k = '' } = forwardRoute.useSearch()
  const [document, words] = [useQuery(documentQuery(k)), useQuery(forwardQuery(k))]
  if (document.data && words.data) return <Letter key={k} document={document.data} words={words.data} path={`/api/documents/${k}/forward`} title={t.letters.forward} lead={t.letters.forwardLead(document.data.referenceNumber)} />
  const error = document.error ?? words.error
  return <Page title={t.letters.forward}>{error ? <Failure error={error} /> : <Skeleton lines={10} />}</Page>
}

/** Puts an obvious error right in a document that was sent; it goes to whom that went. */
function Correction() {
  const t = useTexts(changeTexts)
  const { k = '' } = correctionRoute.useSearch()
  const [document, words] = [useQuery(documentQuery(k)), useQuery(correctionQuery(k))]
  if (document.data && words.data) return <Letter key={k} document={document.data} words={words.data} path={`/api/documents/${k}/correction`} title={t.correction} lead={t.correctionLead(document.data.referenceNumber)} toSame />
  const error = document.error ?? words.error
  return <Page title={t.correction}>{error ? <Failure error={error} /> : <Skeleton lines={10} />}</Page>
}

/** A document that answers nothing; besides another one when its address says so. */
function Own() {
  const t = useTexts(dispatchTexts).letters
  const { k } = ownLetterRoute.useSearch()
  const besides = useQuery({ ...documentQuery(k ?? ''), enabled: k !== undefined })
  if (k && !besides.data) return <Page title={t.own}>{besides.error ? <Failure error={besides.error} /> : <Skeleton lines={10} />}</Page>
  return <Letter key={k ?? 'own'} document={besides.data} words={{ subject: '', body: '' }} path="/api/letters" title={t.own} lead={besides.data ? t.ownBesides(besides.data.file.fileReference) : t.ownLead} />
}

interface LetterProps { readonly document?: RecordsDocument | undefined, readonly words: Words, readonly path: string, readonly title: string, readonly lead: string
  /** It goes to the addressee of the document, so nobody is asked to whom. */
  readonly toSame?: boolean }

function Letter({ document, words: given, path, title, lead, toSame = false }: LetterProps) {
  const t = useTexts(dispatchTexts)
  const navigate = ownLetterRoute.useNavigate()
  const draft = useDraft(`letter ${path} ${document?.id ?? ''}`, { ...given, ...nobody })
  const [tried, setTried] = useState(false)
  const party = addresseeOf(draft.fields)
  const deed = useDeed((words: Words) => api.post<{ documentId: string }>(path, { ...words, ...toSame ? {} : { party }, ...path === '/api/letters' ? { besides: document?.id ?? null } : {} }, { timeoutMs: 60_000 }), {
    onDone: ({ documentId: id }) => { draft.drop(); void navigate({ to: '/odpovedi/$id', params: { id }, replace: true }) },
  })
  const shown = document && firstShown(document.components)
  const version = shown?.versions.at(-1)
  return (
    <Page title={title} lead={lead}
      crumbs={[{ title: t.documents, href: '/dokumenty' }, ...document ? [{ title: document.referenceNumber, href: `/dokumenty/${document.id}` }] : [], { title }]}>
      <div className="answer">
        <Panel title={t.letters.panel}>
          <Stack>
            {deed.error && <Failure error={deed.error} />}
            {!toSame && <Addressee fields={draft.fields} onChange={draft.set} tried={tried} />}
            <WordsForm fields={draft.fields} onChange={draft.set} saving={deed.isPending} error={deed.error} save={t.letters.save} documentId={document?.id}
              onSave={(words) => { setTried(true); if (party || toSame) deed.mutate(words) }} />
          </Stack>
        </Panel>
        {document && shown && version && <Panel title={document.subject} flush><PreviewPane documentId={document.id} component={shown} version={version.number} /></Panel>}
      </div>
    </Page>
  )
}
