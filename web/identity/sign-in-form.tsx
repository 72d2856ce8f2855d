import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button, TextField, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { signIn } from '../shell/session.ts'
import { identityTexts } from './texts.ts'

/** E-mail and password; on the login page and over a page whose session has expired. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(identityTexts)
  const [missing, setMissing] = useState<{ email?: string, password?: string }>({})
  const attempt = useMutation({
    mutationFn: (one: { email: string, password: string }) => signIn(one.email, one.password),
    onSuccess: onDone,
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
