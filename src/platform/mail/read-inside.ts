import { accept, type Result } from '../../kernel/result.ts'
import { parseMailDate } from './dates.ts'
import { mainValue } from './fields.ts'
import { betterName } from './merge.ts'
import { plainLine } from './names.ts'
import type { MailAddress, MailLimits, MailReading, MailRefusal, MailWarning } from './reading.ts'
import { openMail, type Both } from './open.ts'
import { collectParts } from './parts.ts'
import type { Structure } from './structure.ts'
import { readText } from './text.ts'

export interface ReadingInput { readonly bytes: Uint8Array; readonly limits: MailLimits }

/** Reads a mail; runs within the sandbox, as do the parsers it calls. */
export default async function readInside({ bytes: received, limits }: ReadingInput): Promise<Result<MailReading, MailRefusal>> {
  const opened = await openMail(received, limits)
  if (!opened.ok) return opened
  const { bytes, structure, wasRepaired, both } = opened.value
  const collected = await collectParts(opened.value, limits)
  if (!collected.ok) return collected
  const text = await readText(bytes, structure, both, limits)
  const head = readHead(both)
  const date = parseMailDate(structure.fields.get('date') ?? '')
  const isEmpty = text.text.trim() === '' && collected.value.parts.length === 0
  const warnings: MailWarning[] = [
    ...failures(both), ...wasRepaired ? [{ kind: 'charset-unknown', about: 'headers', charset: null } as const] : [],
    ...head.warnings, ...date ? [] : [{ kind: 'no-date' } as const],
    ...isEmpty ? [{ kind: 'empty' } as const] : [], ...structure.isCut ? [{ kind: 'truncated' } as const] : [],
    ...damaged(bytes, structure), ...text.warnings, ...collected.value.warnings,
  ]
  return accept({ ...head.reading, date, text: text.text, parts: collected.value.parts, warnings })
}

function failures({ first, second }: Both): MailWarning[] {
  return [
    ...first ? [] : [{ kind: 'parser-failed', parser: 'mailparser' } as const],
    ...second ? [] : [{ kind: 'parser-failed', parser: 'postal-mime' } as const],
  ]
}

/** Padding within is let be: some programs join encoded pieces. */
function damaged(bytes: Uint8Array, { leaves }: Structure): MailWarning[] {
  return leaves.filter(({ fields, from, to, withinMessages }) => {
    if (withinMessages > 0 || mainValue(fields.get('content-transfer-encoding')) !== 'base64') return false
    const body = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
    return /[^A-Za-z0-9+/=\s]/.test(body) || body.replace(/[=\s]/g, '').length % 4 === 1
  }).map(({ contentType }) => ({ kind: 'damaged-part', contentType: contentType || 'text/plain' }))
}

function readHead({ second, either: one }: Both) {
  const other = second ?? one
  const warnings: MailWarning[] = []
  const subjects = [plainLine(one.subject), plainLine(other.subject)] as const
  if (subjects[0] !== subjects[1]) warnings.push({ kind: 'parsers-disagree', about: 'subject', readings: [...subjects] })
  const senders = [one.from?.address.toLowerCase() ?? '', other.from?.address.toLowerCase() ?? ''] as const
  if (senders[0] !== senders[1]) warnings.push({ kind: 'parsers-disagree', about: 'sender', readings: [...senders] })
  const from = one.from ?? other.from
  if (!from) warnings.push({ kind: 'no-sender' })
  const list = (addresses: readonly MailAddress[], others: readonly MailAddress[]) =>
    (addresses.length > 0 ? addresses : others).map(plainAddress)
  return {
    warnings,
    reading: {
      subject: betterName(...subjects) ?? '',
      from: from ? plainAddress(from) : null,
      to: list(one.to, other.to),
      cc: list(one.cc, other.cc),
      messageId: plainLine(one.messageId || other.messageId) || null,
      inReplyTo: plainLine(one.inReplyTo || other.inReplyTo) || null,
    },
  }
}

const plainAddress = ({ name, address }: MailAddress): MailAddress => ({ name: plainLine(name), address: plainLine(address) })
