import { useState, type FormEvent } from 'react'
import { identityTexts } from '../identity/index.tsx'
import { Button, CheckboxGroup, PickOne, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { useRefreshDirectory } from './directory.ts'
import { allRoles, type AdminPerson, type AdminUnit } from './queries.ts'
import { administrationTexts } from './texts.ts'

/** Somebody's particulars; of somebody new also the unit, which later changes by moving them. */
export function PersonForm({ person, units, onDone }: { person: AdminPerson | null, units: readonly AdminUnit[], onDone?: (id: string) => void }) {
  const t = useTexts(administrationTexts).person
  const roleNames = useTexts(identityTexts).roles
  const refresh = useRefreshDirectory()
  const { fields, set, drop, touched } = useDraft(`person ${person?.id ?? 'new'}`, {
    name: person?.name ?? '', email: person?.email ?? '', post: person?.post ?? '', roles: [...person?.roles ?? ['clerk']] as string[], unit: null as string | null,
  })
  const [tried, setTried] = useState(false)
  const missing = {
    name: fields.name.trim().length < 2 && t.missing.name, email: !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(fields.email.trim()) && t.missing.email, post: !fields.post.trim() && t.missing.post,
    roles: fields.roles.length === 0 && t.missing.roles, unit: !person && !fields.unit && t.missing.unit,
  }
  const body = { name: fields.name.trim(), email: fields.email.trim(), post: fields.post.trim(), roles: fields.roles }
  const deed = useDeed(
    () => person ? api.put<{ id?: string }>(`/api/admin/people/${person.id}`, body) : api.post<{ id?: string }>('/api/admin/people', { ...body, unitId: fields.unit }),
    { done: person ? t.saved : t.added, onDone: ({ id }) => { drop(); setTried(false); refresh(); if (id) onDone?.(id) } },
  )
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(missing).every((one) => !one)) deed.mutate()
  }
  const errorOf = (name: keyof typeof missing) => (tried && missing[name]) || undefined
  return (
    <form className="form" onSubmit={send} noValidate>
      {deed.error && <Failure error={deed.error} />}
      <TextField label={t.name} required maxLength={200} autoComplete="off" value={fields.name} onChange={({ target }) => set({ name: target.value })} error={errorOf('name')} />
      <TextField label={t.email} type="email" required maxLength={254} autoComplete="off" value={fields.email} onChange={({ target }) => set({ email: target.value })} error={errorOf('email')} />
      {!person && <PickOne label={t.unit} required options={units.map(({ id, name, code }) => ({ value: id, label: name, detail: code }))} value={fields.unit} onChange={(unit) => set({ unit })} error={errorOf('unit')} />}
      <TextField label={t.post} required maxLength={200} value={fields.post} onChange={({ target }) => set({ post: target.value })} error={errorOf('post')} />
      <CheckboxGroup label={t.roles} name="roles" choices={allRoles.map((value) => ({ value, label: roleNames[value] ?? value, hint: t.roleHints[value] }))}
        values={fields.roles} onChange={(roles) => set({ roles: [...roles] })} error={errorOf('roles')} />
      <Button type="submit" look="primary" busy={deed.isPending} aria-disabled={(person !== null && !touched) || undefined}>{person ? t.save : t.add}</Button>
    </form>
  )
}
