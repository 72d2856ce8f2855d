import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ShownPasskey } from '../../src/modules/identity/index.ts'
import { canUseKeys, KeyFailure, registerKey } from '../identity/index.tsx'
import { Button, EmptyState, formatDate, Message, Panel, Skeleton, Stack, Table, Tag, TextField, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { accountTexts } from './texts.ts'

type Passkey = Omit<ShownPasskey, 'madeAt' | 'usedAt'> & { readonly madeAt: string, readonly usedAt: string | null }

/** One's own passkeys: what each is called and can do, when it was used, and how to add and remove one. */
export function Passkeys() {
  const t = useTexts(accountTexts).keys
  const language = useLanguage()
  const found = useQuery({ queryKey: ['passkeys'], queryFn: ({ signal }) => api.get<{ items: readonly Passkey[] }>('/api/me/passkeys', { signal }) })
  const remove = useDeed((id: string) => api.delete(`/api/me/passkeys/${id}`), { done: t.removed })
  const items = found.data?.items ?? []
  return (
    <Panel title={t.title}>
      <Stack>
      {(found.error ?? remove.error) && <Failure error={found.error ?? remove.error} />}
      {found.isPending && <Skeleton lines={3} />}
      {found.data && items.length === 0 && <EmptyState title={t.none} icon="secured">{t.noneLead}</EmptyState>}
      {items.length > 0 && (
        <Table caption={t.title} captionHidden rows={items} rowKey={({ id }) => id} columns={[
          { key: 'name', title: t.name, heading: true, render: ({ name, bound }) => <div>{name}<span className="table__secondary">{bound ? t.bound : t.synced}</span></div> },
          { key: 'used', title: t.used, nowrap: true, render: ({ usedAt }) => usedAt ? formatDate(language, usedAt, 'moment') : <Tag>{t.unused}</Tag> },
          { key: 'made', title: t.made, nowrap: true, render: ({ madeAt }) => formatDate(language, madeAt, 'day') },
          { key: 'remove', title: t.remove, align: 'end', render: ({ id, name }) => <Button size="s" busy={remove.isPending} aria-label={t.removeNamed(name)} onClick={() => remove.mutate(id)}>{t.remove}</Button> },
        ]} />
      )}
      {canUseKeys() ? <AddKey first={items.length === 0} /> : <Message quiet tone="warning" title={t.cannot}>{t.cannotLead}</Message>}
      </Stack>
    </Panel>
  )
}

function AddKey({ first }: { first: boolean }) {
  const t = useTexts(accountTexts).keys
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => registerKey(name.trim()), { done: t.added, onDone: () => { setName(''); setTried(false) } })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim()) deed.mutate()
  }
  return (
    <form className="form" onSubmit={send} noValidate>
      {deed.error && <KeyFailure error={deed.error} />}
      <TextField label={t.newName} hint={t.newHint} required maxLength={100} value={name} onChange={({ target }) => setName(target.value)} error={(tried && !name.trim() && t.nameMissing) || undefined} />
      <div><Button type="submit" look={first ? 'primary' : 'secondary'} icon="plus" busy={deed.isPending}>{t.add}</Button></div>
    </form>
  )
}
