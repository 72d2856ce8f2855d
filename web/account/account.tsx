import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Columns, formatDate, Panel, Skeleton, Stack, Table, Tag, TextField, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useMe } from '../shell/session.ts'
import { OwnSigningKeys } from '../signing/own-keys.tsx'
import { Passkeys } from './passkeys.tsx'
import { placeOf } from './place.ts'
import { accountTexts } from './texts.ts'

export const accountRoute = createRoute({ getParentRoute: () => officeRoute, path: '/ucet', component: Account })

interface Session { readonly id: string, readonly origin: string, readonly userAgent: string, readonly createdAt: string, readonly seenAt: string, readonly current: boolean }

/** One's own account: its keys, where one is signed in, and the password. */
function Account() {
  const t = useTexts(accountTexts)
  const me = useMe()
  return (
    <Page title={t.title} lead={`${me.person.name}, ${me.person.email}`}>
      <Columns side="end"><Stack><Passkeys /><OwnSigningKeys /><Sessions /></Stack><PasswordForm /></Columns>
    </Page>
  )
}

function Sessions() {
  const t = useTexts(accountTexts)
  const language = useLanguage()
  const found = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => api.get<{ items: readonly Session[] }>('/api/me/sessions', { signal }) })
  const end = useDeed((id: string) => api.delete(`/api/me/sessions/${id}`), { done: t.ended })
  const others = useDeed(() => api.delete('/api/me/sessions'), { done: t.othersEnded })
  const items = found.data?.items ?? []
  return (
    <Panel title={t.sessions} flush actions={items.length > 1 && <Button size="s" busy={others.isPending} onClick={() => others.mutate()}>{t.endOthers}</Button>}>
      {(found.error ?? end.error ?? others.error) && <Failure error={found.error ?? end.error ?? others.error} />}
      {found.isPending && <Skeleton lines={4} />}
      {found.data && (
        <Table caption={t.sessions} captionHidden rows={items} rowKey={({ id }) => id} columns={[
          { key: 'device', title: t.device, heading: true, render: ({ userAgent, current }) => <>{deviceOf(userAgent, t.unknown)} {current && <Tag tone="success">{t.current}</Tag>}</> },
          { key: 'origin', title: t.origin, render: ({ origin }) => <div>{t.places[placeOf(origin)]}<span className="table__secondary">{origin}</span></div> },
          { key: 'seen', title: t.seen, nowrap: true, render: ({ seenAt }) => formatDate(language, seenAt, 'moment') },
          { key: 'end', title: t.end, align: 'end', render: ({ id, current }) => !current && <Button size="s" busy={end.isPending} onClick={() => end.mutate(id)}>{t.end}</Button> },
        ]} />
      )}
    </Panel>
  )
}

/** Browser and system, as far as the browser tells. */
function deviceOf(userAgent: string, unknown: string): string {
  const browser = ([['Edg/', 'Edge'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const).find(([mark]) => userAgent.includes(mark))?.[1]
  const system = ([['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']] as const).find(([mark]) => userAgent.includes(mark))?.[1]
  return [browser, system].filter(Boolean).join(', ') || unknown
}

function PasswordForm() {
  const t = useTexts(accountTexts).password
  const empty = { old: '', next: '', again: '' }
  const [fields, setFields] = useState(empty)
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.put('/api/me/password', { old: fields.old, next: fields.next }), { done: t.done, onDone: () => { setFields(empty); setTried(false) } })
  const wrong = { old: !fields.old && t.oldMissing, next: [...fields.next].length < 12 && t.short, again: fields.again !== fields.next && t.differ }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).every((one) => !one)) deed.mutate()
  }
  const field = (name: keyof typeof fields, autoComplete: string) => (
    <TextField label={t[name]} type="password" required autoComplete={autoComplete} maxLength={500} hint={name === 'next' ? t.hint : undefined} value={fields[name]}
      onChange={({ target }) => setFields({ ...fields, [name]: target.value })} error={(tried && wrong[name]) || undefined} />
  )
  return (
    <Panel title={t.title}>
      <form className="form" onSubmit={send} noValidate>
        {deed.error && <Failure error={deed.error} />}
        {field('old', 'current-password')}{field('next', 'new-password')}{field('again', 'new-password')}
        <p className="muted small">{t.means}</p>
        <Button type="submit" busy={deed.isPending}>{t.send}</Button>
      </form>
    </Panel>
  )
}
