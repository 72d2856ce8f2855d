import { childrenOf, fail, oidOf, sequenceOf, type Element } from '../asn1/index.ts'

export interface Attribute {
  readonly oid: string
  readonly values: readonly Element[]
  readonly element: Element
}

/** A SET of attributes, under whatever implicit tag it stands. */
export function readAttributes(element: Element): readonly Attribute[] {
  return childrenOf(element).map((attribute) => {
    const [type, values, ...more] = sequenceOf(attribute)
    return values && more.length === 0 ? { oid: oidOf(type), values: childrenOf(values), element: attribute } : fail('an attribute without values')
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
