import { useState } from 'react'
import { Button, Dialog, Stack, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { signingTexts } from './texts.ts'

/** Does not sign, and says why. */
export function ReturnDialog({ itemId, onClose, onDone }: { itemId: string, onClose: () => void, onDone: () => void }) {
  const t = useTexts(signingTexts).returning
  const { fields, set, drop } = useDraft(`return unsigned ${itemId}`, { reason: '' })
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.post(`/api/signing/items/${itemId}/return`, { reason: fields.reason.trim() }), { done: t.done, onDone: () => { drop(); onClose(); onDone() } })
  const send = () => { setTried(true); if (fields.reason.trim()) deed.mutate() }
  return (
    <Dialog open onClose={onClose} title={t.title} actions={<Button look="primary" busy={deed.isPending} onClick={send}>{t.do}</Button>}>
      <form onSubmit={(event) => { event.preventDefault(); send() }} noValidate>
        <Stack>
          {deed.error && <Failure error={deed.error} />}
          <TextArea onKeyDown={sendByKeys} label={t.reason} hint={t.hint} required rows={3} maxLength={2000} value={fields.reason} onChange={({ target }) => set({ reason: target.value })} error={tried && !fields.reason.trim() ? t.missing : undefined} />
        </Stack>
      </form>
    </Dialog>
  )
}
