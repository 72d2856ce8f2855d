import { api } from '../shell/api.ts'
import type { Agent, Refused } from './agent.ts'

interface ToCard { readonly ordinal: number, readonly name: string, readonly digest: string, readonly hash: string }

export interface CardRun {
  readonly ceremonyId: string
  readonly agent: Agent
  /** SHA-256 of the certificate whose key signs. */
  readonly certificate: string
  /** What the agent's window says above the list. */
  readonly title: string
  /** Signatures by one PIN. */
  readonly perConfirmation: number | null
  readonly signal: AbortSignal
  /** How many signatures the server has taken in this run. */
  readonly onTaken: (taken: number) => void
}

/** So many signatures at most are lost when the page goes away in the middle. */
const atOnce = 20

/** Has the card sign what the server gives, part by part, until nothing is left; returns the code of what kept it from going on, or `null`. */
export async function signByCard({ ceremonyId, agent, certificate, title, perConfirmation, signal, onTaken }: CardRun): Promise<string | null> {
  for (let taken = 0; !signal.aborted;) {
    const { documents } = await api.post<{ readonly documents: readonly ToCard[] }>(`/api/signing/ceremonies/${ceremonyId}/digests`, {}, { timeoutMs: 120_000 })
    if (documents.length === 0) return null
    const opened = await agent.open({ title, certificate, documents: documents.map(({ name, digest, hash }) => ({ name, digest, hash })) }).catch(gone)
    if ('refused' in opened) return opened.refused
    const trouble = await signList(agent, opened.batch, documents, Math.min(atOnce, perConfirmation ?? atOnce), signal, async (signatures) => {
      const { kept, wrong } = await api.post<{ readonly kept: number, readonly wrong: readonly number[] }>(`/api/signing/ceremonies/${ceremonyId}/signatures`, { signatures }, { timeoutMs: 120_000 })
      onTaken(taken += kept)
      return wrong.length === 0
    })
    await agent.end(opened.batch)
    if (trouble !== null) return trouble
  }
  return null
}

async function signList(
  agent: Agent, batch: string, documents: readonly ToCard[], part: number, signal: AbortSignal, take: (signatures: readonly { ordinal: number, value: string }[]) => Promise<boolean>,
): Promise<string | null> {
  for (let from = 0; from < documents.length && !signal.aborted; from += part) {
    const some = documents.slice(from, from + part)
    const said = await agent.sign(batch, some.map((_, index) => from + index)).catch(gone)
    if ('refused' in said) return said.refused
    const signatures = some.slice(0, said.signatures.length).map(({ ordinal }, index) => ({ ordinal, value: said.signatures[index] ?? '' }))
    if (signatures.length > 0 && !await take(signatures)) return 'signature-wrong'
    if (said.trouble !== null) return said.trouble
    if (signatures.length < some.length) return 'agent-gone'
  }
  return null
}

const gone = (): Refused => ({ refused: 'agent-gone' })
