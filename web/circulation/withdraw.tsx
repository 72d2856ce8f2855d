import { useState } from 'react'
import { Button, Cluster, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Item } from './item.ts'
import { circulationTexts } from './texts.ts'

/** Takes a request back with a reason; offered only where it is allowed. */
export function Withdraw({ item }: { item: Item }) {
  const t = useTexts(circulationTexts).course
  const [open, setOpen] = useState(false)
  if (!item.may.withdraw) return null
  if (open) return <WithdrawForm item={item} onClose={() => setOpen(false)} />
  return <Cluster><Button size="s" look="plain" onClick={() => setOpen(true)}>{t.withdraw}<span className="visually-hidden">: {item.addressee.name}</span></Button></Cluster>
}

function WithdrawForm({ item, onClose }: { item: Item, onClose: () => void }) {
  const t = useTexts(circulationTexts).course
  const { fields, set, drop } = useDraft(`withdraw ${item.id}`, { reason: '' })
  const deed = useDeed((reason: string) => api.post(`/api/items/${item.id}/withdraw`, { reason }), { done: t.withdrawn, onDone: drop })
  const reason = fields.reason.trim()
  return (
    <AskForm deed={deed} ready={reason !== ''} onSend={() => deed.mutate(reason)} send={t.withdrawGive} onClose={onClose}>
      {(tried) => (
        <TextArea onKeyDown={sendByKeys} label={t.withdrawReason} required rows={2} maxLength={2000} value={fields.reason} onChange={(event) => set({ reason: event.target.value })}
          error={tried && !reason ? t.reasonMissing : undefined} />
      )}
    </AskForm>
  )
}
