import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Button, Message, Skeleton, Stack, TextField, useTexts } from '../kit/index.ts'
import { agentAt, hashOf, type AgentCertificate } from './agent.ts'
import { handTexts } from './texts-hand.ts'

/** What the agent at this computer says, watched: a card is put in, a program started, and the page goes on by itself. */
export const agentQuery = (url: string) => ({
  queryKey: ['agent', url],
  queryFn: async () => {
    const status = await agentAt(url).status()
    const certificates = status.kind === 'ready' ? await Promise.all(status.certificates.map(async (each) => ({ ...each, hash: await hashOf(each) }))) : []
    return { kind: status.kind, certificates }
  },
  refetchInterval: 3_000, retry: false, gcTime: 0,
})

/** Shows what stands between the page and a card and what to do about it; its children once the card with this certificate is there. */
export function CardGate({ url, certificate, children }: { url: string, certificate: string | null, children: (card: AgentCertificate) => ReactNode }) {
  const t = useTexts(handTexts)
  const { data: agent, refetch } = useQuery(agentQuery(url))
  useEffect(() => { if (agent?.kind === 'blocked') leaveForOwnAddress() }, [agent?.kind])
  if (!agent) return <Skeleton lines={2} />
  if (agent.kind === 'unpaired') return <Pairing url={url} onPaired={() => void refetch()} />
  if (agent.kind !== 'ready') return <Message quiet tone="warning" title={t.off}>{t.offLead}</Message>
  const card = certificate === null ? agent.certificates[0] : agent.certificates.find(({ hash }) => hash === certificate)
  if (!card) return certificate === null ? <Message quiet tone="warning" title={t.noCertificates}>{t.noCertificatesLead}</Message> : <Message quiet tone="warning" title={t.noCard}>{t.noCardLead}</Message>
  return children(card)
}

/** Which pages may speak to the agent is said by the address a page was loaded from. Reached from elsewhere, it is loaded anew: all it shows is on the server. */
function leaveForOwnAddress(): void {
  const [loaded] = performance.getEntriesByType('navigation')
  if (loaded && new URL(loaded.name).pathname !== location.pathname) location.reload()
}

function Pairing({ url, onPaired }: { url: string, onPaired: () => void }) {
  const t = useTexts(handTexts)
  const [code, setCode] = useState('')
  const [isWrong, setWrong] = useState(false)
  const pair = async () => {
    const isPaired = await agentAt(url).pair(code.replaceAll(/\D/g, '')).catch(() => false)
    setWrong(!isPaired)
    if (isPaired) onPaired()
  }
  return (
    <form autoComplete="off" onSubmit={(event) => { event.preventDefault(); void pair() }}>
      <Stack>
        <Message quiet tone="info" title={t.unpaired}>{t.unpairedLead}</Message>
        <div className="signing-ask">
          <TextField label={t.pairCode} required width="s" inputMode="numeric" maxLength={10} value={code} onChange={({ target }) => setCode(target.value)} error={isWrong ? t.pairWrong : undefined} />
          <Button type="submit">{t.pair}</Button>
        </div>
      </Stack>
    </form>
  )
}
