/** A file written into a text in the way of before MIME. */
export interface UuFile { readonly name: string; readonly bytes: Uint8Array }

const begin = /^begin [0-7]{3,4} (.{1,255})$/
const most = 100

/** The files between `begin` and `end` in a text; an unfinished or malformed one is none, for a letter may speak of such lines. Linear. */
export function uuFilesIn(text: string): UuFile[] {
  const [files, lines]: [UuFile[], string[]] = [[], text.split(/\r?\n/)]
  for (let at = 0; at < lines.length && files.length < most; at += 1) {
    const name = begin.exec(lines[at] ?? '')?.[1]
    if (name === undefined) continue
    const found = bodyFrom(lines, at + 1)
    if (!found) continue
    files.push({ name: name.trim(), bytes: found.bytes })
    at = found.end
  }
  return files
}

function bodyFrom(lines: readonly string[], from: number): { bytes: Uint8Array; end: number } | null {
  const pieces: Buffer[] = []
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.trimEnd() === 'end') return pieces.length > 0 ? { bytes: Buffer.concat(pieces), end: at } : null
    const piece = decodeLine(line)
    if (!piece) return null
    pieces.push(piece)
  }
  return null
}

/** The first sign says how many bytes follow; four signs make three bytes. Blanks that a mailer cut off the end are zeros. */
function decodeLine(line: string): Buffer | null {
  if (line === '') return Buffer.alloc(0)
  const count = valueOf(line.charCodeAt(0))
  const signs = Math.ceil(count / 3) * 4
  if (count < 0 || count > 45 || line.length > signs + 2) return null
  const padded = line.slice(1).padEnd(signs, ' ')
  const bytes = Buffer.alloc((signs / 4) * 3)
  for (let group = 0; group < signs / 4; group += 1) {
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => valueOf(padded.charCodeAt(4 * group + i))) as [number, number, number, number]
    if (a < 0 || b < 0 || c < 0 || d < 0) return null
    bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, 3 * group, 3)
  }
  return bytes.subarray(0, count)
}

const valueOf = (code: number) => code >= 32 && code <= 96 ? (code - 32) & 63 : -1
