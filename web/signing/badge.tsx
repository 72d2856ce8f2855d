import { useQuery } from '@tanstack/react-query'
import { waitingQuery } from './queries.ts'

/** How many documents wait for the person's signature, beside the place in the menu. */
export function WaitingBadge() {
  const waiting = useQuery(waitingQuery).data ?? 0
  return waiting > 0 && <span className="nav-item__count">{waiting > 99 ? '99+' : waiting}</span>
}
