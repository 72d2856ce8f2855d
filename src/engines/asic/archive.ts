import { accept, refuse, type Result } from '../../kernel/result.ts'
import { manifestOf, withParts, type AsicFile } from './build.ts'
import type { Asic } from './read.ts'

/** What is to be stamped so that a container lasts: a manifest of everything in it. */
export interface PreparedArchive {
  readonly asic: Asic
  readonly manifest: { readonly name: string; readonly bytes: Uint8Array }
  readonly stampName: string
  /** Manifests that give up their place: the newest has the plain name (EN 319 162-1 § A.7). */
  readonly renamed: ReadonlyMap<string, Uint8Array>
}

const plainName = 'META-INF/ASiCArchiveManifest.xml'

/** Lists all files, signatures, manifests and earlier time stamps. A time stamp over `manifest.bytes` goes to `finishArchive`. */
export function prepareArchive(asic: Asic): Result<PreparedArchive, 'nothing-to-keep'> {
  const { files } = asic.container
  if (asic.signatures.length + asic.timestamps.length === 0) return refuse('nothing-to-keep')
  const earlier = files.get(plainName)
  const renamed: ReadonlyMap<string, Uint8Array> = earlier ? new Map([[freeName(files, 'ASiCArchiveManifest', '.xml'), earlier]]) : new Map()
  const kept: readonly AsicFile[] = [...files, ...renamed].filter(([name]) => name !== 'mimetype' && name !== plainName).map(([name, bytes]) => ({ name, bytes }))
  const stampName = freeName(files, 'timestamp', '.tst')
  return accept({ asic, manifest: { name: plainName, bytes: manifestOf(kept, { name: stampName, type: 'application/vnd.etsi.timestamp-token' }) }, stampName, renamed })
}

export const finishArchive = ({ asic, manifest, stampName, renamed }: PreparedArchive, token: Uint8Array, at: Date): Uint8Array =>
  withParts(asic, new Map([...renamed, [manifest.name, manifest.bytes], [stampName, token]]), at)

function freeName(files: ReadonlyMap<string, unknown>, start: string, end: string): string {
  const taken = new Set([...files.keys()].map((name) => name.toLowerCase()))
  const nameAt = (number: number) => `META-INF/${start}${String(number).padStart(3, '0')}${end}`
  let number = 1
  while (taken.has(nameAt(number).toLowerCase())) number++
  return nameAt(number)
}
