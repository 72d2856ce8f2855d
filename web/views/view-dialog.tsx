import { useState, type FormEvent } from 'react'
import { Button, Checkbox, Dialog, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import type { View, ViewPlace } from './queries.ts'
import { viewsTexts } from './texts.ts'

interface Words { readonly name: string, readonly shared: boolean }

/** Names a new view, or renames, shares and removes one. */
export function ViewDialog({ place, query, view, onClose }: { place: ViewPlace, query: string, view: View | null, onClose: () => void }) {
  const t = useTexts(viewsTexts)
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const save = useDeed(
    (words: Words) => view ? api.patch(`/api/views/${view.id}`, words) : api.post('/api/views', { place, query, ...words }),
    { done: view ? t.changed : t.saved, onDone: onClose })
  const remove = useDeed(() => api.delete(`/api/views/${view?.id ?? ''}`), { done: t.removed, onDone: onClose })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name, shared })
  }
  const form = `view-${view?.id ?? 'new'}`
  return (
    <Dialog open onClose={onClose} title={view ? t.changeTitle : t.saveTitle} actions={
      <>
        {view && <Button look="plain" busy={remove.isPending} onClick={() => remove.mutate()}>{t.remove}</Button>}
        <Button type="submit" form={form} look="primary" busy={save.isPending}>{t.confirm}</Button>
      </>
    }>
      <form id={form} onSubmit={send}>
        <Stack>
          {!view && <p>{t.saveLead}</p>}
          {(save.error ?? remove.error) && <Failure error={save.error ?? remove.error} />}
          <TextField label={t.name} hint={view ? undefined : t.nameHint} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          <Checkbox label={t.shared} hint={t.sharedHint} checked={shared} onChange={(event) => setShared(event.target.checked)} />
        </Stack>
      </form>
    </Dialog>
  )
}
