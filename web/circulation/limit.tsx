import { useState } from 'react'
import { Button, Cluster, Dialog, formatDate, SelectField, TextArea, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Limit } from './route.ts'
import { routeTexts } from './texts-route.ts'

/** Until when the file has to be settled; its handler may let the time stand still and run on. */
export function LimitLine({ documentId, limit }: { documentId: string, limit: Limit }) {
  const t = useTexts(routeTexts).limit
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const resume = useDeed(() => api.post(`/api/documents/${documentId}/limit/resume`, {}), { done: t.resumed })
  const stands = limit.suspensions.find(({ until }) => until === null)
  if (!limit.dueOn && !stands) return null
  const moved = limit.suspensions.length > 0 && limit.endsOn && limit.endsOn !== limit.dueOn ? t.moved(formatDate(language, limit.endsOn)) : null
  return (
    <div className="limit">
      {resume.error && <Failure error={resume.error} />}
      <Cluster justify="between">
        <span>{stands ? t.stands(formatDate(language, stands.from)) : limit.dueOn && t.until(formatDate(language, limit.dueOn))}</span>
        {limit.may.suspend && <Button size="s" look="plain" onClick={() => setAsking(true)}>{t.suspend}</Button>}
        {limit.may.resume && <Button size="s" busy={resume.isPending} onClick={() => resume.mutate()}>{t.resume}</Button>}
      </Cluster>
      {(stands || moved) && <div className="muted small">{[stands && `${t.grounds[stands.ground] ?? stands.ground}. ${stands.reason}`, moved].filter(Boolean).join(' ')}</div>}
      {asking && <SuspendDialog documentId={documentId} onClose={() => setAsking(false)} />}
    </div>
  )
}

function SuspendDialog({ documentId, onClose }: { documentId: string, onClose: () => void }) {
  const t = useTexts(routeTexts)
  const { fields, set, drop } = useDraft(`suspend ${documentId}`, { ground: '64/1a', reason: '' })
  const deed = useDeed(() => api.post(`/api/documents/${documentId}/limit/suspend`, { ground: fields.ground, reason: fields.reason.trim() }), { done: t.limit.suspended, onDone: () => { drop(); onClose() } })
  return (
    <Dialog open title={t.limit.title} onClose={onClose}>
      <AskForm deed={deed} ready={fields.reason.trim() !== ''} onSend={() => deed.mutate()} send={t.limit.give} lead={t.limit.lead} onClose={onClose}>
        {(tried) => (
          <>
            <SelectField label={t.limit.ground} value={fields.ground} onChange={(event) => set({ ground: event.target.value })} options={Object.entries(t.limit.grounds).map(([value, label]) => ({ value, label }))} />
            <TextArea onKeyDown={sendByKeys} label={t.dialog.reason} hint={t.dialog.reasonHint} required rows={3} maxLength={2000} value={fields.reason} onChange={(event) => set({ reason: event.target.value })}
              error={tried && !fields.reason.trim() ? t.dialog.reasonMissing : undefined} />
          </>
        )}
      </AskForm>
    </Dialog>
  )
}
