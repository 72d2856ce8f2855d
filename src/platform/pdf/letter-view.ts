import { drawableText } from './font.ts'
import type { Letter } from './letter.ts'
import { letterTexts } from './letter-texts.ts'
import { bindCzech, bindNumbers, breakLongWords } from './typography.ts'

/** What the template lays out: cleaned words and numbers, no decisions left. Field names are those of letter.typ. */
export function viewOf(letter: Letter) {
  const texts = letterTexts[letter.language]
  const bind = letter.language === 'cs' ? bindCzech : bindNumbers
  const say = (text: string, longest = 48) => breakLongWords(bind(drawableText(text).trim()), longest)
  const inline = (text: string, longest?: number) => say(text.replace(/\s+/g, ' '), longest)
  const exact = (text: string) => breakLongWords(drawableText(text).trim().replaceAll(' ', '\u00a0'), 24)
  const [year = 0, month = 0, day = 0] = letter.date.split('-').map(Number)
  const parts = partsOf(letter.body, say)
  const { authority, handledBy } = letter

  const details = [
    { label: texts.yourReference, value: exact(letter.yourReference ?? '') },
    { label: texts.referenceNumber, value: exact(letter.referenceNumber) },
    { label: texts.fileReference, value: exact(letter.fileReference) },
    { label: texts.uniqueId, value: exact(letter.uniqueId) },
    { label: texts.handledBy, value: [handledBy.name, handledBy.post ?? ''].map(line => inline(line, 24)).filter(Boolean).join('\n') },
    { label: texts.phone, value: exact(handledBy.phone ?? '') },
    { label: texts.email, value: exact(handledBy.email ?? '') },
    { label: texts.date, value: texts.day(day, texts.months[month - 1] ?? '', year).replaceAll(' ', '\u00a0') },
  ]
  const contacts = [
    authority.ico && `${texts.businessId} ${authority.ico}`,
    authority.dataBox && `${texts.dataBox} ${authority.dataBox}`,
    authority.email,
  ].filter(contact => contact !== undefined && contact !== '')
  const name = inline(authority.name, 30)
  return {
    language: letter.language,
    title: drawableText(letter.subject).trim() || drawableText(letter.referenceNumber),
    day: { year, month, day },
    labels: { subject: texts.subject, attachments: texts.attachments, page: texts.page, of: texts.of },
    running: `${texts.referenceNumber} ${exact(letter.referenceNumber)}`,
    authority: { name, contacts: [authority.address.join(', '), contacts.join(' · ')].map(line => inline(line, 60)).filter(Boolean) },
    unit: inline(letter.unit),
    details: details.filter(row => row.value !== ''),
    addressee: {
      name: inline(letter.addressee.name, 24),
      address: letter.addressee.address.map(line => inline(line, 24)).filter(Boolean),
    },
    subject: inline(letter.subject, 40) || exact(letter.referenceNumber),
    ...closeToSignature(parts),
    signatory: { name: inline(letter.signatory.name, 24), post: inline(letter.signatory.post, 24) },
    attachments: (letter.attachments ?? []).map(line => inline(line)).filter(Boolean),
  }
}

export type LetterView = ReturnType<typeof viewOf>

type Part = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; items: string[] }

function partsOf(body: string, say: (text: string) => string): Part[] {
  const parts: Part[] = []
  let open: Part | undefined
  for (const line of drawableText(body).split('\n')) {
    const text = say(line)
    if (text === '') open = undefined
    else if (line.startsWith('# ')) {
      parts.push({ kind: 'heading', text: say(line.slice(2)) })
      open = undefined
    } else if (line.startsWith('- ')) {
      if (open?.kind !== 'list') parts.push((open = { kind: 'list', items: [] }))
      open.items.push(say(line.slice(2)))
    } else if (open?.kind === 'paragraph') open.text += `\n${text}`
    else parts.push((open = { kind: 'paragraph', text }))
  }
  return parts
}

/** Splits off the end that stays on the page of the signature: the last paragraph and, over a mere greeting, one more. */
function closeToSignature(parts: readonly Part[]): { body: readonly Part[]; closing: readonly Part[] } {
  const short = (part: Part | undefined) => part?.kind === 'paragraph' && part.text.length <= 700 && part.text.split('\n').length <= 8
  const greeting = (part: Part | undefined) => part?.kind === 'paragraph' && part.text.length <= 60
  const kept = !short(parts.at(-1)) ? 0 : greeting(parts.at(-1)) && short(parts.at(-2)) ? 2 : 1
  return { body: parts.slice(0, parts.length - kept), closing: parts.slice(parts.length - kept) }
}
