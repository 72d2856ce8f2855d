import { useState } from 'react'
import { Button, Cluster, Message, Stack, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import type { ConfirmProps } from './confirm-props.ts'
import type { Ask } from './model.ts'
import { handTexts } from './texts-hand.ts'
import type { HandTrouble } from './use-hand.ts'

/** What a remote key wants to be told at each confirmation. It stands in these fields alone, and is gone from them once it was sent. */
export function SecretForm({ ceremony: { id, root }, run, label, besides, isBlocked = false, asks }: ConfirmProps & { asks: readonly Ask[] }) {
  const t = useTexts(handTexts)
  const [told, setTold] = useState<Readonly<Record<string, string>>>({})
  const [isTried, setTried] = useState(false)
  const [sent, setSent] = useState(0)
  const asked = asks.filter(({ kind }) => kind !== 'elsewhere')
  const deed = useDeed((given: Readonly<Record<string, string>>) => api.post<{ trouble: HandTrouble | null }>(`/api/signing/ceremonies/${id}/confirm`, { root, told: given }, { timeoutMs: 300_000 }), {
    onDone: ({ trouble }) => run.tell(trouble),
  })
  const send = () => {
    setTried(true)
    if (isBlocked || asked.some((ask) => !told[ask.id])) return
    run.tell(null)
    deed.mutate(told)
    setTold({})
    setTried(false)
    setSent(sent + 1)
  }
  return (
    <form autoComplete="off" onSubmit={(event) => { event.preventDefault(); if (!deed.isPending) send() }}>
      <Stack>
        {deed.error && <Failure error={deed.error} />}
        {run.trouble && <Message tone="error" title={run.trouble.why}>{run.trouble.said && t.says(run.trouble.said)}</Message>}
        {asked.map((ask) => <AskField key={`${ask.id} ${sent}`} ceremonyId={id} ask={ask} value={told[ask.id] ?? ''} isTried={isTried} onChange={(value) => setTold((before) => ({ ...before, [ask.id]: value }))} />)}
        <p className="muted small">{t.keptNowhere}{asks.length > asked.length && ` ${t.elsewhere}`}</p>
        <Cluster><Button type="submit" look="primary" size="l" icon="stamp" busy={deed.isPending} aria-disabled={isBlocked}>{label}</Button>{besides}</Cluster>
      </Stack>
    </form>
  )
}

interface AskFieldProps { readonly ceremonyId: string, readonly ask: Ask, readonly value: string, readonly isTried: boolean, readonly onChange: (value: string) => void }

function AskField({ ceremonyId, ask, value, isTried, onChange }: AskFieldProps) {
  const t = useTexts(handTexts)
  const isCode = ask.kind === 'code'
  const sent = useDeed(() => api.post<{ question: string | null }>(`/api/signing/ceremonies/${ceremonyId}/code`, { ask: ask.id }))
  const hint = sent.data?.question ?? (sent.isSuccess ? t.codeSent : t.codeHint)
  return (
    <>
      {sent.error && <Failure error={sent.error} />}
      <div className="signing-ask">
        <TextField label={ask.label ?? (isCode ? t.code : t.secret)} required width="s" type={isCode ? 'text' : 'password'} inputMode={ask.isNumber ? 'numeric' : undefined} maxLength={200}
          autoComplete={isCode ? 'one-time-code' : 'off'} value={value} onChange={({ target }) => onChange(target.value)} error={isTried && !value ? t.missing : undefined} />
        {isCode && <Button busy={sent.isPending} onClick={() => sent.mutate()}>{t.sendCode}</Button>}
      </div>
      {isCode && <output className="muted small">{hint}</output>}
    </>
  )
}
