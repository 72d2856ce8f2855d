import { Button, Cluster, Stack } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { CardForm } from './card-form.tsx'
import type { ConfirmProps } from './confirm-props.ts'
import { SecretForm } from './secret-form.tsx'

/** The one place where a list is confirmed: by a button alone, or with what its key wants of its holder. */
export function Confirm(props: ConfirmProps) {
  const { hand } = props.ceremony
  if (hand?.kind === 'secrets') return <SecretForm {...props} asks={hand.asks} />
  if (hand?.kind === 'agent') return <CardForm {...props} url={hand.url} certificate={hand.certificate} />
  return <PlainConfirm {...props} />
}

function PlainConfirm({ ceremony: { id, root }, label, besides, isBlocked = false }: ConfirmProps) {
  const deed = useDeed(() => api.post(`/api/signing/ceremonies/${id}/confirm`, { root }))
  return (
    <Stack>
      {deed.error && <Failure error={deed.error} />}
      <Cluster><Button look="primary" size="l" icon="stamp" busy={deed.isPending} aria-disabled={isBlocked} onClick={() => deed.mutate()}>{label}</Button>{besides}</Cluster>
    </Stack>
  )
}
