import { queryOptions } from '@tanstack/react-query'
import type { SubstitutableKind } from '../../src/modules/identity/index.ts'
import { api } from '../shell/api.ts'

export type { SubstitutableKind }
/** In the order in which they are offered. */
export const substitutableKinds = ['handle', 'approve', 'comment', 'note', 'check', 'correct', 'dispatch'] as const satisfies readonly SubstitutableKind[]

interface Named { readonly id: string, readonly name: string }

/** Who does whose work from one day to another, both included. Days are `YYYY-MM-DD`. */
export interface Substitution {
  readonly id: string
  readonly person: Named
  readonly substitute: Named
  readonly startsOn: string
  readonly endsOn: string
  readonly kinds: readonly SubstitutableKind[]
  readonly maySign: boolean
  readonly basis: string
  readonly mayEnd: boolean
}

export const isRunning = ({ startsOn, endsOn }: Pick<Substitution, 'startsOn' | 'endsOn'>, today: string) => startsOn <= today && today <= endsOn

export const substitutionsQuery = queryOptions({
  queryKey: ['substitutions'],
  queryFn: ({ signal }) => api.get<{ items: readonly Substitution[] }>('/api/substitutions', { signal }),
})
