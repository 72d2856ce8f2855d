import fc, { type Arbitrary } from 'fast-check'
import { hostileNumber, hostileText, hostileValue } from './testing-hostile.ts'
import { kindOfPlace, sampleText } from './testing-names.ts'
import type { ObjectKind } from './testing-objects.ts'
import type { Schema } from './testing-schema.ts'

type IdsOf = (kind: ObjectKind) => readonly string[]

/** Mostly what the schema takes, in all its branches and at its edges; now and then something else in its place. `place`: as in `sample`. */
export function taken(schema: Schema, place: string, idsOf: IdsOf, sibling?: unknown): Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: right(schema, place, idsOf, sibling) }, { weight: 1, arbitrary: hostileValue })
}

function right(schema: Schema, place: string, idsOf: IdsOf, sibling: unknown): Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => taken(choice, place, idsOf, sibling)), ...(schema.nullable ? [fc.constant(null)] : []))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.format === 'uuid') return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...idsOf(kindOfPlace(place, sibling))) }, { weight: 1, arbitrary: fc.uuid({ version: 7 }) })
  if (schema.items) return manyOf(schema.items, schema.maxItems ?? 3, place, idsOf)
  if (schema.properties) return recordOf(schema.properties, schema.required ?? [], place, idsOf)
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema)
  if (schema.type === 'boolean') return fc.boolean()
  return textOf(schema, place.slice(place.lastIndexOf('.') + 1))
}

const manyOf = (items: Schema, most: number, place: string, idsOf: IdsOf): Arbitrary<unknown> => fc.oneof(
  { weight: 12, arbitrary: fc.array(taken(items, `${place}[]`, idsOf), { maxLength: Math.min(most, 3) }) },
  { weight: 1, arbitrary: right(items, `${place}[]`, idsOf, undefined).map((item) => Array.from({ length: Math.min(most + 1, 300) }, () => item)) })

function recordOf(properties: Readonly<Record<string, Schema>>, required: readonly string[], place: string, idsOf: IdsOf): Arbitrary<unknown> {
  const sibling = properties['kind']?.enum?.[0]
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, taken(inner, `${place}.${name}`, idsOf, sibling)]))
  const whole = fc.record(fields, { requiredKeys: [...required] })
  const torn = fc.record(fields, { requiredKeys: [] })
  const swollen = fc.tuple(whole, fc.dictionary(fc.constantFrom('tenantId', 'id', 'constructor', 'toString', 'role', '', 'a\0'), hostileValue, { maxKeys: 3 }))
    .map(([fine, extra]) => ({ ...extra, ...fine }))
  return fc.oneof({ weight: 20, arbitrary: whole }, { weight: 1, arbitrary: torn }, { weight: 2, arbitrary: swollen })
}

function numberOf({ minimum = 0, maximum = 1_000 }: Schema): Arbitrary<number> {
  return fc.oneof({ weight: 4, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) }) }, { weight: 1, arbitrary: fc.constantFrom(minimum - 1, maximum, maximum + 1) },
    { weight: 1, arbitrary: hostileNumber })
}

function textOf({ format, maxLength }: Schema, name: string): Arbitrary<string> {
  const longest = maxLength ?? 5_000
  return fc.oneof({ weight: 14, arbitrary: fc.constant(sampleText(name, format)) }, { weight: 4, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.constantFrom(longest, longest + 1).map((length) => 'ž'.repeat(Math.min(length, 120_000))) })
}
