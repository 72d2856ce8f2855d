import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore, type FormEvent } from 'react'
import { Button, Dialog, LinkButton, Message, Skeleton, Stack, TextField, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { askedFor, onProofAsked, settleProof, type ProofReason } from '../shell/proof.ts'
import type { KeyQuestion } from '../shell/session.ts'
import { KeyFailure } from './key-failure.tsx'
import { askToProve, canUseKeys, proveByKey, proveByPassword } from './passkey.ts'
import { keyTexts } from './texts-key.ts'

/** Over any page, before a sensitive act: who it is, by a key or the password. What was asked is then done without another press. */
export function ProveAgain() {
  const t = useTexts(keyTexts).prove
  const reason = useSyncExternalStore(onProofAsked, askedFor)
  return (
    <Dialog open={reason !== null} onClose={() => settleProof(false)} title={t.title}>
      {reason && <Ways reason={reason} />}
    </Dialog>
  )
}

function Ways({ reason }: { reason: ProofReason }) {
  const t = useTexts(keyTexts).prove
  const bound = reason === 'device-key-needed'
  const asked = useQuery({ queryKey: ['proof', bound], queryFn: () => askToProve(bound), staleTime: 0, gcTime: 0, retry: false, refetchOnWindowFocus: false })
  if (asked.error) return <Failure error={asked.error} onAgain={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton lines={3} />
  const question = canUseKeys() ? asked.data.question : null
  return (
    <Stack>
      <p>{bound ? t.boundLead : t.lead}</p>
      {question && <ByKey key={question.challenge} question={question} onFailed={() => void asked.refetch()} />}
      {asked.data.password && <ByPassword />}
      {!question && bound && <Message quiet tone="warning" title={t.none} actions={<LinkButton href="/ucet" onClick={() => settleProof(false)}>{t.add}</LinkButton>} />}
      <div><Button look="plain" onClick={() => settleProof(false)}>{t.cancel}</Button></div>
    </Stack>
  )
}

function ByKey({ question, onFailed }: { question: KeyQuestion, onFailed: () => void }) {
  const t = useTexts(keyTexts).prove
  const attempt = useMutation({ mutationFn: () => proveByKey(question), onSuccess: () => settleProof(true), onError: onFailed })
  return (
    <>
      {attempt.error && <KeyFailure error={attempt.error} />}
      <Button look="primary" size="l" wide icon="secured" busy={attempt.isPending} onClick={() => attempt.mutate()}>{t.key}</Button>
    </>
  )
}

function ByPassword() {
  const t = useTexts(keyTexts).prove
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const attempt = useMutation({ mutationFn: () => proveByPassword(typed), onSuccess: () => settleProof(true) })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (typed) attempt.mutate()
  }
  return (
    <form className="form" onSubmit={send} noValidate>
      {attempt.error && <Failure error={attempt.error} />}
      <TextField label={t.password} type="password" autoComplete="current-password" maxLength={500} required value={typed}
        onChange={({ target }) => setTyped(target.value)} error={(tried && !typed && t.missing) || undefined} />
      <Button type="submit" wide busy={attempt.isPending}>{t.confirm}</Button>
    </form>
  )
}
