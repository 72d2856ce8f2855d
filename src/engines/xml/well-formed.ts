/**
 * Whether the text is well-formed XML 1.0 without a document type. The parser is more lenient than that (it drops a closing
 * tag that closes nothing), and what two readers read differently can be signed as one thing and read as another.
 */
export function isWellFormed(text: string): boolean {
  if (forbidden.test(text)) return false
  const open: string[] = []
  let hasRoot = false
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const token = tokenAt(text, at)
    if (!token) return false
    at = token.end
    if (token.kind === 'text' && open.length === 0 && text.slice(token.start, token.end).trim() !== '') return false
    if (token.kind === 'cdata' && open.length === 0) return false
    if (token.kind === 'end' && open.pop() !== token.name) return false
    if (token.kind !== 'start') continue
    if (open.length === 0 && hasRoot) return false
    hasRoot = true
    if (text[token.end - 2] !== '/') open.push(token.name)
  }
  return hasRoot && open.length === 0
}

interface Token {
  readonly kind: 'text' | 'cdata' | 'aside' | 'start' | 'end'
  readonly name: string
  readonly start: number
  readonly end: number
}

function tokenAt(text: string, start: number): Token | undefined {
  if (text[start] !== '<') return plain(text, start)
  if (text.startsWith('<!--', start)) return aside(text, start, '<!--', '-->', 'aside')
  if (text.startsWith('<![CDATA[', start)) return aside(text, start, '<![CDATA[', ']]>', 'cdata')
  if (text.startsWith('<?', start)) return aside(text, start, '<?', '?>', 'aside')
  const tag = text[start + 1] === '/' ? endTag : startTag
  tag.lastIndex = start
  const match = tag.exec(text)
  if (!match || (tag === startTag && danglingReference.test(match[0]))) return undefined
  return { kind: tag === startTag ? 'start' : 'end', name: match[1] ?? '', start, end: tag.lastIndex }
}

function plain(text: string, start: number): Token | undefined {
  const next = text.indexOf('<', start)
  const end = next < 0 ? text.length : next
  const part = text.slice(start, end)
  return danglingReference.test(part) || part.includes(']]>') ? undefined : { kind: 'text', name: '', start, end }
}

function aside(text: string, start: number, opening: string, closing: string, kind: 'aside' | 'cdata'): Token | undefined {
  const at = text.indexOf(closing, start + opening.length)
  if (at < 0 || (opening === '<!--' && text.slice(start + opening.length, at + 1).includes('--'))) return undefined
  return { kind, name: '', start, end: at + closing.length }
}

const name = String.raw`[A-Za-z_:\u00B7-\uFFFD][\w:.\u00B7-\uFFFD-]*`
const startTag = new RegExp(String.raw`<(${name})(?:\s+${name}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/?>`, 'y')
const endTag = new RegExp(String.raw`</(${name})\s*>`, 'y')
const danglingReference = /&(?!(?:amp|lt|gt|quot|apos|#[1-9]\d{0,6}|#x[1-9A-Fa-f][\dA-Fa-f]{0,5});)/
// Characters that XML 1.0 does not know, however they are written.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/
