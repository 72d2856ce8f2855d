import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Button, Cluster, Message, Skeleton, Stack, TextField, useTexts } from '../kit/index.ts'
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

interface GateProps {
  readonly url: string
  /** SHA-256 of it; `null`: any. */
  readonly certificate: string | null
  /** What can be done also while there is no card. */
  readonly besides?: ReactNode
  readonly children: (card: AgentCertificate) => ReactNode
}

/** Shows what stands between the page and a card and what to do about it; its children once the card with this certificate is there. */
export function CardGate({ url, certificate, besides, children }: GateProps) {
  const t = useTexts(handTexts)
  const { data: agent, refetch } = useQuery(agentQuery(url))
  const kind = agent?.kind
  useEffect(() => { if (kind && kind !== 'off') loadForAgent(kind === 'blocked') }, [kind])
  const card = certificate === null ? agent?.certificates[0] : agent?.certificates.find(({ hash }) => hash === certificate)
  if (card) return children(card)
  const away = agent?.kind !== 'ready' ? { title: t.off, lead: t.offLead } : certificate === null ? { title: t.noCertificates, lead: t.noCertificatesLead } : { title: t.noCard, lead: t.noCardLead }
  return (
    <Stack>
      {!agent ? <Skeleton lines={2} /> : agent.kind === 'unpaired' ? <Pairing url={url} onPaired={() => void refetch()} /> : <Message quiet tone="warning" title={away.title}>{away.lead}</Message>}
      {besides && <Cluster>{besides}</Cluster>}
    </Stack>
  )
}

const tried = 'obeh-agent-loaded-for'

/**
 * Which pages may speak to the agent is said by the address a page was loaded from. Reached from elsewhere, it is loaded anew, once: all it shows
 * is on the server.
 */
function loadForAgent(isBlocked: boolean): void {
  if (!isBlocked) return sessionStorage.removeItem(tried)
  if (sessionStorage.getItem(tried) === location.pathname) return
  sessionStorage.setItem(tried, location.pathname)
  location.reload()
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
