import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Message, Panel, Stack, TextField, useTexts } from '../kit/index.ts'
import { rootRoute } from '../shell/routes.tsx'
import { meQuery, signOut } from '../shell/session.ts'
import { Doorstep } from './doorstep.tsx'
import { KeyFailure } from './key-failure.tsx'
import { isInnerPath } from './inner-path.ts'
import { canUseKeys, registerKey } from './passkey.ts'
import { ProveAgain } from './prove-again.tsx'
import { keyTexts } from './texts-key.ts'

export const secondFactorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/druhy-stupen',
  validateSearch: (search): { back?: string } => isInnerPath(search.back) ? { back: search.back } : {},
  component: SecondFactor,
})

/** Where whoever must have a second factor and has none is led after signing in: they make a key, and go on. */
function SecondFactor() {
  const t = useTexts(keyTexts).duty
  const me = useQuery(meQuery).data
  return (
    <>
      <Doorstep title={t.title} under={me?.person.name}>
        <Panel title={t.title}>{canUseKeys() ? <NewKey /> : <Message quiet tone="error" title={t.cannot}>{t.cannotLead}</Message>}</Panel>
      </Doorstep>
      <ProveAgain />
    </>
  )
}

function NewKey() {
  const t = useTexts(keyTexts).duty
  const queries = useQueryClient()
  const navigate = secondFactorRoute.useNavigate()
  const { back } = secondFactorRoute.useSearch()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const attempt = useMutation({
    mutationFn: () => registerKey(name.trim()),
    onSuccess: () => {
      queries.removeQueries({ queryKey: meQuery.queryKey })
      void navigate({ href: back ?? '/', replace: true })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim()) attempt.mutate()
  }
  return (
    <form className="form" onSubmit={send} noValidate>
      <Stack><p>{t.lead}</p><p className="muted small">{t.what}</p></Stack>
      {attempt.error && <KeyFailure error={attempt.error} />}
      <TextField label={t.name} hint={t.hint} required maxLength={100} value={name} onChange={({ target }) => setName(target.value)} error={(tried && !name.trim() && t.missing) || undefined} />
      <Button type="submit" look="primary" size="l" wide icon="secured" busy={attempt.isPending}>{t.make}</Button>
      <Button wide onClick={() => void signOut()}>{t.leave}</Button>
    </form>
  )
}
