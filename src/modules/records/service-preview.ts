import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { detectFormat } from '../../platform/formats/index.ts'
import { readMail, type MailAddress, type MailReading } from '../../platform/mail/index.ts'
import { pdfPagePng, pdfPages, type PageSize } from '../../platform/pdf/index.ts'
import { openContent, readContent, type RecordsDeps } from './service-read.ts'

/** What can be shown of a content without running any of it in the reader's browser. */
export type Preview =
  | { readonly kind: 'pages'; readonly pages: number; readonly sizes: readonly PageSize[] }
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'none'; readonly reason: string }

export interface ContentAddress {
  readonly documentId: Id<'Document'>
  readonly componentId: Id<'Component'>
  readonly version: number
}

/** Characters of text that a preview shows at most. */
const textLimit = 200_000

/** Reads foreign bytes in the sandbox and says what may be shown. It is logged once; the pictures of its pages are not. */
export async function previewContent(deps: RecordsDeps, actor: Actor, at: ContentAddress): Promise<Result<Preview, 'not-found' | 'key-reused'>> {
  const content = await openContent(deps, actor, at.documentId, at.componentId, at.version, 'Zobrazeni')
  if (!content.ok) return content
  const { bytes } = content.value
  const format = detectFormat(bytes)
  if (format === 'pdf') {
    const pages = await pdfPages(bytes)
    return accept(pages.ok ? { kind: 'pages', ...pages.value } : { kind: 'none', reason: pages.refusal })
  }
  if (format === 'eml') {
    const mail = await readMail(bytes)
    return accept(mail.ok ? cut(asText(mail.value)) : { kind: 'none', reason: mail.refusal })
  }
  if (format === 'text') return accept(cut(bytes.toString('utf8')))
  return accept({ kind: 'none', reason: format })
}

/** A picture of one page of a PDF, as PNG. Pages are numbered from 1. */
export async function previewPage(
  deps: RecordsDeps, actor: Actor, at: ContentAddress, page: number, widthPx: number,
): Promise<Result<Uint8Array, 'not-found' | 'no-preview'>> {
  const content = await readContent(deps, actor, at.documentId, at.componentId, at.version)
  if (!content.ok) return content
  const key = `${content.value.version.sha256}/${page}/${widthPx}`
  const known = pictures.get(key)
  if (known) return accept(known)
  const png = await pdfPagePng(content.value.bytes, page, { widthPx })
  if (!png.ok) return refuse(png.refusal === 'no-such-page' ? 'not-found' : 'no-preview')
  keep(key, png.value)
  return accept(png.value)
}

/** Pictures already made, oldest first; what content they show is in the key, so they never go stale. Rights are checked before. */
const pictures = new Map<string, Uint8Array>()
const picturesLimitBytes = 64 * 2 ** 20

function keep(key: string, png: Uint8Array) {
  pictures.set(key, png)
  let total = [...pictures.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
  for (const [oldest, { byteLength }] of pictures) {
    if (total <= picturesLimitBytes) break
    pictures.delete(oldest)
    total -= byteLength
  }
}

const cut = (text: string): Preview => ({ kind: 'text', text: text.slice(0, textLimit), isCut: text.length > textLimit })

const pragueTime = new Intl.DateTimeFormat('cs-CZ', { timeZone: 'Europe/Prague', dateStyle: 'long', timeStyle: 'short' })

function asText({ from, to, date, subject, text }: MailReading): string {
  const name = (address: MailAddress) => (address.name ? `${address.name} <${address.address}>` : address.address)
  const heads = [['Od', from ? name(from) : ''], ['Komu', to.map(name).join(', ')], ['Datum', date ? pragueTime.format(date) : ''], ['Věc', subject]] as const
  return `${heads.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`).join('\n')}\n\n${text}`
}
