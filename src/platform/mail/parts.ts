import { accept, refuse, type Result } from '../../kernel/result.ts'
import { detectFormat, extensions } from '../formats/index.ts'
import { parameter } from './fields.ts'
import { mergeAttachments, withHash, type Attachment } from './merge.ts'
import { plainLine, safeNames } from './names.ts'
import { openMail, parseBoth, type OpenMail } from './open.ts'
import type { Parsed } from './parsers.ts'
import type { MailLimits, MailPart, MailRefusal, MailWarning } from './reading.ts'
import { isMessage, type Leaf } from './structure.ts'
import { isTnef, tnefFiles } from './tnef.ts'
import { uuFilesIn } from './uuencode.ts'

interface Found extends Attachment { readonly nested: boolean }

/** All that hangs on the mail, named safely: what either parser saw, files sent as text, what lies in attached messages. */
export async function collectParts(
  mail: OpenMail, limits: MailLimits): Promise<Result<{ parts: MailPart[]; warnings: MailWarning[] }, MailRefusal>> {
  const warnings: MailWarning[] = []
  const { found, doAgree } = await attachmentsOf(mail, limits)
  const readings = [listing(mail.both.first), listing(mail.both.second)] satisfies [string, string]
  if (!doAgree) warnings.push({ kind: 'parsers-disagree', about: 'attachments', readings })
  const inText = filesInText(mail)
  for (const { name } of inText) warnings.push({ kind: 'file-in-text', name: name ?? '' })
  const all = await withNested([...found, ...inText].map((attachment) => ({ ...attachment, nested: false })), limits, 1)
  if (!all.ok) return all
  if (all.value.length > limits.maxParts) return refuse('too-many-parts')
  const names = safeNames(all.value.map((part) => ({ name: part.name, extension: extensionOf(part) })))
  const parts = all.value.map((part, index): MailPart => {
    const { name: declared, bytes, sha256, inline, nested } = part
    const [name, contentType] = [names[index] ?? sha256, plainLine(part.contentType).toLowerCase() || 'application/octet-stream']
    if (isTnef(bytes)) warnings.push({ kind: 'outlook-container', name })
    if (isMessage(contentType) && !nested) warnings.push({ kind: 'nested-message', name })
    if (declared && declared !== name) warnings.push({ kind: 'attachment-renamed', from: declared.toWellFormed(), to: name })
    return { name, contentType, bytes: new Uint8Array(bytes), sha256, inline, nested }
  })
  return accept({ parts, warnings })
}

const listing = (parsed: Parsed | null) =>
  (parsed?.attachments ?? []).map(({ name, contentType }) => plainLine(name ?? contentType)).join(', ')

function extensionOf({ contentType, bytes }: Attachment): string {
  if (isMessage(contentType)) return 'eml'
  const extension = extensions[detectFormat(bytes)]
  return extension === 'txt' && !contentType.startsWith('text/') ? '' : extension
}

async function attachmentsOf({ bytes, structure, both }: OpenMail, limits: MailLimits) {
  const { first, second, either } = both
  const { all, doAgree } = first && second
    ? mergeAttachments(first.attachments, second.attachments)
    : { all: either.attachments.map(withHash), doAgree: true }
  const asText = structure.leaves.filter((leaf) => leaf.withinMessages === 0 && isFileSentAsText(leaf))
  const files = await Promise.all(asText.map((leaf) => fileSentAsText(bytes, leaf, limits)))
  const known = new Set(all.map(({ sha256 }) => sha256))
  return { found: [...all, ...files.flat().filter(({ sha256 }) => !known.has(sha256))], doAgree }
}

/** A text that has a file name and is not declared an attachment: both parsers take it for a piece of the letter. */
const isFileSentAsText = ({ fields, contentType }: Leaf) => /^text\/(plain|html)$/.test(contentType)
  && !/^attachment/i.test(fields.get('content-disposition') ?? '')
  && (parameter(fields.get('content-disposition'), 'filename') ?? parameter(fields.get('content-type'), 'name') ?? '') !== ''

/** The same part as a mail of its own, declared an attachment, so that the parsers decode its name and its bytes. */
async function fileSentAsText(bytes: Uint8Array, leaf: Leaf, limits: MailLimits): Promise<Attachment[]> {
  const disposition = (leaf.fields.get('content-disposition') ?? '').replace(/^[^;]*/, 'attachment')
  const fields = [...leaf.fields].filter(([name]) => /^content-(type|transfer-encoding|id)$/.test(name))
  const head = [...fields, ['content-disposition', disposition]].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const mail = Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), bytes.subarray(leaf.from, leaf.to)])
  const parsed = await parseBoth(mail, limits)
  if (!parsed.ok) return []
  const { all } = mergeAttachments(parsed.value.first?.attachments ?? [], parsed.value.second?.attachments ?? [])
  return all.slice(0, 1).map((attachment) => ({ ...attachment, inline: true }))
}

/** Files that stand in the letter itself, as they were sent before MIME. */
function filesInText({ bytes, structure, both }: OpenMail): Attachment[] {
  const texts = structure.leaves.filter((leaf) => leaf.withinMessages === 0 && /^(text\/plain)?$/.test(leaf.contentType)).map(({ fields, from, to }) =>
    /base64|quoted-printable/i.test(fields.get('content-transfer-encoding') ?? '') ? both.either.text : Buffer.from(bytes.subarray(from, to)).toString('latin1'))
  return [...new Set(texts)].flatMap(uuFilesIn).map(({ name, bytes: content }) =>
    withHash({ name: Buffer.from(name, 'latin1').toString('utf8'), contentType: 'application/octet-stream', bytes: content, inline: false }))
}

/** Opens attached messages in turn; each stays whole and its own attachments follow it. */
async function withNested(attachments: readonly Found[], limits: MailLimits, depth: number): Promise<Result<Found[], MailRefusal>> {
  const all: Found[] = []
  for (const attachment of attachments) {
    all.push(attachment)
    all.push(...tnefFiles(attachment.bytes).map((file): Found => (
      { ...withHash({ name: file.name, contentType: 'application/octet-stream', bytes: file.bytes, inline: false }), nested: true })))
    if (!isMessage(attachment.contentType)) continue
    if (depth > limits.maxDepth) return refuse('too-deep')
    const opened = await openMail(attachment.bytes, limits)
    if (!opened.ok && (opened.refusal === 'not-a-mail' || opened.refusal === 'unreadable')) continue
    if (!opened.ok) return opened
    const { found } = await attachmentsOf(opened.value, limits)
    const inner = await withNested(found.map((one) => ({ ...one, nested: true })), limits, depth + 1)
    if (!inner.ok) return inner
    all.push(...inner.value)
    if (all.length > limits.maxParts) return refuse('too-many-parts')
  }
  return accept(all)
}
