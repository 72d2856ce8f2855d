import { hash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { attributeOf, base64, childOf, childrenOf, digestNames, parseXml, textAt, xmldsig } from '../xml/index.ts'
import type { Container } from './container.ts'
import { resolveUri } from './names.ts'

/** Namespace of ASiC manifests (EN 319 162-1 Annex A.4). */
export const manifestNamespace = 'http://uri.etsi.org/02918/v1.2.1#'

/** What a manifest says of one file, and whether it is so. `unknown-digest`: nobody can say. */
export interface ManifestEntry {
  /** The name of the file, else the URI as it stands. */
  readonly name: string
  readonly state: 'intact' | 'changed' | 'missing' | 'unknown-digest'
  readonly isRoot: boolean
}

export interface Manifest {
  readonly name: string
  readonly bytes: Uint8Array
  /** The signature, time stamp or evidence record it lists files for. */
  readonly signature: string | undefined
  readonly entries: readonly ManifestEntry[]
}

const limits = { size: 8 * 1024 * 1024, depth: 32, nodes: 200_000 }

export function readManifest(name: string, bytes: Uint8Array, { files }: Pick<Container, 'files'>): Result<Manifest, 'malformed'> {
  const document = parseXml(bytes, limits)
  const root = document.ok ? document.value.documentElement : undefined
  if (!root || root.localName !== 'ASiCManifest' || root.namespaceURI !== manifestNamespace) return refuse('malformed')
  const signatures = childrenOf(root, manifestNamespace, 'SigReference')
  if (signatures.length > 1) return refuse('malformed')
  const [signature] = signatures
  const uri = attributeOf(signature, 'URI')
  // Some programs nest the files in the reference to the signature; they are as much signed there.
  const entries = [root, signature].flatMap((parent) => childrenOf(parent, manifestNamespace, 'DataObjectReference')).map((reference) => readEntry(reference, files))
  return accept({ name, bytes, signature: uri === undefined ? undefined : resolveUri(uri, (each) => files.has(each)) ?? uri, entries })
}

type Reference = NonNullable<ReturnType<typeof childOf>>

function readEntry(reference: Reference, files: Container['files']): ManifestEntry {
  const uri = attributeOf(reference, 'URI') ?? ''
  const name = resolveUri(uri, (each) => files.has(each))
  const isRoot = attributeOf(reference, 'Rootfile') === 'true'
  const bytes = name === undefined ? undefined : files.get(name)
  if (name === undefined || !bytes) return { name: uri, state: 'missing', isRoot }
  return { name, isRoot, state: stateOf(bytes, attributeOf(childOf(reference, xmldsig, 'DigestMethod'), 'Algorithm'), textAt(reference, xmldsig, 'DigestValue')) }
}

function stateOf(bytes: Uint8Array, algorithm: string | undefined, value: string | undefined): ManifestEntry['state'] {
  const digest = digestNames.get(algorithm ?? '')
  const said = value === undefined ? undefined : base64(value)
  if (digest === undefined || said === undefined) return 'unknown-digest'
  return hashOf(bytes, digest).equals(said) ? 'intact' : 'changed'
}

/** A file is hashed once by each digest, however often manifests list it. */
function hashOf(bytes: Uint8Array, digest: string): Buffer {
  const known = hashes.get(bytes) ?? new Map<string, Buffer>()
  hashes.set(bytes, known)
  const value = known.get(digest) ?? hash(digest, bytes, 'buffer')
  known.set(digest, value)
  return value
}

const hashes = new WeakMap<Uint8Array, Map<string, Buffer>>()
