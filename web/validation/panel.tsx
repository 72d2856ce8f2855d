import { useQuery } from '@tanstack/react-query'
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
  const looked = lookedAt(found.data, parts)
  if (found.data && shown.length === 0 && looked === null) return null
  return (
    <Panel title={t.title}>
      {found.error && !found.data && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={3} />}
      <Stack gap="l">
        {shown.map((one) => <OfPart key={one.part.id} documentId={documentId} shown={one} named={shown.length > 1} />)}
        {found.data && shown.length === 0 && <p className="muted small">{t.none}</p>}
      </Stack>
    </Panel>
  )
}

/** A document that was looked at and bears nothing says so; one that was never looked at keeps silent. */
const lookedAt = (findings: readonly Finding[] | undefined, parts: PanelProps['parts']): Finding | null =>
  findings?.find(({ componentId }) => parts.some(({ id }) => id === componentId)) ?? null

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
