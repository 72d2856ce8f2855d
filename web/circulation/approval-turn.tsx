import { useState } from 'react'
import { Button, Cluster, formatDate, Message, TextArea, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { AskForm } from './ask-form.tsx'
import type { Item, Wording } from './item.ts'
import { hasCourse, type Route } from './route.ts'
import { circulationTexts } from './texts.ts'
import { TurnDeeds } from './turn-deeds.tsx'

/** Approval of exactly one wording: the one on the screen. What the server has replaced meanwhile cannot be approved unseen. */
export function ApprovalTurn({ item, wordings, route }: { item: Item, wordings: readonly Wording[], route: Route | undefined }) {
  const t = useTexts(circulationTexts).approval
  const language = useLanguage()
  const asked = wordings.find(({ sha256 }) => sha256 === item.content)
  const current = wordings.at(-1)
  const [returning, setReturning] = useState(false)
  const approve = useDeed((seen: string) => api.post(`/api/items/${item.id}/approve`, { seen }), { done: t.approved })
  // Among other steps one has to say where the document goes back.
  const among = route !== undefined && hasCourse(route)
  const lapsed = item.stale || (current !== undefined && asked !== current)
  return (
    <>
      {approve.error && <Failure error={approve.error} />}
      {lapsed
        ? <Message tone="warning" quiet>{t.changed}</Message>
        : current && <p className="small">{t.bound(current.number, formatDate(language, current.createdAt, 'moment'))}</p>}
      {!lapsed && current && (
        <Cluster>
          <Button look="primary" icon="check" busy={approve.isPending} onClick={() => approve.mutate(current.sha256)}>{t.approve}</Button>
          {!returning && !among && <Button onClick={() => setReturning(true)}>{t.return}</Button>}
        </Cluster>
      )}
      {!lapsed && <TurnDeeds item={item} route={route} returns={among} />}
      {returning && !lapsed && <ReturnForm item={item} onClose={() => setReturning(false)} />}
    </>
  )
}

function ReturnForm({ item, onClose }: { item: Item, onClose: () => void }) {
  const t = useTexts(circulationTexts)
  const { fields, set, drop } = useDraft(`return ${item.id}`, { reason: '' })
  const deed = useDeed((reason: string) => api.post(`/api/items/${item.id}/return`, { reason }), { done: t.approval.returned, onDone: drop })
  const reason = fields.reason.trim()
  return (
    <AskForm deed={deed} ready={reason !== ''} onSend={() => deed.mutate(reason)} send={t.approval.give} look="danger" onClose={onClose}>
      {(tried) => (
        <TextArea onKeyDown={sendByKeys} label={t.approval.reason} required maxLength={2000} value={fields.reason} onChange={(event) => set({ reason: event.target.value })}
          error={tried && !reason ? t.course.reasonMissing : undefined} />
      )}
    </AskForm>
  )
}
