import { attributeOf, childOf, childrenOf, elementsOf, textAt, textOf } from '../xml/index.ts'
import type { Criteria, Qualification } from './list.ts'
import { additional, qualification, xades } from './namespaces.ts'

export function parseQualification(element: Element): Qualification {
  const qualifiers = childrenOf(childOf(element, qualification, 'Qualifiers'), qualification, 'Qualifier').flatMap((one) => attributeOf(one, 'uri') ?? [])
  const criteria = childOf(element, qualification, 'CriteriaList')
  return { qualifiers, criteria: criteria ? parseCriteria(criteria, 0) : { ...nothing, unknown: 1 } }
}

const nothing: Criteria = { assert: 'all', keyUsages: [], policySets: [], extendedKeyUsages: [], subjectAttributes: [], nested: [], unknown: 0 }

const deepest = 8

function parseCriteria(element: Element, depth: number): Criteria {
  const assert = attributeOf(element, 'assert')
  if ((assert !== 'all' && assert !== 'atLeastOne' && assert !== 'none') || depth > deepest) return { ...nothing, unknown: 1 }
  const others = childrenOf(element, qualification, 'otherCriteriaList').flatMap((list) => elementsOf(list))
  const named = (name: string) => others.filter(({ localName, namespaceURI }) => localName === name && namespaceURI === additional)
  return {
    assert,
    keyUsages: childrenOf(element, qualification, 'KeyUsage').map((usage) => childrenOf(usage, qualification, 'KeyUsageBit')
      .map((bit) => ({ bit: attributeOf(bit, 'name') ?? '', set: ['true', '1'].includes(textOf(bit) ?? '') }))),
    policySets: childrenOf(element, qualification, 'PolicySet').map((set) => childrenOf(set, qualification, 'PolicyIdentifier').map((one) => oidAt(one, 'Identifier'))),
    extendedKeyUsages: named('ExtendedKeyUsage').map((one) => childrenOf(one, additional, 'KeyPurposeId').map((id) => oidAt(id, 'Identifier'))),
    subjectAttributes: named('CertSubjectDNAttribute').map((one) => childrenOf(one, additional, 'AttributeOID').map((id) => oidAt(id, 'Identifier'))),
    nested: childrenOf(element, qualification, 'CriteriaList').map((list) => parseCriteria(list, depth + 1)),
    unknown: others.length - named('ExtendedKeyUsage').length - named('CertSubjectDNAttribute').length,
  }
}

const oidAt = (element: Element, name: string): string => (textAt(element, xades, name) ?? '').replace(/^urn:oid:/i, '')
