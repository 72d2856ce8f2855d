import { parameter } from './fields.ts'
import { byMailparser, textOfHtml } from './parsers.ts'
import type { Both } from './open.ts'
import type { MailLimits, MailWarning } from './reading.ts'
import type { Leaf, Structure } from './structure.ts'

/** The letter itself as plain text, whichever parser has it whole. */
export async function readText(
  bytes: Uint8Array, structure: Structure, both: Both, limits: MailLimits): Promise<{ text: string; warnings: MailWarning[] }> {
  const { texts, warnings } = await readCharsets(bytes, structure, limits)
  const [one, other] = [both.first?.text ?? '', both.second?.text ?? '']
  const text = texts ?? (isDamaged(one) && !isDamaged(other) || one.trim() === '' ? other : one)
  if (text.trim() !== '') return { text: plainText(text), warnings }
  const html = both.first?.html || both.second?.html || ''
  if (html === '') return { text: plainText(text), warnings }
  return { text: plainText(await textOfHtml(html)), warnings: [...warnings, { kind: 'text-from-html' }] }
}

const isDamaged = (text: string) => text.includes('\ufffd')

/** Lines end with \n; control characters that neither a screen nor a database takes are gone. */
const plainText = (text: string) => text.toWellFormed().replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')

/** Old code pages that `TextDecoder` does not know and the parsers do. */
const codePages = /^(?:cp|ibm|dos)[-_]?(?:437|737|775|85[0-9]|86[0-9])$/i

async function readCharsets(bytes: Uint8Array, { leaves }: Structure, limits: MailLimits) {
  const texts = leaves.filter((leaf) => leaf.withinMessages === 0 && /^text\/(plain|html)$|^$/.test(leaf.contentType))
  const warnings: MailWarning[] = []
  for (const charset of new Set(texts.flatMap(({ fields }) => parameter(fields.get('content-type'), 'charset') ?? []))) {
    if (!isKnown(charset)) warnings.push({ kind: 'charset-unknown', about: 'text', charset })
  }
  const [leaf, ...more] = texts.filter((one) => one.contentType !== 'text/html')
  if (!leaf || more.length > 0 || !isUndeclared(leaf)) return { texts: null, warnings }
  const decoded = await decode(bytes, leaf, 'utf-8', limits)
  if (!isDamaged(decoded)) return { texts: null, warnings }
  warnings.push({ kind: 'charset-unknown', about: 'text', charset: null })
  return { texts: await decode(bytes, leaf, 'windows-1250', limits), warnings }
}

const isUndeclared = ({ fields }: Leaf) => /^(|us-ascii|ascii)$/i.test(parameter(fields.get('content-type'), 'charset') ?? '')

function isKnown(charset: string): boolean {
  if (codePages.test(charset)) return true
  try {
    return new TextDecoder(charset.replace(/^ascii$/i, 'us-ascii')).encoding !== 'replacement'
  } catch {
    return false
  }
}

async function decode(bytes: Uint8Array, { fields, from, to }: Leaf, charset: string, limits: MailLimits): Promise<string> {
  const encoding = fields.get('content-transfer-encoding') ?? '8bit'
  const head = Buffer.from(`Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`, 'latin1')
  return (await byMailparser(Buffer.concat([head, bytes.subarray(from, to)]), limits)).text
}
