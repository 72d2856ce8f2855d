import { Parser } from 'htmlparser2'
import { decoded } from './decode.ts'

export interface Markup {
  readonly kind: 'html' | 'office'
  readonly documents: readonly Uint8Array[]
  /** Characters. */
  readonly limit: number
}

/** Reads markup in the sandbox. No entity but those of the language is expanded, so nothing grows. */
export default function markupInside({ kind, documents, limit }: Markup): string {
  let text = ''
  for (const bytes of documents) {
    if (text.length >= limit) break
    text += `${kind === 'html' ? htmlText(bytes, limit) : officeText(bytes, limit - text.length)}\n`
  }
  return text.replace(/[ \t]+/g, ' ').replace(/ ?\n\s*/g, '\n').trim().slice(0, limit)
}

const unseen = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head'])
const withinLine = new Set(['a', 'abbr', 'b', 'bdi', 'cite', 'code', 'em', 'font', 'i', 'mark', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'u'])

function htmlText(bytes: Uint8Array, limit: number): string {
  let [text, hidden] = ['', 0]
  const parser = new Parser({
    onopentagname(name) {
      if (unseen.has(name)) hidden++
      else if (!withinLine.has(name)) text += '\n'
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden--
      else if (!withinLine.has(name)) text += '\n'
    },
    ontext(data) {
      if (hidden === 0 && text.length < limit) text += data
    },
  }, { decodeEntities: true })
  parser.end(decoded(bytes, limit * 8))
  return text
}

/** Elements whose text a person wrote: of word processing and drawing (t), spreadsheets (t; v when it is no reference), OpenDocument (p, h). */
const written = new Set(['w:t', 'a:t', 't', 'v', 'text:p', 'text:h'])
const lineEnds = new Set(['w:p', 'w:br', 'w:cr', 'a:p', 'a:br', 'si', 'row', 'text:p', 'text:h', 'text:line-break', 'table:table-row'])
const spaces = new Set(['w:tab', 'c', 'text:s', 'text:tab', 'table:table-cell'])

function officeText(bytes: Uint8Array, limit: number): string {
  let [text, within, isReference] = ['', 0, false]
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'c') isReference = attributes['t'] === 's'
      if (written.has(name) && !(name === 'v' && isReference)) within++
      if (lineEnds.has(name)) text += '\n'
      else if (spaces.has(name)) text += ' '
    },
    onclosetag(name) {
      if (written.has(name) && !(name === 'v' && isReference)) within--
      if (lineEnds.has(name)) text += '\n'
    },
    ontext(data) {
      if (within > 0 && text.length < limit) text += data
    },
  }, { xmlMode: true, decodeEntities: true })
  parser.end(decoded(bytes, 60 * 1024 * 1024))
  return text
}
