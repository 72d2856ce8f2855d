import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Pickable } from '../kit/index.ts'
import { api } from '../shell/api.ts'

export interface Unit { readonly id: string, readonly parentId: string | null, readonly code: string, readonly name: string }
export interface Person { readonly id: string, readonly name: string, readonly post: string, readonly unitId: string | null, readonly roles: readonly string[] }
export interface Directory { readonly units: readonly Unit[], readonly people: readonly Person[] }
export interface Addressee { readonly kind: 'person' | 'unit', readonly id: string }

/** Who is in the office. It changes rarely, so it is fetched once in a while. */
export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => api.get<Directory>('/api/directory', { signal }),
  staleTime: 10 * 60_000,
})

const nobody: Directory = { units: [], people: [] }

/** People and units to choose from and to call by name; empty until fetched. People of `firstUnitId` are offered before everything else. */
export function useDirectory(firstUnitId?: string | null) {
  const { data = nobody } = useQuery(directoryQuery)
  return useMemo(() => {
    const units = new Map(data.units.map((unit) => [unit.id, unit]))
    const people = new Map(data.people.map((person) => [person.id, person]))
    const optionOf = (prefix: string) => (person: Person): Pickable => ({ value: prefix + person.id, label: person.name, detail: described(person, units) })
    const near = firstUnitId ? data.people.filter((person) => person.unitId === firstUnitId) : []
    const others = data.people.filter((person) => !near.includes(person))
    return {
      ...data,
      unitName: (id: string | null | undefined) => (id && units.get(id)?.name) || null,
      personName: (id: string | null | undefined) => (id && people.get(id)?.name) || null,
      unitOptions: data.units.map((unit): Pickable => ({ value: unit.id, label: unit.name, detail: unit.code })),
      peopleOptions: [...near, ...others].map(optionOf('')),
      /** Read back by `addresseeOf`. */
      everyone: [
        ...near.map(optionOf('person:')),
        ...data.units.map((unit): Pickable => ({ value: `unit:${unit.id}`, label: unit.name, detail: unit.code })),
        ...others.map(optionOf('person:')),
      ],
    }
  }, [data, firstUnitId])
}

const described = (person: Person, units: ReadonlyMap<string, Unit>) =>
  [person.post, person.unitId && units.get(person.unitId)?.name].filter(Boolean).join(', ')

/** What was chosen of `everyone`. */
export function addresseeOf(value: string): Addressee {
  const at = value.indexOf(':')
  return { kind: value.slice(0, at) === 'unit' ? 'unit' : 'person', id: value.slice(at + 1) }
}
