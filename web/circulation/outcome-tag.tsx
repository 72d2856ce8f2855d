import { Tag, useTexts, type Tone } from '../kit/index.ts'
import type { Item, Outcome } from './item.ts'
import { circulationTexts } from './texts.ts'

/** How far an item is: what was answered, or that it is waited for. */
export function OutcomeTag({ item }: { item: Pick<Item, 'state' | 'outcome' | 'stale'> }) {
  const t = useTexts(circulationTexts)
  if (item.state === 'open') return item.stale ? <Tag tone="warning" icon="warning">{t.stale}</Tag> : <Tag state tone="info">{t.states.open}</Tag>
  if (item.state === 'withdrawn' || !item.outcome) return <Tag state>{t.states[item.state]}</Tag>
  return <Tag state tone={tones[item.outcome]}>{t.outcomes[item.outcome]}</Tag>
}

const tones: Record<Outcome, Tone> = {
  'agree': 'success', 'agree-with-reservation': 'warning', 'disagree': 'error', 'approved': 'success', 'returned': 'error', 'seen': 'success',
  'completed': 'success', 'signed': 'success', 'sealed': 'success', 'silent': 'success',
}
