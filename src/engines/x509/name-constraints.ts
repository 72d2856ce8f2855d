import type { Certificate } from './certificate.ts'
import { altNamesOf, nameConstraintsOf, type NameSubtrees } from './extensions.ts'
import type { GeneralName } from './general-name.ts'
import { keyOf } from './name.ts'

/** Names that a path allows and forbids so far (RFC 5280 § 4.2.1.10); sets of the permitted have to be met one by one. */
export class NameWalk {
  private readonly met: NameSubtrees[] = []

  allows(certificate: Certificate): boolean {
    return namesOf(certificate).every((name) => this.met.every((trees) => isAllowed(name, trees)))
  }

  leave({ extensions }: Certificate): void {
    const trees = nameConstraintsOf(extensions)
    if (trees) this.met.push(trees)
  }
}

/** The subject, its alternative names, and where it has no e-mail among these, those of the subject. */
function namesOf({ subject, extensions }: Certificate): GeneralName[] {
  const alternative = altNamesOf(extensions)
  const own: GeneralName[] = subject.parts.length > 0 ? [{ kind: 'directory', name: subject }] : []
  const mails: GeneralName[] = alternative.some(({ kind }) => kind === 'email') ? [] : subject.parts.flat().filter(({ type }) => type === 'E').map(({ value }) => ({ kind: 'email', text: value }))
  return [...own, ...alternative, ...mails]
}

function isAllowed(name: GeneralName, { permitted, excluded }: NameSubtrees): boolean {
  const same = (tree: GeneralName) => tree.kind === name.kind
  // A kind that cannot be compared is forbidden where anything is said about it.
  if (name.kind === 'other') return ![...permitted, ...excluded].some(same)
  if (excluded.filter(same).some((tree) => isWithin(name, tree))) return false
  const trees = permitted.filter(same)
  return trees.length === 0 || trees.some((tree) => isWithin(name, tree))
}

function isWithin(name: GeneralName, tree: GeneralName): boolean {
  if (name.kind === 'directory') return tree.kind === 'directory' && name.name.key.startsWith(keyOf(tree.name.parts))
  if (name.kind === 'ip') return tree.kind === 'ip' && isInNetwork(name.octets, tree.octets)
  if (name.kind === 'other' || tree.kind !== name.kind) return false
  const [text, root] = [name.text.toLowerCase(), tree.text.toLowerCase()]
  if (name.kind === 'dns') return root === '' || text === root || text.endsWith(root.startsWith('.') ? root : `.${root}`)
  const host = name.kind === 'email' ? text.slice(text.lastIndexOf('@') + 1) : hostOf(text)
  if (root.includes('@')) return text === root
  return root.startsWith('.') ? host.endsWith(root) : host === root
}

function hostOf(address: string): string {
  const [authority = ''] = address.slice(address.indexOf('//') + 2).split(/[/?#]/, 1)
  return authority.slice(authority.lastIndexOf('@') + 1).split(':', 1)[0] ?? ''
}

const isInNetwork = (octets: Uint8Array, network: Uint8Array) =>
  network.length === 2 * octets.length && octets.every((octet, index) => (octet & (network[octets.length + index] ?? 0)) === ((network[index] ?? 0) & (network[octets.length + index] ?? 0)))
