import { Button, Cluster, TextArea, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys } from '../shell/use-shortcuts.ts'
import { Failure } from '../shell/failure.tsx'
import type { Item } from './item.ts'
import type { Route } from './route.ts'
import { DelegateDialog, ReturnDialog } from './step-dialogs.tsx'
import { useDialogs } from './step-menu.tsx'
import { routeTexts } from './texts-route.ts'

/** What else may be done with one's own item than what it asks for: pass it on, or return it. */
export function TurnDeeds({ item, route, returns = true }: { item: Item, route: Route | undefined, returns?: boolean | undefined }) {
  const t = useTexts(routeTexts).deeds
  const { dialog, show, close } = useDialogs()
  const mayReturn = returns && item.may.return
  if (!item.may.delegate && !mayReturn) return null
  return (
    <Cluster>
      {item.may.delegate && <Button size="s" look="plain" onClick={() => show(<DelegateDialog item={item} onClose={close} />)}>{t.delegate}</Button>}
      {mayReturn && <Button size="s" look="plain" onClick={() => show(<ReturnDialog item={item} route={route} onClose={close} />)}>{t.return}</Button>}
      {dialog}
    </Cluster>
  )
}

/** Work that is done by doing it: here only its result is said. */
export function CompleteForm({ item }: { item: Item }) {
  const t = useTexts(routeTexts).complete
  const { fields, set, drop } = useDraft(`complete ${item.id}`, { answer: '' })
  const deed = useDeed(() => api.post(`/api/items/${item.id}/complete`, { answer: fields.answer.trim() || null }), { done: t.sent, onDone: drop })
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); deed.mutate() }} noValidate>
      {deed.error && <Failure error={deed.error} />}
      <TextArea onKeyDown={sendByKeys} label={t.label} hint={t.hint} rows={3} maxLength={10_000} value={fields.answer} onChange={(event) => set({ answer: event.target.value })} />
      <div className="form__actions"><Button type="submit" look="primary" busy={deed.isPending}>{t.done}</Button></div>
    </form>
  )
}
