import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { detectFormat, type Format } from '../../platform/formats/index.ts'
import { readMail, type MailAddress, type MailReading } from '../../platform/mail/index.ts'
import { pdfPagePng, pdfPages, type PageSize } from '../../platform/pdf/index.ts'
import { pictureAsPng } from '../../platform/pictures/index.ts'
import { containerType, wordingOf } from './model.ts'
import { openContent, readContent, type Content, type RecordsDeps } from './service-read.ts'

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

/** The file that a container of ours was made of when it was signed: what is shown of the container is that. */
export interface Within { readonly name: string; readonly version: number; readonly sha256: Sha256 }

/** Reads foreign bytes in the sandbox and says what may be shown. It is logged once; the pictures of its pages are not. */
export async function previewContent(deps: RecordsDeps, actor: Actor, at: ContentAddress): Promise<Result<Preview & { readonly within: Within | null }, 'not-found' | 'content-gone' | 'key-reused'>> {
  const content = await openContent(deps, actor, at.documentId, at.componentId, at.version, 'Zobrazeni')
  if (!content.ok) return content
  const within = withinOf(content.value)
  const shown = within ? await readContent(deps, actor, at.documentId, at.componentId, within.version) : content
  return shown.ok ? accept({ ...await previewOf(shown.value.bytes), within }) : shown
}

/** Nothing for what is no container, and for one that came as it is. */
function withinOf({ component, version: { sha256, mediaType } }: Pick<Content, 'component' | 'version'>): Within | null {
  const wording = mediaType === containerType ? wordingOf(component, sha256) : sha256
  const within = wording === sha256 ? undefined : component.versions.find((version) => version.sha256 === wording)
  return within ? { name: component.name, version: within.number, sha256: wording } : null
}

const pictures: readonly Format[] = ['png', 'jpeg', 'tiff', 'webp', 'bmp']

/** What may be shown of these bytes; a picture is a document of one page. */
export async function previewOf(bytes: Buffer): Promise<Preview> {
  const format = detectFormat(bytes)
  if (format === 'pdf') {
    const pages = await pdfPages(bytes)
    return pages.ok ? { kind: 'pages', ...pages.value } : { kind: 'none', reason: pages.refusal }
  }
  if (pictures.includes(format)) {
    const png = await pictureAsPng(bytes, { widthPx: 800 })
    return png.ok ? { kind: 'pages', pages: 1, sizes: [sizeOfPng(png.value)] } : { kind: 'none', reason: png.refusal }
  }
  if (format === 'eml') {
    const mail = await readMail(bytes)
    return mail.ok ? cut(asText(mail.value)) : { kind: 'none', reason: mail.refusal }
  }
  return format === 'text' ? cut(bytes.toString('utf8')) : { kind: 'none', reason: format }
}

/** Of a PNG that we drew. */
function sizeOfPng(png: Uint8Array): PageSize {
  const view = new DataView(png.buffer, png.byteOffset)
  return { widthPt: view.getUint32(16), heightPt: view.getUint32(20) }
}

/** A picture of one page, as PNG. Pages are numbered from 1. */
export async function previewPage(
  deps: RecordsDeps, actor: Actor, at: ContentAddress, page: number, widthPx: number,
): Promise<Result<Uint8Array, 'not-found' | 'content-gone' | 'no-preview'>> {
  const read = (version: number) => readContent(deps, actor, at.documentId, at.componentId, version)
  const found = await read(at.version)
  const within = found.ok ? withinOf(found.value) : null
  const content = within ? await read(within.version) : found
  if (!content.ok) return content
  return pageOf(content.value.version.sha256, content.value.bytes, page, widthPx)
}

/** A picture of one page of these bytes, whose right to be seen was checked before. */
export async function pageOf(sha256: Sha256, bytes: Uint8Array, page: number, widthPx: number): Promise<Result<Uint8Array, 'not-found' | 'no-preview'>> {
  const key = `${sha256}/${page}/${widthPx}`
  const known = drawn.get(key)
  if (known) return accept(known)
  const isPicture = pictures.includes(detectFormat(bytes))
  if (isPicture && page > 1) return refuse('not-found')
  const png = isPicture ? await pictureAsPng(bytes, { widthPx }) : await pdfPagePng(bytes, page, { widthPx })
  if (!png.ok) return refuse(png.refusal === 'no-such-page' ? 'not-found' : 'no-preview')
  keep(key, png.value)
  return accept(png.value)
}

/** Pictures already made, oldest first; what content they show is in the key, so they never go stale. Rights are checked before. */
const drawn = new Map<string, Uint8Array>()
const drawnLimitBytes = 64 * 2 ** 20

function keep(key: string, png: Uint8Array) {
  drawn.set(key, png)
  let total = [...drawn.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
  for (const [oldest, { byteLength }] of drawn) {
    if (total <= drawnLimitBytes) break
    drawn.delete(oldest)
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
