import { infiniteQueryOptions } from '@tanstack/react-query'
import type { EventType } from '../../src/modules/audit/index.ts'
import { api } from '../shell/api.ts'

/** An entry of the log as `audit/routes.ts` tells it. */
export interface LogEntry {
  readonly index: number, readonly at: string, readonly event: EventType, readonly objectType: string, readonly objectId: string, readonly subjectId: string
  readonly actorId: string | null, readonly actorName: string | null, readonly onBehalfOf: string | null, readonly origin: string, readonly outcome: string
  readonly particulars: Readonly<Record<string, unknown>> | null
  /** The reader may not read the particulars; or nobody can any more. */
  readonly withheld: boolean, readonly erased: boolean
}
interface LogPage { readonly items: readonly LogEntry[], readonly next: number | null }

/** What is looked for; everything in the address of the page, so that it can be sent on. */
export interface LogSearch { readonly kdo?: string, readonly co?: string, readonly udalost?: string, readonly od?: string, readonly do?: string }

/** Each page that is fetched is an entry of its own in the log, so nothing is asked for without the reader's wish. */
export const logQuery = ({ kdo, co, udalost, od, do: to }: LogSearch) => infiniteQueryOptions({
  queryKey: ['log', kdo, co, udalost, od, to],
  queryFn: ({ pageParam, signal }) => api.get<LogPage>(`/api/log?${new URLSearchParams(Object.entries({
    actor: kdo, object: co, event: udalost, from: od, to, before: pageParam === null ? undefined : String(pageParam), limit: '50',
  }).filter((pair): pair is [string, string] => pair[1] !== undefined))}`, { signal }),
  initialPageParam: null as number | null,
  getNextPageParam: (page) => page.next,
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

/** How the log is kept, as `audit/routes-renditions.ts` tells it. */
export interface LogWitness { readonly name: string, readonly cosignedAt: string | null, readonly size: number | null, readonly late: boolean, readonly contradicts: boolean }
export interface KeepingPage {
  readonly missing: readonly string[], readonly unsealed: readonly string[], readonly witnesses: readonly LogWitness[], readonly next: string | null
  readonly days: readonly { readonly day: string, readonly entries: number, readonly size: number, readonly sha256: string, readonly documentId: string, readonly madeAt: string, readonly sealedAt: string | null }[]
}

export const keepingQuery = infiniteQueryOptions({
  queryKey: ['log', 'keeping'],
  queryFn: ({ pageParam, signal }) => api.get<KeepingPage>(`/api/log/keeping${pageParam === null ? '' : `?to=${pageParam}`}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})
