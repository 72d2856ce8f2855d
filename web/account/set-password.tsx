import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Doorstep, SecondStep } from '../identity/index.tsx'
import { Button, Message, Panel, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { Failure } from '../shell/failure.tsx'
import { rootRoute } from '../shell/routes.tsx'
import { meQuery, signIn, type KeyQuestion } from '../shell/session.ts'
import { accountTexts } from './texts.ts'

export const setPasswordRoute = createRoute({ getParentRoute: () => rootRoute, path: '/heslo', component: SetPassword })

/** Where the link of an administrator leads: whoever has it chooses a password and is signed in by it. The link itself stays behind the #. */
function SetPassword() {
  const t = useTexts(accountTexts).first
  const [token] = useState(() => location.hash.slice(1))
  return (
    <Doorstep title={t.title}>
      <Panel title={t.title}>{token ? <Form token={token} /> : <Message tone="error" quiet title={t.noLink}>{t.noLinkLead}</Message>}</Panel>
    </Doorstep>
  )
}

function Form({ token }: { token: string }) {
  const t = useTexts(accountTexts)
  const queries = useQueryClient()
  const navigate = setPasswordRoute.useNavigate()
  const [fields, setFields] = useState({ next: '', again: '' })
  const [tried, setTried] = useState(false)
  const [second, setSecond] = useState<KeyQuestion | null>(null)
  const enter = () => {
    queries.removeQueries({ queryKey: meQuery.queryKey })
    void navigate({ href: '/', replace: true })
  }
  const attempt = useMutation({
    mutationFn: async () => {
      const { email } = await api.post<{ email: string }>('/api/invitations/accept', { token, password: fields.next })
      return signIn(email, fields.next)
    },
    onSuccess: (entered) => { if (entered.second) setSecond(entered.second); else enter() },
  })
  const wrong = { next: [...fields.next].length < 12 && t.password.short, again: fields.again !== fields.next && t.password.differ }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong.next && !wrong.again) attempt.mutate()
  }
  if (second) return <SecondStep question={second} onDone={enter} onBack={() => void navigate({ href: '/login', replace: true })} />
  return (
    <form className="form" onSubmit={send} noValidate>
      {attempt.error && <Failure error={attempt.error} />}
      <TextField label={t.password.next} hint={t.password.hint} type="password" required autoComplete="new-password" maxLength={500} value={fields.next}
        onChange={({ target }) => setFields({ ...fields, next: target.value })} error={(tried && wrong.next) || undefined} />
      <TextField label={t.password.again} type="password" required autoComplete="new-password" maxLength={500} value={fields.again}
        onChange={({ target }) => setFields({ ...fields, again: target.value })} error={(tried && wrong.again) || undefined} />
      <Button type="submit" look="primary" size="l" wide busy={attempt.isPending}>{t.first.send}</Button>
    </form>
  )
}
