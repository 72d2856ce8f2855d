import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button, TextField, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { signIn, type KeyQuestion } from '../shell/session.ts'
import { KeyFailure } from './key-failure.tsx'
import { canUseKeys, signInByKey } from './passkey.ts'
import { SecondStep } from './second-step.tsx'
import { keyTexts } from './texts-key.ts'
import { identityTexts } from './texts.ts'

/**
 * By e-mail and password, or by a passkey without either; on the login page and over a page whose session has expired. `asked`: a password
 * was given elsewhere on the page and was right.
 */
export function SignInForm({ onDone, asked = null, onBack }: { onDone: () => void, asked?: KeyQuestion | null, onBack?: () => void }) {
  const [own, setSecond] = useState<KeyQuestion | null>(null)
  const second = asked ?? own
  if (second) return <SecondStep question={second} onDone={onDone} onBack={() => { setSecond(null); onBack?.() }} />
  return (
    <>
      <PasswordForm onDone={(asked) => { if (asked) setSecond(asked); else onDone() }} />
      {canUseKeys() && <ByKey onDone={onDone} />}
    </>
  )
}

function PasswordForm({ onDone }: { onDone: (second: KeyQuestion | null) => void }) {
  const t = useTexts(identityTexts)
  const [missing, setMissing] = useState<{ email?: string, password?: string }>({})
  const attempt = useMutation({
    mutationFn: (one: { email: string, password: string }) => signIn(one.email, one.password),
    onSuccess: ({ second }) => onDone(second),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const email = String(form.get('email')).trim()
    const password = String(form.get('password'))
    setMissing({ ...(email ? {} : { email: t.missing.email }), ...(password ? {} : { password: t.missing.password }) })
    if (email && password) attempt.mutate({ email, password })
    else event.currentTarget.querySelector<HTMLInputElement>(email ? '[name=password]' : '[name=email]')?.focus()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {attempt.error && <Failure error={attempt.error} />}
      <TextField name="email" type="email" autoComplete="username" label={t.email} error={missing.email} required />
      <TextField name="password" type="password" autoComplete="current-password" label={t.password} error={missing.password} required />
      <Button type="submit" look="primary" size="l" wide busy={attempt.isPending}>{t.signIn}</Button>
    </form>
  )
}

function ByKey({ onDone }: { onDone: () => void }) {
  const t = useTexts(keyTexts)
  const attempt = useMutation({ mutationFn: signInByKey, onSuccess: onDone })
  return (
    <div className="by-key">
      <div className="by-key__or"><span>{t.or}</span></div>
      {attempt.error && <KeyFailure error={attempt.error} />}
      <Button size="l" wide icon="secured" busy={attempt.isPending} onClick={() => attempt.mutate()}>{t.signIn}</Button>
    </div>
  )
}
