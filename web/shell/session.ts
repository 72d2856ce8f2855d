import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Language } from '../kit/index.ts'
import { api } from './api.ts'
import { isProblem } from './problem.ts'

export interface Me {
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly post: string
    readonly unitId: string | null
    readonly unitName: string
    readonly roles: readonly string[]
  }
  readonly tenant: { readonly name: string, readonly abbreviation: string }
  readonly language: Language
  /** In whose place this person works today. */
  readonly standsFor: readonly { readonly id: string, readonly name: string }[]
  /** A second factor is required and there is none yet: nothing else opens before it is made. */
  readonly owesFactor: boolean
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
  staleTime: Infinity,
  gcTime: Infinity,
  retry: (failures, error) => !isProblem(error, 401) && failures < 2,
})

/** Who is signed in. Every page of the office has somebody: without one it is never drawn. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

export const hasRole = (me: Me, ...roles: readonly string[]): boolean => roles.some((role) => me.person.roles.includes(role))

/** What a key is asked, as the browser takes it. */
export type KeyQuestion = PublicKeyCredentialRequestOptionsJSON

/** Signs in by password; `second` is the question for a key when the password alone is not enough. */
export const signIn = (email: string, password: string) => api.post<{ person: { id: string } | null, second: KeyQuestion | null }>('/api/session', { email, password })

/** Leaves nothing of the person in the browser's memory. */
export async function signOut(): Promise<void> {
  await api.delete('/api/session')
  sessionStorage.clear()
  location.assign('/login')
}

let expired = false
const listeners = new Set<() => void>()
const set = (value: boolean) => {
  expired = value
  for (const listener of listeners) listener()
}

/** The server no longer knows us, while a page is open. What is written on it must not be lost, so the person signs in over it. */
export const sessionExpired = () => set(true)
export const sessionRenewed = (queries: QueryClient) => {
  set(false)
  return queries.invalidateQueries()
}
export const useSessionExpired = (): boolean => useSyncExternalStore((listener) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}, () => expired)
