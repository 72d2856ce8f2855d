import { accept, refuse, type Result } from '../../kernel/result.ts'
import { openContainer, partsOf, type Container, type ContainerRefusal } from './container.ts'
import { readManifest, type Manifest, type ManifestEntry } from './manifest.ts'

export type AsicKind = 'asic-s' | 'asic-e' | 'opendocument' | 'other'

/** A signature or time stamp of a container and what it covers. */
export interface Covering {
  /** The name of its file. */
  readonly name: string
  readonly bytes: Uint8Array
  /** What it signs or stamps: a data file in ASiC-S, a manifest in ASiC-E. Nothing when that is missing or not to be told. */
  readonly signs: { readonly name: string; readonly bytes: Uint8Array } | undefined
  /** Every file it covers, itself or by its manifest, with whether it is as it was. */
  readonly covers: readonly ManifestEntry[]
  /** Data files of the container that it does not cover. */
  readonly leaves: readonly string[]
  readonly faults: readonly AsicFault[]
}

/** `no-manifest`: nobody says what is signed. `several-manifests`: more than one claims the signature. `not-one-file`: ASiC-S holds exactly one. */
export type AsicFault = 'no-manifest' | 'several-manifests' | 'malformed-manifest' | 'not-one-file'

export interface Asic {
  readonly kind: AsicKind
  readonly container: Container
  /** Names of the files that people put in. */
  readonly data: readonly string[]
  /** CAdES; each file may have several signers. */
  readonly signatures: readonly Covering[]
  /** Time stamps in files of their own, in the order in which they cover each other: the earliest first. */
  readonly timestamps: readonly Covering[]
  /** Files of XAdES signatures; for `engines/xades`. */
  readonly xades: readonly string[]
  /** Evidence records (RFC 4998, and in XML RFC 6283), each over the files it covers. */
  readonly evidenceRecords: readonly Covering[]
  /** Manifests that cannot be read. */
  readonly malformed: readonly string[]
}

/** More parts of a kind than honest containers have; each is read, and each covers all others. */
const mostParts = 100

/** Reads a signed container (EN 319 162-1). Hashes of covered files are compared; signatures and tokens are for `engines/cms`. */
export function readAsic(bytes: Uint8Array): Result<Asic, ContainerRefusal> {
  const container = openContainer(bytes)
  if (!container.ok) return container
  const isTooMany = (['cades', 'xades', 'timestamp', 'manifest'] as const).some((kind) => partsOf(container.value, kind).length > mostParts)
  return isTooMany ? refuse('too-many-entries') : accept(describe(container.value))
}

function describe(container: Container): Asic {
  const data = partsOf(container, 'data')
  const read = partsOf(container, 'manifest').map((name) => ({ name, manifest: readManifest(name, container.files.get(name) ?? new Uint8Array(), container) }))
  const manifests = read.flatMap(({ manifest }) => manifest.ok ? [manifest.value] : [])
  const malformed = read.filter(({ manifest }) => !manifest.ok).map(({ name }) => name)
  const signing = partsOf(container, 'cades')
  const stamping = partsOf(container, 'timestamp')
  const kind = kindOf(container, manifests, signing)
  const covering = (name: string) => coveringOf(name, { container, data, manifests, malformed, kind })
  return {
    kind, container, data, malformed, signatures: signing.map(covering), timestamps: inOrder(stamping.map(covering)),
    xades: kind === 'opendocument' ? [...container.files.keys()].filter((name) => name === 'META-INF/documentsignatures.xml') : partsOf(container, 'xades'),
    evidenceRecords: partsOf(container, 'evidence-record').map(covering),
  }
}

/** By the declared type; where none is, by what lies within: a manifest makes ASiC-E (Annex A.1). */
function kindOf({ mimetype, files }: Container, manifests: readonly Manifest[], signing: readonly string[]): AsicKind {
  if (mimetype?.startsWith('application/vnd.etsi.asic-s+zip')) return 'asic-s'
  if (mimetype?.startsWith('application/vnd.etsi.asic-e+zip')) return 'asic-e'
  if (mimetype?.startsWith('application/vnd.oasis.opendocument')) return 'opendocument'
  if (manifests.some(({ signature }) => signature !== undefined && signing.includes(signature))) return 'asic-e'
  const isSigned = [...files.keys()].some((name) => /^META-INF\/(signatures?\.(p7s|xml)|timestamp\.tst|evidencerecord\.(ers|xml))$/i.test(name))
  if (isSigned) return 'asic-s'
  return partsOf({ files }, 'timestamp').length + partsOf({ files }, 'xades').length + signing.length + manifests.length > 0 ? 'asic-e' : 'other'
}

interface Around {
  readonly container: Container
  readonly data: readonly string[]
  readonly manifests: readonly Manifest[]
  readonly malformed: readonly string[]
  readonly kind: AsicKind
}

function coveringOf(name: string, { container, data, manifests, malformed, kind }: Around): Covering {
  const bytes = container.files.get(name) ?? new Uint8Array()
  const own = manifests.filter(({ signature }) => signature === name)
  const [manifest] = own
  if (manifest && own.length === 1) return byManifest(name, bytes, manifest, data)
  const nothing = { name, bytes, signs: undefined, covers: [], leaves: data }
  if (manifest) return { ...nothing, faults: ['several-manifests'] }
  if (kind !== 'asic-s') return { ...nothing, faults: [malformed.length > 0 ? 'malformed-manifest' : 'no-manifest'] }
  const [only, ...more] = data
  const content = only === undefined ? undefined : container.files.get(only)
  if (only === undefined || !content || more.length > 0) return { ...nothing, faults: ['not-one-file'] }
  return { name, bytes, signs: { name: only, bytes: content }, covers: [{ name: only, state: 'intact', isRoot: true }], leaves: [], faults: [] }
}

function byManifest(name: string, bytes: Uint8Array, manifest: Manifest, data: readonly string[]): Covering {
  const covered = new Set(manifest.entries.map((entry) => entry.name))
  return { name, bytes, signs: { name: manifest.name, bytes: manifest.bytes }, covers: manifest.entries, leaves: data.filter((each) => !covered.has(each)), faults: [] }
}

/** A time stamp that covers another came later. */
function inOrder(stamps: readonly Covering[]): Covering[] {
  const isOver = (one: Covering, other: Covering) => one.covers.some(({ name }) => name === other.name || name === other.signs?.name)
  return stamps.toSorted((one, other) => isOver(one, other) ? 1 : isOver(other, one) ? -1 : 0)
}
