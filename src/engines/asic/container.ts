import { accept, refuse, type Result } from '../../kernel/result.ts'
import { contentOf, isReadable, isSeamless, readDirectory, type ArchiveLimits, type ArchiveRefusal } from '../zip/index.ts'
import { isSafeName, kindOfPart, mimetypeName, type PartKind } from './names.ts'

/** Why a container is not read: the reasons of its archive, or names and packing that no signed container has. */
export type ContainerRefusal = ArchiveRefusal | 'packing'

/** What stands in a container, by names; folders are left out. */
export interface Container {
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The first line of `mimetype`. */
  readonly mimetype: string | undefined
  /** `mimetype` stands first and is stored as it is, as programs that look at the first bytes want. */
  readonly isMimetypeFirst: boolean
}

/** Room for what offices sign, and none for what only hurts. */
export const containerLimits: ArchiveLimits = { maxEntries: 2_000, maxDepth: 1, maxBytes: 256 * 1024 * 1024, maxRatio: 200, freeBytes: 8 * 1024 * 1024 }

export function openContainer(bytes: Uint8Array, limits: ArchiveLimits = containerLimits): Result<Container, ContainerRefusal> {
  const directory = readDirectory(bytes, limits)
  if (!directory.ok) return directory
  if (!isSeamless(bytes, directory.value)) return refuse('ambiguous')
  const files = new Map<string, Uint8Array>()
  for (const entry of directory.value) {
    if (!isSafeName(entry.name)) return refuse('unsafe-names')
    if (!isReadable(entry)) return refuse('packing')
    const content = contentOf(bytes, entry)
    if (!content) return refuse('damaged')
    if (!entry.name.endsWith('/')) files.set(entry.name, content)
  }
  const [first] = directory.value.toSorted((one, other) => one.header - other.header)
  return accept({ files, mimetype: mimetypeOf(files.get(mimetypeName)), isMimetypeFirst: first?.name === mimetypeName && first.method === 0 && first.from === 30 + mimetypeName.length })
}

/** Of one container all names of a kind, in the order of their names: archives may have any. */
export const partsOf = ({ files }: Pick<Container, 'files'>, kind: PartKind): string[] => [...files.keys()].filter((name) => kindOfPart(name) === kind).toSorted()

const mimetypeOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes.subarray(0, 200)).toString('latin1').trim()
