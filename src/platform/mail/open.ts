import { accept, refuse, type Result } from '../../kernel/result.ts'
import { repairHeaders } from './headers.ts'
import { byMailparser, byPostalMime, type Parsed } from './parsers.ts'
import type { MailLimits, MailRefusal } from './reading.ts'
import { scanStructure, type Structure } from './structure.ts'

/** What the two parsers made of the same bytes; one of them may have failed. */
export interface Both {
  readonly first: Parsed | null
  readonly second: Parsed | null
  /** The first if there is one. */
  readonly either: Parsed
}

/** A mail within our limits, scanned and parsed; `bytes` differ from those received when its headers needed repair. */
export interface OpenMail {
  readonly bytes: Uint8Array
  readonly structure: Structure
  readonly both: Both
  readonly wasRepaired: boolean
}

export async function openMail(received: Uint8Array, limits: MailLimits): Promise<Result<OpenMail, MailRefusal>> {
  const asReceived = scanStructure(received, limits)
  if (!asReceived.ok) return asReceived
  const repaired = repairHeaders(received, asReceived.value.headerBlocks)
  const bytes = repaired ?? received
  const scanned = repaired ? scanStructure(repaired, limits) : asReceived
  if (!scanned.ok) return scanned
  const both = await parseBoth(bytes, limits)
  if (!both.ok) return both
  return accept({ bytes, structure: scanned.value, both: both.value, wasRepaired: repaired !== null })
}

export async function parseBoth(bytes: Uint8Array, limits: MailLimits): Promise<Result<Both, 'unreadable'>> {
  const first = await byMailparser(bytes, limits).catch(() => null)
  const second = await byPostalMime(bytes, limits).catch(() => null)
  const either = first ?? second
  return either ? accept({ first, second, either }) : refuse('unreadable')
}
