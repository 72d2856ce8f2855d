import { accept, refuse, type Result } from '../../kernel/result.ts'
import { contentOf, isReadable, readDirectory, type ArchiveLimits, type ArchiveRefusal } from '../../engines/zip/index.ts'
import { detectFormat } from '../formats/index.ts'

export interface OpeningInput {
  readonly bytes: Uint8Array
  readonly limits: ArchiveLimits
  /** False when only the names and the judgement matter: the bytes of the files are then left empty. */
  readonly keep: boolean
}

/** A file within; `path` leads through the archives it lies in, from the outermost, e.g. `['inner.zip', 'plany/a.pdf']`. */
export interface Unpacked { readonly path: readonly string[]; readonly bytes: Uint8Array }

/** What was found; `skipped` are names of entries in a compression nobody here unpacks. */
export interface Opened { readonly files: readonly Unpacked[]; readonly skipped: readonly string[] }

/** Opens an archive and those within it; runs within the sandbox. */
export default function openInside({ bytes, limits, keep }: OpeningInput): Result<Opened, ArchiveRefusal> {
  const found: Found = { files: [], skipped: [], keep }
  const fault = unpack(bytes, limits, [], found, { entries: limits.maxEntries, bytes: limits.maxBytes })
  return fault ? refuse(fault) : accept({ files: found.files, skipped: found.skipped })
}

interface Found { readonly files: Unpacked[]; readonly skipped: string[]; readonly keep: boolean }
interface Left { entries: number; bytes: number }

const nothing = new Uint8Array()

function unpack(bytes: Uint8Array, limits: ArchiveLimits, path: readonly string[], found: Found, left: Left): ArchiveRefusal | null {
  if (path.length >= limits.maxDepth) return 'too-deep'
  const directory = readDirectory(bytes, { ...limits, maxEntries: left.entries, maxBytes: left.bytes })
  if (!directory.ok) return directory.refusal
  left.entries -= directory.value.length
  for (const entry of directory.value) {
    if (entry.name.endsWith('/')) continue
    if (!isReadable(entry)) {
      found.skipped.push([...path, entry.name].join('/'))
      continue
    }
    const content = contentOf(bytes, entry)
    if (!content) return 'damaged'
    left.bytes -= content.byteLength
    found.files.push({ path: [...path, entry.name], bytes: found.keep ? content : nothing })
    const fault = detectFormat(content) === 'zip' ? unpack(content, limits, [...path, entry.name], found, left) : null
    if (fault) return fault
  }
  return null
}
