import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Dialog, SelectField, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { agentQuery, CardGate } from './card-gate.tsx'
import { handTexts } from './texts-hand.ts'

/** Adds a card of one's own: the agent says which certificates are on it. */
export function CardDialog({ url, onClose }: { url: string, onClose: () => void }) {
  const t = useTexts(handTexts)
  const found = useQuery(agentQuery(url))
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const certificates = found.data?.certificates ?? []
  const card = certificates.find(({ hash }) => hash === chosen) ?? certificates[0]
  const label = name ?? card?.label ?? ''
  const deed = useDeed(() => api.post('/api/signing/own-keys', { label: label.trim(), certificates: card?.chain ?? [] }), { done: t.added, onDone: onClose })
  const send = () => {
    setTried(true)
    if (card && label.trim()) deed.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={t.add} actions={card && <Button look="primary" busy={deed.isPending} onClick={send}>{t.save}</Button>}>
      <Stack>
        {deed.error && <Failure error={deed.error} />}
        <CardGate url={url} certificate={null}>
          {() => (
            <>
              <p className="muted">{t.addLead}</p>
              <SelectField label={t.choose} value={card?.hash ?? ''} options={certificates.map(({ hash, label: its }) => ({ value: hash, label: its }))} onChange={({ target }) => setChosen(target.value)} />
              <TextField label={t.name} hint={t.nameHint} required maxLength={200} value={label} onChange={({ target }) => setName(target.value)} error={isTried && !label.trim() ? t.missing : undefined} />
            </>
          )}
        </CardGate>
      </Stack>
    </Dialog>
  )
}
