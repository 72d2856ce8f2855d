import { useState, type FormEvent } from 'react'
import { Button, Dialog, PickOne, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useRefreshDirectory } from './directory.ts'
import type { AdminUnit } from './queries.ts'
import { administrationTexts } from './texts.ts'

/** Adds a unit, or renames, moves and ends one. */
export function UnitDialog({ unit, units, onClose }: { unit: AdminUnit | null, units: readonly AdminUnit[], onClose: () => void }) {
  const t = useTexts(administrationTexts).unit
  const refresh = useRefreshDirectory()
  const [fields, setFields] = useState({ name: unit?.name ?? '', code: unit?.code ?? '', parentId: unit?.parentId ?? null })
  const [tried, setTried] = useState(false)
  const done = () => { refresh(); onClose() }
  const save = useDeed(
    () => unit ? api.put(`/api/admin/units/${unit.id}`, { name: fields.name.trim(), parentId: fields.parentId }) : api.post('/api/admin/units', { ...fields, name: fields.name.trim() }),
    { done: unit ? t.saved : t.added, onDone: done },
  )
  const end = useDeed(() => api.post(`/api/admin/units/${unit?.id}/end`, {}), { done: t.ended, onDone: done })
  const wrong = { name: fields.name.trim().length < 2 && t.nameMissing, code: !/^[A-Z0-9]{2,10}$/.test(fields.code) && t.codeWrong }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong.name && !wrong.code) save.mutate()
  }
  const error = save.error ?? end.error
  return (
    <Dialog open onClose={onClose} title={unit ? unit.name : t.add} actions={
      <>
        {unit && <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>{t.end}</Button>}
        <Button type="submit" form="unit" look="primary" busy={save.isPending}>{unit ? t.save : t.add}</Button>
      </>
    }>
      <form id="unit" className="form" onSubmit={send} noValidate>
        <Stack>
          {error && <Failure error={error} />}
          <TextField label={t.name} required maxLength={200} value={fields.name} onChange={({ target }) => setFields({ ...fields, name: target.value })} error={(tried && wrong.name) || undefined} />
          {!unit && <TextField label={t.code} hint={t.codeHint} required width="s" maxLength={10} value={fields.code} onChange={({ target }) => setFields({ ...fields, code: target.value.toUpperCase() })} error={(tried && wrong.code) || undefined} />}
          <PickOne label={t.parent} placeholder={t.noParent} options={units.filter(({ id }) => id !== unit?.id).map(({ id, name, code }) => ({ value: id, label: name, detail: code }))}
            value={fields.parentId} onChange={(parentId) => setFields({ ...fields, parentId })} />
          {unit && <p className="muted small">{t.endLead}</p>}
        </Stack>
      </form>
    </Dialog>
  )
}
