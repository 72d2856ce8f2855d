import { childrenOf, fail, oidOf, sequenceOf, type Element } from '../asn1/index.ts'

export interface Attribute {
  readonly oid: string
  readonly values: readonly Element[]
  readonly element: Element
}

/** More than any honest signer has; what follows hashes and sorts them. */
const mostAttributes = 1_000

/** A SET of attributes, under whatever implicit tag it stands. */
export function readAttributes(element: Element): readonly Attribute[] {
  const members = childrenOf(element)
  if (members.length > mostAttributes) fail('too many attributes')
  return members.map((attribute) => {
    const [type, values, ...more] = sequenceOf(attribute)
    if (!values || more.length > 0) return fail('an attribute without values')
    const read = childrenOf(values)
    return read.length > mostAttributes ? fail('too many values') : { oid: oidOf(type), values: read, element: attribute }
  })
}

/** All values of an attribute that may stand several times, as time stamps and countersignatures do. */
export const valuesOf = (attributes: readonly Attribute[] | undefined, oid: string): readonly Element[] =>
  (attributes ?? []).filter((attribute) => attribute.oid === oid).flatMap(({ values }) => values)

/** The one value of an attribute that may stand once with one value; `several` when it does otherwise. */
export function onlyValueOf(attributes: readonly Attribute[] | undefined, oid: string): Element | 'several' | undefined {
  const [first, ...more] = (attributes ?? []).filter((attribute) => attribute.oid === oid)
  if (!first) return undefined
  const [value] = first.values
  return value && more.length === 0 && first.values.length === 1 ? value : 'several'
}
