import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { Button, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { intakeTexts } from './texts.ts'

interface KnownParty { readonly id: string, readonly name: string, readonly email: string | null, readonly score: number }

/** Who of the register the sender may be. Taking one writes them into the form as they stand there, so that no second record of them is made. */
export function SenderHints({ name, email, onTake }: { name: string, email: string, onTake: (party: { senderName: string, senderEmail: string }) => void }) {
  const t = useTexts(intakeTexts).form
  const traits = useDeferredValue(new URLSearchParams({ ...name.trim() ? { name: name.trim() } : {}, ...email.trim() ? { email: email.trim() } : {} }).toString())
  const found = useQuery({
    queryKey: ['party hints', traits], enabled: traits !== '', staleTime: 60_000, retry: false,
    queryFn: ({ signal }) => api.get<{ items: readonly KnownParty[] }>(`/api/parties/hints?${traits}`, { signal }),
  })
  const others = (found.data?.items ?? []).filter((party) => party.name !== name.trim() || (party.email ?? '') !== email.trim()).slice(0, 3)
  if (others.length === 0) return null
  return (
    <div className="intake__hints">
      <p className="muted small">{t.known}</p>
      <ul>
        {others.map((party) => (
          <li key={party.id}><Button size="s" look="plain" onClick={() => onTake({ senderName: party.name, senderEmail: party.email ?? '' })}>{party.name}{party.email ? ` (${party.email})` : ''}</Button></li>
        ))}
      </ul>
    </div>
  )
}
