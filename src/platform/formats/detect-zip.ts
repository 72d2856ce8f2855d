const directoryEntry = 0x02014b50
const directoryEnd = 0x06054b50
const mostNames = 2_000
/** Bytes of a name that are looked at: no telling name is longer, and patterns take their time over endless ones. */
const longestName = 300
const longestEnd = 22 + 65_535

/** Tells office and signature containers from other ZIP files by their first entry and their directory. */
export function zipFormat(buffer: Buffer): 'zip' | 'ooxml' | 'odf' | 'asic' | 'isdocx' {
  const declared = declaredType(buffer)
  if (declared.startsWith('application/vnd.oasis.opendocument.')) return 'odf'
  if (/^application\/vnd\.etsi\.asic-[es]\+zip$/.test(declared)) return 'asic'
  const names = directoryNames(buffer)
  if (names.includes('[Content_Types].xml') && names.some((name) => /^(word|xl|ppt|visio)\//.test(name))) return 'ooxml'
  if (names.some((name) => /^META-INF\/[^/]*(signatures?[^/]*\.(xml|p7s)|timestamp[^/]*\.tst)$/i.test(name))) return 'asic'
  if (names.some((name) => /^[^/]+\.isdoc$/i.test(name))) return 'isdocx'
  return 'zip'
}

/** ODF and ASiC keep their media type uncompressed in a first entry named `mimetype`. */
function declaredType(buffer: Buffer): string {
  if (buffer.length < 38 || buffer.readUInt16LE(8) !== 0 || buffer.toString('latin1', 30, 38) !== 'mimetype') return ''
  const from = 38 + buffer.readUInt16LE(28)
  return buffer.toString('latin1', from, from + Math.min(buffer.readUInt32LE(18), 100)).trim()
}

function directoryNames(buffer: Buffer): string[] {
  const names: string[] = []
  const end = lastDirectoryEnd(buffer)
  if (end === undefined) return names
  let at = buffer.readUInt32LE(end + 16)
  while (names.length < mostNames && at + 46 <= end && buffer.readUInt32LE(at) === directoryEntry) {
    const nameLength = buffer.readUInt16LE(at + 28)
    names.push(buffer.toString('latin1', at + 46, at + 46 + Math.min(nameLength, longestName)))
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32)
  }
  return names
}

function lastDirectoryEnd(buffer: Buffer): number | undefined {
  for (let at = buffer.length - 22; at >= 0 && at > buffer.length - longestEnd; at -= 1) {
    if (buffer[at] === 0x50 && buffer.readUInt32LE(at) === directoryEnd) return at
  }
  return undefined
}
