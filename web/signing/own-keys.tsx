import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Dialog, EmptyState, formatDate, Panel, Skeleton, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useNow } from '../shell/use-now.ts'
import { CardDialog } from './card-dialog.tsx'
import { isUsable, type SigningKey } from './model.ts'
import { keysQuery } from './queries.ts'
import { handTexts } from './texts-hand.ts'
import { ruleTexts } from './texts-rules.ts'

/** The keys one signs documents with: what each is, until when it is good, and that it can be ended. */
export function OwnSigningKeys() {
  const t = useTexts(ruleTexts).keys
  const language = useLanguage()
  const found = useQuery(keysQuery)
  const now = useNow()
  const [ending, setEnding] = useState<SigningKey | null>(null)
  const [isAdding, setAdding] = useState(false)
  const card = useTexts(handTexts)
  const keys = found.data?.keys
  const agentUrl = found.data?.agentUrl ?? null
  return (
    <Panel title={t.title} actions={agentUrl && <Button size="s" onClick={() => setAdding(true)}>{card.add}</Button>}>
      {found.error && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={3} />}
      {keys?.length === 0 && <EmptyState title={t.none} icon="stamp">{t.noneLead}</EmptyState>}
      {keys && keys.length > 0 && (
        <Table caption={t.title} captionHidden rows={keys} rowKey={({ id }) => id} columns={[
          { key: 'name', title: t.name, heading: true, render: ({ label, provider }) => <div>{label}<span className="table__secondary">{t.providers[provider]}</span></div> },
          { key: 'kind', title: t.kind, render: ({ isTestKey }) => isTestKey ? <Tag tone="warning">{t.soft}</Tag> : t.byCertificate },
          { key: 'until', title: t.until, render: (key) => isUsable(key, now) ? formatDate(language, key.validTo, 'day') : <Tag>{t.over}</Tag> },
          { key: 'end', title: t.end, align: 'end', render: (key) => isUsable(key, now) && <Button size="s" aria-label={`${t.end}: ${key.label}`} onClick={() => setEnding(key)}>{t.end}</Button> },
        ]} />
      )}
      {isAdding && agentUrl && <CardDialog url={agentUrl} onClose={() => setAdding(false)} />}
      {ending && <EndDialog signingKey={ending} onClose={() => setEnding(null)} />}
    </Panel>
  )
}

function EndDialog({ signingKey: { id, label }, onClose }: { signingKey: SigningKey, onClose: () => void }) {
  const t = useTexts(ruleTexts).keys
  const deed = useDeed(() => api.post(`/api/signing/keys/${id}/end`, {}), { done: t.ended, onDone: onClose })
  return (
    <Dialog open onClose={onClose} title={`${t.end}: ${label}`} actions={<Button look="danger" busy={deed.isPending} onClick={() => deed.mutate()}>{t.end}</Button>}>
      <Stack>{deed.error && <Failure error={deed.error} />}<p>{t.endLead}</p></Stack>
    </Dialog>
  )
}
