import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { agentAt } from './agent.ts'
import { signByCard } from './card-run.ts'
import type { Ceremony } from './model.ts'

/** Why a key in its holder's hands did not go on, in words; `said` are those of the service itself. */
export interface HandTrouble { readonly why: string, readonly said: string | null }

export interface HandRun {
  readonly trouble: HandTrouble | null
  tell(trouble: HandTrouble | null): void
  /** How many a card has signed since it was started on this page; `null` when it is not at work here. */
  readonly taken: number | null
  /** Why the card stopped, as a code. */
  readonly stopped: string | null
  /** Fails when the server refuses. */
  start(ceremony: Ceremony, title: string, perConfirmation: number | null): Promise<void>
}

/** What the key of a list is doing here. It stands above the parts of the page, which change while it works. */
export function useHand(): HandRun {
  const queries = useQueryClient()
  const [trouble, tell] = useState<HandTrouble | null>(null)
  const [taken, setTaken] = useState<number | null>(null)
  const [stopped, setStopped] = useState<string | null>(null)
  const going = useRef<AbortController | null>(null)
  useEffect(() => () => going.current?.abort(), [])
  const start = useCallback(async ({ id, hand }: Ceremony, title: string, perConfirmation: number | null) => {
    if (hand?.kind !== 'agent' || going.current) return
    const { url, certificate } = hand
    const control = new AbortController()
    going.current = control
    setTaken(0)
    setStopped(null)
    try {
      setStopped(await signByCard({ ceremonyId: id, agent: agentAt(url), certificate, title, perConfirmation, signal: control.signal, onTaken: setTaken }))
    } finally {
      going.current = null
      setTaken(null)
      void queries.invalidateQueries({ queryKey: ['signing'] })
    }
  }, [queries])
  return { trouble, tell, taken, stopped, start }
}
