/** Names of the standard (EN 319 162-1 Annex A): how parts of a container are known. */
export const mimetypeName = 'mimetype'
const meta = 'META-INF/'

export type PartKind = 'mimetype' | 'cades' | 'xades' | 'timestamp' | 'evidence-record' | 'manifest' | 'other-meta' | 'data'

/** What a file of a container is, by its name; case does not count, as it does not for those who look into it on Windows. */
export function kindOfPart(name: string): PartKind {
  const lower = name.toLowerCase()
  if (lower === mimetypeName) return 'mimetype'
  if (!lower.startsWith(meta.toLowerCase())) return 'data'
  const base = lower.slice(meta.length)
  if (base.includes('/')) return 'other-meta'
  if (/signature.*\.p7[sm]$/.test(base)) return 'cades'
  if (/signatures.*\.xml$/.test(base)) return 'xades'
  if (base.endsWith('.tst')) return 'timestamp'
  if (/^evidencerecord.*\.(ers|xml)$/.test(base)) return 'evidence-record'
  return /^asic(archive|evidencerecord)?manifest.*\.xml$/.test(base) ? 'manifest' : 'other-meta'
}

/** A name that leads nowhere but into the container, whatever unpacks it. */
export function isSafeName(name: string): boolean {
  const path = name.endsWith('/') ? name.slice(0, -1) : name
  return path !== '' && path.isWellFormed() && path.length <= 1_000 && !/[\\\u0000-\u001f\u007f]|^[a-z]:/i.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** A name under which a file can stand in a container, as near to the given one as can be. */
export function safeName(name: string): string {
  const flat = name.toWellFormed().normalize('NFC').replace(/[\\/:\u0000-\u001f\u007f]+/g, '_').trim().slice(0, 200).toWellFormed()
  return isSafeName(flat) && kindOfPart(flat) === 'data' ? flat : `_${flat.replace(/^\.+$/, '')}`
}

/** The file a URI of a manifest means: relative to the root of the container, as it stands or with its percent signs resolved. Where these are two files, neither. */
export function resolveUri(uri: string, has: (name: string) => boolean): string | undefined {
  const readings = new Set([uri, decoded(uri)].flatMap((each) => each === undefined ? [] : [each.replace(/^\.?\//, '')]).filter((name) => isSafeName(name) && has(name)))
  return readings.size === 1 ? [...readings][0] : undefined
}

function decoded(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri)
  } catch {
    return undefined
  }
}
