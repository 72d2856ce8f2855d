import { useQuery } from '@tanstack/react-query'
import { circulationQuery } from '../circulation/queries.ts'
import { Button, Cluster, formatDate, Message, Panel, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { newestFindings, type Finding, type ShownFinding } from './model.ts'
import { SignatureView } from './signature.tsx'
import { validationTexts } from './texts.ts'

interface PanelProps { readonly documentId: string, readonly parts: readonly ShownFinding['part'][] }

/** The signatures, seals and time stamps on a document and whether they hold; nothing where it bears none. */
export function SignaturesPanel({ documentId, parts }: PanelProps) {
  const t = useTexts(validationTexts)
  const found = useQuery({
    queryKey: ['document', documentId, 'validations'],
    queryFn: async ({ signal }) => (await api.get<{ readonly items: readonly Finding[] }>(`/api/documents/${documentId}/validations`, { signal })).items,
  })
  const shown = newestFindings(found.data ?? [], parts)
  const looked = found.data?.some(({ componentId }) => parts.some(({ id }) => id === componentId)) ?? false
  const signedHere = useQuery(circulationQuery(documentId)).data?.items.some(({ outcome }) => outcome === 'signed' || outcome === 'sealed') ?? false
  const main = signedHere && shown.length === 0 ? parts.find(({ role }) => role === 'main') : undefined
  if (found.data && shown.length === 0 && !looked && !main) return null
  return (
    <Panel title={t.title}>
      {found.error && !found.data && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={3} />}
      <Stack gap="l">
        {shown.map((one) => <OfPart key={one.part.id} documentId={documentId} shown={one} named={shown.length > 1} />)}
        {main ? <Unjudged documentId={documentId} part={main} /> : found.data && shown.length === 0 && <p className="muted small">{t.none}</p>}
      </Stack>
    </Panel>
  )
}

/** Signed in this office and not examined since: whoever wants to know has it examined now. */
function Unjudged({ documentId, part: { id, versions } }: { documentId: string, part: ShownFinding['part'] }) {
  const t = useTexts(validationTexts)
  const judge = useDeed(() => api.post(`/api/documents/${documentId}/components/${id}/versions/${versions.at(-1)?.number ?? 1}/validate`, {}, { timeoutMs: 60_000 }), { done: t.judged })
  return (
    <Stack>
      <p className="small">{t.signedHere}</p>
      {judge.error && <Failure error={judge.error} />}
      <Cluster><Button size="s" busy={judge.isPending} onClick={() => judge.mutate()}>{t.judge}</Button></Cluster>
    </Stack>
  )
}

function OfPart({ documentId, shown: { finding, part, newest }, named }: { documentId: string, shown: ShownFinding, named: boolean }) {
  const t = useTexts(validationTexts)
  const language = useLanguage()
  const { version } = finding
  const content = `/api/documents/${documentId}/components/${part.id}/versions/${version}`
  const again = useDeed(() => api.post(`${content}/validate`, {}, { timeoutMs: 60_000 }), { done: t.judged })
  return (
    <Stack>
      {named && <h3>{part.name}</h3>}
      {version < newest
        ? <Message quiet tone="warning" title={t.older(version, newest - version)} actions={<a className="button" data-look="secondary" data-size="s" href={`/dokumenty/${documentId}?cast=${part.id}&verze=${newest}&porovnat=${version}`}>{t.compare}</a>} />
        : part.versions.length > 1 && <p className="muted small">{t.ofVersion(version)}</p>}
      {finding.signatures.map((signature) => <SignatureView key={signature.index} signature={signature} content={content} />)}
      {again.error && <Failure error={again.error} />}
      <Cluster justify="between">
        <span className="muted small">{t.judgedAt(formatDate(language, finding.judgedAt, 'moment'))}</span>
        <Button size="s" busy={again.isPending} onClick={() => again.mutate()}>{t.again}</Button>
      </Cluster>
    </Stack>
  )
}
