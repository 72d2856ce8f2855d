import { accept, type Result } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { archiveLimits, listArchive, openArchive, type ArchiveRefusal } from '../../platform/archives/index.ts'
import { detectFormat, mediaTypes, type Format } from '../../platform/formats/index.ts'
import { safeNames } from '../../platform/mail/index.ts'
import type { SandboxRefusal } from '../../platform/sandbox/index.ts'
import { isProgram, nameTricks } from './model-danger.ts'
import type { Part, QuarantineReason, Warning } from './model.ts'

/** A part together with its bytes. */
export interface FoundPart { readonly part: Part; readonly bytes: Uint8Array }

export interface Inside { readonly parts: readonly FoundPart[]; readonly warnings: readonly Warning[] }

/** Archives whose files are documents of their own; containers that are one document; both are judged before anybody opens them. */
const holders: readonly Format[] = ['zip', 'asic', 'isdocx']
const documents: readonly Format[] = ['ooxml', 'odf']

export const isDocument = (format: Format): boolean => documents.includes(format)
export const isArchive = (format: Format): boolean => holders.includes(format) || isDocument(format)

/** What an archive called `name` holds, each file a part of its own but programs, which stay where they are and are pointed out. */
export async function insideOf(name: string, format: Format, bytes: Uint8Array, maxBytes = archiveLimits.maxBytes): Promise<Result<Inside, ArchiveRefusal | SandboxRefusal>> {
  if (isDocument(format)) return insideOfDocument(name, bytes)
  const opened = await openArchive(bytes, { maxBytes })
  if (!opened.ok) return opened
  const { files, skipped } = opened.value
  const shown = files.filter(({ path }) => format !== 'asic' || path.length > 1 || !/^(mimetype$|META-INF\/)/.test(path[0] ?? ''))
  const [programs, safe] = [shown.filter((file) => isProgram(lastOf(file.path), file.bytes)), shown.filter((file) => !isProgram(lastOf(file.path), file.bytes))]
  const names = safeNames(safe.map(({ path }) => ({ name: lastOf(path), extension: '' })))
  return accept({
    parts: safe.map((file, i) => ({ bytes: file.bytes, part: { ...partOf(names[i] ?? `soubor-${i + 1}`, '', file.bytes), within: [name, ...file.path] } })),
    warnings: [
      ...shown.length === 0 ? [{ kind: 'archive-empty', name }] : [],
      ...programs.map(({ path }) => ({ kind: 'program-inside', name: [name, ...path].join(' › ') })),
      ...skipped.map((path) => ({ kind: 'archive-part-closed', name: path })),
      ...safe.flatMap(({ path }) => deceits(lastOf(path))),
    ],
  })
}

async function insideOfDocument(name: string, bytes: Uint8Array): Promise<Result<Inside, ArchiveRefusal | SandboxRefusal>> {
  const listed = await listArchive(bytes)
  if (!listed.ok) return listed
  const hasMacros = listed.value.some((path) => /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\/./i.test(path))
  return accept({ parts: [], warnings: hasMacros ? [{ kind: 'macros', name }] : [] })
}

/** Names that were made to deceive are told, with the name as it came. */
export function deceits(declared: string): Warning[] {
  const tricks = nameTricks(declared)
  return tricks.length > 0 ? [{ kind: 'name-deceives', name: declared.slice(0, 300), tricks }] : []
}

const lastOf = (path: readonly string[]) => path.at(-1)?.split(/[/\\]/).at(-1) ?? ''

export const partOf = (name: string, declared: string, bytes: Uint8Array): Part =>
  ({ name, mediaType: mediaTypeOf(declared, bytes), size: bytes.byteLength, sha256: sha256Of(bytes) })

/** By the bytes; what they only say in part (an office format, text) the sender may say more exactly. */
function mediaTypeOf(declared: string, bytes: Uint8Array): string {
  const format = detectFormat(bytes)
  const families: readonly Format[] = ['zip', 'ooxml', 'odf', 'ole', 'text']
  const isPrecise = /^(application\/(vnd\.|zip|msword|xml|json)|text\/(plain|csv|calendar|xml))/.test(declared) && declared.length <= 100
  return families.includes(format) && isPrecise ? declared : mediaTypes[format]
}

/** Why the registrar finds an archive in quarantine. */
export function archiveReason(refusal: ArchiveRefusal | SandboxRefusal): QuarantineReason {
  return reasons[refusal]
}

const reasons = {
  damaged: 'damaged', encrypted: 'archive-encrypted', 'too-many-entries': 'too-complex', 'too-large': 'archive-bomb', 'too-deep': 'archive-bomb', bomb: 'archive-bomb',
  overlapping: 'archive-bomb', ambiguous: 'archive-ambiguous', 'unsafe-names': 'archive-names', 'repeated-names': 'archive-ambiguous',
  'timed-out': 'unsafe-to-read', 'out-of-memory': 'unsafe-to-read', crashed: 'unsafe-to-read',
} as const satisfies Record<ArchiveRefusal | SandboxRefusal, QuarantineReason>
