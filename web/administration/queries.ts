import { queryOptions } from '@tanstack/react-query'
import type { RowProblem, ShownPolicy, SignInState } from '../../src/modules/identity/index.ts'
import { api } from '../shell/api.ts'

export type { RowProblem, ShownPolicy, SignInState }

export interface AdminPerson {
  readonly id: string, readonly name: string, readonly familyName: string, readonly email: string, readonly post: string, readonly unitId: string
  readonly roles: readonly string[], readonly active: boolean, readonly hasPassword: boolean
}
export interface AdminUnit { readonly id: string, readonly parentId: string | null, readonly code: string, readonly name: string, readonly people: number }
export interface OpenWork { readonly files: number, readonly items: number }
export interface ImportRow {
  readonly line: number
  readonly plan: { readonly name: string, readonly email: string, readonly post: string, readonly unit: string, readonly roles: readonly string[] }
  readonly problems: readonly RowProblem[]
}

export const peopleQuery = queryOptions({
  queryKey: ['admin', 'people'],
  queryFn: ({ signal }) => api.get<{ items: readonly AdminPerson[], mayAdminister: boolean }>('/api/admin/people', { signal }),
})

export const unitsQuery = queryOptions({
  queryKey: ['admin', 'units'],
  queryFn: ({ signal }) => api.get<{ items: readonly AdminUnit[] }>('/api/admin/units', { signal }),
})

export const workQuery = (personId: string) => queryOptions({
  queryKey: ['admin', 'work', personId],
  queryFn: ({ signal }) => api.get<OpenWork>(`/api/admin/people/${personId}/work`, { signal }),
})

export const signInQuery = (personId: string) => queryOptions({
  queryKey: ['admin', 'sign-in', personId],
  queryFn: ({ signal }) => api.get<SignInState>(`/api/admin/people/${personId}/sign-in`, { signal }),
})

export const policyQuery = queryOptions({
  queryKey: ['admin', 'sign-in-policy'],
  queryFn: ({ signal }) => api.get<ShownPolicy>('/api/admin/sign-in-policy', { signal }),
})

export const allRoles = ['clerk', 'head', 'registrar', 'auditor', 'admin'] as const
