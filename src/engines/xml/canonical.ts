import { C14nCanonicalization, C14nCanonicalizationWithComments, ExclusiveCanonicalization, ExclusiveCanonicalizationWithComments, type NamespacePrefix } from 'xml-crypto'

/** The transforms that are known; every other makes a signature unreadable, not merely unverified. */
export const transforms = {
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusiveWithComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  inclusive11: 'http://www.w3.org/2006/12/xml-c14n11',
} as const

const canonicalisations = new Map<string, () => { process(node: Element, options: object): string }>([
  [transforms.exclusive, () => new ExclusiveCanonicalization()],
  [transforms.exclusiveWithComments, () => new ExclusiveCanonicalizationWithComments()],
  [transforms.inclusive, () => new C14nCanonicalization()],
  [transforms.inclusiveWithComments, () => new C14nCanonicalizationWithComments()],
  [transforms.inclusive11, () => new C14nCanonicalization()],
])

export const isCanonicalisation = (algorithm: string): boolean => canonicalisations.has(algorithm)

/** The canonical bytes of an element. `prefixes` are the InclusiveNamespaces of an exclusive one. Throws on what has no canonical form. */
export function canonicalise(element: Element, algorithm: string, prefixes: readonly string[] = []): Buffer {
  const canonicalisation = canonicalisations.get(algorithm)
  if (!canonicalisation) throw new RangeError(`no canonicalisation ${algorithm}`)
  const isInclusive = algorithm !== transforms.exclusive && algorithm !== transforms.exclusiveWithComments
  const ancestorNamespaces = isInclusive || prefixes.length > 0 ? namespacesAbove(element) : []
  return Buffer.from(canonicalisation().process(element, { ancestorNamespaces, inclusiveNamespacesPrefixList: [...prefixes] }))
}

/** What an element inherits: a part cut out of its document takes the namespaces in force above it along. */
function namespacesAbove(element: Element): NamespacePrefix[] {
  // The canonicaliser itself writes the namespace of an element without a prefix.
  const own = new Set([...element.prefix ? [] : [''], ...declarationsOf(element).map(({ prefix }) => prefix)])
  const inherited = new Map<string, string>()
  for (let node = element.parentNode; node && node.nodeType === 1; node = node.parentNode) {
    for (const { prefix, namespaceURI } of declarationsOf(node as Element)) if (!own.has(prefix) && !inherited.has(prefix)) inherited.set(prefix, namespaceURI)
  }
  return [...inherited].filter(([, namespaceURI]) => namespaceURI !== '').map(([prefix, namespaceURI]) => ({ prefix, namespaceURI }))
}

function declarationsOf(element: Element): NamespacePrefix[] {
  return Array.from(element.attributes).flatMap(({ name, value }) =>
    name === 'xmlns' ? [{ prefix: '', namespaceURI: value }] : name.startsWith('xmlns:') ? [{ prefix: name.slice('xmlns:'.length), namespaceURI: value }] : [])
}
