import { kindOfPlace, sampleText } from './testing-names.ts'
import type { ObjectKind } from './testing-objects.ts'
import type { Schema } from './testing-schema.ts'

/** A place in what a route takes where an object is named, and the body or query that goes there. */
export interface NamedThere {
  readonly place: string
  readonly kind: ObjectKind
  /** The whole, with `id` at that place and right objects everywhere else. */
  readonly with: (id: string) => unknown
}

type IdOf = (kind: ObjectKind) => string

/** Something the schema takes. Only what must be there is there. `place`: the name of the route, for names of objects. */
export const sample = (schema: Schema, place: string, idOf: IdOf): unknown => (branches(schema)[0] ? sampleOf(schema, place, idOf, undefined) : undefined)

/** Every place where an object can be named. */
export function namedThere(schema: Schema, place: string, idOf: IdOf): NamedThere[] {
  return walk(schema, place, undefined, idOf).map(({ place: at, kind, build }) => ({ place: at, kind, with: build }))
}

interface Found { readonly place: string; readonly kind: ObjectKind; readonly build: (id: string) => unknown }

/** `sibling`: the `kind` beside an `id`. */
function walk(schema: Schema, place: string, sibling: unknown, idOf: IdOf): Found[] {
  return branches(schema).flatMap((branch): Found[] => {
    if (branch.format === 'uuid') return [{ place, kind: kindOfPlace(place, sibling), build: (id) => id }]
    if (branch.items) return walk(branch.items, `${place}[]`, sibling, idOf).map((found) => ({ ...found, build: (id) => [found.build(id)] }))
    const { properties = {} } = branch
    return Object.entries(properties).flatMap(([name, inner]) =>
      walk(inner, `${place}.${name}`, properties['kind']?.enum?.[0], idOf).map((found): Found => (
        { ...found, build: (id) => ({ ...objectOf(branch, place, idOf), [name]: found.build(id) }) })))
  })
}

const branches = (schema: Schema): readonly Schema[] => (schema.anyOf ?? schema.oneOf)?.flatMap(branches) ?? [schema]

function sampleOf(schema: Schema, place: string, idOf: IdOf, sibling: unknown): unknown {
  const [branch = schema] = branches(schema)
  const name = place.slice(place.lastIndexOf('.') + 1).replace('[]', '')
  if (branch.enum) return branch.enum[0]
  if (branch.format === 'uuid') return idOf(kindOfPlace(place, sibling))
  if (branch.type === 'array' || branch.items) return branch.items ? [sampleOf(branch.items, `${place}[]`, idOf, undefined)] : []
  if (branch.type === 'object' || branch.properties) return objectOf(branch, place, idOf)
  if (branch.type === 'integer' || branch.type === 'number') return branch.minimum ?? 1
  if (branch.type === 'boolean') return false
  return sampleText(name, branch.format)
}

function objectOf({ properties = {}, required = [] }: Schema, place: string, idOf: IdOf): Record<string, unknown> {
  const kind = properties['kind']?.enum?.[0]
  return Object.fromEntries(Object.entries(properties).filter(([name]) => required.includes(name)).map(([name, inner]) => [name, sampleOf(inner, `${place}.${name}`, idOf, kind)]))
}
