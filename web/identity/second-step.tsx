import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button, Stack, useTexts } from '../kit/index.ts'
import type { KeyQuestion } from '../shell/session.ts'
import { KeyFailure } from './key-failure.tsx'
import { answerSecond } from './passkey.ts'
import { keyTexts } from './texts-key.ts'

/** The password was right, now a key is asked for; the browser asks at once, without another press. A question is good for one answer. */
export function SecondStep({ question, onDone, onBack }: { question: KeyQuestion, onDone: () => void, onBack: () => void }) {
  const t = useTexts(keyTexts).second
  const attempt = useMutation({ mutationFn: () => answerSecond(question), onSuccess: onDone })
  const started = useRef(false)
  const { mutate } = attempt
  useEffect(() => {
    if (!started.current) mutate()
    started.current = true
  }, [mutate])
  return (
    <Stack>
      <h3>{t.title}</h3>
      <p>{t.lead}</p>
      {attempt.error && <KeyFailure error={attempt.error} />}
      <Button look="primary" size="l" wide icon="secured" busy={attempt.isPending} onClick={() => mutate()}>{t.use}</Button>
      <Button wide onClick={onBack}>{t.back}</Button>
      <p className="muted small">{t.lost}</p>
    </Stack>
  )
}
